"""HTTP: from requests to the methods of the store, and faults in between."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR
from threading import Event, RLock, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.kfp_server.faults import Fault
from tests.kfp_server.replies import Refused, Reply, refuse
from tests.kfp_server.store import Store

_API = "/apis/v2beta1"
_LISTING = {"page_token", "page_size", "sort_by", "filter", "namespace"}
_UPLOAD = {"name", "display_name", "description", "tags"}
_ROUTES: tuple[tuple[str, str, Callable[..., Reply], set[str]], ...] = (
    ("GET", r"/healthz", Store.healthz, set()),
    ("GET", r"/pipelines", Store.list_pipelines, _LISTING),
    ("POST", r"/pipelines", Store.create_pipeline, set()),
    ("POST", r"/pipelines/upload", Store.upload_pipeline, {*_UPLOAD, "namespace"}),
    ("POST", r"/pipelines/upload_version", Store.upload_version, {*_UPLOAD, "pipelineid"}),
    ("GET", r"/pipelines/names/([^/]+)", Store.pipeline_by_name, {"namespace"}),
    ("GET", r"/pipelines/([^/]+)/versions", Store.list_versions, _LISTING - {"namespace"}),
    ("GET", r"/experiments", Store.list_experiments, _LISTING),
    ("POST", r"/experiments", Store.create_experiment, set()),
    ("GET", r"/runs", Store.list_runs, {*_LISTING, "experiment_id"}),
    ("POST", r"/runs", Store.create_run, {"experiment_id"}),
    ("GET", r"/runs/([^/]+)", Store.get_run, {"experiment_id"}),
)


@dataclass(frozen=True)
class Request:
    """What a client sent; `path` is below `/apis/v2beta1`."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass
class _Planned:
    method: str
    path: str
    fault: Fault
    times: int


class KfpServer(ThreadingHTTPServer):
    """A server below `prefix` that lets in who has `token` and `cookie`, if there are any."""

    daemon_threads = True

    def __init__(self, *, prefix: str = "", token: str = "", cookie: str = "", **store: Any) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.prefix = prefix
        self.token = token
        self.cookie = cookie
        self.store = Store(**store)
        self.requests: list[Request] = []
        self.scheme = "http"
        self.closing = Event()
        self._planned: list[_Planned] = []
        self._lock = RLock()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}{self.prefix}"

    def speak_tls(self, certificate: Path, key: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.scheme = "https"

    def plan(self, request: str, fault: Fault, *, times: int = 1) -> None:
        """Answer the next requests that are `METHOD /path` (a regular expression) with a fault."""
        method, path = request.split(" ")
        self._planned.append(_Planned(method, path, fault, times))

    def seen(self, pattern: str = "") -> list[str]:
        """The requests so far, as `METHOD /path`, that match."""
        return [str(each) for each in self.requests if re.search(pattern, str(each))]

    def answer(self, handler: _Handler, request: Request) -> Reply | None:
        """The reply to a request; `None` to drop the connection."""

        def act() -> Reply:
            with self._lock:
                return self._act(request)

        with self._lock:
            self.requests.append(request)
            fault = self._fault(request)
        try:
            return fault(handler, act) if fault else act()
        except Refused as refused:
            return refused.reply

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: clients that go away are what the tests are about."""

    def _fault(self, request: Request) -> Fault | None:
        for planned in self._planned:
            if planned.times and planned.method == request.method and re.fullmatch(planned.path, request.path):
                planned.times -= 1
                return planned.fault
        return None

    def _act(self, request: Request) -> Reply:
        self._admit(request)
        for method, path, act, keys in _ROUTES:
            match = re.fullmatch(path, request.path)
            if match and method == request.method:
                if unknown := request.query.keys() - keys:
                    raise refuse(400, f"unknown parameters {sorted(unknown)}")
                arguments = list(map(unquote, match.groups()))
                if method == "POST":
                    arguments.append(request.body)  # type: ignore[arg-type]
                if "upload" in path:
                    arguments.append(request.headers["Content-Type"])
                return act(self.store, request.query, *arguments)
        raise refuse(404, "Not Found")

    def _admit(self, request: Request) -> None:
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            raise refuse(401, "Request header error: there is no user identity header.")
        if self.cookie and request.headers.get("Cookie") != self.cookie:
            raise refuse(401, "Request header error: there is no user identity header.")


class _Handler(BaseHTTPRequestHandler):
    server: KfpServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # which would hold back each answer for 40 ms

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: tests read `requests`."""

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        base = self.server.prefix + _API
        if not parts.path.startswith(base):
            return self._send(Reply(404, b"404 page not found\n", "text/plain; charset=utf-8"))
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        headers = {name.title(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path.removeprefix(base), query, headers, body)
        reply = self.server.answer(self, request)
        if reply is not None:
            return self._send(reply)
        self.close_connection = True
        return self.connection.shutdown(SHUT_RDWR)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)


@contextmanager
def serving(server: KfpServer) -> Iterator[KfpServer]:
    """The server, at work until the end of the block."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
