"""An R script about one questionnaire, with which somebody counts all figures again without us."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from reports.statistics.pooled_spread import PROVISIONAL_SPREADS
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import FORMATIVE, KUNNEN, METRICS, WILLEN, Element
from surveys.instruments.model import Instrument
from surveys.scoring.plan import compile_plan

_SCRIPTS: Final = files("reports.validation") / "r"


def figures_script(instrument: Instrument) -> str:
    """R that makes scores, means with intervals and reliability from a CSV file with answers."""
    return "\n".join(
        (
            f"# Rekent {instrument.code}@{instrument.version} na, zonder het portaal: de scores,",
            "# de gemiddelden met hun interval (zoals `estimate`) en de betrouwbaarheid.",
            "# Gebruik: Rscript dit.R ANTWOORDEN.csv [TEAMGROOTTE of -] [MAP]",
            "",
            *questionnaire_lines(instrument),
            f"sem <- {_named(PROVISIONAL.values)}",
            f"spreiding <- {_named(PROVISIONAL_SPREADS)}",
            "",
            (_SCRIPTS / "figures.R").read_text(encoding="utf-8"),
        )
    )


def lavaan_script(instrument: Instrument) -> str:
    """R that fits seven, two and one factors with lavaan, and writes what `validate` reads."""
    return "\n".join(
        (
            f"# Past {instrument.code}@{instrument.version} op zeven factoren, of op twee of een?",
            "# Gebruik: Rscript dit.R ANTWOORDEN.csv UITKOMST.json [GROEPSKOLOM]",
            "",
            *questionnaire_lines(instrument),
            "",
            (_SCRIPTS / "lavaan.R").read_text(encoding="utf-8"),
        )
    )


def questionnaire_lines(instrument: Instrument) -> Iterable[str]:
    """The questionnaire as R: which items belong to what, their keys, scales and minimum."""
    plan = compile_plan(instrument)
    rules = (*plan.elements, *plan.outcomes)
    rows = [(instrument.item(item.code), rule.name) for rule in rules for item in rule.items]
    scales = [instrument.scales[item.scale] for item, _ in rows]
    yield f"vragenlijst <- {_text(f'{instrument.code}@{instrument.version}')}"
    yield f"controlegetal <- {_text(instrument.checksum)}"
    yield "items <- data.frame("
    yield f"  code = {_texts(item.code for item, _ in rows)},"
    yield f"  maat = {_texts(name for _, name in rows)},"
    yield f"  sleutel = {_texts(item.key for item, _ in rows)},"
    yield f"  min = c({', '.join(str(scale.minimum) for scale in scales)}),"
    yield f"  max = c({', '.join(str(scale.maximum) for scale in scales)}))"
    yield f"nodig <- {_named({rule.name: rule.need for rule in rules})}"
    yield f"willen <- {_texts(WILLEN)}"
    yield f"kunnen <- {_texts(KUNNEN)}"
    yield f"formatief <- {_texts(element for element in Element if element in FORMATIVE)}"


def _named(values: Mapping[str, float]) -> str:
    pairs = (f"{name} = {values[name]!r}" for name in METRICS if name in values)
    return f"c({', '.join(pairs)})"


def _texts(values: Iterable[str]) -> str:
    return f"c({', '.join(map(_text, values))})"


def _text(value: str) -> str:
    """A string of R; codes and names have neither quotes nor backslashes, but an own file might."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
