"""Everything an adviser wants to know about a file, for the command `check_instrument`."""

from dataclasses import dataclass
from pathlib import Path

from surveys.instruments.fault import InstrumentFault, LineFault
from surveys.instruments.languages.easy import lint_texts
from surveys.instruments.languages.loader import is_language_file, load_texts_file
from surveys.instruments.lint import Finding, lint
from surveys.instruments.loader import load_file
from surveys.instruments.model import Instrument
from surveys.instruments.published import registry_key

_VERDICT = {
    False: "Dit bestand is in orde.",
    True: "Dit bestand is bruikbaar. Lees de opmerkingen over woorden en pas aan wat beter kan.",
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """The outcome of a check: faults keep a file from being used, findings are about wording.

    `summary` says what a file without faults holds; `instrument` is what it asks.
    """

    instrument: Instrument | None
    faults: tuple[LineFault, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The report in plain Dutch, one line per fault or finding and closing lines."""
        remarks = (*map(str, self.faults), *map(str, self.findings))
        if self.faults:
            return (*remarks, f"Fouten: {len(self.faults)}. Dit bestand wordt niet gebruikt.")
        return (*remarks, *self.summary, _VERDICT[bool(self.findings)])


def check_file(path: Path | str) -> FileReport:
    """Read a questionnaire or a translation and lint its words. Never raises for what is in it."""
    try:
        return _check_texts(Path(path)) if is_language_file(Path(path)) else _check_version(path)
    except InstrumentFault as fault:
        return FileReport(None, faults=fault.faults)


def _check_version(path: Path | str) -> FileReport:
    instrument = load_file(path)
    findings = lint(instrument)
    count, pages = len(instrument.items), len(instrument.pages)
    summary = (
        f"{registry_key(instrument)} ({instrument.status}): {count} vragen op {pages} pagina's, "
        f"{len(instrument.scored)} tellen mee. Opmerkingen over woorden: {len(findings)}.",
        f"Controlegetal: {instrument.checksum}",
    )
    return FileReport(instrument, findings=findings, summary=summary)


def _check_texts(path: Path) -> FileReport:
    texts = load_texts_file(path)
    instrument = load_file(path.with_name(f"v{texts.version}.yaml"))
    findings = lint_texts(instrument, texts)
    summary = (
        f"{texts.key} ({texts.status}): {texts.name}, {len(texts.items)} vragen vertaald. "
        f"Opmerkingen over woorden: {len(findings)}.",
        f"Controlegetal: {texts.checksum}",
    )
    return FileReport(instrument, findings=findings, summary=summary)
