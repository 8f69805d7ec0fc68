"""The long search (`make attack`) starts on a bare Python, without settings or a database."""

import os
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.attack


def test_the_search_plays_every_attack_and_prints_what_it_attacked() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    arguments = ["--times", "0.0001", "--minutes", "0.01", "--demo-seeds", "0"]
    search = subprocess.run(  # noqa: S603 -- our own module
        [sys.executable, "-m", "tests.attack.search", *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert search.returncode == 0, search.stderr
    assert len(re.findall(r"^ +1 times failed to", search.stdout, re.MULTILINE)) == 7
    assert re.search(r"^by name +\d", search.stdout, re.MULTILINE)
