from igm_portal.accounts.models.import_layout import ImportLayout, ImportUpload
from igm_portal.accounts.models.import_preview import ImportPreview
from igm_portal.accounts.models.membership import Membership, StaffNumber
from igm_portal.accounts.models.module import CouncilOpinion, Module, ModuleDecision
from igm_portal.accounts.models.organisation import Department, Logo, Organisation, Team
from igm_portal.accounts.models.provider import LinkRequest, SignInProvider
from igm_portal.accounts.models.retention import Destruction, KeepingTerm, LegalHold
from igm_portal.accounts.models.user import EmailChange, User

__all__ = [
    "CouncilOpinion",
    "Department",
    "Destruction",
    "EmailChange",
    "ImportLayout",
    "ImportPreview",
    "ImportUpload",
    "KeepingTerm",
    "LegalHold",
    "LinkRequest",
    "Logo",
    "Membership",
    "Module",
    "ModuleDecision",
    "Organisation",
    "SignInProvider",
    "StaffNumber",
    "Team",
    "User",
]
