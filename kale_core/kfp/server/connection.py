"""A server that can be asked: the services of the generated client, and what holds for all requests."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from kale_core.kfp.package import KfpUnavailable
from kale_core.kfp.server import transport
from kale_core.kfp.server.address import ServerAddress
from kale_core.kfp.server.credentials import Credentials
from kale_core.kfp.server.deadline import Deadline
from kale_core.kfp.server.faults import MAY_HAVE_ACTED, Kind, ServerFault
from kale_core.kfp.server.reading import strange
from kale_core.kfp.server.transport import Transport

_PAGE_SIZE = 100


class Connection:
    """The services of a KFP server, as `kfp_server_api` calls them. Nothing is sent before something is asked.

    All requests together end at `deadline`. What they raise is a `ServerFault`, or what `credentials.token` raises.
    """

    def __init__(
        self,
        address: ServerAddress,
        credentials: Credentials,
        *,
        deadline: Deadline,
        namespace: str | None = None,
        authorities: Path | None = None,
    ) -> None:
        """`authorities` is a file of certificates to trust instead of the usual ones. Raises `KfpUnavailable`."""
        sdk = _sdk()
        configuration = _configuration(sdk, address, credentials, authorities)
        client = sdk.ApiClient(configuration, cookie=credentials.cookies or None)
        client.user_agent = "kale-hooks"
        client.deserialize = _guarded(client.deserialize, server=address.api)
        client.rest_client = Transport(
            client.rest_client,
            server=address.api,
            deadline=deadline,
            secrets=lambda: (configuration.api_key.get("authorization", ""), credentials.cookies),
        )
        self.address = address
        self.deadline = deadline
        self.namespace = namespace
        self.models = sdk.models
        self.pipelines = sdk.PipelineServiceApi(client)
        self.uploads = sdk.PipelineUploadServiceApi(client)
        self.experiments = sdk.ExperimentServiceApi(client)
        self.runs = sdk.RunServiceApi(client)

    def find(self, ask: Callable[..., Any], items: str, name: str, **where: Any) -> Any | None:
        """The one of that very name among what `ask` lists under `items`, on whatever page it is."""
        token: str | None = None
        seen = {token}
        while True:
            page = ask(filter=_named(name), page_size=_PAGE_SIZE, page_token=token, **where)
            for item in getattr(page, items) or ():
                if (getattr(item, "name", None) or item.display_name) == name:
                    return item
            token = page.next_page_token or None
            if token in seen:
                return None
            seen.add(token)

    def make(self, ask: Callable[[], Any], *, find: Callable[[], Any | None], may_repeat: bool) -> Any:
        """What `ask` makes on the server; if it is uncertain whether it did, what `find` finds there.

        `may_repeat`: whether the server itself refuses to make the same thing twice.
        """
        for pause in (*transport.PAUSES, None):
            try:
                return ask()
            except ServerFault as fault:
                uncertain = fault.kind in MAY_HAVE_ACTED
                if (uncertain or fault.kind is Kind.CONFLICT) and (found := find()) is not None:
                    return found
                again = fault.kind is Kind.BUSY or (may_repeat and uncertain and fault.kind is not Kind.SILENT)
                if pause is None or not again or not self.deadline.pause(fault.wait or pause):
                    raise
        raise AssertionError("the last attempt returns or raises")

    def identified(self, answer: Any, key: str) -> str:
        """The identifier in an answer, without which it is none."""
        value = getattr(answer, key, None)
        if not isinstance(value, str) or not value:
            raise strange(self.address.api, f"an answer has no `{key}`")
        return value


def _sdk() -> Any:
    try:
        return import_module("kfp_server_api")
    except ImportError:
        message = "this needs the KFP SDK, but `kfp_server_api` is not installed: run `pip install 'kale-hooks[kfp]'`"
        raise KfpUnavailable(message) from None


def _guarded(deserialize: Callable[..., Any], *, server: str) -> Callable[..., Any]:
    """The same, with one kind of exception for the many that values of unexpected types lead to."""

    def guarded(*arguments: Any) -> Any:
        try:
            return deserialize(*arguments)
        except Exception as error:
            raise strange(server, "an answer has values of wrong types") from error

    return guarded


def _configuration(sdk: Any, address: ServerAddress, credentials: Credentials, authorities: Path | None) -> Any:
    configuration = sdk.Configuration(host=address.api)
    configuration.retries = False  # nor redirects: they would take the token to who knows where
    configuration.ssl_ca_cert = str(authorities) if authorities else None
    token = credentials.token
    if token is not None:
        configuration.api_key["authorization"] = ""
        configuration.api_key_prefix["authorization"] = "Bearer"
        configuration.refresh_api_key_hook = lambda it: it.api_key.update(authorization=token())
    return configuration


def _named(name: str) -> str:
    """A filter for that name. The server decodes it once too often, so what that would change is escaped as JSON."""
    predicate = {"operation": "EQUALS", "key": "display_name", "stringValue": name}
    return json.dumps({"predicates": [predicate]}).replace("+", "\\u002b").replace("%", "\\u0025")
