"""From what a request led to, a response or an exception, to the fault in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from kale_core.kfp.server.faults import Kind, ServerFault
from kale_core.quoting import escaped

_LONGEST = 300
_LONGEST_WAIT = 30.0
_KINDS = {
    401: Kind.LOGIN,
    403: Kind.FORBIDDEN,
    404: Kind.MISSING,
    409: Kind.CONFLICT,
    413: Kind.TOO_LARGE,
    429: Kind.BUSY,
}
_HAPPENED = {
    Kind.LOGIN: "does not know who is asking",
    Kind.FORBIDDEN: "forbids this",
    Kind.MISSING: "does not have what is asked for",
    Kind.CONFLICT: "has something of that name already",
    Kind.TOO_LARGE: "does not take so much",
    Kind.REFUSED: "refuses the request",
    Kind.BUSY: "has too many requests",
    Kind.BROKEN: "failed",
}
_DISTRUST = re.compile(r"certificate verify failed: (.*?)(?: \(_ssl|$)", re.MULTILINE)


def fault_of_response(server: str, *, status: int, headers: Mapping[str, str], body: bytes) -> ServerFault | None:
    """What is wrong with a response; nothing if it is the JSON object that every good answer of KFP is.

    Names of `headers` are as in `Content-Type`.
    """
    if 200 <= status < 300:
        return None if isinstance(_json(body), dict) else _no_data(server, headers)
    if 300 <= status < 400:
        return _redirect(server, headers.get("Location") or "")
    kind = _KINDS.get(status, Kind.BROKEN if status >= 500 else Kind.REFUSED)
    said = _said(headers, body)
    message = f"{server} {_HAPPENED[kind]} ({status}{': ' if said else ''}{said})"
    return ServerFault(kind, message, status=status, wait=_wait(headers))


def fault_of_exception(server: str, error: Exception, *, seconds: float) -> ServerFault | None:
    """What an exception of urllib3 or of the generated client means; nothing if it is not about the connection.

    `seconds` is the time that there was for an answer.
    """
    from urllib3 import exceptions as urllib3

    if isinstance(error, urllib3.NameResolutionError):
        return ServerFault(Kind.UNKNOWN_HOST, f"there is no server called {urlsplit(server).hostname}")
    if isinstance(error, urllib3.NewConnectionError):
        return ServerFault(Kind.UNREACHABLE, f"nothing answers at {server} ({_cause(error)})")
    if isinstance(error, urllib3.ConnectTimeoutError):
        return ServerFault(Kind.UNREACHABLE, f"nothing answers at {server} (no connection in time)")
    if isinstance(error, urllib3.ReadTimeoutError):
        return silence(server, seconds)
    if getattr(error, "status", None) == 0:
        return _tls(server, str(getattr(error, "reason", "")))
    if isinstance(error, urllib3.LocationValueError | UnicodeError):
        return ServerFault(Kind.UNKNOWN_HOST, f"there is no server called {urlsplit(server).hostname}")
    if isinstance(error, urllib3.HTTPError | OSError):
        return ServerFault(Kind.DROPPED, f"{server} closed the connection before its answer was complete")
    if isinstance(error, ValueError):
        return strange(server, "the answer is not valid HTTP")
    return None


def silence(server: str, seconds: float) -> ServerFault:
    """The server takes longer than it may."""
    return ServerFault(Kind.SILENT, f"{server} did not answer within {seconds:g} s")


def strange(server: str, why: str) -> ServerFault:
    """An answer that no KFP server gives."""
    return ServerFault(Kind.STRANGE, f"{server} answers, but not as a KFP server does ({why})")


def _no_data(server: str, headers: Mapping[str, str]) -> ServerFault:
    content = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if content in ("text/html", "application/xhtml+xml"):
        return ServerFault(Kind.LOGIN, f"{server} answered with a web page instead of data, probably to log in")
    return strange(server, "the answer is no JSON object")


def _redirect(server: str, location: str) -> ServerFault:
    target, here = urlsplit(urljoin(f"{server}/", location)), urlsplit(server)
    shown = one_line(f"{target.scheme}://{target.netloc}{target.path}")
    if target.hostname == here.hostname and "/apis/v2beta1/" in target.path:
        base = shown.partition("/apis/v2beta1/")[0]
        return ServerFault(Kind.MOVED, f"{server} has moved to {base}", location=base)
    return ServerFault(Kind.LOGIN, f"{server} redirects to {shown}, probably to log in")


def _tls(server: str, reason: str) -> ServerFault:
    if distrust := _DISTRUST.search(reason):
        return ServerFault(Kind.UNTRUSTED, f"the certificate of {server} cannot be trusted ({distrust[1]})")
    if "WRONG_VERSION_NUMBER" in reason or "record layer failure" in reason:
        return ServerFault(Kind.NO_TLS, f"what answers at {server} does not speak TLS")
    return ServerFault(Kind.UNTRUSTED, f"no secure connection to {server} ({one_line(reason)})")


def _cause(error: Exception) -> str:
    """The system's own words for what kept a connection from being made."""
    cause = error.__cause__ or error.__context__
    return str(getattr(cause, "strerror", None) or "no connection").lower()


def _said(headers: Mapping[str, str], body: bytes) -> str:
    """What the server says for itself: KFP does so in three ways."""
    data = _json(body)
    if isinstance(data, dict):
        words = data.get("message") or data.get("error_message") or data.get("error") or ""
        return one_line(words) if isinstance(words, str) else ""
    plain = (headers.get("Content-Type") or "").startswith("text/plain")
    return one_line(body.decode("utf-8", "replace")) if plain else ""


def one_line(text: str) -> str:
    """What a server says, on one line that is not too long, without anything that a terminal would act on."""
    line = escaped(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError):
        return None


def _wait(headers: Mapping[str, str]) -> float | None:
    seconds = headers.get("Retry-After") or ""
    return min(float(seconds), _LONGEST_WAIT) if seconds.isascii() and seconds.isdigit() else None
