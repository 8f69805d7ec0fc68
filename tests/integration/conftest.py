from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from surveys import identity


@pytest.fixture
def own_keys(tmp_path: Path) -> Iterator[None]:
    """For tests that make or destroy keys: tests at the same time share the other folder."""
    with override_settings(IGM_KEY_DIR=tmp_path / "keys"):
        identity.new_generation()
        yield
