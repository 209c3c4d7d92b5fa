"""Answers, good and bad, in the shapes of KFP's API server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_GRPC_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 409: 6, 413: 8, 429: 8, 500: 13, 501: 12, 503: 14}


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """The request is answered with an error."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body)
        self.reply = reply


def data(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


def error(status: int, message: str, headers: Mapping[str, str] | None = None) -> Reply:
    """As the gateway of the API server says it."""
    body = {"error": message, "code": _GRPC_CODES.get(status, 2), "message": message, "details": []}
    return Reply(status, json.dumps(body).encode(), headers=headers or {})


def upload_error(status: int, message: str) -> Reply:
    """As the upload endpoints say it, which are no part of the gateway."""
    return data({"error_message": message, "error_details": message}, status)


def refuse(status: int, message: str) -> Refused:
    return Refused(error(status, message))


def refuse_upload(status: int, message: str) -> Refused:
    return Refused(upload_error(status, message))
