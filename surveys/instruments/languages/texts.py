"""All words of one questionnaire in one language, and the questionnaire that speaks them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from surveys.instruments.model import Instrument, Missing, Scale, ScaleStep, Status


@dataclass(frozen=True, slots=True)
class ScaleWords:
    """The question line of a scale and its labels, in the order of the steps."""

    question: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """One revision of one language of one version.

    `name` is what speakers call the language. `intros` is keyed by block, `items` by item code.
    `warning` and `question` belong to the open question and are empty without one. `review` says
    in words who checked the translation.
    """

    code: str
    version: int
    language: str
    name: str
    revision: int
    status: Status
    author: str
    date: str
    review: str
    title: str
    behaviour: Mapping[str, str]  # name, phrase, definition
    scales: Mapping[str, ScaleWords]
    missing: Mapping[Missing, str]
    intros: Mapping[str, str]
    items: Mapping[str, str]
    question: str
    warning: str
    checksum: str

    @property
    def key(self) -> str:
        """The name of this revision in the list of published texts: "c1/v1.en/r2"."""
        return f"{self.code}/v{self.version}.{self.language}/r{self.revision}"


def in_language(instrument: Instrument, texts: Texts) -> Instrument:
    """The questionnaire as a reader of this language meets it, in the same order and with the same
    checksum: for showing only, never for storing. KeyError when a text is missing.
    """
    question = instrument.open_question
    return replace(
        instrument,
        title=texts.title,
        language=texts.language,
        behaviour=replace(instrument.behaviour, **texts.behaviour),
        scales={name: _scale(scale, texts) for name, scale in instrument.scales.items()},
        blocks=tuple(
            replace(block, intro=texts.intros[block.id]) if block.intro else block
            for block in instrument.blocks
        ),
        items=tuple(replace(item, text=texts.items[item.code]) for item in instrument.items),
        open_question=question and replace(question, text=texts.question, warning=texts.warning),
        missing_labels=MappingProxyType(dict(texts.missing)),
    )


def _scale(scale: Scale, texts: Texts) -> Scale:
    words = texts.scales[scale.id]
    steps = zip(scale.steps, words.steps, strict=True)
    return replace(
        scale,
        question=words.question,
        steps=tuple(ScaleStep(step.value, label) for step, label in steps),
    )
