"""The Dutch interface: complete, in plain words of its own, and exact where the method says so."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.texts import elements, sentences
from surveys.instruments.elements import FACETS, Element
from surveys.instruments.words import FORMAL, INFORMAL, words_in
from tests.environment import catalogues

CATALOGUE = polib.pofile(str(catalogues.ROOT / catalogues.CATALOGUE))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
ENGLISH = re.compile(r"\b(the|and|you|your|are|not|this|with|from|they|whether|there)\b", re.I)
# Which argument is the text.
GETTEXT = {
    **dict.fromkeys(("gettext", "gettext_lazy", "ngettext", "ngettext_lazy"), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 1),
}


def _texts_in(path: Path) -> Iterator[str]:
    """Every text given to gettext in a module, by whatever name gettext goes there."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {
        alias.asname or alias.name: GETTEXT[alias.name]
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in GETTEXT
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            text = node.args[names[node.func.id]]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _words_of_reports() -> Iterator[tuple[str, str | Promise]]:
    """Every text in the tables of reports.texts, with the name under which it stands there."""
    for name, value in (vars(elements) | vars(sentences)).items():
        if isinstance(value, Promise):
            yield name, value
        elif name.isupper() and isinstance(value, dict):
            yield from (
                (f"{name}[{key}]", text)
                for key, text in value.items()
                if isinstance(text, str | Promise)
            )


WORDS_OF_REPORTS = dict(_words_of_reports())


def test_the_catalogue_is_complete_compiled_and_up_to_date() -> None:
    assert catalogues.check() == []


@pytest.mark.parametrize("app", ["igm_portal", "surveys", "reports"])
def test_no_text_in_the_code_escapes_the_collector(app: str) -> None:
    """xgettext overlooks other names than its own (`_p`) and what stands inside an f-string."""
    known = {entry.msgid for entry in CATALOGUE}
    escaped = {
        f"{path.relative_to(catalogues.ROOT)}: {text}"
        for path in (catalogues.ROOT / app).rglob("*.py")
        for text in _texts_in(path)
        if text not in known
    }
    assert escaped == set()


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:40])
def test_a_translation_fills_in_what_the_text_fills_in(entry: polib.POEntry) -> None:
    forms = entry.msgstr_plural.values() or [entry.msgstr]
    expected = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    assert [Counter(PLACEHOLDER.findall(form)) for form in forms] == [expected] * len(forms)


def test_nothing_is_left_in_english() -> None:
    assert [entry.msgstr for entry in CATALOGUE if ENGLISH.search(entry.msgstr)] == []


def test_a_client_is_addressed_as_u_and_a_professional_as_je() -> None:
    unfit = {"client": INFORMAL}
    assert [
        entry.msgstr
        for entry in CATALOGUE
        if words_in(entry.msgstr, unfit.get(entry.msgctxt, FORMAL))
    ] == []


@pytest.mark.parametrize("name", WORDS_OF_REPORTS)
def test_the_words_of_reports_are_dutch_in_dutch(name: str) -> None:
    text = WORDS_OF_REPORTS[name]
    with override("en"):
        english = str(text)
    with override("nl"):
        dutch = str(text)
    assert dutch != english
    assert not ENGLISH.search(dutch)


def test_a_withheld_figure_has_one_text_everywhere() -> None:
    with override("nl"):
        assert str(sentences.WITHHELD_TEXT) == (
            "Niet getoond, om te voorkomen dat antwoorden te herleiden zijn."
        )
    for language in ("nl", "en"):
        with override(language):
            assert f">{sentences.WITHHELD_TEXT}<" in render_to_string("components/withheld.html")


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (
            ContrastOutcome.BALANCED,
            "Willen en kunnen zijn op deze vragenlijst ongeveer in balans.",
        ),
        (ContrastOutcome.KUNNEN_LAGS_CLEARLY, "Kunnen blijft duidelijk achter bij willen."),
        (
            ContrastOutcome.KUNNEN_LAGS,
            "Kunnen blijft achter bij willen; het verschil kan klein zijn.",
        ),
        (ContrastOutcome.WILLEN_LAGS_CLEARLY, "Willen blijft duidelijk achter bij kunnen."),
        (
            ContrastOutcome.WILLEN_LAGS,
            "Willen blijft achter bij kunnen; het verschil kan klein zijn.",
        ),
        (
            ContrastOutcome.UNDECIDED,
            "Op basis van deze metingen is niet te zeggen of willen en kunnen verschillen.",
        ),
    ],
)
def test_the_contrast_is_told_in_the_words_of_the_method(
    outcome: ContrastOutcome, sentence: str
) -> None:
    with override("nl"):
        assert str(sentences.CONTRAST_SENTENCES[outcome]) == sentence


def test_a_contradicted_contrast_is_told_in_the_words_of_the_method() -> None:
    with override("nl"):
        assert str(sentences.OVERSTEMT[Overstemt.CONTRADICTED]) == (
            "De schaalscores en de directe vraag wijzen niet dezelfde kant op; "
            "bespreek dit met het team."
        )


@pytest.mark.parametrize(
    ("metric", "label"),
    [
        ("houding", "Wat je ervan vindt"),
        ("geloof_in_eigen_kunnen", "Vertrouwen dat het lukt"),
        ("sociale_druk", "De mensen om je heen"),
        ("vaardigheden", "Wat je al kunt"),
        ("zelfregulering", "Beginnen en doorgaan"),
        ("context", "Rust en steun om je heen"),
        ("praktische_belemmeringen", "Weinig last van praktische dingen"),
        ("willen", "Willen"),
        ("kunnen", "Kunnen"),
    ],
)
def test_an_element_is_called_by_its_plain_name(metric: str, label: str) -> None:
    with override("nl"):
        assert str(elements.METRIC_NAMES[metric]) == label


@pytest.mark.parametrize("element", elements.ELEMENTS)
def test_professionals_and_clients_read_the_same_name_in_their_own_form(element: Element) -> None:
    with override("nl"):
        name, client_name = str(elements.METRIC_NAMES[element]), elements.CLIENT_ELEMENTS[element]
        assert re.search(r"\b(u|uw)\b", name) is None
        if element is Element.SOCIALE_DRUK:  # for a client pressure is not said as company
            assert client_name == "Wat anderen van u verwachten"
        else:
            assert re.sub(r"\bje\b", "u", name) == client_name


@pytest.mark.parametrize("element", elements.ELEMENTS)
def test_the_technical_name_of_an_element_is_the_one_of_the_model(element: Element) -> None:
    with override("nl"):
        name = str(elements.TECHNICAL_NAMES[element])
    assert name.lower().replace(" ", "_") == element.value


@pytest.mark.parametrize(
    "jargon",
    [
        "(richting het gedrag)",
        "(steunend)",
        "Vrij van praktische",
        "alfa × 100",
        "van … tot",
        "Meetfout van één element",
        "te klein om mee te tellen",
    ],
)
def test_a_label_of_a_chart_is_no_jargon(jargon: str) -> None:
    assert [entry.msgid for entry in CATALOGUE if jargon in entry.msgstr] == []


def test_english_readers_get_the_texts_as_they_stand_in_the_code() -> None:
    with override("en"):
        assert gettext("Plan a wave") == "Plan a wave"


def test_every_facet_of_the_model_has_its_names() -> None:
    """The table of texts has the facets of each element, in the order of the model."""
    in_texts = {element: tuple(texts.facets) for element, texts in elements.ELEMENTS.items()}
    assert in_texts == dict(FACETS)
