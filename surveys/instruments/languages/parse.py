"""From a language file to its texts, held against the version it translates: nothing missing,
nothing too much."""

from collections.abc import Mapping

from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import BEHAVIOUR_PLACEHOLDER, FieldReader
from surveys.instruments.languages.shared import SharedTexts, read_missing
from surveys.instruments.languages.tag import TAG
from surveys.instruments.languages.texts import ScaleWords, Texts
from surveys.instruments.model import Instrument, Scale, Status
from surveys.instruments.nodes import MapNode
from surveys.instruments.parse import CHECKSUM, CODE
from surveys.instruments.scales import read_scales

MOST_REVISIONS = 999


def read_texts(
    root: MapNode, instrument: Instrument, common_texts: SharedTexts | None, log: FaultLog
) -> Texts:
    """Read a whole file. Its `checksum` is the one stated there, empty when there is none.

    `common_texts` may be left out for a document that brings its own name, scales and ways out.
    """
    fields = FieldReader(root, "kop", log)
    behaviour = _read_behaviour(fields)
    texts = Texts(
        code=fields.word("code", *CODE),
        version=fields.number("version", 1, MOST_REVISIONS),
        language=fields.word("language", *TAG),
        name=fields.text("name", common_texts.name if common_texts else None),
        revision=fields.number("revision", 1, MOST_REVISIONS),
        status=fields.choice("status", Status),
        author=fields.text("author"),
        date=fields.date("date"),
        review=fields.text("review"),
        title=fields.text("title"),
        behaviour=behaviour,
        scales=_read_scales(fields, instrument, common_texts, behaviour["phrase"]),
        missing=common_texts.missing
        if common_texts and not fields.has("missing")
        else read_missing(fields),
        intros=_read_intros(fields, instrument),
        items=_read_all(
            fields, "items", "vertaling van vraag", [item.code for item in instrument.items]
        ),
        **_read_open_question(fields, instrument),
        checksum=fields.word("checksum", *CHECKSUM, default=""),
    )
    if (texts.code, texts.version) != (instrument.code, instrument.version):
        edition = f"{instrument.code} versie {instrument.version}"
        fields.fault("code", f"deze teksten horen niet bij {edition}")
    fields.finish()
    return texts


def _read_behaviour(fields: FieldReader) -> dict[str, str]:
    names = ("name", "phrase", "definition")
    part = fields.mapping("behaviour", "gedrag")
    if part is None:
        return dict.fromkeys(names, "")
    behaviour = {name: part.text(name) for name in names}
    part.finish()
    return behaviour


def _read_scales(
    fields: FieldReader, instrument: Instrument, common_texts: SharedTexts | None, phrase: str
) -> Mapping[str, ScaleWords]:
    own = fields.mapping("scales", "scales") if fields.has("scales") else None
    common = common_texts.scales.get(instrument.address, {}) if common_texts else {}
    scales = {**common, **(read_scales(own) if own else {})}
    for name, scale in instrument.scales.items():
        _check_scale(fields, scale, scales.get(name))
    return {
        name: ScaleWords(
            scales[name].question.replace(BEHAVIOUR_PLACEHOLDER, phrase),
            tuple(step.label for step in scales[name].steps),
        )
        for name in instrument.scales
        if name in scales
    }


def _check_scale(fields: FieldReader, scale: Scale, translation: Scale | None) -> None:
    if translation is None:
        fields.fault("scales", f"schaal {scale.id} is niet vertaald")
    elif len(translation.steps) != len(scale.steps):
        count, steps = len(translation.steps), len(scale.steps)
        fields.fault("scales", f"schaal {scale.id} heeft {count} antwoorden in plaats van {steps}")


def _read_intros(fields: FieldReader, instrument: Instrument) -> Mapping[str, str]:
    blocks = [block.id for block in instrument.blocks if block.intro]
    if not blocks and not fields.has("blocks"):
        return {}
    return _read_all(fields, "blocks", "inleiding van blok", blocks)


def _read_all(fields: FieldReader, key: str, label: str, names: list[str]) -> Mapping[str, str]:
    """Exactly these texts, each under its name."""
    part = fields.mapping(key, label)
    if part is None:
        return dict.fromkeys(names, "")
    texts = {name: part.text(name) for name in names}
    part.finish()
    return texts


def _read_open_question(fields: FieldReader, instrument: Instrument) -> dict[str, str]:
    if instrument.open_question is None:
        return {"question": "", "warning": ""}
    part = fields.mapping("open_question", "open vraag")
    if part is None:
        return {"question": "", "warning": ""}
    texts = {"question": part.text("text"), "warning": part.text("warning")}
    part.finish()
    return texts
