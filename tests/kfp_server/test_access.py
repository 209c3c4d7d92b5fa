"""Addresses, tokens and cookies, as people write them."""

from __future__ import annotations

import pytest

from kale_core.kfp.server.address import InvalidAddress, read_address
from kale_core.kfp.server.credentials import Credentials, InvalidCredentials, cleaned_cookies, cleaned_token


@pytest.mark.parametrize(
    ("text", "api"),
    [
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("https://KFP.example.org/pipeline/", "https://kfp.example.org/pipeline"),
        ("https://kfp.example.org/pipeline/#/runs/details/1", "https://kfp.example.org/pipeline"),
        ("https://kfp.example.org/_/pipeline/?ns=team#/pipelines", "https://kfp.example.org/pipeline"),
        ("http://[::1]:8888", "http://[::1]:8888"),
        ("http://ml-pipeline.kubeflow.svc.cluster.local:8888", "http://ml-pipeline.kubeflow.svc.cluster.local:8888"),
    ],
)
def test_addresses(text: str, api: str) -> None:
    address = read_address(text)
    assert (address.api, address.pages) == (api, api)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("localhost:8080", "did you mean `http://localhost:8080`?"),
        ("127.0.0.1", "did you mean `http://127.0.0.1`?"),
        ("kfp.example.org/pipeline", "did you mean `https://kfp.example.org/pipeline`?"),
        ("ftp://kfp.example.org", "write one like `https://kubeflow.example.org/pipeline`"),
        ("https://", "write one like"),
        ("https://-", "write one like"),
        ("https://kfp:port", "is not the address of a server"),
        ("https://kfp:99999", "is not the address of a server"),
        ("https://[::1", "is not the address of a server"),
        ("https://token@kfp.example.org", "holds a user or a password"),
        ("https://kfp.example.org/\x1b[31m", "only visible ASCII characters"),
        ("https://kfp.example.org\nHost: x", "only visible ASCII characters"),
        ("https://kfp .example.org", "only visible ASCII characters"),
        ("https://münchen.example.org", "only visible ASCII characters"),
        ("\udcff", "only visible ASCII characters"),
    ],
)
def test_what_is_no_address(text: str, words: str) -> None:
    with pytest.raises(InvalidAddress) as refused:
        read_address(text)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "token@" not in str(refused.value)


def test_pages() -> None:
    address = read_address("http://ml-pipeline:8888", pages="https://kfp.example.org/pipeline/")
    assert address.run_page("a/b") == "https://kfp.example.org/pipeline/#/runs/details/a%2Fb"
    assert address.version_page("1", "2") == "https://kfp.example.org/pipeline/#/pipelines/details/1/version/2"
    assert address.experiment_page("3") == "https://kfp.example.org/pipeline/#/experiments/details/3"


@pytest.mark.parametrize(
    ("text", "exposed"),
    [
        ("https://kfp.example.org", False),
        ("http://kfp.example.org", True),
        ("http://10.0.0.1", True),
        ("http://127.0.0.1:8080", False),
        ("http://localhost", False),
        ("http://ml-pipeline.kubeflow.svc:8888", False),
        ("http://ml-pipeline:8888", False),
        ("http://my.svcs.example.org", True),
    ],
)
def test_what_crosses_a_network_in_the_open(text: str, exposed: bool) -> None:
    assert read_address(text).is_exposed is exposed


@pytest.mark.parametrize("text", ["abc.DEF-1", " abc.DEF-1\n", "Bearer abc.DEF-1\r\n"])
def test_tokens(text: str) -> None:
    assert cleaned_token(text, source="T") == "abc.DEF-1"


@pytest.mark.parametrize("text", ["", " \n", "Bearer ", "hush hush", "hush\nhush", "hüsh", "hu\x00sh"])
def test_what_is_no_token(text: str) -> None:
    with pytest.raises(InvalidCredentials) as refused:
        cleaned_token(text, source="T")
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("text", ["a=b; c=d", "Cookie: a=b; c=d;\n", " a=b; c=d "])
def test_cookies(text: str) -> None:
    assert cleaned_cookies(text, source="C") == "a=b; c=d"


@pytest.mark.parametrize("text", ["", "hush", "a=b; hush", "a=hush\nb=c", "# Netscape HTTP Cookie File\na\tTRUE\thush"])
def test_what_are_no_cookies(text: str) -> None:
    with pytest.raises(InvalidCredentials) as refused:
        cleaned_cookies(text, source="C")
    assert "hush" not in str(refused.value)


def test_credentials_are_never_shown() -> None:
    assert "hush" not in repr(Credentials(lambda: "hush", "T", "a=hush", "C"))
