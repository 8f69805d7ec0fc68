"""Which questions the spiegel lays beside each other, read against the published versions."""

from collections.abc import Iterator
from itertools import product

import pytest

from surveys.instruments.elements import Element
from surveys.instruments.loader import available, load
from surveys.instruments.mirror import (
    QUESTIONS,
    WHOLE_FACETS,
    MirrorTopic,
    mirror_questions,
)
from surveys.instruments.model import Instrument, RespondentGroup, Status

OWN_BEHAVIOUR = {
    "aan mijn vak te werken": "…",
    "over mijn vak": "over …",
    "het werken aan je vak": "…",
    "met teamleden over het vak te praten": "…",
    "over leidinggeven": "over …",
    "ontwikkelingsgericht leidinggeven": "…",
    "om methodisch te werken": "om …",
    "over methodisch werken": "over …",
    "bij methodisch werken": "bij …",
    "om cliënten activerend te begeleiden": "om …",
    "over activerend begeleiden": "over …",
    "bij activerend begeleiden": "bij …",
    "om mijn team zo te ondersteunen": "om …",
    "over het ondersteunen van mijn team": "over …",
    "bij het ondersteunen van je team": "bij …",
}
"""What each reader's own behaviour is called; all else must be the same to the letter."""


def asked() -> Iterator[tuple[Instrument, MirrorTopic, str]]:
    for (code, version), questions in QUESTIONS.items():
        for topic, item in questions.items():
            yield load(code, version), topic, item


def bare(text: str) -> str:
    for own, dots in OWN_BEHAVIOUR.items():
        text = text.replace(own, dots)
    return text


def test_every_question_carries_the_parallel_word_of_its_topic_and_is_about_context() -> None:
    for instrument, topic, code in asked():
        item = instrument.item(code)
        assert item.parallel == topic
        assert item.element is Element.CONTEXT


def test_of_klantmanagers_and_managers_the_questions_differ_in_the_own_behaviour_alone() -> None:
    """Words, question line, answers, ways not to answer, direction and facet."""
    places: dict[MirrorTopic, set[object]] = {}
    for instrument, topic, code in asked():
        if instrument.group is RespondentGroup.CLIENT:
            continue
        item = instrument.item(code)
        scale = instrument.scales[item.scale]
        line = scale.question.replace("{gedrag}", instrument.behaviour.phrase)
        places.setdefault(topic, set()).add(
            (bare(item.text), bare(line), scale.steps, item.missing, item.key, item.facet)
        )
    assert {topic: len(found) for topic, found in places.items()} == dict.fromkeys(MirrorTopic, 1)


def test_a_facet_with_a_sentence_is_asked_in_these_questions_and_no_others() -> None:
    """Two at least; a third question of one side would make it another facet."""
    of_staff = [edition for edition in QUESTIONS if edition[0] != "c1"]
    for (facet, topics), (code, version) in product(WHOLE_FACETS.items(), of_staff):
        items = {item.code for item in load(code, version).items if item.facet == facet}
        assert items == {mirror_questions(code, version)[topic] for topic in topics}
        assert len(items) >= 2


def test_clients_stand_there_with_what_may_be_an_offer_and_nothing_of_their_own_life() -> None:
    for version in (1, 2):
        questions = mirror_questions("c1", version)
        assert set(questions) == {MirrorTopic.HELP}
        texts = [load("c1", version).item(code).text for code in questions.values()]
        assert not any("in mijn leven" in text for text in texts)


@pytest.mark.parametrize("word", ["plannen", "invloed", "tegenslag", "terugkijken", "ruimte"])
def test_a_parallel_word_alone_is_no_pair(word: str) -> None:
    assert word not in set(MirrorTopic)
    pairs = [
        bare(item.text)
        for code in ("k1", "m1")
        for item in load(code, 2).items
        if item.parallel == word
    ]
    assert len(set(pairs)) == 2


def test_every_published_questionnaire_of_one_behaviour_has_pairs_and_one_on_trial_has_none() -> (
    None
):
    """Klantmanagers and managers meet whatever their behaviour is; of clients C1 alone is there."""
    for edition in available():
        instrument = load(edition.code, edition.version)
        has_pairs = bool(mirror_questions(edition.code, edition.version))
        published = instrument.status is Status.PUBLISHED and not instrument.is_addition
        assert has_pairs == published, edition


def test_other_questionnaires_have_no_pairs() -> None:
    assert mirror_questions("steun", 1) == {}
    assert mirror_questions("k1", 3) == {}
