"""What may go wrong between a client and a server. Each is a function of a handler and of what the server would do."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.kfp_server.replies import Reply, error

Act = Callable[[], Reply]
Fault = Callable[[Any, Act], Reply | None]
"""The reply to send instead, or `None` if the connection is to be dropped."""

_LOGIN = b"<!DOCTYPE html><html><head><title>Log in to Your Account</title></head><body>token?</body></html>"


def answers(reply: Reply) -> Fault:
    return lambda handler, act: reply


def fails(status: int, message: str = "upstream request failed", headers: Mapping[str, str] | None = None) -> Fault:
    return answers(error(status, message, headers))


def login_page() -> Fault:
    return answers(Reply(200, _LOGIN, "text/html; charset=utf-8"))


def redirects(location: str) -> Fault:
    return answers(Reply(302, b"", "text/html", {"Location": location}))


def drops() -> Fault:
    return lambda handler, act: None


def acts_then_drops() -> Fault:
    """The server does it, and nobody hears of it."""

    def fault(handler: Any, act: Act) -> None:
        act()

    return fault


def acts_then_fails(status: int) -> Fault:
    def fault(handler: Any, act: Act) -> Reply:
        act()
        return error(status, "upstream request timeout")

    return fault


def silent() -> Fault:
    """No answer until the server is closed."""

    def fault(handler: Any, act: Act) -> None:
        handler.server.closing.wait(60)

    return fault


def drips() -> Fault:
    """An answer that begins at once and never ends: each byte is in time, and all of them are not."""

    def fault(handler: Any, act: Act) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
        end = time.monotonic() + 20
        while time.monotonic() < end and not handler.server.closing.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return fault
