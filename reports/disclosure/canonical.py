"""One text per content, so that a checksum or a comparison of texts says whether it was changed."""

import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Mapping[str, Any]) -> str:
    """Sorted keys, no spaces, Unicode as it is: the same content is always the same bytes (ADR 20).
    Raises TypeError for what JSON has no form for.
    """
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
