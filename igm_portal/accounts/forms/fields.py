"""A form without a tag, and fields for a line, an address, a day or a text that people type."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.periods import FIRST_YEAR, LAST_YEAR
from igm_portal.plain_text import is_line, is_text
from igm_portal.spelling import Invisible, Misspelt, address, name, natural_key

INVISIBLE = _("There are invisible characters in this text. Type it again instead of pasting it.")


def one_line(value: str) -> None:
    """Raises ValidationError; the same rule as for a cell of an import."""
    if not is_line(value):
        raise ValidationError(INVISIBLE, code="invisible")


def several_lines(value: str) -> None:
    """Raises ValidationError."""
    if not is_text(value):
        raise ValidationError(INVISIBLE, code="invisible")


class FieldsOnly(forms.Form):
    """A form whose page writes the tag around it; with `token` the token is among the fields."""

    token = True

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = not self.token
        return helper


class LineField(forms.CharField):
    """A name, a number, a subject."""

    default_validators = [one_line]

    def to_python(self, value: Any) -> str:
        """In one spelling, as an import reads it; word processors paste spaces of their own."""
        return name(super().to_python(value) or "")


class AddressField(forms.EmailField):
    """An e-mail address, in the one spelling that is kept and looked up."""

    default_validators = []  # what Django takes and refuses is not what `spelling` does

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        try:
            return address(text)
        except Invisible:
            raise ValidationError(INVISIBLE, code="invisible") from None
        except Misspelt:
            raise ValidationError(str(validate_email.message), code="invalid") from None


class DayField(forms.DateField):
    """A day on which a role may begin or end: the same years as in an import."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )


class _ByName(ModelChoiceIterator):  # type: ignore[type-arg]
    """Places by name as people read numbers; no database knows that order everywhere."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for place in sorted(self.queryset, key=lambda place: natural_key(place.name)):
            yield self.choice(place)


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One team or one department."""

    iterator = _ByName
