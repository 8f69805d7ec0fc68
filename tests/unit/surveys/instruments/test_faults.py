"""Every kind of fault names the file, the line and, in plain Dutch, what is wrong."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.instruments.fault import InstrumentFault
from surveys.instruments.loader import load_file
from surveys.instruments.model import Instrument

Read = Callable[..., Instrument]

ELEVEN = ", ".join(f"stap {word}" for word in "abcdefghijk")
OWN_SCALE = "scales:\n  EE:\n    question: Klopt dit?\n    steps: [{}]\nblocks:"

# what is changed, into what, a text on the line that is named, part of the message
CHANGES = [
    ("title: Samen oefenen", "titel: Samen oefenen", "code: proef", "kop: 'title' ontbreekt"),
    ("title: Samen", "titel: x\ntitle: Samen", "titel:", "'titel' is onbekend; bedoel je 'title'?"),
    ("title: Samen oefenen", "title:", "title:", "'title' is leeg"),
    ("title: Samen oefenen", "title: [a, b]", "title:", "'title' moet tekst zijn"),
    ("title: Samen oefenen", "title: Voor {rol}", "title:", "'{rol}' is geen bekende invulplek"),
    ("title: Samen", f"title: {'a' * 1001}", "title:", "langer dan 1000 tekens"),
    ("code: proef", "code: Proef!", "code: Proef!", "'code' is 'Proef!', maar gebruik kleine"),
    ("version: 1", "version: een", "version:", "'version' moet een getal van 1 tot en met 999"),
    ("version: 1", "version: 0", "version:", "'version' moet een getal van 1 tot en met 999"),
    ("version: 1", "version: 1\nversion: 2", "version: 2", "'version' staat hier twee keer"),
    ("group: klantmanager", "group: burger", "group:", "'burger' bestaat niet; kies uit: klant"),
    ("group: klantmanager", "group: client", "items:\n", "een client spreek je aan met 'u'"),
    ("language: nl", "language: en", "language:", "de basistekst is Nederlands"),
    ("date: 2025-11-21\nauthor", "date: 2025-02-30\nauthor", "02-30", "moet een datum zijn zoals"),
    ("behaviour:\n", "behaviour: oefenen\nx:\n", "behaviour:", "'behaviour' moet uit velden"),
    ("  action: oefenen\n", "", "  name: samen", "gedrag: 'action' ontbreekt"),
    ("scale: AK", "scale: XX", "id: anker", "schaal 'XX' bestaat niet; kies uit: AK, DA, EE, FR"),
    ("id: vaak", "id: eens", "id: eens\n    scale: FR", "blok eens bestaat twee keer"),
    ("items: [ANK]", "items: []", "id: anker", "blok anker heeft geen vragen"),
    ("items: [ANK]", "items: [ANK, X9]", "id: anker", "blok anker: vraag X9 bestaat niet"),
    ("items: [ANK]", "items: ANK", "items: ANK", "'items' moet een lijst zijn"),
    ("items: [ANK]", "items: [ANK, H1]", "id: anker", "vraag H1 staat in twee blokken"),
    ("items: [P1, P2]", "items: [P1]", "code: P2", "vraag P2 staat in geen enkel blok"),
    ("code: H2,", "code: H1,", "Samen oefenen helpt", "vraag H1 bestaat twee keer"),
    ("code: OPEN", "code: H1", "items:\n", "de open vraag en een vraag heten H1"),
    ("code: H2,", "code: h-2,", "h-2", "maar gebruik hoofdletters en dan een nummer"),
    ("element: houding, facet: H.gev", "element: moed, facet: H.gev", "code: H1", "'moed' bestaat"),
    ("element: houding, facet: H.gev", "facet: H.gev", "code: H1", "'element' ontbreekt"),
    ("facet: H.gev", "facet: G.bek", "code: H1", "'G.bek' hoort niet bij houding"),
    ("facet: H.gev, ", "", "code: H1", "vraag H1: 'facet' ontbreekt"),
    ("kind: gedrag", "kind: gevoel", "GED1, kind", "'gevoel' bestaat niet"),
    ("kind: gedrag", "kind: gedrag, facet: H.gev", "GED1, kind", "heeft geen 'facet'"),
    ("missing: [WN]", "missing: [WN, XX]", "missing: [WN", "'XX' bestaat niet"),
    ("missing: [WN]", "missing: [WN, WN]", "missing: [WN", "'missing' noemt iets twee keer"),
    ("    missing: [WZ]", "    missing: [NVT]", "code: P1", "niet van toepassing is 'geen last'"),
    ("facet: H.gev,", "facet: H.gev, missing: [WN],", "code: H1", "past niet bij houding"),
    ('key: "-"', 'key: "+"', "code: P1", "een belemmering telt negatief"),
    ('key: "-"', 'key: "*"', 'key: "*"', "'*' bestaat niet; kies uit: +, -"),
    ("facet: H.gev,", 'facet: H.gev, key: "-",', "code: H1", "alleen belemmeringen en stress"),
    ("facet: P.omst", "facet: P.lic", "code: P2", "vraag medewerkers niet naar gezondheid"),
    ("code: Z2, element: zelfregulering, facet: Z.stu", "code: Z2, kind: gedrag", "items:\n",
     "zelfregulering: aantal vragen 1, minstens 2 nodig"),
    ("{code: GED1, kind: gedrag", "{code: GED1, kind: anker", "code: ANK", "maar één ankervraag"),
    ("scale: AK", "scale: EE", "code: ANK", "een ankervraag heeft vier antwoorden"),
    ("  pretest: nog niet getest\n", "", "  author: adv", "defaults: 'pretest' ontbreekt"),
    ("max_length: 300", "max_length: 9999", "max_length", "getal van 50 tot en met 1000"),
    ("blocks:", OWN_SCALE.format("ja"), "steps:", "een schaal heeft 2 tot 11 antwoorden"),
    ("blocks:", OWN_SCALE.format(ELEVEN + ", l"), "steps:", "een schaal heeft 2 tot 11"),
    ("blocks:", OWN_SCALE.format("ja, ja"), "steps:", "twee antwoorden zijn gelijk"),
    ("  - {code: ANK,", "  - los\n  - {code: ANK,", "- los", "elk deel van 'items' moet uit"),
    ("open_question:\n", "open_question: ja\nx:\n", "open_question:", "moet uit velden bestaan"),
    ("title:", "? [a]\n: b\ntitle:", "? [a]", "de naam van een veld moet een woord zijn"),
    ("title: Samen", "title: &a Samen", "title:", "verwijzingen met & en * zijn niet toegestaan"),
    ("title: Samen oefenen", "title: *a", "title:", "verwijzingen met & en *"),
    ("title: Samen", "title: !!python/name:os.system Samen", "title:", "aanduidingen met !"),
    ("open_question:", "---\nopen_question:", "---", "een bestand bevat één vragenlijst"),
    ("title: Samen", "title: [[[[[[[[[[Samen]]]]]]]]]]", "title:", "te diep genest"),
    ("title: Samen", "\ttitle: Samen", "\ttitle:", "gebruik spaties om in te springen, geen tabs"),
    ("title: Samen", "title: 'Samen", "provenance", "dit is geen geldige YAML"),
    ("title: Samen", "title: a: b", "title:", "dit is geen geldige YAML"),
    ("title: Samen", "title: \x07Samen", "title:", "een teken dat niet in tekst thuishoort"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), CHANGES)
def test_fault_names_file_line_and_reason(
    old: str, new: str, place: str, message: str, sample: str, read: Read
) -> None:
    assert old in sample
    changed = sample.replace(old, new, 1)
    with pytest.raises(InstrumentFault) as caught:
        read(changed)
    found = [fault for fault in caught.value.faults if message in fault.message]
    assert found, str(caught.value)
    assert found[0].file.endswith("v1.yaml")
    if "geen geldige YAML" not in message:
        assert found[0].line == changed[: changed.index(place)].count("\n") + 1
    assert found[0].line > 0


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "het bestand is leeg"),
        (b"# alleen een opmerking\n", 1, "het bestand is leeg"),
        (b"- code: k1\n- version: 1\n", 1, "het bestand moet beginnen met velden"),
        (b"zomaar tekst", 1, "het bestand moet beginnen met velden"),
        ("code: k1\ntitle: café".encode("latin-1"), 2, "sla het bestand op als UTF-8"),
        ("code: k1\n".encode("utf-16"), 1, "sla het bestand op als UTF-8"),
        (b"code: k1\n" + b"#" * 1_000_000, 0, "het bestand is groter dan 1 MB"),
        (b"[" * 200_000, 1, "te diep genest"),
        (b"{a: " * 50_000, 1, "te diep genest"),
        (b"a: &a [x]\nb: &b [*a, *a]\n", 1, "verwijzingen met & en *"),
        (b"code: k1\n}", 2, "dit is geen geldige YAML"),
    ],
)
def test_what_is_no_instrument_at_all(content: bytes, line: int, message: str, read: Read) -> None:
    with pytest.raises(InstrumentFault) as caught:
        read(content)
    (fault,) = caught.value.faults
    assert fault.line == line
    assert message in fault.message


@pytest.mark.parametrize("name", ["bestaat-niet.yaml", "."])
def test_unreadable_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(InstrumentFault, match="niet gevonden of niet leesbaar"):
        load_file(tmp_path / name)


def test_all_faults_are_told_at_once_in_line_order(sample: str, read: Read) -> None:
    changed = (
        sample.replace("version: 1", "version: x")
        .replace("facet: G.bek", "facet: G.xxx")
        .replace("items: [P1, P2]", "items: [P1]")
        .replace("max_length: 300", "max_length: 3\n  kleur: rood")
    )
    with pytest.raises(InstrumentFault) as caught:
        read(changed)
    lines = [fault.line for fault in caught.value.faults]
    messages = "\n".join(fault.message for fault in caught.value.faults)
    assert lines == sorted(lines)
    for part in ("'version'", "'G.xxx'", "vraag P2 staat in geen", "'max_length'", "'kleur'"):
        assert part in messages


def test_a_wrong_element_is_one_fault_and_not_three(sample: str, read: Read) -> None:
    with pytest.raises(InstrumentFault) as caught:
        read(sample.replace("code: C1, element: context", "code: C1, element: omgeving"))
    (fault,) = caught.value.faults
    assert "'omgeving' bestaat niet" in fault.message


@settings(max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 4000), st.integers(0, 40))
def test_no_damage_to_a_file_escapes_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, inserted: bytes, start: int, cut: int
) -> None:
    good = (Path(__file__).parent / "sample.yaml").read_bytes()
    path = tmp_path_factory.mktemp("damaged") / "v1.yaml"
    path.write_bytes(good[:start] + inserted + good[start + cut :])
    with contextlib.suppress(InstrumentFault):
        assert load_file(path, registry={}).items


def test_a_fault_reads_as_a_sentence_with_its_place(read: Read) -> None:
    with pytest.raises(InstrumentFault, match=r"v1\.yaml, regel 1: het bestand is leeg"):
        read("")
