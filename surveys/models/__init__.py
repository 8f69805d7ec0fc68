"""Answers are not exported here: who reads them says so (`surveys.models.response`)."""

import surveys.models.response  # noqa: F401  registers the models
from surveys.models.code import StartCode
from surveys.models.dialogue import Dialogue, NamelessQuestion, QuestionState
from surveys.models.instrument import InstrumentText, InstrumentVersion
from surveys.models.invitation import Invitation
from surveys.models.key import DestroyedKey, ErasureCount, KeyCheck
from surveys.models.mail_text import Announcement, Mailing, MailKind, MailText
from surveys.models.sharing import EndedSharing, ProfessionalNumber, Sharing
from surveys.models.tally import Tally
from surveys.models.wave import Wave, WaveKind, WaveState, WaveTeam

__all__ = [
    "Announcement",
    "DestroyedKey",
    "Dialogue",
    "EndedSharing",
    "ErasureCount",
    "InstrumentText",
    "InstrumentVersion",
    "Invitation",
    "KeyCheck",
    "MailKind",
    "MailText",
    "Mailing",
    "NamelessQuestion",
    "ProfessionalNumber",
    "QuestionState",
    "Sharing",
    "StartCode",
    "Tally",
    "Wave",
    "WaveKind",
    "WaveState",
    "WaveTeam",
]
