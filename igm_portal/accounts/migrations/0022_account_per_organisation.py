"""An account in each organisation (ADR 81): whoever had roles in several keeps the account in the
first, and gets one without a password in every other, with all that was kept there.
"""

import hmac
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django.db.models.deletion
import django.db.models.functions.text
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import igm_portal.accounts.models.user

# App, model, the field that names a person, and the way from there to the organisation.
OF_A_PERSON = (
    ("accounts", "Membership", "user", "organisation"),
    ("accounts", "StaffNumber", "person", "organisation"),
    ("accounts", "EmailChange", "changed_by", "organisation"),
    ("accounts", "ImportUpload", "made_by", "organisation"),
    ("accounts", "ImportPreview", "made_by", "organisation"),
    ("accounts", "SignInProvider", "emergency_account", "organisation"),
    ("accounts", "LinkRequest", "person", "organisation"),
    ("accounts", "LegalHold", "decided_by", "organisation"),
    ("surveys", "Invitation", "person", "wave__organisation"),
    ("surveys", "ProfessionalNumber", "professional", "organisation"),
    ("surveys", "Sharing", "professional", "response__organisation"),
    ("reports", "Job", "owner", "organisation"),
    ("followup", "Peer", "person", "organisation"),
    ("followup", "Assignment", "person", "organisation"),
    ("followup", "AssignmentReader", "person", "assignment__organisation"),
    ("followup", "CaseSession", "leader", "organisation"),
    ("followup", "Notice", "person", "organisation"),
    ("followup", "OwnPlan", "person", "organisation"),
    ("followup", "Puzzle", "leader", "organisation"),
    ("followup", "Remeasurement", "person", "organisation"),
)


def divide(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Say of every account of which organisation it is. One without any role, ever, opens nothing
    and goes.
    """
    users = apps.get_model("accounts", "User").objects
    organisations: dict[UUID, list[UUID]] = {}
    memberships = apps.get_model("accounts", "Membership").objects.order_by("start", "pk")
    for user_id, organisation_id in memberships.values_list("user_id", "organisation_id"):
        known = organisations.setdefault(user_id, [])
        if organisation_id not in known:
            known.append(organisation_id)
    for user in users.iterator():
        first, *others = organisations.get(user.pk, [None])
        if first is None:
            user.delete()
            continue
        users.filter(pk=user.pk).update(organisation_id=first)
        for organisation_id in others:
            _copy(apps, user, organisation_id)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table cannot be altered


def _copy(apps: Apps, user: Any, organisation_id: UUID) -> None:
    """Raises ValueError while a new address of this person is in doubt: of which organisation that
    address is, somebody must say first.
    """
    if apps.get_model("accounts", "EmailChange").objects.filter(person=user).exists():
        raise ValueError(
            f"Van {user.email}, met rollen in meer organisaties, staat een nieuw e-mailadres open. "
            "Laat het in de vorige versie bevestigen of terugdraaien, en begin opnieuw."
        )
    copy = apps.get_model("accounts", "User").objects.create(
        pk=uuid4(),
        organisation_id=organisation_id,
        email=user.email,
        name=user.name,
        password=make_password(None),
    )
    _find_answers_back(apps, user.pk, copy.pk, organisation_id)
    for app, model, field, path in OF_A_PERSON:
        rows = apps.get_model(app, model).objects.filter(**{field: user.pk, path: organisation_id})
        # By key: a statement that changes rows cannot join.
        keys = list(rows.values_list("pk", flat=True))
        apps.get_model(app, model).objects.filter(pk__in=keys).update(**{f"{field}_id": copy.pk})
    slug = apps.get_model("accounts", "Organisation").objects.get(pk=organisation_id).slug
    links = apps.get_model("socialaccount", "SocialAccount").objects
    links.filter(user_id=user.pk, provider=slug).update(user_id=copy.pk)


def _find_answers_back(apps: Apps, old: UUID, new: UUID, organisation_id: UUID) -> None:
    """Answers and questions without a name are found by a pseudonym of the account (ADR 20). Those
    under a key that was destroyed are of nobody.
    """
    model = apps.get_model
    gone = model("surveys", "DestroyedKey").objects.values("generation")
    waves = model("surveys", "Wave").objects.filter(
        organisation_id=organisation_id, invitations__person_id=old, key_generation__isnull=False
    )
    for wave in waves.exclude(key_generation__in=gone).distinct():
        responses = model("surveys", "Response").objects.filter(wave_id=wave.pk)
        _rename(responses, wave.key_generation, wave.pk, old, new)
    dialogues = model("surveys", "Dialogue").objects.filter(organisation_id=organisation_id)
    for dialogue in dialogues.exclude(key_generation__in=gone):
        questions = model("surveys", "NamelessQuestion").objects.filter(dialogue_id=dialogue.pk)
        _rename(questions, dialogue.key_generation, dialogue.pk, old, new)


def _rename(rows: Any, generation: int, about: UUID, old: UUID, new: UUID) -> None:
    """As `surveys.identity` makes pseudonyms. Raises FileNotFoundError without the key."""
    key = bytes.fromhex((Path(settings.IGM_KEY_DIR) / f"{generation}.key").read_text().strip())
    pseudonym = {
        person: hmac.digest(key, about.bytes + person.bytes, "sha256").hex()
        for person in (old, new)
    }
    rows.filter(pseudonym=pseudonym[old]).update(pseudonym=pseudonym[new])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0021_retention'),
        ('followup', '0010_peer_offered_on'),
        ('reports', '0004_file_chunk'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('surveys', '0017_sharing'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='user', name='user_email_any_case'),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.CharField(db_index=True, max_length=254, validators=[igm_portal.accounts.models.user.is_address], verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='user',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation'),
        ),
        migrations.RunPython(divide),
        migrations.AlterField(
            model_name='user',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('email'), name='user_email_any_case', violation_error_message=igm_portal.accounts.models.user.ADDRESS_TAKEN),
        ),
        migrations.RemoveConstraint(model_name='emailchange', name='email_change_old_any_case'),
        migrations.AddConstraint(
            model_name='emailchange',
            constraint=models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('old_email'), name='email_change_old_any_case'),
        ),
    ]
