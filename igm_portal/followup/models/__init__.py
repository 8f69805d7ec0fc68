from igm_portal.followup.models.agreement import Agreement, AgreementKind, AgreementStep, StepState
from igm_portal.followup.models.assignment import (
    COLUMNS,
    LEAST_LINKS,
    MOST_LINKS,
    QUESTIONS,
    READING_ROLES,
    Assignment,
    AssignmentReader,
    LookBack,
    Obstacle,
)
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
from igm_portal.followup.models.peer_group import MOST_PEERS, Peer, PeerGroup
from igm_portal.followup.models.puzzle import (
    MOST_ACTIONS,
    Force,
    Puzzle,
    PuzzleAction,
    PuzzleActor,
    Stance,
)
from igm_portal.followup.models.referral import Addressee, AnswerKind, Referral, ReferralAnswer
from igm_portal.followup.models.remeasurement import Remeasurement

__all__ = [
    "COLUMNS",
    "LEAST_ANSWERS",
    "LEAST_LINKS",
    "MOST_ACTIONS",
    "MOST_LINKS",
    "MOST_NOTICES",
    "MOST_PEERS",
    "QUESTIONS",
    "READING_ROLES",
    "Addressee",
    "Agreement",
    "AgreementKind",
    "AgreementStep",
    "AnswerKind",
    "Assignment",
    "AssignmentReader",
    "CaseAnswer",
    "CaseSession",
    "Conversation",
    "ConversationEnd",
    "ConversationFormat",
    "Force",
    "LearningKind",
    "LearningMoment",
    "LookBack",
    "MailRound",
    "Notice",
    "NoticeKind",
    "NoticeWords",
    "Obstacle",
    "OwnCase",
    "OwnPlan",
    "Peer",
    "PeerGroup",
    "Puzzle",
    "PuzzleAction",
    "PuzzleActor",
    "Referral",
    "ReferralAnswer",
    "Remeasurement",
    "RoundKind",
    "Stance",
    "StepState",
    "words_of",
]
