"""Which server is meant and who asks it: from options, the environment and files, never from a notebook."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from kale_core.kfp.server.address import InvalidAddress, ServerAddress, read_address
from kale_core.kfp.server.credentials import Credentials, InvalidCredentials, cleaned_cookies, cleaned_token
from kale_core.kubernetes_names import subdomain_fault
from kale_core.quoting import quoted

HOST = "KF_PIPELINES_ENDPOINT"
PAGES = "KF_PIPELINES_UI_ENDPOINT"
TOKEN = "KALE_HOOKS_TOKEN"
COOKIES = "KALE_HOOKS_COOKIES"
SERVICE_ACCOUNT = "KF_PIPELINES_SA_TOKEN_PATH"
_LARGEST = 65_536


@dataclass(frozen=True, slots=True)
class Access:
    """A server, who asks it, in which namespace, and the certificates to trust if they are not the usual ones."""

    address: ServerAddress
    credentials: Credentials
    namespace: str | None
    authorities: Path | None


def add_options(parser: ArgumentParser) -> None:
    """The options that say where the server is and who asks."""
    parser.add_argument("--host", metavar="URL", help=f"the KFP server (default: ${HOST})")
    parser.add_argument("--namespace", metavar="NS", help="the namespace, if several users share the server")
    parser.add_argument("--token-file", metavar="FILE", help=f"holds a bearer token (default: the one in ${TOKEN})")
    parser.add_argument("--cookie-file", metavar="FILE", help=f"holds cookies (default: those in ${COOKIES})")
    parser.add_argument("--ca-cert", metavar="FILE", help="certificates to trust instead of the usual ones, as PEM")


def access(given: Namespace, *, named_by_notebook: str | None) -> Access:
    """What the options and the environment say; `InvalidAddress`, also if there is none, or `InvalidCredentials`.

    `named_by_notebook` is only repeated to the person: who sends a notebook must not decide who gets a token.
    """
    host = given.host or os.environ.get(HOST)
    if not host:
        notebook = f"; the notebook names {named_by_notebook}, which is not used by itself" if named_by_notebook else ""
        raise InvalidAddress(f"no server is given: add --host URL, or set {HOST}{notebook}")
    address = read_address(host, pages=os.environ.get(PAGES) or None)
    return Access(address, _credentials(given), _namespace(given), _authorities(given))


def _credentials(given: Namespace) -> Credentials:
    """What is shown to the server; `InvalidCredentials` if it cannot be read."""
    cookies, cookies_from = _cookies(given.cookie_file)
    if not given.token_file and os.environ.get(TOKEN):
        token = cleaned_token(os.environ[TOKEN], source=TOKEN)
        return Credentials(lambda: token, TOKEN, cookies, cookies_from)
    file = given.token_file or os.environ.get(SERVICE_ACCOUNT)
    if not file:
        return Credentials(cookies=cookies, cookies_from=cookies_from)
    _token_in(file)  # so that a missing file is reported before anything is done
    return Credentials(lambda: _token_in(file), file, cookies, cookies_from)


def _namespace(given: Namespace) -> str | None:
    """The namespace, if one is given; `InvalidAddress` if none can be called so."""
    if given.namespace and (fault := subdomain_fault(given.namespace)):
        raise InvalidAddress(f"the namespace {quoted(given.namespace)} {fault}")
    return given.namespace or None


def _authorities(given: Namespace) -> Path | None:
    """The file of certificates to trust; `InvalidCredentials` if it holds none."""
    if not given.ca_cert:
        return None
    import ssl

    try:
        ssl.create_default_context(cafile=given.ca_cert)
    except OSError as error:
        reason = "it holds no certificates" if isinstance(error, ssl.SSLError) else error.strerror or error
        raise InvalidCredentials(f"{given.ca_cert} cannot be used: {reason}") from None
    return Path(given.ca_cert)


def _cookies(file: str | None) -> tuple[str, str]:
    if file:
        return cleaned_cookies(_text(file), source=file), file
    if text := os.environ.get(COOKIES):
        return cleaned_cookies(text, source=COOKIES), COOKIES
    return "", ""


def _token_in(file: str) -> str:
    return cleaned_token(_text(file), source=file)


def _text(file: str) -> str:
    try:
        with Path(file).open("rb") as stream:
            return stream.read(_LARGEST).decode()
    except UnicodeDecodeError:
        raise InvalidCredentials(f"{file} is not a text file") from None
    except (OSError, ValueError) as error:
        raise InvalidCredentials(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from None
