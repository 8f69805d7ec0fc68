"""What still waits gets the one spelling of `igm_portal.spelling`, by which services look it up.

What was put in the outbox before that spelling would still be sent, but no longer be forgotten with
its person, shown under *Mijn gegevens*, or given other words. Emptied rows hold no address.
"""

from django.db import migrations

from igm_portal.spelling import address_key


def respell(apps, schema_editor):
    Mail = apps.get_model("outbox", "Mail")
    for mail in Mail.objects.filter(state="waiting").only("recipient").iterator():
        spelled = address_key(mail.recipient)
        if spelled and spelled != mail.recipient:
            Mail.objects.filter(pk=mail.pk, state="waiting").update(recipient=spelled)


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(respell, migrations.RunPython.noop),
    ]
