"""The notice board of a department: what somebody wants to learn, or can let a colleague see."""

from datetime import date
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Department, Membership, Organisation, User
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element

MOST_NOTICES: Final = 4
"""Of one person, so that a board stays a board."""


class NoticeKind(models.TextChoices):
    LEARN = "learn", gettext_lazy("I want to learn this")
    SHOW = "show", gettext_lazy("I can let you see this")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, access: Access) -> "NoticeQuerySet":
        """Those of whoever asks."""
        return self.filter(organisation=access.organisation, person=access.user)

    def on_boards(self, departments: list[UUID], today: date) -> "NoticeQuerySet":
        """What hangs there on this day: not past its term, and of who works in that department."""
        return self.filter(department__in=departments, until__gte=today).filter(_works_there(today))

    def gone(self, today: date) -> "NoticeQuerySet":
        """What hangs nowhere any more."""
        return self.exclude(pk__in=self.filter(_works_there(today), until__gte=today))


class Notice(models.Model):
    """An element, a line, or both. It holds no score, and is never made from one (ADR 44)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    element = models.CharField(
        max_length=30, choices=[(one, one) for one in Element], blank=True, default=""
    )
    text = models.CharField(max_length=150, blank=True, default="")
    until = models.DateField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(element="") | ~Q(text=""), name="notice_says_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def element_name(self) -> str:
        return str(METRIC_NAMES[self.element]) if self.element else ""

    @property
    def mail_link(self) -> str:
        """Writes to whose it is. Every sign of the address that could add something to the mail
        (an address may hold `?`, `&` and `%`) is escaped.
        """
        subject = urlencode({"subject": _("Looking along")}, quote_via=quote)
        return f"mailto:{quote(self.person.email, safe='@')}?{subject}"


class NoticeWords(models.Model):
    """What an organisation calls the two sides of the board, where it has words of its own."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    learn = models.CharField(max_length=60, blank=True, default="")
    show = models.CharField(max_length=60, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.learn} / {self.show}"


def words_of(organisation: Organisation) -> dict[str, str]:
    """By kind: what the organisation calls it, or else the words of the product."""
    words = NoticeWords.objects.filter(organisation=organisation).first() or NoticeWords()
    return {
        NoticeKind.LEARN: words.learn or str(NoticeKind.LEARN.label),
        NoticeKind.SHOW: words.show or str(NoticeKind.SHOW.label),
    }


def _works_there(today: date) -> Exists:
    roles = Membership.objects.on(today)
    return Exists(roles.filter(user=OuterRef("person"), team__department=OuterRef("department")))
