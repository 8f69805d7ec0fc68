"""Where the page of a group says to begin: the element that stands out, or questions to choose."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from igm_portal.pdf.report import GroupForm
from reports.disclosure.cells import WITHHELD, StandingOut
from reports.files.group_pdf import ReportSource, group_report
from reports.profile.sentences import standing_out_sentences
from reports.profile.start import start_view
from reports.statistics.contrast import ContrastOutcome
from reports.statistics.types import Direction
from reports.texts.elements import names_about
from surveys.instruments.elements import WILLEN, Element
from surveys.instruments.model import RespondentGroup
from surveys.instruments.reflection import load_conversation
from tests.integration.test_linked_pages import both, page
from tests.integration.test_linking import group
from tests.world import World

pytestmark = pytest.mark.django_db
QUESTIONNAIRES = ("k1", "k2", "k3", "m1", "m2", "c1")


def test_what_stands_out_low_comes_with_two_questions_of_its_own(world: World) -> None:
    published = group(both(world)[1])
    for element in Element:
        low = StandingOut(element, Direction.LOWEST)
        with override("nl"):
            start = start_view(replace(published, standing_out=(low,)), "k1")
        assert start is not None
        assert start.stands_out
        assert start.elements[0].questions == load_conversation("k1")[element][:2]


def test_where_nothing_stands_out_the_order_follows_who_lags_behind(world: World) -> None:
    published = replace(group(both(world)[1]), standing_out=())
    questions = load_conversation("k1")
    for outcome, first, count in (
        (ContrastOutcome.KUNNEN_LAGS, Element.CONTEXT, 4),
        (ContrastOutcome.WILLEN_LAGS, WILLEN[0], 3),
        (ContrastOutcome.BALANCED, WILLEN[0], 7),
    ):
        with override("nl"):
            start = start_view(replace(published, contrast=outcome), "k1")
        assert start is not None
        assert not start.stands_out
        assert len((*start.elements, *start.more)) == count
        assert start.elements[0].questions == questions[first][:1]


def test_a_withheld_group_has_no_start(world: World) -> None:
    assert start_view(replace(group(both(world)[1]), contrast=WITHHELD), "k1") is None


def test_no_questionnaire_shares_all_questions_of_an_element() -> None:
    for element in Element:
        assert len({load_conversation(code)[element] for code in QUESTIONNAIRES}) == len(
            QUESTIONNAIRES
        ), element


def test_the_sentence_is_the_heading_and_the_start_comes_before_the_elements(world: World) -> None:
    text = page(world, both(world)[1])
    heading = text.index('<h1 class="igm-message__sentence">')
    assert heading < text.index("igm-begin") < text.index('id="elements"')
    assert text.count("<h1") == 1


def test_of_many_questions_four_are_in_sight(world: World) -> None:
    published = replace(group(both(world)[1]), standing_out=())
    with override("nl"):
        start = start_view(replace(published, contrast=ContrastOutcome.BALANCED), "c1")
    assert start is not None
    assert (len(start.elements), len(start.more)) == (4, 3)


def test_what_clients_answered_is_named_as_of_others(world: World) -> None:
    """Professionals read the profile of a wave that asked clients: nothing on it is about them."""
    low = StandingOut(Element.CONTEXT, Direction.LOWEST)
    published = replace(group(both(world)[1]), standing_out=(low,))
    names = names_about(RespondentGroup.CLIENT)
    with override("nl"):
        start = start_view(published, "c1", names)
        sentences = standing_out_sentences(published, names)
        spoken = [str(name) for name in names.values()]
    assert start is not None
    assert [element.name for element in start.elements] == ["Rust en steun om hen heen"]
    assert "Rust en steun om hen heen" in sentences[0]
    assert not any(re.search(r"\b(je|u)\b", name) for name in spoken)


def test_the_conversation_sheet_asks_what_the_page_asks(world: World) -> None:
    wave = both(world)[1]
    published = group(wave)
    source = ReportSource(wave.snapshot, published.key, date(2026, 11, 28))
    with override("nl"):
        start = start_view(published, "k1")
    assert start is not None
    for form in GroupForm:
        lines = group_report(form, source).form.questions.lines
        shown = [
            f"{element.name}: {question}"
            for element in (*start.elements, *start.more)
            for question in element.questions
        ]
        assert lines == shown
        assert lines


def test_the_sheet_is_the_one_action_of_the_page_and_the_hour_stands_where_one_begins(
    world: World,
) -> None:
    text = page(world, both(world)[1])
    beginning = text[text.index('id="begin"') : text.index('id="elements"')]
    bar = text[text.index("igm-action-bar") : text.index('id="papers"')]
    assert 'form="papers" name="kind" value="gespreksblad"' in bar
    assert '/presenteren/"' in beginning
    assert text.count('value="gespreksblad"') == text.count('/presenteren/"') == 1
    assert text.count("utrecht-button--primary-action") == 1
    assert re.search(r'<form[^>]* id="papers" method="post" action="[^"]+/pdf/">\s*<input', text)


def test_the_scale_its_direction_and_its_bands_are_explained_where_they_stand(
    world: World,
) -> None:
    text = page(world, both(world)[1])
    ends = re.findall(r'<p class="igm-ends__line"><span>([^<]*)</span><span>([^<]*)</span>', text)
    assert len(ends) >= 3
    assert set(ends) == {("0 · staat in de weg", "helpt · 100")}
    assert "Hoe hoger, hoe meer het helpt." in text
    assert 'praktische dingen <span class="igm-row__note">hoog = weinig last</span>' in text
    side = text[text.index("<aside") :]
    assert side.index("Meegedaan") < side.index("Geen precies getal?") < side.index("</dl>")
    assert text.count("overstemt") <= 1
