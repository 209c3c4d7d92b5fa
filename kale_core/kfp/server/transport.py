"""How requests are sent: in bounded time, again where that is safe, with one kind of exception for all that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kale_core.kfp.server.deadline import Deadline, TooSlow, within
from kale_core.kfp.server.faults import PASSING, ServerFault
from kale_core.kfp.server.reading import fault_of_exception, fault_of_response, silence

CONNECT = 10.0  # seconds
ANSWER = 30.0  # seconds
PAUSES = (0.5, 1.0, 2.0)  # seconds between attempts


@dataclass(slots=True)
class Answer:
    """A good response, as the generated client wants it: `data` is a JSON object, which it replaces by its text."""

    status: int
    data: bytes

    def getheader(self, name: str) -> str | None:
        return "application/json" if name.lower() == "content-type" else None

    def getheaders(self) -> dict[str, str]:
        return {}


class Transport:
    """Stands before the transport of the generated client, which calls it by the names of HTTP methods.

    What the client itself makes of failures is of no use: it raises a dozen kinds of exceptions, loses what TLS says
    in an `AttributeError`, and takes any page with the status 200 for an answer.
    """

    def __init__(self, client: Any, *, server: str, deadline: Deadline, secrets: Callable[[], Iterable[str]]) -> None:
        """`secrets` are texts that no fault may repeat, though the server does."""
        self._client = client
        self._server = server
        self._deadline = deadline
        self._secrets = secrets

    def GET(self, url: str, **options: Any) -> Answer:
        """A response in JSON. What passes is tried again: asking twice changes nothing on the server."""
        for attempt, pause in enumerate((*PAUSES, None), start=1):
            try:
                return self._ask(self._client.GET, url, options)
            except ServerFault as fault:
                if fault.kind not in PASSING:
                    raise
                if pause is None or not self._deadline.pause(fault.wait or pause):
                    raise fault.with_words(f", at each of {attempt} attempts" if attempt > 1 else "") from fault
        raise AssertionError("the last attempt returns or raises")

    def POST(self, url: str, **options: Any) -> Answer:
        """A response in JSON, from the first attempt only."""
        return self._ask(self._client.POST, url, options)

    def _ask(self, send: Any, url: str, options: dict[str, Any]) -> Answer:
        status, headers, body = self._response(send, url, options)
        if fault := fault_of_response(self._server, status=status, headers=headers, body=body):
            raise fault
        return Answer(status, body)

    def _response(self, send: Any, url: str, options: dict[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of whatever the server answers."""
        seconds = min(ANSWER, self._deadline.left)
        patience = seconds if seconds == ANSWER else self._deadline.seconds  # the limit that people know of
        if not seconds:
            raise silence(self._server, patience)
        limits = {"_request_timeout": (min(CONNECT, seconds), seconds)}
        try:
            response = within(seconds, lambda: send(url, **options | limits))
            return response.status, response.getheaders(), response.data
        except TooSlow:
            raise silence(self._server, patience) from None
        except Exception as error:
            answer: Any = error
            if getattr(error, "status", None):
                headers = {name.title(): self._concealed(value) for name, value in answer.headers.items()}
                return answer.status, headers, self._concealed(answer.body.decode("utf-8", "replace")).encode()
            fault = fault_of_exception(self._server, error, seconds=patience)
            if fault is None:
                raise
            raise fault from error

    def _concealed(self, text: str) -> str:
        for secret in filter(None, self._secrets()):
            text = text.replace(secret, "***")
        return text
