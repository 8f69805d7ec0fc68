"""One sheet per language for a translator: every text for clients beside its translation.

    python -m tests.environment.translations out ar sheet.xlsx
    python -m tests.environment.translations in ar sheet.xlsx [REVIEWER]

The sheet holds the texts of the pages, letters and papers, and the newest questionnaire for
clients with its answers and reflection questions. It is read back whole or not at all; an empty
cell never removes a translation. With a reviewer the language loses the mark of a concept, which
takes that nothing is empty. It can be chosen after that as docs/talen.md tells, never before.
"""

import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import django
import polib
import xlsxwriter
import yaml
from django.utils import timezone
from django.utils.translation import override

from igm_portal.csv_files.records import Unreadable
from igm_portal.csv_files.workbooks import read_workbook
from surveys.answer_words import missing_label
from surveys.instruments import loader
from surveys.instruments.fault import InstrumentFault
from surveys.instruments.languages.loader import load_texts_file
from surveys.instruments.languages.tag import BASE, direction, is_tag
from surveys.instruments.model import Instrument, Missing
from tests.environment.catalogues import CATALOGUE, LOCALE, ROOT
from tests.environment.verdict import verdict

CODE = "c1"
COLUMNS = ("nummer", "Nederlands", "English", "vertaling")
CONCEPT = "concept"
WRITTEN_HERE = ("nl", "nl-easy", "en")  # never by a sheet
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
_MOST_ROWS = 5_000
_OF_THE_FILE = {
    *("code", "version", "language", "revision", "status", "checksum", "author", "date", "review")
}
_SHARED = {
    # Clients read these too, although they are written for everyone.
    *("Language", "Language of the questions", "Next", "Back", "Go on later", "To the overview"),
    *("Read aloud", "Stop reading", "Skip to the content", "Something went wrong with us", "Code"),
    *("Hand this in at", "Not later than", "Questions? Ask", "Accessibility statement"),
    *("Accessibility", "Privacy", "Say what does not work", "Room left for {left} characters."),
    *("optional", "at most %(limit)s characters", "These questions are about:"),
    "Your answers have been sent. Thank you.",
    "Write the code of your card or letter here: without a code answers do not count.",
}
_CONTEXTS = {("title", "Error"), ("contact", "or")}


class Text(NamedTuple):
    """One row: `place` says where it stands, the rest is what it says."""

    place: str
    dutch: str
    english: str
    translation: str


def export(language: str, path: Path) -> None:
    """Write the sheet: translations stand in the last column, which is the only one to fill in."""
    with xlsxwriter.Workbook(path) as book:
        sheet, wrap = book.add_worksheet(language), book.add_format({"text_wrap": True})
        own = book.add_format(
            {"text_wrap": True, "reading_order": 2 if direction(language) == "rtl" else 1}
        )
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 2, 60, wrap)
        sheet.set_column(3, 3, 60, own)
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate([COLUMNS, *texts(language)]):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)


def read(language: str, path: Path, reviewer: str = "") -> list[str]:
    """Take the translations over; what is wrong, row by row, and then nothing has changed."""
    try:
        header, *records = read_workbook(path.read_bytes(), _MOST_ROWS).records
    except Unreadable:
        return [f"{path.name} is geen werkblad dat gelezen kan worden (xlsx, ods)"]
    if tuple(header.cells[: len(COLUMNS)]) != COLUMNS:
        return [f"rij {header.row}: de kolommen horen te zijn: {', '.join(COLUMNS)}"]
    now = {text.place: text for text in texts(language)}
    filled: dict[str, str] = {}
    faults = []
    for record in records:
        place, dutch, _english, translation = (*record.cells, "", "", "", "")[: len(COLUMNS)]
        if place not in now:
            faults.append(f"rij {record.row}: '{place}' is geen tekst van nu")
        elif place in filled:
            faults.append(f"rij {record.row}: '{place}' staat er twee keer")
        elif dutch != now[place].dutch:
            faults.append(f"rij {record.row}: het Nederlands van '{place}' is sindsdien veranderd")
        elif translation and _places(translation) != _places(now[place].english):
            wanted = " ".join(_places(now[place].english)) or "geen"
            faults.append(f"rij {record.row}: '{place}' hoort deze plekken te houden: {wanted}")
        filled[place] = translation.strip() or now.get(place, Text("", "", "", "")).translation
    faults += [f"'{place}' ontbreekt" for place in now if place not in filled]
    empty = [place for place, translation in filled.items() if not translation]
    if reviewer:
        faults += [f"'{place}' is nog leeg: dan kan niemand tekenen" for place in empty]
    return faults or _write(language, filled, reviewer)


