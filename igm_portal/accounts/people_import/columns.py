"""Which column of a file is what, and which title is which function: what an organisation chose
once, the names of this portal, and the names that personnel systems give; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from igm_portal.spelling import name_key


class Column(StrEnum):
    """The columns of a file of ours, by their names in the header."""

    STAFF_NUMBER = "personeelsnummer"
    EMAIL = "e-mail"
    NAME = "naam"
    DEPARTMENT = "afdeling"
    TEAM = "team"
    ROLE = "rol"
    FUNCTION = "functie"
    START = "vanaf"
    END = "tot"


class Part(StrEnum):
    """Columns of personnel systems that take the place of one of ours.

    A day of hire is the first day of who is new; it says nothing of a move to another team.
    """

    FIRST_NAME = "roepnaam"
    INFIX = "tussenvoegsel"
    LAST_NAME = "achternaam"
    HIRED = "in dienst"


Field = Column | Part
FIELDS: Mapping[str, Field] = {str(one): one for one in (*Column, *Part)}
NOT_USED = ""
SKIP = "skip"  # the title of people who do not take part
MOST_TITLES = 300

OWN_HEADINGS: Mapping[str, Field] = {
    **{str(column): column for column in Column},
    "email": Column.EMAIL,
    "e-mailadres": Column.EMAIL,
    "emailadres": Column.EMAIL,
    "personeelsnr": Column.STAFF_NUMBER,
    "begindatum": Column.START,
    "einddatum": Column.END,
}
# In exports of AFAS, Youforce and Visma-Raet; of two names of one field the first is preferred.
HINTS: Mapping[Field, tuple[str, ...]] = {
    Column.STAFF_NUMBER: (
        "medewerkernummer", "medewerker", "medewerkercode", "personeelscode", "persnr", "pers.nr.",
        "werknemernummer", "werknemer",
    ),
    Column.EMAIL: (
        "e-mail werk", "email werk", "e-mailadres werk", "emailadres werk", "e-mail (werk)",
        "e-mail zakelijk", "e-mailadres zakelijk", "zakelijk e-mailadres", "mailadres", "mail",
    ),
    Column.NAME: ("volledige naam", "weergavenaam", "naam medewerker", "medewerkernaam"),
    Column.DEPARTMENT: ("afdelingsnaam", "naam afdeling", "sector", "domein", "directie"),
    Column.TEAM: (
        "teamnaam", "organisatorische eenheid", "organisatie-eenheid", "organisatieeenheid",
        "organisatieonderdeel", "omschrijving oe", "oe", "kostenplaats/organisatie-eenheid",
        "kostenplaats", "kostenplaatsomschrijving",
    ),
    Column.FUNCTION: (
        "functieomschrijving", "functie omschrijving", "omschrijving functie", "functienaam",
        "functietitel",
    ),
    Column.START: ("begindatum functie", "begindatum plaatsing", "ingangsdatum"),
    Column.END: ("datum uit dienst", "datum uitdiensttreding", "uit dienst"),
    Part.FIRST_NAME: ("roepnaam", "voornaam"),
    Part.INFIX: (
        "tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "voorvoegsel(s)",
    ),
    Part.LAST_NAME: ("achternaam", "geboortenaam"),
    Part.HIRED: ("datum in dienst", "in dienst", "datum indiensttreding", "indiensttreding"),
}  # fmt: skip
ALL_HINTS = frozenset(hint for hints in HINTS.values() for hint in hints)
# Never needed here, and never stored while an administrator chooses.
PRIVATE = re.compile(
    r"\b(bsn|burgerservicenummer|sofi-?nummer|iban|(bank)?rekening\w*|salaris\w*|schaal|geboorte"
    r"(datum|plaats|land)|geslacht|nationaliteit|burgerlijke staat|postcode|woonplaats|straat\w*|"
    r"huisnummer|telefoon\w*|mobiel\w*|priv[eé]\w*|verzuim\w*)\b"
)


@dataclass(frozen=True, slots=True)
class FileLayout:
    """What an organisation chose: per name of a column a field, or `NOT_USED`; per title the code
    of a function or a role, or `SKIPPED`. Names and titles are keys (`spelling.name_key`).
    `department` is where new teams go when the file does not say."""

    columns: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    department: str = ""


def field_of(title: str, layout: FileLayout) -> Field | str | None:
    """The field of a column, `NOT_USED`, or None for a name that nobody has chosen for yet."""
    key = name_key(title)
    if key in layout.columns:
        return FIELDS.get(layout.columns[key], NOT_USED)
    return OWN_HEADINGS.get(key)


def must_choose(header: Sequence[str], layout: FileLayout) -> bool:
    """Whether somebody must first say what the columns are: one has the name that a personnel
    system gives it, two are the same, or none says who somebody is."""
    fields = {name_key(title): field_of(title, layout) for title in header if title}
    is_known = not {Column.EMAIL, Column.STAFF_NUMBER}.isdisjoint(fields.values())
    is_hinted = any(one is None and key in ALL_HINTS for key, one in fields.items())
    columns = [one for one in fields.values() if one]
    return is_hinted or not is_known or len(columns) != len(set(columns))


def unknown_columns(header: Sequence[str], layout: FileLayout) -> tuple[str, ...]:
    """Columns that are not ours and about which nobody has chosen."""
    return tuple(title for title in header if title and field_of(title, layout) is None)


def suggest(header: Sequence[str], layout: FileLayout) -> dict[str, str]:
    """A field for each column, by key, as somebody may choose it: what was chosen before, else
    our own names, else those of personnel systems; no field twice."""
    keys = list(dict.fromkeys(name_key(title) for title in header if title))
    fields = {key: layout.columns[key] for key in keys if key in layout.columns}
    headings = set(fields.values())
    for key, one in OWN_HEADINGS.items():
        if key in keys and key not in fields and one not in headings:
            fields[key] = one
            headings.add(one)
    whole_name = Column.NAME in headings
    for one, hints in HINTS.items():
        hint = next((hint for hint in hints if hint in keys and hint not in fields), None)
        in_parts = one in {Part.FIRST_NAME, Part.INFIX, Part.LAST_NAME}
        if hint and one not in headings and not (in_parts and whole_name):
            fields[hint] = one
    return {key: str(fields.get(key, NOT_USED)) for key in keys}
