"""Where a KFP server is: the address that a person typed, checked, and the pages for people that are below it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from kale_core.quoting import quoted

_HOST = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+")
_DASHBOARD = "/_/pipeline"  # Kubeflow shows the pages of KFP in a frame; the server is at the address without `/_`


class InvalidAddress(ValueError):
    """A text that is not the address of a server; the message says why and what to write, on one line."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """`api` is the URL in front of `/apis/`, `pages` the one in front of `/#/`; neither ends in `/`."""

    api: str
    pages: str

    def run_page(self, run_id: str) -> str:
        return f"{self.pages}/#/runs/details/{quote(run_id, safe='')}"

    def version_page(self, pipeline_id: str, version_id: str) -> str:
        return f"{self.pages}/#/pipelines/details/{quote(pipeline_id, safe='')}/version/{quote(version_id, safe='')}"

    def experiment_page(self, experiment_id: str) -> str:
        return f"{self.pages}/#/experiments/details/{quote(experiment_id, safe='')}"

    @property
    def is_exposed(self) -> bool:
        """Whether requests cross a network without encryption; that inside a machine or a cluster does not count."""
        parts = urlsplit(self.api)
        host = parts.hostname or ""
        return parts.scheme == "http" and "." in host and not _is_loopback(host) and ".svc." not in f"{host}."


def read_address(text: str, *, pages: str | None = None) -> ServerAddress:
    """The server at `text`, which may also be the address of one of its pages, as copied from a browser.

    `pages` is where its pages are, if that is elsewhere. Raises `InvalidAddress`.
    """
    api = _base(text)
    return ServerAddress(api, _base(pages) if pages else api)


def _base(text: str) -> str:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise InvalidAddress(
            f"{quoted(text)} is not the address of a server: it may hold only visible ASCII characters"
        )
    if "://" not in text:
        raise InvalidAddress(
            f"{quoted(text)} is not the address of a server; did you mean {quoted(_with_scheme(text))}?"
        )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidAddress(f"{quoted(text)} is not the address of a server: {error}") from None
    if parts.username is not None or parts.password is not None:
        raise InvalidAddress("the address of the server holds a user or a password; give a token or a cookie instead")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        raise InvalidAddress(
            f"{quoted(text)} is not the address of a server; write one like `https://kubeflow.example.org/pipeline`"
        )
    return f"{parts.scheme}://{_host_and_port(parts, port)}{_path(parts.path)}"


def _host_and_port(parts: SplitResult, port: int | None) -> str:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else str(parts.hostname)
    return host if port is None else f"{host}:{port}"


def _path(path: str) -> str:
    return path.replace(_DASHBOARD, "/pipeline", 1).rstrip("/")


def _with_scheme(text: str) -> str:
    host = text.partition("/")[0].partition(":")[0]
    return f"{'http' if _is_loopback(host) else 'https'}://{text}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