def texts(language: str) -> list[Text]:
    """Every row of the sheet of a language, in the order of the pages and the questions."""
    known = _catalogue(language)
    rows = []
    for entry in polib.pofile(str(ROOT / CATALOGUE)):
        if not entry.obsolete and _for_clients(entry):
            place = _place(entry)
            rows.append(Text(place, entry.msgstr, entry.msgid, known.get(place, "")))
    instrument = loader.load(CODE)
    dutch = _dutch(instrument)
    for name in _files(instrument, language):
        english, own = _flat(_yaml(name, "en")), _flat(_yaml(name, language))
        for key, text in english.items():
            if (place := f"{name}#{key}") in dutch:
                rows.append(Text(place, dutch[place], text, own.get(key, "")))
    return rows


def _for_clients(entry: polib.POEntry) -> bool:
    shared = entry.msgctxt is None and entry.msgid in _SHARED
    return shared or entry.msgctxt == "client" or (entry.msgctxt, entry.msgid) in _CONTEXTS


def _place(entry: polib.POEntry) -> str:
    return f"pagina#{entry.msgctxt or ''}#{entry.msgid}"


def _catalogue(language: str) -> dict[str, str]:
    path = _catalogue_path(language)
    return {_place(it): it.msgstr for it in polib.pofile(str(path))} if path.exists() else {}


def _catalogue_path(language: str) -> Path:
    return ROOT / LOCALE / language / "LC_MESSAGES" / "django.po"


def _files(instrument: Instrument, language: str) -> dict[str, Path]:
    folder = loader.DEFINITIONS
    return {
        f"{CODE}/v{instrument.version}": folder / f"{CODE}/v{instrument.version}.{language}.yaml",
        "scales": folder / f"scales.{language}.yaml",
        f"{CODE}/reflection": folder / f"{CODE}/reflection.{language}.yaml",
    }


def _yaml(name: str, language: str) -> dict[str, Any]:
    path = loader.DEFINITIONS / f"{name}.{language}.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


def _flat(node: Any, above: str = "") -> dict[str, str]:
    """The texts of a file by their place in it: `items.H1`, `u.JN.steps.0`."""
    if isinstance(node, str):
        return {above: node}
    pairs = node.items() if isinstance(node, dict) else enumerate(node or ())
    found: dict[str, str] = {}
    for key, value in pairs:
        if above or key not in _OF_THE_FILE:
            found |= _flat(value, f"{above}.{key}" if above else str(key))
    return found


def _dutch(instrument: Instrument) -> dict[str, str]:
    """The Dutch beside it: of the questionnaire, its own answer scales and its reflection."""
    version = f"{CODE}/v{instrument.version}"
    behaviour, question = instrument.behaviour, instrument.open_question
    found = {
        f"{version}#title": instrument.title,
        f"{version}#behaviour.name": behaviour.name,
        f"{version}#behaviour.phrase": behaviour.phrase,
        f"{version}#behaviour.definition": behaviour.definition,
        **{f"{version}#blocks.{it.id}": it.intro for it in instrument.blocks if it.intro},
        **{f"{version}#items.{it.code}": it.text for it in instrument.items},
        "scales#name": "Nederlands",
    }
    if question:
        found[f"{version}#open_question.text"] = question.text
        found[f"{version}#open_question.warning"] = question.warning
    with override(BASE):
        found |= {f"scales#missing.{it}": missing_label(instrument, it) for it in Missing}
    shared = yaml.safe_load((loader.DEFINITIONS / "scales.yaml").read_text("utf-8"))
    used = {name: shared[instrument.address][name] for name in instrument.scales}
    found |= {f"scales#{key}": text for key, text in _flat({str(instrument.address): used}).items()}
    reflection = _flat(_yaml(f"{CODE}/reflection", BASE))
    return found | {f"{CODE}/reflection#{key}": text for key, text in reflection.items()}


