"""What a wave may be expected to show, in words: the same on the page and in the command."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from reports.planning import Reference, Visible, WavePlan


def plan_sentences(plan: WavePlan) -> list[str]:
    """What shows of each team, of all together, and of how many nothing does."""
    if len(plan.groups) == 1:
        return _of_one(plan.groups[0])
    absent = sum(group is None for group in plan.groups)
    lines = [
        *_mostly(
            plan,
            lambda group: group.contrast,
            _(
                "In %(teams)s of %(all)s teams a difference of %(points)s points between willen "
                "and kunnen can be seen."
            ),
        ),
        *_mostly(
            plan,
            lambda group: group.change,
            _(
                "In %(teams)s of %(all)s teams a change of %(points)s points in willen or kunnen "
                "can be seen the next time."
            ),
        ),
        *_mostly(
            plan,
            lambda group: group.element_change,
            _(
                "In %(teams)s of %(all)s teams a change of %(points)s points in one element can be "
                "seen the next time."
            ),
        ),
    ]
    if absent < len(plan.groups) and not any(group and group.change for group in plan.groups):
        lines.append(_("In no team a change can be seen: too few people take part both times."))
    if plan.together and plan.together.change:
        lines.append(
            _(
                "In all teams with a result together a difference of %(difference)s points between "
                "willen and kunnen can be seen, and a change of %(change)s points in willen or "
                "kunnen."
            )
            % {"difference": plan.together.contrast, "change": plan.together.change}
        )
    if absent:
        lines.append(
            _("%(teams)s of %(all)s teams get no result of their own if so many take part.")
            % {"teams": absent, "all": len(plan.groups)}
        )
    return lines


def basis_sentences(plan: WavePlan, reference: Reference) -> list[str]:
    """What "can be seen" means, and what the figures rest on."""
    visible_groups = [group for group in (*plan.groups, plan.together) if group]
    if not visible_groups:
        return []
    lines = [
        _(
            "“Can be seen” means: if it is there, the result says so in 8 of 10 waves. A smaller "
            "difference may be there without showing."
        )
    ]
    if any(group.clearly for group in visible_groups):
        lines.append(
            _(
                "Of a team of which fewer than ten people take part, only a large difference is "
                "told. From ten people on a smaller one is told if the direct question points the "
                "same way."
            )
        )
    lines.append(
        _(
            "Nobody has measured yet how far people lie apart on these questions. This is reckoned "
            "with a provisional, wide spread; the real figures are probably better."
        )
        if reference.is_provisional
        else _(
            "Reckoned with the spread within teams that another organisation measured with the "
            "same questionnaire."
        )
        if reference.is_from_elsewhere
        else _(
            "Reckoned with the spread within teams of your latest wave with the same questionnaire."
        )
    )
    lines.append(
        _(
            "It is assumed that every team takes part alike, and that who takes part now takes "
            "part again with the same chance."
        )
    )
    return lines


def _of_one(group: Visible | None) -> list[str]:
    if group is None:
        return [_("If so many take part, there is no result.")]
    lines = [
        _("A difference of %(points)s points between willen and kunnen can be seen.")
        % {"points": group.contrast}
    ]
    if group.change is not None:
        lines.append(
            _("A change of %(points)s points in willen or kunnen can be seen the next time.")
            % {"points": group.change}
        )
    return lines


def _mostly(plan: WavePlan, value: Callable[[Visible], int | None], sentence: str) -> list[str]:
    answer = plan.mostly(value)
    if answer is None:
        return []
    points, teams = answer
    return [sentence % {"points": points, "teams": teams, "all": len(plan.groups)}]
