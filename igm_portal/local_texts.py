"""Texts of the product in the words of the organisation that is served now (ADR 58).

The English msgid and its translation have the same places, `{klantmanagers}`; they are filled in
when the text is shown, as a lazy translation is.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from igm_portal.local_words import OwnWords, active, fill, places

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def in_own_words(text: str | Promise, own: OwnWords | None = None) -> str:
    """The text with the words of now in its places, or with those of one organisation."""
    words = active() if own is None else own
    return fill(str(text), places(words, get_language() or "nl"))


in_own_words_lazy = cast("Callable[..., _StrPromise]", lazy(in_own_words, str))
