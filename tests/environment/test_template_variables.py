"""The fixture that makes unknown template variables fail, itself put to the test."""

from pathlib import Path

import pytest
from django.template import Context, Origin, Template

from tests.environment.template_variables import TEMPLATES, UnknownTemplateVariable

OURS = TEMPLATES / "surveys" / "page.html"
THEIRS = Path("/elsewhere/allauth/page.html")


def render(text: str, path: Path) -> str:
    return Template(text, origin=Origin(str(path))).render(Context({"known": "yes"}))


@pytest.mark.parametrize(
    "text",
    [
        "{{ missing }}",
        "{{ known.missing }}",
        "{{ missing|default:'x' }}",
        "{% if known %}{{ missing }}{% endif %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ missing }}{% endblocktranslate %}",
    ],
)
def test_unknown_name_in_our_template_fails(text: str) -> None:
    with pytest.raises(UnknownTemplateVariable, match="missing"):
        render(text, OURS)


def test_the_message_names_file_and_line() -> None:
    with pytest.raises(UnknownTemplateVariable, match=r"page\.html:3: .*\{\{ missing \}\}"):
        render("one\ntwo\n{{ missing }}", OURS)


@pytest.mark.parametrize("text", ["{% if missing %}a{% endif %}", "{% firstof missing '' %}"])
def test_asking_whether_a_name_exists_is_allowed(text: str) -> None:
    assert render(text, OURS) == ""


@pytest.mark.parametrize(("text", "shown"), [("{{ no }}", ""), ("{{ no|default:'x' }}", "x")])
def test_templates_of_other_packages_keep_their_behaviour(text: str, shown: str) -> None:
    assert render(text, THEIRS) == shown
