from igm_portal.followup.models.agreement import Agreement, AgreementKind, AgreementStep, StepState
from igm_portal.followup.models.case import (
    LEAST_ANSWERS,
    CaseAnswer,
    CaseSession,
    OwnCase,
)
from igm_portal.followup.models.conversation import (
    Conversation,
    ConversationEnd,
    ConversationFormat,
)
from igm_portal.followup.models.learning_moment import LearningKind, LearningMoment
from igm_portal.followup.models.mail_round import MailRound, RoundKind
from igm_portal.followup.models.notice import (
    MOST_NOTICES,
    Notice,
    NoticeKind,
    NoticeWords,
    words_of,
)
from igm_portal.followup.models.own_plan import OwnPlan
from igm_portal.followup.models.puzzle import (
    MOST_ACTIONS,
    Actor,
    Force,
    Puzzle,
    PuzzleAction,
    Stance,
)
from igm_portal.followup.models.referral import Addressee, AnswerKind, Referral, ReferralAnswer

__all__ = [
    "LEAST_ANSWERS",
    "MOST_ACTIONS",
    "MOST_NOTICES",
    "Actor",
    "Addressee",
    "Agreement",
    "AgreementKind",
    "AgreementStep",
    "AnswerKind",
    "CaseAnswer",
    "CaseSession",
    "Conversation",
    "ConversationEnd",
    "ConversationFormat",
    "Force",
    "LearningKind",
    "LearningMoment",
    "MailRound",
    "Notice",
    "NoticeKind",
    "NoticeWords",
    "OwnCase",
    "OwnPlan",
    "Puzzle",
    "PuzzleAction",
    "Referral",
    "ReferralAnswer",
    "RoundKind",
    "Stance",
    "StepState",
    "words_of",
]
