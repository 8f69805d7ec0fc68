"""Lead a new organisation to its first result: four steps, until the first wave has closed."""

from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import administrators_of
from surveys.models import Mailing, StartCode, WaveState
from surveys.waves_at_hand import WavesAtHand

NUMBER = 4


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """`current` is the first step that is not done, from 1; `administrators` is who can do step 1,
    `has_adviser` whether there is somebody to do the others.
    """

    current: int
    administrators: tuple[User, ...]
    has_adviser: bool

    @property
    def states(self) -> tuple[str, ...]:
        """Of every step: done, now, or empty."""
        steps = range(1, NUMBER + 1)
        return tuple(
            "done" if step < self.current else "now" if step == self.current else ""
            for step in steps
        )


def first_steps(access: Access, at_hand: WavesAtHand, today: date) -> FirstSteps | None:
    """Where a new organisation stands; None once a wave has closed. Step 1 is people and teams, 2 a
    plan, 3 inviting (clients: start codes), 4 closing.
    """
    organisation = access.organisation
    waves = [wave for wave in at_hand.waves if wave.has_group_figures]
    if any(wave.state == WaveState.CLOSED for wave in waves):
        return None
    here = Membership.objects.on(today).filter(organisation=organisation)
    roles = set(here.order_by().values_list("role", flat=True).distinct())
    if not waves:
        current = 2 if Role.EMPLOYEE in roles else 1
    elif (
        Mailing.objects.filter(wave__in=waves).exists()
        or StartCode.objects.filter(wave__in=waves).exists()
    ):
        current = NUMBER
    else:
        current = 3
    return FirstSteps(
        current, tuple(administrators_of(organisation, today)), Role.HR_ADVISER in roles
    )
