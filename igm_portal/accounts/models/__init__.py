from igm_portal.accounts.models.email_change import EmailChange
from igm_portal.accounts.models.import_preview import ImportPreview
from igm_portal.accounts.models.logo import Logo
from igm_portal.accounts.models.membership import Membership
from igm_portal.accounts.models.organisation import Department, Organisation, Team
from igm_portal.accounts.models.staff_number import StaffNumber
from igm_portal.accounts.models.user import User

__all__ = [
    "Department",
    "EmailChange",
    "ImportPreview",
    "Logo",
    "Membership",
    "Organisation",
    "StaffNumber",
    "Team",
    "User",
]
