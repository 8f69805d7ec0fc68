"""What is typed around a client who does not exist: the goal, what each works on, and an action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from igm_portal.followup.forms import ELEMENT_CHOICES, FictionForm, SentenceField
from igm_portal.followup.models import Force, PuzzleActor, Stance
from igm_portal.local_texts import in_own_words_lazy


class GoalForm(FictionForm):
    """One goal that all three share, and what each works on with the client."""

    goal = SentenceField(
        label=_("What do you three want for this client, in one sentence?"),
        help_text=_("One goal that is nobody's alone, such as: takes part again, and lasts in it."),
        max_length=200,
    )
    klantmanager = SentenceField(
        label=in_own_words_lazy(_("{De_klantmanager} works on: the client …")),
        help_text=_("Something that the client does, such as: looks for work again."),
        max_length=120,
    )
    inkomensconsulent = SentenceField(
        label=in_own_words_lazy(_("{De_inkomensconsulent} works on: the client …")),
        help_text=_("Such as: keeps appointments, and calls when that fails."),
        max_length=120,
    )
    accountmanager = SentenceField(
        label=in_own_words_lazy(_("{De_accountmanager} works on: the client …")),
        help_text=_("Such as: visits a firm, and applies for one vacancy."),
        max_length=120,
    )


class ActionForm(FictionForm):
    """One action: of whom, on what, and what it means to the goal and to the others."""

    actor = forms.ChoiceField(
        label=_("Who does it?"), choices=PuzzleActor.choices, widget=forms.RadioSelect
    )
    text = SentenceField(
        label=_("What exactly?"), help_text=_("Small enough to do this week."), max_length=120
    )
    element = forms.ChoiceField(
        label=_("Which element does it touch?"), choices=ELEMENT_CHOICES, widget=forms.RadioSelect
    )
    force = forms.ChoiceField(
        label=_("What does it do to the client?"), choices=Force.choices, widget=forms.RadioSelect
    )
    stance = forms.ChoiceField(label=_("When?"), choices=Stance.choices, widget=forms.RadioSelect)
    serves = SentenceField(label=_("How does it serve the goal?"), max_length=120)
    against = forms.BooleanField(
        label=_("It works against what one of the others tries: talk about it"), required=False
    )
