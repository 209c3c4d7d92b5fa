"""One comment on the pull request that a job of GitHub Actions or GitLab CI is about: written once, then kept true."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from typing import Any, Never
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kale_hooks.exit_status import WrongUsage

_SECONDS = 30
_PAGE = 100
_MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of a pull request: where they are, one at `comment`/id, and how an old one gets another text.

    `author` is what its own comments have under `user` (GitHub) or `author` (GitLab); `permission` is what a job needs.
    """

    comments: str
    comment: str
    method: str
    headers: Mapping[str, str]
    author: tuple[str, Mapping[str, Any]]
    permission: str


def thread(environment: Mapping[str, str]) -> Thread:
    """The pull request of this job; `WrongUsage` if there is none, or no token to write with."""
    if environment.get("GITHUB_ACTIONS"):
        return _github(environment)
    if environment.get("GITLAB_CI"):
        return _gitlab(environment)
    raise WrongUsage("--comment: this is neither a job of GitHub Actions nor one of GitLab CI")


def keep(thread: Thread, text: str, *, mark: str, is_news: bool) -> None:
    """Give the comment that begins with `mark` this text; write it first if there is none and it `is_news`.

    `WrongUsage` if the server does not let us.
    """
    known = next((each["id"] for each in _comments(thread) if _is_ours(each, thread, mark)), None)
    if known is not None:
        _ask(thread, f"{thread.comment}/{known}", method=thread.method, body=text)
    elif is_news:
        _ask(thread, thread.comments, method="POST", body=text)


def _github(environment: Mapping[str, str]) -> Thread:
    number = _pull_request(environment.get("GITHUB_EVENT_PATH", ""))
    token = _variable(environment, "GITHUB_TOKEN")
    issues = f"{_variable(environment, 'GITHUB_API_URL')}/repos/{_variable(environment, 'GITHUB_REPOSITORY')}/issues"
    return Thread(
        comments=f"{issues}/{number}/comments",
        comment=f"{issues}/comments",
        method="PATCH",
        headers={"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"},
        author=("user", {"type": "Bot"}),
        permission="the job needs the permission `pull-requests: write`",
    )


def _pull_request(event: str) -> int:
    try:
        return int(json.loads(Path(event).read_bytes())["pull_request"]["number"])
    except (OSError, ValueError, KeyError, TypeError):
        _fail("this job is not about a pull request")


def _gitlab(environment: Mapping[str, str]) -> Thread:
    number = environment.get("CI_MERGE_REQUEST_IID") or _fail("this job is not about a merge request")
    token, api = _variable(environment, "KALE_HOOKS_TOKEN"), _variable(environment, "CI_API_V4_URL")
    notes = f"{api}/projects/{_variable(environment, 'CI_PROJECT_ID')}/merge_requests/{number}/notes"
    permission = "KALE_HOOKS_TOKEN must be an access token of the project with the scope `api`"
    nobody = Thread(notes, notes, "PUT", {"PRIVATE-TOKEN": token}, ("author", {}), permission)
    me = _ask(nobody, f"{api}/user")
    identity = {"id": me["id"]} if isinstance(me, dict) and "id" in me else _fail(f"{api}/user does not say who we are")
    return replace(nobody, author=("author", identity))


def _variable(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or _fail(f"the environment has no {name}")


def _comments(thread: Thread) -> Iterator[dict[str, Any]]:
    """All comments, page by page; the addresses of further pages are not taken from answers, as they get the token."""
    for number in range(1, _MOST_PAGES + 1):
        page = _ask(thread, f"{thread.comments}?per_page={_PAGE}&page={number}")
        if not isinstance(page, list):
            _fail(f"{thread.comments} is no list of comments")
        yield from (each for each in page if isinstance(each, dict))
        if len(page) < _PAGE:
            return


def _is_ours(comment: Mapping[str, Any], thread: Thread, mark: str) -> bool:
    """Whether it is not somebody else's who wrote the mark."""
    key, wanted = thread.author
    author = comment.get(key)
    has_author = isinstance(author, dict) and all(author.get(name) == value for name, value in wanted.items())
    return has_author and str(comment.get("body")).startswith(mark) and isinstance(comment.get("id"), int)


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Another address must not get the token."""


def _ask(thread: Thread, address: str, *, method: str = "GET", body: str | None = None) -> Any:
    """What the server answers."""
    data = None if body is None else json.dumps({"body": body}).encode()
    headers = {**thread.headers, "Content-Type": "application/json", "User-Agent": "kale-hooks"}
    try:
        request = Request(address, data=data, headers=headers, method=method)
        with build_opener(_NoRedirects).open(request, timeout=_SECONDS) as answer:
            return json.loads(answer.read())
    except HTTPError as error:
        why = f"; {thread.permission}" if error.code in (401, 403, 404) else ""
        _fail(f"the server answers {error.code} to {method} {address}{why}")
    except (OSError, HTTPException, ValueError) as error:
        _fail(f"{method} {address} failed: {getattr(error, 'reason', error)}")


def _fail(problem: str) -> Never:
    raise WrongUsage(f"--comment: {problem}")
