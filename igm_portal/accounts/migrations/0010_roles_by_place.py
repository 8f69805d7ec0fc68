"""The department of a role follows from its place, as the team does: the same rule, for a list."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_one_spelling")]

    operations = [
        migrations.RemoveConstraint("membership", "membership_department_fits_role"),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=Q(role__in=("department_head",), department__isnull=False)
                | (~Q(role__in=("department_head",)) & Q(department__isnull=True)),
                name="membership_department_fits_role",
            ),
        ),
    ]
