"""Signing in through the organisation's own provider (OpenID Connect, ADR 62)."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User
from igm_portal.accounts.sealing import unseal


class SignInProvider(models.Model):
    """Where the people of one organisation prove who they are; set by the operator alone.

    A link between a person and an account there is a `SocialAccount` of allauth, whose `provider`
    is the slug of the organisation. Such links go when issuer or client change: an account there is
    issuer and subject, and some providers give each client other subjects.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="provider"
    )
    issuer = models.CharField(max_length=500)
    tenant = models.CharField(max_length=100, blank=True, default="")  # claim `tid`; empty: any
    client_id = models.CharField(max_length=191)
    sealed_secret = models.TextField()
    # Values of the claim `acr` that stand for a second step, separated by spaces.
    strong_acr = models.CharField(max_length=300, blank=True, default="")
    only_way = models.BooleanField(default=False)
    emergency_account = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(only_way=False) | Q(emergency_account__isnull=False),
                name="provider_only_with_emergency",
            )
        ]

    def __str__(self) -> str:
        return self.issuer

    @property
    def secret(self) -> str:
        return unseal(self.sealed_secret)

    def is_source_of(self, claims: dict[str, Any]) -> bool:
        """Whether these claims come from this issuer and tenant, and name an account there."""
        of_tenant = not self.tenant or claims.get("tid") == self.tenant
        return claims.get("iss") == self.issuer and of_tenant and bool(claims.get("sub"))

    def saw_second_step(self, claims: dict[str, Any]) -> bool:
        """Whether it says so: `mfa` in `amr` (RFC 8176), or an `acr` that stands for it."""
        methods = claims.get("amr")
        by_method = isinstance(methods, list) and "mfa" in methods
        return by_method or str(claims.get("acr", "")) in self.strong_acr.split()


class LinkRequest(models.Model):
    """Somebody came in at the provider whom we do not know: a code to show to an administrator.

    `person` is whom an administrator takes it for; that person confirms by mail. Gone after a week.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=191)
    code = models.CharField(max_length=12)
    asked_on = models.DateField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="link_request_code_once"),
            models.UniqueConstraint(
                fields=["organisation", "subject"], name="link_request_subject_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code
