"""What may keep a server from giving an answer."""

from __future__ import annotations

from enum import StrEnum, auto


class Kind(StrEnum):
    """What went wrong, as far as it matters for what to do about it."""

    UNREACHABLE = auto()  # no connection
    UNKNOWN_HOST = auto()  # no address for the name
    UNTRUSTED = auto()  # a certificate that is not to be trusted
    NO_TLS = auto()  # something else than TLS at an `https` address
    DROPPED = auto()  # the connection ended before the answer did
    SILENT = auto()  # no answer in time
    MOVED = auto()  # a redirect to another address of the same server
    LOGIN = auto()  # a page or a redirect for people, or 401
    FORBIDDEN = auto()  # 403
    MISSING = auto()  # 404
    CONFLICT = auto()  # 409
    TOO_LARGE = auto()  # 413
    REFUSED = auto()  # any other 4xx
    BUSY = auto()  # 429
    BROKEN = auto()  # 5xx
    STRANGE = auto()  # an answer that makes no sense


PASSING = frozenset({Kind.DROPPED, Kind.BUSY, Kind.BROKEN})
"""What often has passed a moment later."""

OUTAGE = PASSING | {Kind.UNREACHABLE, Kind.UNKNOWN_HOST, Kind.SILENT}
"""What a server or a network that is restarted shows for some minutes."""

MAY_HAVE_ACTED = frozenset({Kind.DROPPED, Kind.SILENT, Kind.BROKEN})
"""What leaves open whether the server did what it was asked to do."""


class ServerFault(Exception):
    """A request without a usable answer.

    `message` says what happened, on one line. `status` is the HTTP status, if one came. `wait` is how many seconds the
    server asks to be left alone, `location` where it redirects to.
    """

    def __init__(
        self, kind: Kind, message: str, *, status: int | None = None, wait: float | None = None, location: str = ""
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.wait = wait
        self.location = location

    def with_words(self, words: str) -> ServerFault:
        """The same fault, with more said of it."""
        return ServerFault(
            self.kind, f"{self.message}{words}", status=self.status, wait=self.wait, location=self.location
        )
