"""Texts of mails: the standard ones, what may stand between braces, and filling that in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string

# Dutch words, since they stand in Dutch texts that an HR adviser edits.
MAIL_PLACEHOLDERS: Final = (
    *("naam", "organisatie", "meting", "vragenlijst", "laatste_dag", "resultaat", "link"),
)
LINK: Final = "{link}"
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class MailWords:
    """Subject and body, with placeholders or filled in."""

    subject: str
    body: str


def standard(kind: str) -> MailWords:
    """The text that comes with the product: `templates/surveys/mail/<kind>.txt`, subject first."""
    subject, _blank, body = render_to_string(f"surveys/mail/{kind}.txt").partition("\n\n")
    return MailWords(subject.strip(), body.strip())


def misplaced(text: str) -> tuple[str, ...]:
    """What stands between braces and means nothing here, and braces without a partner."""
    unknown = [
        match[0] for match in _PLACEHOLDER.finditer(text) if match[1] not in MAIL_PLACEHOLDERS
    ]
    loose = re.findall(r"[{}]", _PLACEHOLDER.sub("", text))
    return tuple(dict.fromkeys([*unknown, *loose]))


def fill(words: MailWords, values: Mapping[str, str]) -> MailWords:
    """The mail with `values` for all placeholders, each exactly once: a name with braces in it
    stays what it is. Raises KeyError for a placeholder that has no value.
    """

    def put(match: re.Match[str]) -> str:
        return values[match[1]]

    return MailWords(_PLACEHOLDER.sub(put, words.subject), _PLACEHOLDER.sub(put, words.body))
