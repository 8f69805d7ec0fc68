"""Addresses, names and numbers in the one spelling of `igm_portal.spelling`.

Two rows that come to the same are not merged: they stay as they are and are named, for an
administrator to tell apart.
"""

import sys
from collections import Counter

from django.db import migrations, models

import igm_portal.accounts.models.user
from igm_portal.spelling import address_key, name, name_key

# Model, field, what it is unique within (None: it need not be unique), spelling, what may not be equal.
TEXTS = (
    ("User", "email", (), address_key, address_key),
    ("EmailChange", "old_email", (), address_key, address_key),
    ("User", "name", None, name, name_key),
    ("Organisation", "name", None, name, name_key),
    ("Department", "name", ("organisation_id",), name, name_key),
    ("Team", "name", ("organisation_id",), name, name_key),
    ("StaffNumber", "number", ("organisation_id",), name, name),
)


def respell(apps, schema_editor):
    for label, field, within, spell, key in TEXTS:
        model = apps.get_model("accounts", label)
        rows = list(model.objects.order_by("pk").values("pk", field, *(within or ())))
        places = [(*(row[part] for part in within or ()), key(row[field])) for row in rows]
        numbers = Counter(places)
        for row, place in zip(rows, places):
            spelled = spell(row[field])
            if within is not None and numbers[place] > 1:
                print(f"\n  {label} {row['pk']}: {field} is there twice, in two spellings; "
                      "it stays as it is.", file=sys.stderr, end="")
            elif spelled and spelled != row[field]:
                model.objects.filter(pk=row["pk"]).update(**{field: spelled})


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_logo_without_kind'),
    ]

    operations = [
        migrations.AlterField(
            model_name='emailchange',
            name='old_email',
            field=models.CharField(max_length=254),
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.CharField(max_length=254, unique=True, validators=[igm_portal.accounts.models.user.is_address], verbose_name='e-mail'),
        ),
        migrations.RunPython(respell, migrations.RunPython.noop),
    ]
