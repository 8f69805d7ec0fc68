"""What a wave is for: an ordinary one, or a trial of its questions (ADR 54)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0013_support")]

    operations = [
        migrations.AddField(
            "wave",
            "kind",
            models.CharField(
                choices=[("ordinary", "ordinary"), ("trial", "trial")],
                default="ordinary",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "wave",
            models.CheckConstraint(
                condition=models.Q(("kind", "ordinary"), ("asks_support", False), _connector="OR"),
                name="wave_trial_without_support",
            ),
        ),
    ]
