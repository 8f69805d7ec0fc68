from igm_portal.followup.models.agreement import Agreement, AgreementKind, AgreementStep, StepState
from igm_portal.followup.models.conversation import (
    Conversation,
    ConversationEnd,
    ConversationFormat,
)
from igm_portal.followup.models.learning_moment import LearningKind, LearningMoment
from igm_portal.followup.models.mail_round import MailRound, RoundKind
from igm_portal.followup.models.own_plan import OwnPlan
from igm_portal.followup.models.referral import Addressee, AnswerKind, Referral, ReferralAnswer

__all__ = [
    "Addressee",
    "Agreement",
    "AgreementKind",
    "AgreementStep",
    "AnswerKind",
    "Conversation",
    "ConversationEnd",
    "ConversationFormat",
    "LearningKind",
    "LearningMoment",
    "MailRound",
    "OwnPlan",
    "Referral",
    "ReferralAnswer",
    "RoundKind",
    "StepState",
]
