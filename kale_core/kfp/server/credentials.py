"""Who asks: a bearer token, cookies, both or neither. Nothing here may end up in a message."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field


class InvalidCredentials(ValueError):
    """A token or cookies that no request can carry; the message says where they are from, never what they are."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a server is shown of the person who asks.

    `token` is called for each request, since tokens of a cluster are replaced while a run is followed; it may raise
    `InvalidCredentials`. `token_from` and `cookies_from` say in words where they are from.
    """

    token: Callable[[], str] | None = None
    token_from: str = ""
    cookies: str = field(default="", repr=False)
    cookies_from: str = ""

    @property
    def sources(self) -> str:
        """`the token in TOKEN and the cookies in file c`; nothing if there are none."""
        token = f"the token in {self.token_from}" if self.token else ""
        cookies = f"the cookies in {self.cookies_from}" if self.cookies else ""
        return " and ".join(filter(None, (token, cookies)))


def cleaned_token(text: str, *, source: str) -> str:
    """The token in a variable or a file, without white space around it or `Bearer` in front."""
    token = re.sub(r"\ABearer(\s+|\Z)", "", text.strip())
    if not token:
        raise InvalidCredentials(f"there is no token in {source}")
    if not _fits_a_header(token) or " " in token:
        raise InvalidCredentials(f"what is in {source} is not a token: a token is one word of ASCII characters")
    return token


def cleaned_cookies(text: str, *, source: str) -> str:
    """The cookies in a variable or a file: `name=value`, several separated by `;`, `Cookie:` in front or not."""
    cookies = text.strip().removeprefix("Cookie:").strip().rstrip(";")
    if not cookies:
        raise InvalidCredentials(f"there are no cookies in {source}")
    if not _fits_a_header(cookies) or not all("=" in each for each in cookies.split(";")):
        raise InvalidCredentials(
            f"what is in {source} are no cookies: write one line of the form `name=value; name=value`"
        )
    return cookies


def _fits_a_header(text: str) -> bool:
    return text.isascii() and text.isprintable()
