"""Word lists and the one bit of grammar behind the lint. Lower case; whole words only."""

import re
from collections.abc import Collection
from typing import Final

from igm_portal.local_words import WORDS

EXAMPLES: Final = ("bijvoorbeeld", "bijv", "zoals", "denk aan")
FIRST_PERSON: Final = (
    *("ik", "mij", "me", "mijn", "mezelf", "mijzelf", "ons", "onze", "wij", "we"),
)
NEGATIONS: Final = (
    *("niet", "geen", "nooit", "zonder", "nauwelijks", "niets", "niemand", "nergens", "amper"),
)
FREQUENCIES: Final = (
    *("altijd", "vaak", "soms", "regelmatig", "meestal", "zelden", "dikwijls", "af en toe"),
)
LOADED_WORDS: Final = (
    *("lui", "luiheid", "onwil", "onwillig", "fraude", "smoes", "smoesjes", "niet-willer"),
    *("profiteren", "zwak", "dom", "gemakzuchtig"),
)
LEADING: Final = (
    *("natuurlijk", "uiteraard", "vanzelfsprekend", "iedereen weet", "terecht", "helaas"),
    *("gelukkig", "eigenlijk", "toch"),
)
PERIODS: Final = (
    *("vandaag", "gisteren", "morgen", "afgelopen", "komende", "vorige week", "vorige maand"),
    *("volgende week", "volgende maand", "deze week", "deze maand", "dit jaar", "vorig jaar"),
)
OBLIGATION: Final = ("moet", "moeten", "moest", "moesten", "verplicht")
JARGON: Final = (
    *("houding", "competentie", "competenties", "traject", "trajecten", "participatie"),
    *("participeren", "belemmering", "belemmeringen", "re-integratie", "reïntegratie", "caseload"),
    *("uitstroom", "activering", "zelfredzaamheid", "zelfregulering", "vaardigheden"),
    *("werkgeversdienstverlening", "intervisie", "casus", "interventie"),
)
ROLES: Final = tuple(form for word in WORDS if not word.is_name for form in (word.key, word.plural))
FORMAL: Final = ("u", "uw", "uzelf")
INFORMAL: Final = ("je", "jij", "jou", "jouw", "jullie", "jezelf")
SHORT_FORMS: Final = (
    *("bijv", "bv", "evt", "incl", "excl", "etc", "enz", "nvt", "resp", "ca", "t.a.v", "m.b.t"),
)

# Enough common verbs to catch two thoughts in one item; a text can escape, a noun cannot trip.
_VERBS: Final = frozenset(
    (
        *("bel", "bellen", "ben", "bespreek", "bespreken", "bekijk", "bekijken", "begin"),
        *("beginnen", "begrijp"),
        *("begrijpen", "denk", "denken", "doe", "doen", "durf", "durven", "ga", "gaan", "geef"),
        *("geven", "geloof", "heb", "hebben", "help", "helpen", "houd", "houden", "kan", "kies"),
        *("kiezen", "kijk", "kijken", "kom", "komen", "krijg", "krijgen", "kunnen", "leer"),
        *("leren", "lees", "lezen", "maak", "maken", "neem", "nemen", "oefen", "oefenen", "plan"),
        *("plannen", "praat", "praten", "probeer", "proberen", "reageer", "reageren", "schrijf"),
        *("schrijven", "solliciteer", "solliciteren", "spreek", "spreken", "stel", "stellen"),
        *("toepas", "toepassen", "toets", "toetsen", "vertel", "vertellen", "vertrouw"),
        *("vertrouwen", "vind", "vinden", "voel", "voelen", "vraag", "vragen", "wacht"),
        *("wachten", "weet", "weten", "werk", "werken", "wil", "willen", "zeg", "zeggen", "zet"),
        *("zetten", "zie", "zien", "zoek", "zoeken"),
    )
)
_SUBJECTS: Final = frozenset({"ik", "u", "je", "we", "wij", "ze", "zij", "hij", "er"})
_SKIP: Final = frozenset({"te", "ook", "dan", "daarna"})


def split(text: str) -> list[str]:
    """The words of a text in lower case, hyphens kept."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())


def words_in(text: str, vocabulary: Collection[str]) -> list[str]:
    """Which of the words or word groups stand in the text, in the order of the list."""
    spaced_text = f" {' '.join(split(text))} "
    return [word for word in vocabulary if f" {' '.join(split(word))} " in spaced_text]


def joins_two_verbs(text: str) -> bool:
    """Whether *en* or *of* joins two verbs or two clauses ("ik lees en ik oefen").

    *Of* may also open a clause ("ik kijk of het werkt"), so there only a verb straight after it
    counts.
    """
    tokens = split(text)
    return any(
        _joins(tokens[:index], [t for t in tokens[index + 1 :] if t not in _SKIP], word)
        for index, word in enumerate(tokens)
        if word in ("en", "of")
    )


def _joins(before: list[str], after: list[str], word: str) -> bool:
    if not before or not after:
        return False
    if after[0] in _VERBS:
        return True
    two_clauses = after[0] in _SUBJECTS
    two_infinitives = before[-1] in _VERBS and not _VERBS.isdisjoint(after)
    return word == "en" and (two_clauses or two_infinitives)
