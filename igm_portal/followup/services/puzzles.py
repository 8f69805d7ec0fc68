"""A puzzle around a client who does not exist: begun, laid together, and gone.

Nothing of it is on record, and what nobody ends goes that night (ADR 59).
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.followup.cases.library import Case
from igm_portal.followup.models import (
    MOST_ACTIONS,
    Force,
    Puzzle,
    PuzzleAction,
    PuzzleActor,
    Stance,
)
from surveys.instruments.elements import Element

OVER = _("This puzzle is over. Nothing of it has been kept.")
FULL = _("There are fifteen actions. More than that nobody carries out: take one away first.")


@transaction.atomic
def begin_puzzle(
    *, access: Access, case: Case, example: Mapping[str, Any] | None, today: date
) -> None:
    """Begin a puzzle, in place of an earlier one of the same person, of which everything goes. An
    `example` is laid beforehand (`puzzle_example`).
    """
    lock_organisation(access.organisation)
    Puzzle.objects.of(access).delete()
    laid = dict(example or {})
    actions = laid.pop("actions", ())
    puzzle = Puzzle.objects.create(
        organisation=access.organisation, leader=access.user, case=asdict(case), day=today, **laid
    )
    for action in actions:
        puzzle.actions.create(**action)


@transaction.atomic
def keep_goal(*, access: Access, today: date, **values: str) -> None:
    """Write down the goal and what each works on. Raises Refused when the puzzle is over."""
    puzzle = _locked(access, today)
    for name, value in values.items():
        setattr(puzzle, name, value)
    puzzle.save(update_fields=[*values])


@transaction.atomic
def lay_action(*, access: Access, today: date, **values: Any) -> None:
    """Lay one action. Raises Refused when the puzzle is over or full. The same action twice, by a
    second press, is one.
    """
    puzzle = _locked(access, today)
    if puzzle.actions.filter(**values).exists():
        return
    if puzzle.actions.count() >= MOST_ACTIONS:
        raise Refused(FULL)
    puzzle.actions.create(**values)


def take_action_away(*, access: Access, today: date, action_id: int) -> None:
    """Take one action of the own puzzle away; twice is the same as once."""
    puzzles = Puzzle.objects.of(access).running(today)
    PuzzleAction.objects.filter(puzzle__in=puzzles, pk=action_id).delete()


def end_puzzle(*, access: Access) -> None:
    """Delete the puzzle of whoever asks; twice is the same as once."""
    Puzzle.objects.of(access).delete()


def remove_unended_puzzles(today: date) -> None:
    """Delete what nobody ended on its day."""
    Puzzle.objects.filter(day__lt=today).delete()


def pressure_stands_alone(actions: Collection[PuzzleAction]) -> bool:
    """Whether somebody presses the client while nobody strengthens confidence or attitude, or
    nobody makes room in the context or takes an obstacle away (rule G6, research §5.4).

    The other way round nothing is said: that a sanction would be fine is never a conclusion here.
    """
    supported_elements = {Element(one.element) for one in actions if one.force == Force.SUPPORT}
    is_pressed = any(one.force == Force.PRESSURE for one in actions)
    return is_pressed and not (
        supported_elements & {Element.HOUDING, Element.GELOOF}
        and supported_elements & {Element.CONTEXT, Element.BELEMMERINGEN}
    )


def gaps(actions: Collection[PuzzleAction]) -> tuple[list[PuzzleActor], list[Element], bool]:
    """Who does nothing yet, on which elements nobody does anything, and whether everything laid is
    a reaction.
    """
    actors, elements = {one.actor for one in actions}, {one.element for one in actions}
    return (
        [actor for actor in PuzzleActor if actor not in actors],
        [element for element in Element if element not in elements],
        bool(actions) and all(one.stance == Stance.REACTIVE for one in actions),
    )


def _locked(access: Access, today: date) -> Puzzle:
    puzzle = Puzzle.objects.of(access).running(today).select_for_update().first()
    if puzzle is None:
        raise Refused(OVER)
    return puzzle
