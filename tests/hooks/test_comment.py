"""`kale-hooks review --comment` against a server on this machine that answers as GitHub and GitLab do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kale_hooks import cli
from kale_hooks.review_markdown import MARK
from tests.hooks.repository import LOAD_AND_TRAIN, GitRepository

Captured = pytest.CaptureFixture[str]
VARIABLES = ["GITHUB_ACTIONS", "GITHUB_API_URL", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_TOKEN", "GITLAB_CI",
             "CI_API_V4_URL", "CI_MERGE_REQUEST_IID", "CI_PROJECT_ID", "KALE_HOOKS_TOKEN"]  # fmt: skip
BOT = {"user": {"type": "Bot", "login": "github-actions[bot]"}}
PERSON = {"user": {"type": "User", "login": "mallory"}}
LISTS = {"github": "/repos/me/pipelines/issues/7/comments", "gitlab": "/projects/5/merge_requests/7/notes"}
ONE = {"github": "/repos/me/pipelines/issues/comments", "gitlab": "/projects/5/merge_requests/7/notes"}


@dataclass
class Service:
    """A server with the comments of one pull request; `status` is what it answers instead, if not 0."""

    name: str = "github"
    token: str = "secret"
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: int = 0
    answer: bytes | None = None
    address: str = ""

    def respond(self, method: str, path: str, body: Any, headers: Any) -> tuple[int, Any]:
        self.asked.append(f"{method} {path}")
        sent = headers.get("Authorization", "").removeprefix("Bearer ") or headers.get("PRIVATE-TOKEN")
        if self.status or sent != self.token:
            return self.status or 401, {"message": "no"}
        place = urlsplit(path)
        if (method, path) == ("GET", "/user"):
            return 200, {"id": 42}
        if method == "GET" and place.path == LISTS[self.name]:
            query = {key: int(values[0]) for key, values in parse_qs(place.query).items()}
            start = (query["page"] - 1) * query["per_page"]
            return 200, self.comments[start : start + query["per_page"]]
        return self._write(method, path, body["body"])

    def _write(self, method: str, path: str, text: str) -> tuple[int, Any]:
        if (method, path) == ("POST", LISTS[self.name]):
            ours = BOT if self.name == "github" else {"author": {"id": 42}}
            self.comments.append({"id": len(self.comments) + 1, "body": text, **ours})
            return 201, self.comments[-1]
        for each in self.comments:
            if (method, path) == ("PATCH" if self.name == "github" else "PUT", f"{ONE[self.name]}/{each['id']}"):
                each["body"] = text
                return 200, each
        return 404, {"message": "Not Found"}


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, answer = made.respond(self.command, self.path, body, self.headers)
            content = json.dumps(answer).encode() if made.answer is None else made.answer
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do

        def log_message(self, format: str, *_: Any) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    running.start()
    yield made
    server.shutdown()
    server.server_close()
    running.join()


@pytest.fixture
def branch(repository: GitRepository, service: Service, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A branch that adds a pipeline, in a job of GitHub Actions about a pull request."""
    repository.write("README.md", "x")
    repository.commit_all()
    repository.git("switch", "--quiet", "--create", "topic")
    repository.notebook()
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    event = repository.write(".git/event.json", '{"pull_request": {"number": 7}}')
    values = {"GITHUB_ACTIONS": "true", "GITHUB_API_URL": service.address, "GITHUB_EVENT_PATH": str(event),
              "GITHUB_REPOSITORY": "me/pipelines", "GITHUB_TOKEN": "secret"}  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return repository


