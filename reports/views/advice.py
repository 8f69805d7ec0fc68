"""All rules for advice on one page that everybody may read, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.advice.conditions import HIGH, MIDDLE, SHARE
from reports.advice.evaluation import MOST
from reports.advice.rules import ALL_RULES, MANAGERS_RULE, OWN_RULE
from reports.profile.advice import rule_view

OF_MANAGERS = (MANAGERS_RULE, OWN_RULE)


@require_safe
@login_not_required
def advice_rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its condition, text, source and status, in the order of choice."""
    context = {
        "rules": [
            rule_view(rule, "managers" if rule in OF_MANAGERS else "team") for rule in ALL_RULES
        ],
        "most": MOST,
        "middle": MIDDLE,
        "high": HIGH,
        "share": SHARE,
    }
    return render(request, "reports/advice_rules.html", context)
