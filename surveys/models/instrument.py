"""The questionnaire as it was launched: a copy that stays readable for ever."""

from django.db import models

from igm_portal.local_words import STANDARD, OwnWords
from igm_portal.render_cache import RenderCache
from surveys.instruments import canonical
from surveys.instruments.languages import canonical as texts_canonical
from surveys.instruments.languages.tag import BASE
from surveys.instruments.languages.texts import in_language
from surveys.instruments.local_words import with_local_words
from surveys.instruments.model import Instrument


class InstrumentVersion(models.Model):
    """Canonical JSON of a published version, copied at the first launch (ADR 19)."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    checksum = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    content = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"

    @property
    def instrument(self) -> Instrument:
        """The questionnaire in Dutch and in standard words; raises InstrumentMismatch when the
        stored copy no longer fits its checksum. What people of one wave read is
        `Wave.questionnaire`.
        """
        return self.in_language(BASE, 1, STANDARD)

    @property
    def with_places(self) -> Instrument:
        """The version itself, its places for local words open. Raises as `instrument`."""
        if self.checksum not in _INSTRUMENTS:
            _INSTRUMENTS[self.checksum] = _parsed(self.checksum, self.content)
        return _INSTRUMENTS[self.checksum]

    def in_language(self, language: str, revision: int, own: OwnWords) -> Instrument:
        """The questionnaire as people read it: in one of the languages copied with it (Dutch has
        but one revision), in the own words of an organisation.

        Raises InstrumentText.DoesNotExist, or InstrumentMismatch as `instrument`.
        """

        def make() -> Instrument:
            open_text = self.with_places
            if language != BASE:
                open_text = self.texts.get(language=language, revision=revision).with_places
            return with_local_words(open_text, own)

        return _READABLE.get((self.checksum, language, revision, own), make)


class InstrumentText(models.Model):
    """One revision of one language of a version, copied at the launch that first used it."""

    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(max_length=12)
    revision = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    checksum = models.CharField(max_length=80)
    content = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument_version", "language", "revision"],
                name="instrument_text_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_version}.{self.language}/r{self.revision}"

    @property
    def with_places(self) -> Instrument:
        """The version in this language, its places open; raises InstrumentMismatch when its words
        are not those that were launched.
        """
        version = self.instrument_version
        texts = texts_canonical.from_json(self.content, version.with_places)
        if texts.checksum != self.checksum:
            raise InstrumentMismatch(str(self))
        return in_language(version.with_places, texts)


class InstrumentMismatch(Exception):
    """The stored questionnaire is not the one that was launched; it is not served."""


# By checksum, so that a page does not even read the text again; only verified ones get in.
_INSTRUMENTS: dict[str, Instrument] = {}
# Bounded: every organisation may have words of its own, so there are as many as organisations.
_READABLE = RenderCache[Instrument](128)


def _parsed(checksum: str, content: str) -> Instrument:
    instrument = canonical.from_json(content)
    if canonical.checksum(instrument) != checksum:
        raise InstrumentMismatch(f"{instrument.code}@{instrument.version}")
    return instrument