def in_gitlab(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.name = "gitlab"
    monkeypatch.delenv("GITHUB_ACTIONS")
    values = {"GITLAB_CI": "true", "CI_API_V4_URL": service.address, "CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "5",
              "KALE_HOOKS_TOKEN": "secret"}  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def comment(capsys: Captured) -> str:
    """What is printed by a run that goes well."""
    status = cli.main(["review", "--base", "main", "--comment"])
    captured = capsys.readouterr()
    assert (status, captured.err) == (0, "")
    return captured.out


@pytest.mark.parametrize("name", LISTS)
def test_one_comment_that_is_kept_current(
    branch: GitRepository, service: Service, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name == "gitlab":
        in_gitlab(service, monkeypatch)
    first = comment(capsys)
    assert [each["body"] for each in service.comments] == [first]
    branch.notebook(cells=LOAD_AND_TRAIN[:2])
    second = comment(capsys)
    assert [each["body"] for each in service.comments] == [second] != [first]
    (branch.root / "nb.ipynb").unlink()
    third = comment(capsys)
    assert "No pipeline differs" in third
    assert [each["body"] for each in service.comments] == [third], "it must not say what is no longer so"


def test_no_comment_on_nothing(branch: GitRepository, service: Service, capsys: Captured) -> None:
    (branch.root / "nb.ipynb").unlink()
    assert "No pipeline differs" in comment(capsys)
    assert service.comments == []


def test_comments_of_others_stay_as_they_are(branch: GitRepository, service: Service, capsys: Captured) -> None:
    others = [
        {"id": 1, "body": f"{MARK} mine now", **PERSON},
        {"id": 2, "body": "another bot", **BOT},
        {"id": 3, "body": None, "user": None},
        {"id": "x", "body": MARK, **BOT},
    ]
    service.comments = [*others]
    printed = comment(capsys)
    assert service.comments[:4] == others
    assert [each["body"] for each in service.comments[4:]] == [printed]


def test_it_is_found_behind_many_others(branch: GitRepository, service: Service, capsys: Captured) -> None:
    service.comments = [{"id": number, "body": "x", **PERSON} for number in range(1, 251)]
    service.comments[230] |= {"body": f"{MARK}\nold", **BOT}
    printed = comment(capsys)
    assert service.comments[230]["body"] == printed
    assert len(service.comments) == 250
    assert service.asked[-1] == "PATCH /repos/me/pipelines/issues/comments/231"


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (403, None, "answers 403 to GET"),
        (403, None, "the job needs the permission `pull-requests: write`"),
        (500, None, "answers 500 to GET"),
        (302, None, "answers 302 to GET"),
        (0, b"<html>", "failed: Expecting value"),
        (0, b"{}", "is no list of comments"),
        (0, b"null", "is no list of comments"),
    ],
)
def test_answers_that_are_none(
    branch: GitRepository, service: Service, capsys: Captured, status: int, answer: bytes | None, said: str
) -> None:
    service.status, service.answer = status, answer
    assert cli.main(["review", "--base", "main", "--comment"]) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith(MARK), "the review is printed anyway"
    assert captured.err.startswith("kale-hooks review: --comment: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert "secret" not in captured.err


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("GITHUB_ACTIONS", "", "neither a job of GitHub Actions nor one of GitLab CI"),
        ("GITHUB_EVENT_PATH", "/nowhere", "not about a pull request"),
        ("GITHUB_EVENT_PATH", __file__, "not about a pull request"),
        ("GITHUB_TOKEN", "", "has no GITHUB_TOKEN"),
        ("GITHUB_REPOSITORY", "", "has no GITHUB_REPOSITORY"),
        ("GITHUB_API_URL", "http://127.0.0.1:9", "failed: [Errno 111] Connection refused"),
        ("GITHUB_API_URL", "nonsense", "failed: unknown url type"),
    ],
)
def test_jobs_that_cannot_comment(
    branch: GitRepository, capsys: Captured, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert cli.main(["review", "--base", "main", "--comment"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("kale-hooks review: --comment: ")
    assert said in captured.err


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CI_MERGE_REQUEST_IID", "", "not about a merge request"),
        ("KALE_HOOKS_TOKEN", "", "has no KALE_HOOKS_TOKEN"),
        ("KALE_HOOKS_TOKEN", "other", "KALE_HOOKS_TOKEN must be an access token of the project"),
    ],
)
def test_jobs_of_gitlab_that_cannot_comment(
    branch: GitRepository,
    service: Service,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    said: str,
) -> None:
    in_gitlab(service, monkeypatch)
    monkeypatch.setenv(variable, value)
    assert cli.main(["review", "--base", "main", "--comment"]) == 2
    assert said in capsys.readouterr().err


def test_who_we_are_must_be_known(
    branch: GitRepository, service: Service, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_gitlab(service, monkeypatch)
    service.answer = b"[]"
    assert cli.main(["review", "--base", "main", "--comment"]) == 2
    assert "/user does not say who we are" in capsys.readouterr().err
