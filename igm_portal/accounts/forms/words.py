"""The form in which an administrator says what is called otherwise in the organisation (ADR 58)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.forms.fields import FieldsOnly, LineField
from igm_portal.local_words import ARTICLES, WORDS, LocalWord
from igm_portal.spelling import name_key

LONGEST: Final = 30  # letters: a button on a phone holds them
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


class WordField(LineField):
    """A word as it stands in the middle of a sentence: letters, nothing else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, required=False, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not _LETTERS.fullmatch(value):
            raise forms.ValidationError(
                _("Only letters, with a single space, hyphen or apostrophe between them.")
            )


class WordsForm(FieldsOnly):
    """Every word of the list; left empty it is the standard one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for word in WORDS:
            self.fields.update(_fields(word))

    @property
    def groups(self) -> Iterator[tuple[LocalWord, list[BoundField], list[BoundField], bool]]:
        """The fields of each word: the Dutch ones, the English, and whether those are in use."""
        for word in WORDS:
            fields = [self[key] for key in word.keys]
            english = [field for field in fields if field.name.endswith("_en")]
            in_use = any(field.value() or field.errors for field in english)
            yield word, [field for field in fields if field not in english], english, in_use

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for word in WORDS:
            self._check(word, values)
        self._check_apart(values)
        return values

    def own_words(self) -> dict[str, str]:
        """What is called otherwise, as it is kept: nothing of a word that is not replaced."""
        values = self.cleaned_data
        return {
            key: values[key]
            for word in WORDS
            if values.get(word.key)
            for key in word.keys
            if values.get(key)
        }

    def _check(self, word: LocalWord, values: dict[str, Any]) -> None:
        """One and more belong together, in Dutch as in English, and English comes with Dutch."""
        pairs = [] if word.is_name else [(word.key, word.plural)]
        pairs += [(f"{one}_en", f"{more}_en") for one, more in pairs]
        for one, more in pairs:
            for empty, other in ((one, more), (more, one)):
                if values.get(other) and empty in values and not values[empty]:
                    self.add_error(empty, _("Fill in both: for one and for more."))
            if values.get(one) and values.get(one) == values.get(more):
                self.add_error(more, _("The word for more is another one."))
        english = [key for key in word.keys if key.endswith("_en") and values.get(key)]
        if english and not values.get(word.key) and word.key in values:
            self.add_error(word.key, _("Fill in the Dutch word too."))
        for key in () if word.is_name else word.keys:
            first = re.split("[ '’-]", values.get(key) or "")[0]
            if first[:1].isupper() and first[1:].islower():  # but “IPS-coach” and “TiiP-coach”
                self.add_error(key, _("Write it as in the middle of a sentence: no capital."))

    def _check_apart(self, values: dict[str, Any]) -> None:
        """Two functions with one name: then a list of people could not tell them apart."""
        names: dict[str, str] = {}
        for word in (word for word in WORDS if not word.is_name):
            name = name_key(values.get(word.key) or word.key)
            if name in names:
                key = word.key if values.get(word.key) else names[name]
                self.add_error(key, _("Another function is called this already."))
            names[name] = word.key


def _fields(word: LocalWord) -> Iterator[tuple[str, forms.Field]]:
    singular, plural = word.standard
    if word.is_name:
        yield word.key, WordField(label=_("Its name"))
        yield f"{word.key}_en", WordField(label=_("Its name in English, if it has another"))
        return
    yield word.key, WordField(label=format_lazy(_("For “{word}”"), word=singular))
    yield word.plural, WordField(label=format_lazy(_("For “{word}”"), word=plural))
    articles = [(one, one) for one in ARTICLES]
    dutch = forms.Select(attrs={"lang": "nl"})
    article = forms.ChoiceField(
        label=_("Which article?"), choices=articles, initial="de", widget=dutch
    )
    yield f"{word.key}_article", article
    yield f"{word.key}_en", WordField(label=_("In English, for one"))
    yield f"{word.plural}_en", WordField(label=_("In English, for more"))