def _places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def _write(language: str, filled: dict[str, str], reviewer: str) -> list[str]:
    """Write the files and check the questionnaire as always; a fault puts everything back."""
    instrument, today = loader.load(CODE), timezone.localdate()
    files, catalogue = _files(instrument, language), _catalogue_path(language)
    written = [*files.values(), catalogue, catalogue.with_suffix(".mo")]
    before = {path: path.read_bytes() if path.exists() else None for path in written}
    for name, path in files.items():
        own = {k.partition("#")[2]: v for k, v in filled.items() if v and k.startswith(f"{name}#")}
        texts_before = _flat(_yaml(name, language))
        own = texts_before | own  # scales of other questionnaires stay
        head = {}
        if name.startswith(f"{CODE}/v"):
            head = _head(language, instrument, reviewer, today)
            if own == texts_before and not reviewer:  # no news: the day stays
                head["date"] = _yaml(name, language).get("date", head["date"])
        note = "" if reviewer else "# CONCEPT, door niemand nagelezen. Zie docs/talen.md.\n"
        path.write_text(note + _as_yaml(head | _deep(own)), "utf-8")
    _write_catalogue(catalogue, language, filled, reviewer, today)
    try:
        load_texts_file(files[f"{CODE}/v{instrument.version}"])
    except InstrumentFault as fault:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)
        return [str(line) for line in fault.faults]
    return []


def _head(language: str, instrument: Instrument, reviewer: str, today: date) -> dict[str, Any]:
    before = _yaml(f"{CODE}/v{instrument.version}", language)
    review = f"Nagelezen door {reviewer}, {today}." if reviewer else "Concept, niet nagelezen."
    return {
        "code": CODE,
        "version": instrument.version,
        "language": language,
        "revision": before.get("revision", 1),
        "status": CONCEPT,
        "author": before.get("author", "igm_portal"),
        "date": str(today),
        "review": review,
    }


def _deep(flat: dict[str, str]) -> dict[str, Any]:
    """The tree of `_flat`; a level of numbers is a list again."""
    tree: dict[str, Any] = {}
    for key, text in flat.items():
        *above, last = key.split(".")
        node = tree
        for part in above:
            node = node.setdefault(part, {})
        node[last] = text
    return {key: _lists(value) for key, value in tree.items()}


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if all(key.isdigit() for key in node):
        return list(node.values())
    return {key: _lists(value) for key, value in node.items()}


def _as_yaml(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _write_catalogue(
    path: Path, language: str, filled: dict[str, str], reviewer: str, today: date
) -> None:
    catalogue = polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)
    known = {_place(entry): entry for entry in catalogue}
    catalogue.metadata |= {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
    catalogue.metadata.pop("X-Review", None)
    if reviewer:
        catalogue.metadata |= {"X-Reviewed-By": reviewer, "X-Review-Date": str(today)}
    else:
        catalogue.metadata |= {"X-Review": CONCEPT}
    for place, translation in filled.items():
        kind, _, rest = place.partition("#")
        if kind != "pagina" or not translation:
            continue
        context, _, text = rest.partition("#")
        entry = known.get(place) or polib.POEntry(msgctxt=context or None, msgid=text)
        entry.msgstr = translation
        if place not in known:
            catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    """Do what is asked and print what is wrong; 1 if anything is."""
    what, language, path, *reviewer = [*arguments, "", "", ""][: max(3, len(arguments))]
    known = is_tag(language) and language not in WRITTEN_HERE
    if what not in ("out", "in") or not known or not path or len(reviewer) > 1:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "igm_portal.settings.test")
    django.setup()
    if what == "in":
        return verdict(read(language, Path(path), *reviewer))
    export(language, Path(path))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
