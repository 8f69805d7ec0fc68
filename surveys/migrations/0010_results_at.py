"""What was closed before stays visible: from the start of its last day, a moment that has been."""

from datetime import datetime, time

from django.db import migrations, models
from django.utils import timezone


def keep_visible(apps, schema_editor):
    waves = apps.get_model("surveys", "Wave").objects.filter(state="closed")
    for wave in waves.only("closes_on"):
        wave.results_at = timezone.make_aware(datetime.combine(wave.closes_on, time.min))
        wave.save(update_fields=["results_at"])


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0009_conversation_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="results_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_visible, migrations.RunPython.noop, elidable=True),
    ]
