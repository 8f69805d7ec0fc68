"""The questionnaires that lie ready, each in every language: to look at, and to print."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from igm_portal.local_words import active
from surveys.instruments.languages.loader import published_texts
from surveys.instruments.languages.tag import BASE
from surveys.instruments.languages.texts import Texts, in_language
from surveys.instruments.loader import InstrumentFault, available, load
from surveys.instruments.local_words import with_local_words
from surveys.instruments.mirror import mirror_questions
from surveys.instruments.model import Instrument
from surveys.instruments.purpose import Purpose, has_purpose, load_purpose
from surveys.models import Wave
from surveys.reader_language import BASE_NAME, Reading

_VERSION_KEY = re.compile(r"([a-z0-9_]{1,20})@([1-9][0-9]{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One version with its translations, as the files have it now."""

    instrument: Instrument
    translations: Mapping[str, Texts]

    @property
    def edition(self) -> str:
        """The name of this version in addresses and commands: "k1@1"."""
        return f"{self.instrument.code}@{self.instrument.version}"

    @property
    def mirrored(self) -> int:
        """How many of its questions stand in the spiegel (ADR 57)."""
        return len(mirror_questions(self.instrument.code, self.instrument.version))

    @property
    def names(self) -> dict[str, str]:
        """What each language is called by its speakers, Dutch first."""
        return {BASE: BASE_NAME, **{tag: texts.name for tag, texts in self.translations.items()}}

    def reading(self, language: str) -> Reading:
        """The questionnaire in one of the languages of `names`, in the words of now."""
        instrument = self.instrument
        if language != BASE:
            instrument = in_language(instrument, self.translations[language])
        return Reading(language, with_local_words(instrument, active()))


def library_entries() -> tuple[LibraryEntry, ...]:
    """Every version without faults that is asked by itself, concepts too, by code and version."""
    entries = (find(str(edition)) for edition in available())
    return tuple(entry for entry in entries if entry and not entry.instrument.is_addition)


def questionnaire_of(wave: Wave) -> Instrument:
    """What a wave asks, in Dutch: as it was frozen, or of a concept as it would be now."""
    if wave.instrument is not None:
        return wave.questionnaire
    instrument = load(wave.instrument_code, wave.instrument_version)
    return with_local_words(instrument, wave.organisation.words)


def purpose_of(entry: LibraryEntry) -> Purpose | None:
    """What it is for and for whom, in the language of the page; None for one that does not say."""
    code = entry.instrument.code
    return load_purpose(code, get_language() or BASE, active()) if has_purpose(code) else None


def find(edition: str) -> LibraryEntry | None:
    """The version with this name; None when there is none that can be used."""
    match = _VERSION_KEY.fullmatch(edition)
    if match is None:
        return None
    try:
        instrument = load(match[1], int(match[2]))
        return LibraryEntry(
            instrument, {texts.language: texts for texts in published_texts(instrument)}
        )
    except InstrumentFault:
        return None
