"""What happened, in words for who reads the audit log."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.kept_kinds import Kept
from igm_portal.accounts.roles import Function, Role

ACTIONS: dict[str, str | Promise] = {
    "organisation.founded": _("Organisation made"),
    "person.added": _("Person added"),
    "person.renamed": _("Name of a person changed"),
    "person.numbered": _("Staff number of a person changed"),
    "person.invited": _("Person invited to choose a password"),
    "person.erased": _("Person erased"),
    "sign_in.failed": _("Wrong password typed"),
    "sign_in.locked": _("Account shut for five minutes: too many wrong passwords"),
    "second_step.added": _("Second step of signing in set up"),
    "second_step.removed": _("Second step of signing in taken away"),
    "second_step.reset": _("Second step of a person taken away by an administrator"),
    "second_step.failed": _("Wrong code typed after the right password"),
    "provider.set": _("Signing in with the work account set up"),
    "provider.removed": _("Signing in with the work account removed"),
    "link.made": _("Work account linked by its e-mail address"),
    "link.proposed": _("Work account linked by an administrator, not yet confirmed"),
    "link.confirmed": _("Work account confirmed by its owner"),
    "link.removed": _("Work account unlinked by the operator"),
    "email.changed": _("E-mail address changed"),
    "email.confirmed": _("E-mail address confirmed from the old address"),
    "email.approved": _("E-mail address approved by a second administrator"),
    "email.restored": _("E-mail address put back by an administrator"),
    "email.undone": _("E-mail address put back from the old address"),
    "membership.given": _("Role given"),
    "membership.ended": _("Last day of a role changed"),
    "membership.withdrawn": _("Role withdrawn before it began"),
    "membership.function_changed": _("Function changed"),
    "department.made": _("Department made"),
    "department.renamed": _("Department renamed"),
    "department.removed": _("Department removed"),
    "organisation.logo_set": _("Logo of the organisation set"),
    "organisation.logo_removed": _("Logo of the organisation removed"),
    "organisation.help_changed": _("Who helps in the organisation changed"),
    "organisation.words_changed": _("Own words of the organisation changed"),
    "team.made": _("Team made"),
    "team.changed": _("Team renamed or moved"),
    "team.removed": _("Team removed"),
    "team.handed_over": _("Team handed over to another manager"),
    "import.layout_saved": _("What columns and titles of files of people mean: saved"),
    "import.layout_forgotten": _("What columns and titles of files of people mean: forgotten"),
    "import.confirmed": _("People and teams imported"),
    "wave.planned": _("Wave planned"),
    "wave.changed": _("Plan of a wave changed"),
    "wave.launched": _("Wave launched"),
    "wave.extended": _("Wave extended"),
    "wave.conversations_changed": _("Days of the conversations of teams changed"),
    "wave.withdrawn": _("Wave withdrawn"),
    "wave.closed": _("Wave closed"),
    "wave.mail_text_changed": _("Text of the mail of a wave changed"),
    "wave.invited": _("Invitations of a wave mailed"),
    "wave.invited_again": _("Invitation of a wave mailed again to who was not reached"),
    "wave.reminded": _("Reminder of a wave mailed"),
    "wave.announced": _("Mailed that the results of a wave are there"),
    "wave.guide_mailed": _("Mailed to managers how to read the result of a wave"),
    "agreement.removed": _("Agreement of a team removed"),
    "agreement.shared": _("A team lets HR read what worked"),
    "agreement.unshared": _("A team no longer lets HR read what worked"),
    "referral.laid": _("Something of a team laid before somebody"),
    "referral.answered": _("What a team laid before somebody answered"),
    "remeasurement.asked": _("HR asked to measure a team again"),
    "remeasurement.answered": _("A question to measure again answered"),
    "learning_moment.added": _("Learning moment added"),
    "learning_moment.changed": _("Learning moment changed"),
    "learning_moment.removed": _("Learning moment removed"),
    "case.added": _("Own case added"),
    "case.changed": _("Own case changed"),
    "case.removed": _("Own case removed"),
    "module.switched_on": _("Module switched on"),
    "module.switched_off": _("Module switched off"),
    "dialogue.planned": _("Activation dialogue of a department planned"),
    "dialogue.cancelled": _("Activation dialogue of a department cancelled"),
    "codes.made": _("Start codes for clients made"),
    "paper.typed": _("Began typing in answers from paper"),
    "figures.exported": _("Published figures exported"),
    "profile.exported": _("Published profile exported"),
    "profiles.exported": _("Published profiles of a wave exported"),
    "reference.computed": _("Reference values computed"),
    "reference.imported": _("Measurement errors from elsewhere read in"),
    "reference.removed": _("Measurement errors from elsewhere taken away"),
    "log.exported": _("Audit log exported"),
    "retention.changed": _("How long something is kept: changed"),
    "retention.destroyed": _("Destroyed, because its term was over"),
    "hold.begun": _("Destruction stopped for now"),
    "hold.ended": _("Stop on destruction ended"),
    "key.made": _("Key made"),
    "key.destroyed": _("Key destroyed: the waves of that key are anonymous"),
}
DETAILS: dict[str, str | Promise] = {
    "role": _("role"),
    "kind": _("of"),
    "months": _("months"),
    "place": _("in"),
    "function": _("function"),
    "start": _("from"),
    "end": _("until"),
    "closes_on": _("until"),
    "invited": _("people asked"),
    "people": _("new people"),
    "roles": _("new roles"),
    "ends": _("roles that end"),
    "number": _("number"),
    "codes": _("codes"),
    "format": _("as"),
    "group": _("group"),
    "waves": _("waves"),
}


def action_text(action: str) -> str:
    """The words for `thing.verb`; an act that has none yet is shown by its name."""
    return str(ACTIONS.get(action, action))


def details_text(details: Mapping[str, object]) -> str:
    """Role, place, dates and numbers of one event, on one line."""
    pairs = [(DETAILS[name], value) for name, value in details.items() if name in DETAILS]
    return ", ".join(f"{name} {_value(value)}" for name, value in pairs)


def _value(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    labels = dict(Role.choices) | dict(Function.choices) | dict(Kept.choices)
    if text in labels:
        return str(labels[text])
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text
