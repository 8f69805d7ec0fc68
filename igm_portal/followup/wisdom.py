"""Practical wisdom: four points, three ways to justify and the question of power, to think about.

Never scored and never kept. Source: *Een radicale omkering in het sociaal domein*, 3.6: the points
and the legitimations are of Kruiter and Albers, the question of power is of a head in Amsterdam;
what each asks is put into words here.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.local_texts import in_own_words_lazy

PARTS: Final[tuple[tuple[Promise, str | Promise, tuple[Promise, ...]], ...]] = (
    (
        _("Four points"),
        _("Take one conversation of this week. Which point came easily, and which did not?"),
        (
            _("The organisation: what can it do here, and what is in its interest?"),
            _("The rules: what do law and policy say, and where do they leave room?"),
            _("The situation: what is going on here, and what do I not know yet?"),
            _("Trust: does this person tell me how it is to live through this?"),
        ),
    ),
    (
        _("Three ways to justify"),
        _("Can you explain what you did in all three ways? Where they clash, talk about it."),
        (
            _("The law: is this allowed, and is it what the law is meant for?"),
            _("The yield: does it bring what it costs, for this person and for the town?"),
            _("Involvement: does it do right by this person?"),
        ),
    ),
    (
        _("The question of power"),
        in_own_words_lazy(_("Every {klantmanager} is always in a position of power.")),
        (
            _("How do you deal with that, in this conversation?"),
            _("What can this person not say to you, because you decide?"),
            _("What is best for the client?"),
        ),
    ),
)
"""Each part: its name, a sentence, and what it asks."""
