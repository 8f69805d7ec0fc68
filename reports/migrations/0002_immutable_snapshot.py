from django.db import migrations

from igm_portal.audit.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("audit", "0002_append_only")]
    operations = [forbid("reports_snapshot", "UPDATE")]
