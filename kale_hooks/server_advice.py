"""What to do about a server that gives no answer, in terms of the options of `kale-hooks submit`."""

from __future__ import annotations

from kale_core.kfp.server.credentials import Credentials
from kale_core.kfp.server.faults import Kind, ServerFault
from kale_hooks.server_access import COOKIES, TOKEN

_ASK = "ask who runs the server"
_WHERE = "it is what stands in front of `/#/` in a browser, and that of Kubeflow ends in `/pipeline`"
_ADVICE = {
    Kind.UNREACHABLE: "check the address, and that the server, or the `kubectl port-forward` to it, is running",
    Kind.UNKNOWN_HOST: "check the address for a typo, and whether it needs a VPN",
    Kind.UNTRUSTED: "if you trust the server, give the certificate of who signed its own with --ca-cert FILE",
    Kind.NO_TLS: "write `http://` if the server has no TLS",
    Kind.DROPPED: "try again, and look at what is in between, such as a proxy or a `kubectl port-forward`",
    Kind.SILENT: f"try again later, or {_ASK}",
    Kind.MISSING: f"check the address: {_WHERE}",
    Kind.CONFLICT: "look at it in the browser, and rename one of the two",
    Kind.TOO_LARGE: "make the pipeline smaller",
    Kind.REFUSED: f"change what it does not like, or {_ASK}",
    Kind.BUSY: "try again in some minutes",
    Kind.BROKEN: f"try again later, or {_ASK}",
    Kind.STRANGE: f"check the address: {_WHERE}; KFP must be 2.0 or newer",
}


def with_advice(fault: ServerFault, credentials: Credentials, *, namespace: str | None) -> str:
    """One line: what happened, and what to do."""
    return f"{fault.message}; {_advice(fault, credentials, namespace)}"


def _advice(fault: ServerFault, credentials: Credentials, namespace: str | None) -> str:
    if fault.kind is Kind.MOVED:
        return f"give --host {fault.location}"
    if fault.kind is Kind.LOGIN:
        return _log_in(credentials) + ("" if fault.status == 401 else f", and check the address: {_WHERE}")
    if fault.kind is Kind.FORBIDDEN:
        there = f"in the namespace `{namespace}`" if namespace else "there, or name your own with --namespace"
        return f"{_ASK} for the permission {there}"
    if fault.kind is Kind.REFUSED and "namespace" in fault.message.lower():
        return "leave out --namespace" if namespace else "name yours with --namespace"
    return _ADVICE[fault.kind]


def _log_in(credentials: Credentials) -> str:
    if credentials.sources:
        return f"{credentials.sources} may have expired, or be for another server"
    return f"give a token in {TOKEN} or --token-file, or cookies in {COOKIES} or --cookie-file"
