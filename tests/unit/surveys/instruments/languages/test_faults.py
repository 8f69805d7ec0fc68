"""What is wrong with a language file is told with its line, in plain Dutch; and the lock holds."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from surveys.instruments import loader
from surveys.instruments.fault import InstrumentFault
from surveys.instruments.languages import canonical
from surveys.instruments.languages.easy import lint_texts
from surveys.instruments.languages.loader import load_texts_file, published_texts
from surveys.instruments.languages.shared import shared_texts
from surveys.instruments.languages.texts import Texts
from surveys.instruments.loader import DEFINITIONS, load

Read = Callable[..., Texts]
EASY = (DEFINITIONS / "c1" / "v1.nl-easy.yaml").read_text("utf-8")
SHIPPED = next(texts for texts in published_texts(load("c1", 1)) if texts.language == "nl-easy")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Load a changed copy of the easy Dutch of C1, with a published list of one's own."""

    def write_and_load(
        content: str, *, name: str = "v1.nl-easy.yaml", registry: Mapping[str, str] | None = None
    ) -> Texts:
        (tmp_path / "v1.yaml").write_bytes((DEFINITIONS / "c1" / "v1.yaml").read_bytes())
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return load_texts_file(path, registry={SHIPPED.key: SHIPPED.checksum, **(registry or {})})

    return write_and_load


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(EASY.splitlines(), 1) if text in line)


def without(text: str) -> str:
    return "".join(line for line in EASY.splitlines(keepends=True) if text not in line)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (without("  H3:"), "vertaling van vraag: 'H3' ontbreekt"),
        (EASY.replace("  H3:", "  H33:"), "'H33' is onbekend; bedoel je 'H3'?"),
        (without("  last:").replace("blocks:\n", "blocks: {}\n"), "'last' ontbreekt"),
        (EASY.replace("  phrase: werk zoeken\n", ""), "gedrag: 'phrase' ontbreekt"),
        (without("  warning:"), "open vraag: 'warning' ontbreekt"),
        (EASY.replace("{klantmanager}", "{gemeente}"), "'{gemeente}' is geen bekende invulplek"),
        (EASY.replace("revision: 2", "revision: 0"), "'revision' moet een getal van 1"),
        (EASY.replace("version: 1", "version: 2"), "deze teksten horen niet bij c1 versie 1"),
        (without("review:"), "kop: 'review' ontbreekt"),
        (EASY.replace("language: nl-easy", "language: en"), "heet naar de taal 'nl-easy'"),
    ],
)
def test_a_fault_is_told_in_words(read: Read, content: str, message: str) -> None:
    with pytest.raises(InstrumentFault) as caught:
        read(content)
    assert any(message in fault.message for fault in caught.value.faults), caught.value


def test_a_fault_has_its_line(read: Read) -> None:
    with pytest.raises(InstrumentFault) as caught:
        read(EASY.replace("  H3:", "  H33:"))
    assert {fault.line for fault in caught.value.faults} == {
        line_of("items:") + 1,
        line_of("  H3:"),
    }


def test_an_own_scale_must_have_as_many_answers(read: Read) -> None:
    own = "\nscales:\n  KL:\n    question: Klopt het?\n    steps: [ja, nee]\n"
    with pytest.raises(InstrumentFault, match="schaal KL heeft 2 antwoorden in plaats van 5"):
        read(EASY + own)


def test_a_language_without_its_scales_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scales.nl-easy.yaml"
    shared = (DEFINITIONS / "scales.nl-easy.yaml").read_text("utf-8")
    path.write_text(shared.replace("  KL:", "  ZZ:"), "utf-8")
    (tmp_path / "c1").mkdir()
    for name in ("scales.yaml", "published.json", "c1/v1.yaml", "c1/v1.nl-easy.yaml"):
        (tmp_path / name).write_bytes((DEFINITIONS / name).read_bytes())
    monkeypatch.setattr(loader, "DEFINITIONS", tmp_path)
    with pytest.raises(InstrumentFault, match="schaal KL is niet vertaald"):
        load_texts_file(tmp_path / "c1" / "v1.nl-easy.yaml", registry={})


def test_every_way_out_has_a_label(tmp_path: Path) -> None:
    path = tmp_path / "scales.xx.yaml"
    path.write_text("name: X\nmissing:\n  WN: weet niet\n  WZ: zeg niet\n", "utf-8")
    with pytest.raises(InstrumentFault, match="uitwegen: 'NVT' ontbreekt"):
        shared_texts(path)


def test_one_changed_letter_in_a_published_text_takes_a_new_revision(read: Read) -> None:
    changed = EASY.replace("Ik ben rustig", "Ik blijf rustig")
    with pytest.raises(InstrumentFault, match="sindsdien veranderd: verhoog 'revision'"):
        read(changed)
    raised = changed.replace("revision: 2", "revision: 3")
    with pytest.raises(InstrumentFault) as caught:
        read(raised)
    (fault,) = caught.value.faults
    assert fault.line == line_of("checksum:")
    checksum = fault.message.split("checksum moet ")[1].split(" ")[0]
    published = raised.replace(SHIPPED.checksum, checksum)
    with pytest.raises(InstrumentFault, match=r"staat niet in published_texts\.json"):
        read(published)
    assert read(published, registry={"c1/v1.nl-easy/r3": checksum}).revision == 3


def test_a_published_text_cannot_become_a_concept_again(read: Read) -> None:
    with pytest.raises(InstrumentFault, match="kan geen concept meer worden"):
        read(EASY.replace("status: published", "status: concept"))


def test_facts_about_the_making_may_change(read: Read) -> None:
    assert read(EASY.replace("review: Nog niet", "review: Nog altijd niet")).checksum


def test_a_stored_text_that_was_touched_is_refused() -> None:
    stored = canonical.to_json(SHIPPED).replace("Ik ben rustig", "Ik blijf rustig")
    with pytest.raises(InstrumentFault, match="past niet bij het controlegetal"):
        canonical.from_json(stored, load("c1", 1))


def test_a_file_with_another_name_is_no_translation(tmp_path: Path) -> None:
    with pytest.raises(InstrumentFault, match=r"heet zoals v1\.en\.yaml"):
        load_texts_file(tmp_path / "vertaling.yaml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Ik vind werk zoeken fijn.",
            "Ik vind het fijn om elke week heel goed naar werk te zoeken.",
            "H1: een zin van 13 woorden: liefst 10 (regel 3)",
        ),
        ("kijk ik naar banen", "bekijk ik vacatures", "GED1: 'vacatures' is een moeilijk woord"),
        ("Stress", "Levensproblematiek", "C4: 'levensproblematiek' is langer dan 12 letters"),
        ("als ik werk zoek.", "omdat ik werk zoek.", "H2: 'omdat' maakt de zin lang"),
        ("Mijn {klantmanager} wil", "Mijn begeleider wil", "'{klantmanager}' ontbreekt in de"),
        ("Van werk zoeken krijg ik iets goeds.", "Je zoekt voor mij.", "H4: 'je' past niet bij de"),
    ],
)
def test_easy_dutch_is_held_to_its_rules(read: Read, old: str, new: str, said: str) -> None:
    content = EASY.replace(old, new).replace("revision: 2", "revision: 3")
    concept = content.replace("status: published", "status: concept")
    findings = [str(finding) for finding in lint_texts(load("c1", 1), read(concept))]
    assert any(said in finding for finding in findings), findings
