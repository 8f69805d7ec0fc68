"""What to look for in a long list: nothing is required, and that need not be said."""

from typing import Any

from django import forms


class FilterForm(forms.Form):
    """A form in the address; its fields have no note that they are optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.obvious = True  # type: ignore[attr-defined]
