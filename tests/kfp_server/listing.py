"""Lists: filters, pages, and tokens that hold for one filter only."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus

from tests.kfp_server.models import Mismatch, checked
from tests.kfp_server.replies import Reply, data, refuse

_DEFAULT_SIZE = 20
_KEYS = ("display_name", "name", "namespace", "created_at")


def listed(
    items: Sequence[dict[str, Any]], key: str, query: Mapping[str, str], *, largest_page: int, filters: bool
) -> Reply:
    """A page of those items that pass the filter."""
    wanted = _wanted(query.get("filter", ""))
    found = [item for item in items if not filters or wanted.items() <= item.items()]
    start = _start(query)
    size = min(int(query.get("page_size") or _DEFAULT_SIZE), largest_page)
    page = found[start : start + size]
    answer: dict[str, Any] = {"total_size": len(found)}
    if page:
        answer[key] = page
    if start + size < len(found):
        token = {"start": start + size, "filter": query.get("filter", "")}
        answer["next_page_token"] = base64.b64encode(json.dumps(token).encode()).decode()
    return data(answer)


def _start(query: Mapping[str, str]) -> int:
    if not query.get("page_token"):
        return 0
    try:
        token = json.loads(base64.b64decode(query["page_token"], validate=True))
    except ValueError:
        raise refuse(400, "Invalid package token.") from None
    if token["filter"] != query.get("filter", ""):
        raise refuse(400, "page token does not match the supplied sort by and/or filtering criteria")
    return int(token["start"])


def _wanted(text: str) -> dict[str, str]:
    """The values that items must have."""
    if not text:
        return {}
    try:  # the server decodes the text of the filter once more than HTTP asks for
        conditions = checked(json.loads(unquote_plus(text)), "V2beta1Filter")["predicates"]
    except (Mismatch, ValueError, KeyError) as problem:
        raise refuse(400, f"failed to parse valid filter from {text!r}: {problem}") from None
    for condition in conditions:
        if condition["operation"] != "EQUALS" or condition["key"] not in _KEYS:
            raise refuse(400, f"Invalid input error: cannot filter on {condition}")
    return {condition["key"]: condition["string_value"] for condition in conditions}
