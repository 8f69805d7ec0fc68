"""What every module is, in words for everybody: what is kept, who reads it, how long."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Module
from igm_portal.local_texts import in_own_words_lazy


@dataclass(frozen=True, slots=True)
class ModuleTexts:
    """One module for the works council and every employee."""

    name: Promise
    purpose: str | Promise
    data_kept: Promise
    readers: Promise
    term: Promise


MODULES: dict[str, ModuleTexts] = {
    Module.QUESTIONS: ModuleTexts(
        _("Questions without a name"),
        _(
            "For the activation dialogue of a department everyone in its teams may hand in one "
            "question. The head reads it out literally and does not know whose it is."
        ),
        _(
            "The text of the question, and until the day of the dialogue a code that is computed "
            "from you with a key outside the database. By that code you see and withdraw your own "
            "question, and there is one for each person. No name, no day and no time."
        ),
        _(
            "Until the day of the dialogue nobody but you. On that day the head of the department, "
            "in random order, if there are at least five; fewer are deleted unread. Somebody may "
            "recognise you by your style or by what happened. Who runs both the database and the "
            "key could find out until that day whose a question is."
        ),
        _(
            "The code goes on the day of the dialogue, the question fourteen days later. Copies "
            "for emergencies (backups) last longer; your organisation can tell how long."
        ),
    ),
    Module.OWN_PLAN: ModuleTexts(
        _("My plan"),
        _(
            "Whoever has an own profile may write down one small step for oneself. It can also be "
            "made as a PDF without anything being kept."
        ),
        _(
            "Only for who chooses to keep it: one element, one step, one sentence of when and "
            "what, one day, and whether a mail is wanted on that day. No score."
        ),
        _(
            "On this site you alone, whatever the role of somebody else. The audit log holds "
            "nothing of it. Who runs the database could read it."
        ),
        _(
            "Until you remove it, or three months after you have left. Copies for emergencies "
            "(backups) last longer; your organisation can tell how long."
        ),
    ),
    Module.SUPPORT: ModuleTexts(
        _("What helps you in your profession?"),
        in_own_words_lazy(
            _(
                "After a questionnaire for {klantmanagers} ten more questions may be asked: "
                "whether training, time to consult, performance agreements, room to decide and "
                "working conditions are there, and whether they help. They are about the "
                "organisation, and count in no other score."
            )
        ),
        _(
            "Your answers, beside those to the questionnaire and in the same way: apart from your "
            "name, under a code. You see them under “My data”, and erase them there with the rest."
        ),
        _(
            "Nobody reads the answers of one person. HR reads the means of the organisation and "
            "of departments, a head those of the own department, from 10 people on. There are no "
            "figures of a team."
        ),
        _(
            "As long as the other answers of the wave. What was published stays. Switched off, "
            "no new wave asks it; one that has begun goes on as it was announced."
        ),
    ),
    Module.CASES: ModuleTexts(
        _("Comparing cases"),
        _(
            "In twenty minutes a team compares how each would begin with a client who does not "
            "exist. Everybody answers alone, on an own phone."
        ),
        _(
            "During the conversation: who leads it, the case, and of each answer one element, one "
            "action and a mark of the browser. No name, also of who is signed in, and no time. "
            "Once the spread has been shown only its numbers are left. Apart from that the cases "
            "that your organisation wrote itself, about nobody."
        ),
        _(
            "The spread: everybody in the room, from five answers on. Single answers: nobody on "
            "this site. In a small group somebody may guess what you chose. Who runs the database "
            "could read single answers until the spread is shown."
        ),
        _(
            "Until whoever leads ends the conversation, and else until that night. An own case "
            "stays until somebody removes it."
        ),
    ),
    Module.NOTICES: ModuleTexts(
        _("Looking along"),
        _(
            "A notice board of a department: what somebody wants to learn, or can let a colleague "
            "see. Whoever reacts writes an ordinary mail."
        ),
        _(
            "Of each notice: the person, one of the two sides, an element, a line, and until when "
            "it hangs. No score, and not whether anybody reacted."
        ),
        _(
            "Who works in a team of that department, team managers too; no head, HR adviser or "
            "administrator. The name and the mail address stand with it."
        ),
        _(
            "Until its owner takes it away, thirteen weeks after the last change, or that night "
            "when somebody works in the department no longer."
        ),
    ),
    Module.CONVERSATION: ModuleTexts(
        _("Sharing in a conversation"),
        in_own_words_lazy(
            _(
                "A client who answered in a wave for conversations may let one {klantmanager} read "
                "the own result, whole or in part, together on a screen. Nobody has to, and this "
                "site does not show who does."
            )
        ),
        _(
            "For as long as it runs: which answers, which professional, which elements, when it "
            "was read. No score. When it ends, with the answers of the client: how often it was "
            "read and until which day, and no professional. Nothing of it stands in the audit log "
            "or under “My data” of the professional: that would be a list of who shares."
        ),
        in_own_words_lazy(
            _(
                "Whoever the client chose, who works as {klantmanager} and as nothing else: that "
                "is checked at every reading, and the client sees each. Without the question about "
                "health, for everybody. Nobody else, whatever the role. Who runs the database "
                "could read it."
            )
        ),
        _(
            "Thirty days, or until the client stops it. Numbers to begin with last fifteen "
            "minutes. Switched off, nobody reads anything from then on, and everything ends that "
            "night. Copies for emergencies (backups) last longer; your organisation can tell how "
            "long."
        ),
    ),
}
