from django.db import migrations

from igm_portal.audit.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        forbid("audit_auditevent", "UPDATE"),
        forbid("audit_auditevent", "DELETE"),
    ]
