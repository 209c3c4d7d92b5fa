"""`kale-hooks submit` against a server on this machine: what it does there, and what people see."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kale_core.kfp.package import Package, Refusal, compile_package
from kale_core.kfp.server import follow, transport
from kale_core.kfp.server.deadline import Deadline
from kale_hooks import cli, submit
from tests.hooks.repository import GitRepository
from tests.kfp_server import (
    KfpServer,
    acts_then_drops,
    acts_then_fails,
    answers,
    drips,
    drops,
    fails,
    login_page,
    redirects,
    serving,
    silent,
)
from tests.kfp_server.replies import Reply, data
from tests.notebooks import cell, write_notebook

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.ipynb"))
COMPILED = cache(compile_package)
CELLS = [
    cell("pipeline-parameters", "rate: float = 0.1\nepochs = 3\nname = 'a'\ndebug = False\nsizes = [1, 2]\nmore = {}"),
    cell("step:load", "data = [rate, epochs, name, debug, sizes, more]"),
    cell("step:train, prev:load", "print(data)"),
]
VARIABLES = (
    "KALE_HOOKS_TOKEN",
    "KALE_HOOKS_COOKIES",
    "KF_PIPELINES_ENDPOINT",
    "KF_PIPELINES_UI_ENDPOINT",
    "KF_PIPELINES_SA_TOKEN_PATH",
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing of the user's environment; short times; each text compiled once; nothing written to the home folder."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(transport, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(transport, "ANSWER", 0.5)
    monkeypatch.setattr(follow, "EVERY", 0.01)
    monkeypatch.setattr(submit, "compile_package", COMPILED)
    yield
    assert list(home.iterdir()) == []


@pytest.fixture
def server() -> Iterator[KfpServer]:
    with serving(KfpServer(prefix="/pipeline")) as running:
        yield running


@pytest.fixture
def notebook(repository: GitRepository) -> GitRepository:
    """A repository with a notebook in its only commit."""
    repository.notebook(cells=CELLS)
    repository.commit_all()
    return repository


Submit = Callable[..., int]


def call(server: KfpServer | str, *options: str, notebook: str = "nb.ipynb") -> int:
    url = server if isinstance(server, str) else server.url
    return cli.main(["submit", notebook, "--host", url, *options])


def names(items: list[dict[str, Any]]) -> list[str]:
    return [item["display_name"] for item in items]


def head(repository: GitRepository) -> str:
    return repository.git("rev-parse", "--short", "HEAD").strip()


# What is done


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples(
    example: Path, repository: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(example, repository.root)
    repository.commit_all()
    assert call(server, "--run", "--wait", notebook=example.name) == 0
    (pipeline,), (version,), (run,) = server.store.pipelines, server.store.versions, server.store.runs
    assert version["display_name"] == head(repository)
    assert f"at commit {repository.git('rev-parse', 'HEAD').strip()}" in version["description"]
    assert version["pipeline_id"] == pipeline["pipeline_id"]
    output = capsys.readouterr()
    assert output.out == f"{server.url}/#/runs/details/{run['run_id']}\n"
    assert output.err.endswith("the run succeeded\n")
    assert run["pipeline_version_reference"]["pipeline_version_id"] == version["pipeline_version_id"]
    steps = [line.strip().removesuffix(": succeeded") for line in output.err.splitlines() if "succeeded" in line]
    assert len(steps) == len(yaml_of(server)["root"]["dag"]["tasks"]) + 1


def yaml_of(server: KfpServer) -> Any:
    (content,) = server.store.packages.values()
    return next(yaml.load_all(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def test_versions_are_named_after_commits(notebook: GitRepository, server: KfpServer) -> None:
    first = head(notebook)
    assert call(server) == call(server) == 0
    assert names(server.store.versions) == [first]
    notebook.notebook(cells=[*CELLS, cell("step:more, prev:train", "pass")])
    assert call(server) == call(server) == 0
    content = server.store.versions[-1]["description"].partition("sha256:")[2]
    assert names(server.store.versions) == [first, f"{first}-dirty-{content[:8]}"]
    notebook.commit_all()
    assert call(server) == 0
    assert names(server.store.versions)[2:] == [head(notebook)]
    assert names(server.store.pipelines) == ["demo"]


def test_other_files_do_not_make_a_notebook_dirty(notebook: GitRepository, server: KfpServer) -> None:
    notebook.write("other.txt", "x")
    notebook.notebook("other.ipynb", pipeline_name="other")
    assert call(server) == 0
    assert names(server.store.versions) == [head(notebook)]


@pytest.mark.parametrize("file", ["pyproject.toml", "locks/requirements.txt"])
def test_settings_that_say_what_steps_install_make_it_dirty(
    file: str, notebook: GitRepository, server: KfpServer
) -> None:
    notebook.write("locks/requirements.txt", "numpy==2.1.0\n")
    notebook.write("pyproject.toml", '[tool.kale-hooks]\nrequirements = "locks/requirements.txt"\n')
    notebook.commit_all()
    notebook.write(file, notebook.read(file) + "# changed\n")
    assert call(server) == 0
    assert names(server.store.versions)[0].startswith(f"{head(notebook)}-dirty-")


@pytest.mark.parametrize("in_git", [True, False])
def test_versions_without_a_commit_are_named_by_content(
    in_git: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: GitRepository, server: KfpServer
) -> None:
    folder = repository.root if in_git else tmp_path / "plain"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    write_notebook(folder / "nb.ipynb", CELLS)
    assert call(server) == call(server) == 0
    (version,) = server.store.versions
    assert version["display_name"] == version["description"].partition("sha256:")[2][:12]


def test_another_package_of_the_same_commit(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call(server) == 0

    def with_another_release(source: str) -> Package:
        package = COMPILED(source)
        assert isinstance(package, Package)
        return Package(package.text.replace("sdkVersion: kfp-", "sdkVersion: kfp-9"), package.pipeline, {}, "9")

    monkeypatch.setattr(submit, "compile_package", with_another_release)
    assert call(server) == call(server) == 0
    content = server.store.versions[-1]["description"].partition("sha256:")[2]
    assert names(server.store.versions) == [head(notebook), f"{head(notebook)}-{content[:8]}"]


def test_a_version_that_somebody_else_named_so_is_used(notebook: GitRepository, server: KfpServer) -> None:
    assert call(server) == 0
    server.store.versions[0]["description"] = "by hand"
    assert call(server) == 0
    assert len(server.store.versions) == 1


@pytest.mark.parametrize("filters", [True, False])
def test_names_are_exact_on_whatever_page(filters: bool, notebook: GitRepository, server: KfpServer) -> None:
    server.store.filters = filters
    for name in ("demo-2", "a-demo", "dem", "DEMO"):
        server.store.create_pipeline({}, json.dumps({"display_name": name}).encode())
    for name in ("Default 2", "default", "Defaul"):
        server.store.create_experiment({}, json.dumps({"display_name": name}).encode())
    assert call(server, "--run") == call(server, "--run") == 0
    assert names(server.store.pipelines).count("demo") == 1
    assert names(server.store.experiments).count("Default") == 1
    assert len(server.store.versions) == 1
    assert len(server.store.runs) == 2
    if not filters:
        assert server.seen("GET /pipelines$")[-3:] == ["GET /pipelines"] * 3


@pytest.mark.parametrize("name", ["50% + more", 'say "hi"', "größe & more?", "a/b#c", "%2B"])
def test_names_of_experiments(name: str, notebook: GitRepository, server: KfpServer) -> None:
    assert call(server, "--run", "--experiment", name) == call(server, "--experiment", name) == 0
    assert names(server.store.experiments) == [name]


def test_parameters_are_typed(notebook: GitRepository, server: KfpServer) -> None:
    given = {"rate": "1", "epochs": "7", "name": "it's {x}\n=2", "debug": "true", "sizes": "[3]", "more": '{"a": 1.5}'}
    assert call(server, "--run", *(f"--param={name}={value}" for name, value in given.items())) == 0
    (run,) = server.store.runs
    assert run["runtime_config"]["parameters"] == {
        "rate": 1.0,
        "epochs": 7,
        "name": "it's {x}\n=2",
        "debug": True,
        "sizes": [3],
        "more": {"a": 1.5},
    }


def test_a_namespace_is_handed_on(notebook: GitRepository) -> None:
    with serving(KfpServer(multi_user=True)) as server:
        assert call(server, "--namespace", "team", "--run") == 0
        kept = (*server.store.pipelines, *server.store.experiments)
        assert [each["namespace"] for each in kept] == ["team", "team"]


def test_the_file_on_disk_is_not_used(notebook: GitRepository, server: KfpServer) -> None:
    notebook.write(".kale/demo.kale.py", "raise SystemExit('edited')")
    assert call(server) == 0
    assert notebook.git("status", "--short") == "?? .kale/\n"


def test_streams(notebook: GitRepository, server: KfpServer) -> None:
    command = [sys.executable, "-m", "kale_hooks.cli", "submit", "nb.ipynb", "--host", server.url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (version,) = server.store.versions
    page = f"{server.url}/#/pipelines/details/{version['pipeline_id']}/version/{version['pipeline_version_id']}"
    assert done.stdout == f"{page}\n"
    assert done.stderr == f"uploaded version {head(notebook)} of demo\n"


# What keeps it from being done


def test_errors_in_the_notebook(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=[cell("step:load", "print(nothing)")])
    assert call("http://localhost:1") == 1
    assert "nb.ipynb:cell 1:1:7: error KALE301" in capsys.readouterr().out


def test_no_kale_notebook(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=[cell("", "x = 1")])
    assert call("http://localhost:1") == 1
    expected = "nb.ipynb: this is not a Kale notebook: no code cell has a `step:` tag\n"
    assert capsys.readouterr().err == expected


def test_a_pipeline_that_kfp_refuses(
    notebook: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(submit, "compile_package", lambda source: Refusal("ValueError", "'rate' is not to its taste"))
    assert call("http://localhost:1") == 1
    output = capsys.readouterr()
    assert output.out.startswith("nb.ipynb:cell 1:1:1: error KALE")
    assert "'rate' is not to its taste" in output.out
    assert output.err == ""


NO_HOST = "no server is given: add --host URL, or set KF_PIPELINES_ENDPOINT"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param([], NO_HOST, id="no host"),
        pytest.param(
            ["--host", "localhost:8080"],
            "`localhost:8080` is not the address of a server; did you mean `http://localhost:8080`?",
            id="no scheme",
        ),
        pytest.param(
            ["--host", "http://me:secret@localhost:1"],
            "the address of the server holds a user or a password; give a token or a cookie instead",
            id="password",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--run", "--param", "epoch=1"],
            "the pipeline has no parameter `epoch`; did you mean `epochs`?",
            id="unknown parameter",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--run", "--param", "epochs=many"],
            "the parameter `epochs` is a whole number, at most 2**53, not `many`",
            id="wrong value",
        ),
        pytest.param(["--param", "epochs=1"], "--param needs --run; `kale-hooks submit --help` says more", id="no run"),
        pytest.param(["--wait"], "--wait needs --run; `kale-hooks submit --help` says more", id="no run to wait for"),
        pytest.param(
            ["--timeout", "soon"],
            "argument --timeout: 'soon' is no time: write one such as 90, 90s, 30m or 2h; "
            "`kale-hooks submit --help` says more",
            id="no time",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--token-file", "nowhere"],
            "nowhere cannot be read: No such file or directory",
            id="no token file",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--token-file", "nb.ipynb"],
            "what is in nb.ipynb is not a token: a token is one word of ASCII characters",
            id="no token",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--cookie-file", "nb.ipynb"],
            "what is in nb.ipynb are no cookies: write one line of the form `name=value; name=value`",
            id="no cookies",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--namespace", "My Team"],
            "the namespace `My Team` must consist of lower case letters, digits, `-` and `.`, "
            "and begin and end with a letter or digit",
            id="no namespace",
        ),
        pytest.param(
            ["--host", "http://localhost:1", "--ca-cert", "nb.ipynb"],
            "nb.ipynb cannot be used: it holds no certificates",
            id="no certificates",
        ),
    ],
)
def test_wrong_usage(
    arguments: list[str], line: str, notebook: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = cli.main(["submit", "nb.ipynb", *arguments])
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        status = stop.code
    output = capsys.readouterr()
    assert (status, output.out, output.err) == (2, "", f"kale-hooks submit: {line}\n")


def test_the_notebook_does_not_choose_the_server(
    repository: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(repository.root / "nb.ipynb", CELLS, metadata={"pipeline_name": "demo", "kfp_host": server.url})
    assert cli.main(["submit", "nb.ipynb"]) == 2
    expected = f"kale-hooks submit: {NO_HOST}; the notebook names {server.url}, which is not used by itself\n"
    assert capsys.readouterr().err == expected
    assert server.requests == []


def test_without_the_sdk(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "kfp_server_api", None)
    assert call(server) == 2
    missing = "this needs the KFP SDK, but `kfp_server_api` is not installed: run `pip install 'kale-hooks[kfp]'`"
    assert capsys.readouterr().err == f"kale-hooks submit: {missing}\n"


# Who asks

SECRET = "s3cret-t0ken"


@pytest.fixture
def guarded() -> Iterator[KfpServer]:
    with serving(KfpServer(token=SECRET)) as running:
        yield running


def test_a_token_from_the_environment(
    notebook: GitRepository, guarded: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KALE_HOOKS_TOKEN", f" {SECRET}\n")
    assert call(guarded, "--run", "--wait") == 0
    assert SECRET not in "".join(capsys.readouterr())


@pytest.mark.parametrize("text", [SECRET, f"{SECRET}\n", f"Bearer {SECRET}\n"])
def test_a_token_from_a_file(
    text: str, notebook: GitRepository, guarded: KfpServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KALE_HOOKS_TOKEN", "another")
    (tmp_path / "token").write_text(text)
    assert call(guarded, "--token-file", str(tmp_path / "token")) == 0


def test_a_service_account_whose_token_is_replaced(
    notebook: GitRepository, guarded: KfpServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(SECRET)
    monkeypatch.setenv("KF_PIPELINES_SA_TOKEN_PATH", str(file))

    def replaced(handler: Any, act: Callable[[], Reply]) -> Reply:
        reply = act()
        guarded.token = "next"
        file.write_text("next")
        return reply

    guarded.plan("GET /runs/.*", replaced)
    assert call(guarded, "--run", "--wait") == 0
    assert {request.headers["Authorization"] for request in guarded.requests} == {f"Bearer {SECRET}", "Bearer next"}


@pytest.mark.parametrize("option", [True, False])
def test_cookies(option: bool, notebook: GitRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cookies = "authservice_session=abc; other=1"
    (tmp_path / "cookies").write_text(f"Cookie: {cookies}\n")
    monkeypatch.setenv("KALE_HOOKS_COOKIES", "x=y" if option else cookies)
    options = ["--cookie-file", str(tmp_path / "cookies")] if option else []
    with serving(KfpServer(cookie=cookies)) as server:
        assert call(server, *options) == 0


def test_nothing_is_shown_to_where_a_server_redirects(
    notebook: GitRepository, server: KfpServer, guarded: KfpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KALE_HOOKS_TOKEN", SECRET)
    server.plan("GET /pipelines", redirects(f"{guarded.url}/apis/v2beta1/pipelines"))
    assert call(server) == 2
    assert guarded.requests == []


def test_a_server_that_repeats_a_token(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KALE_HOOKS_TOKEN", SECRET)
    server.plan("GET /pipelines", fails(403, f"token {SECRET} may not"))
    assert call(server) == 2
    assert "(403: token *** may not)" in capsys.readouterr().err


# What goes wrong with the server

URL = "{url}"
WHERE = "it is what stands in front of `/#/` in a browser, and that of Kubeflow ends in `/pipeline`"
CREDENTIALS = "give a token in KALE_HOOKS_TOKEN or --token-file, or cookies in KALE_HOOKS_COOKIES or --cookie-file"
LATER = "try again later, or ask who runs the server"
BETWEEN = "try again, and look at what is in between, such as a proxy or a `kubectl port-forward`"
NO_KFP = "{url} answers, but not as a KFP server does"
NOT_KFP = f"check the address: {WHERE}; KFP must be 2.0 or newer"
PIPELINES = "GET /pipelines"


@pytest.mark.parametrize(
    ("request_", "fault", "attempts", "line"),
    [
        pytest.param(
            PIPELINES,
            login_page(),
            1,
            f"{{url}} answered with a web page instead of data, probably to log in; "
            f"{CREDENTIALS}, and check the address: {WHERE}",
            id="login page",
        ),
        pytest.param(
            PIPELINES,
            redirects("https://login.example.org/auth?state=1"),
            1,
            f"{{url}} redirects to https://login.example.org/auth, probably to log in; "
            f"{CREDENTIALS}, and check the address: {WHERE}",
            id="redirect to log in",
        ),
        pytest.param(
            PIPELINES,
            redirects("https://127.0.0.1/kfp/apis/v2beta1/pipelines?filter="),
            1,
            "{url} has moved to https://127.0.0.1/kfp; give --host https://127.0.0.1/kfp",
            id="redirect to another address",
        ),
        pytest.param(
            PIPELINES,
            fails(401, "no user identity"),
            1,
            f"{{url}} does not know who is asking (401: no user identity); {CREDENTIALS}",
            id="401",
        ),
        pytest.param(
            PIPELINES,
            fails(403, "User 'x' is not authorized"),
            1,
            "{url} forbids this (403: User 'x' is not authorized); ask who runs the server for the permission there, "
            "or name your own with --namespace",
            id="403",
        ),
        pytest.param(
            PIPELINES,
            answers(Reply(404, b"<h1>Not here</h1>", "text/html")),
            1,
            f"{{url}} does not have what is asked for (404); check the address: {WHERE}",
            id="404",
        ),
        pytest.param(
            PIPELINES,
            fails(429, "slow down", {"Retry-After": "0"}),
            4,
            "{url} has too many requests (429: slow down), at each of 4 attempts; try again in some minutes",
            id="429",
        ),
        pytest.param(
            PIPELINES,
            fails(500, "Internal error"),
            4,
            f"{{url}} failed (500: Internal error){{again}}; {LATER}",
            id="500",
        ),
        pytest.param(
            PIPELINES,
            answers(Reply(503, b"no healthy upstream", "text/plain")),
            4,
            f"{{url}} failed (503: no healthy upstream){{again}}; {LATER}",
            id="503 of a proxy",
        ),
        pytest.param(
            PIPELINES,
            answers(Reply(502, b"\xff\xfe", "text/html")),
            4,
            f"{{url}} failed (502){{again}}; {LATER}",
            id="502",
        ),
        pytest.param(
            PIPELINES,
            drops(),
            4,
            f"{{url}} closed the connection before its answer was complete{{again}}; {BETWEEN}",
            id="dropped",
        ),
        pytest.param(PIPELINES, silent(), 1, f"{{url}} did not answer within 0.5 s; {LATER}", id="silent"),
        pytest.param(PIPELINES, drips(), 1, f"{{url}} did not answer within 0.5 s; {LATER}", id="ever so slow"),
        pytest.param(
            PIPELINES, answers(data([1])), 1, f"{NO_KFP} (the answer is no JSON object); {NOT_KFP}", id="other JSON"
        ),
        pytest.param(
            PIPELINES,
            answers(Reply(200, b"OK", "text/plain")),
            1,
            f"{NO_KFP} (the answer is no JSON object); {NOT_KFP}",
            id="no JSON",
        ),
        pytest.param(
            PIPELINES,
            answers(data({"pipelines": 5})),
            1,
            f"{NO_KFP} (an answer has values of wrong types); {NOT_KFP}",
            id="wrong types",
        ),
        pytest.param(
            "POST /pipelines",
            answers(data({})),
            1,
            f"{NO_KFP} (an answer has no `pipeline_id`); {NOT_KFP}",
            id="no identifier",
        ),
        pytest.param(
            "POST /pipelines",
            fails(403, "may not create"),
            1,
            "{url} forbids this (403: may not create); ask who runs the server for the permission there, "
            "or name your own with --namespace",
            id="403 to create",
        ),
        pytest.param(
            "POST /pipelines/upload_version",
            answers(data({"error_message": "pipeline.yaml is\n too large"}, 413)),
            1,
            "{url} does not take so much (413: pipeline.yaml is too large); make the pipeline smaller",
            id="413",
        ),
        pytest.param(
            "POST /pipelines/upload_version",
            fails(409, "exists"),
            1,
            "{url} has something of that name already (409: exists); "
            "look at it in the browser, and rename one of the two",
            id="409 of something that is not found",
        ),
        pytest.param(
            "POST /pipelines/upload_version",
            silent(),
            1,
            f"{{url}} did not answer within 0.5 s; {LATER}",
            id="silent to an upload",
        ),
        pytest.param(
            "GET /experiments",
            fails(400, "Invalid input error: An experiment cannot have an empty namespace in multi-user mode"),
            1,
            "{url} refuses the request (400: Invalid input error: An experiment cannot have an empty namespace in "
            "multi-user mode); name yours with --namespace",
            id="no namespace",
        ),
        pytest.param(
            "POST /runs",
            fails(400, "Invalid input error: " + "x" * 400),
            1,
            f"{{url}} refuses the request (400: Invalid input error: {'x' * 276}...); "
            "change what it does not like, or ask who runs the server",
            id="400",
        ),
    ],
)
def test_faults(
    request_: str,
    fault: Any,
    attempts: int,
    line: str,
    notebook: GitRepository,
    server: KfpServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.plan(request_, fault, times=99)
    assert call(server, "--run") == 2
    expected = line.replace("{url}", server.url).replace("{again}", ", at each of 4 attempts")
    output = capsys.readouterr()
    assert (output.out, output.err.splitlines()[-1]) == ("", f"kale-hooks submit: {expected}")
    assert server.seen(f"^{request_}$") == [request_] * attempts


@pytest.mark.parametrize(
    ("url", "line"),
    [
        pytest.param(
            "http://127.0.0.1:1",
            "nothing answers at http://127.0.0.1:1 (connection refused); "
            "check the address, and that the server, or the `kubectl port-forward` to it, is running",
            id="no server",
        ),
        pytest.param(
            "http://kfp.invalid/pipeline",
            "there is no server called kfp.invalid; check the address for a typo, and whether it needs a VPN",
            id="no such name",
        ),
        pytest.param(
            f"http://{'x' * 64}.invalid",
            f"there is no server called {'x' * 64}.invalid; check the address for a typo, and whether it needs a VPN",
            id="no name at all",
        ),
    ],
)
def test_no_server(url: str, line: str, notebook: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(url) == 2
    assert capsys.readouterr().err == f"kale-hooks submit: {line}\n"


def test_a_server_without_tls(notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]) -> None:
    url = server.url.replace("http:", "https:")
    assert call(url) == 2
    line = f"what answers at {url} does not speak TLS; write `http://` if the server has no TLS"
    assert capsys.readouterr().err == f"kale-hooks submit: {line}\n"


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")
def test_a_certificate_of_nobody(
    notebook: GitRepository, server: KfpServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *names]
    subprocess.run([*make, "-days", "2", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    server.speak_tls(certificate, key)
    assert call(server) == 2
    line = capsys.readouterr().err
    assert line.startswith(f"kale-hooks submit: the certificate of {server.url} cannot be trusted (self")
    assert line.endswith("; if you trust the server, give the certificate of who signed its own with --ca-cert FILE\n")
    assert call(server, "--ca-cert", str(certificate)) == 0


def test_a_token_without_encryption(
    notebook: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KALE_HOOKS_TOKEN", SECRET)
    assert call("http://kfp.invalid") == 2
    expected = (
        "the token in KALE_HOOKS_TOKEN will cross the network without encryption: http://kfp.invalid is not `https`"
    )
    assert capsys.readouterr().err.splitlines()[0] == expected


def test_all_of_it_ends_in_time(notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.plan("GET /pipelines", fails(429, "busy", {"Retry-After": "3600"}), times=99)
    assert call(server, "--timeout", "1") == 2
    assert "did not answer within 1 s" in capsys.readouterr().err


# What goes wrong and right again

EVERYTHING = ("GET /pipelines", "GET /pipelines/.*/versions", "GET /experiments", "GET /runs/.*")
MADE = ("POST /pipelines", "POST /pipelines/upload_version", "POST /experiments")


def made_once(server: KfpServer) -> bool:
    kept = server.store
    return [len(each) for each in (kept.pipelines, kept.versions, kept.experiments, kept.runs)] == [1, 1, 1, 1]


@pytest.mark.parametrize("request_", EVERYTHING)
@pytest.mark.parametrize(
    "fault", [fails(503), drops(), fails(429, headers={"Retry-After": "0"})], ids=["503", "dropped", "429"]
)
def test_questions_are_repeated(request_: str, fault: Any, notebook: GitRepository, server: KfpServer) -> None:
    server.plan(request_, fault, times=3)
    assert call(server, "--run", "--wait") == 0
    assert made_once(server)


@pytest.mark.parametrize("request_", MADE)
@pytest.mark.parametrize(
    "fault",
    [fails(503), drops(), fails(429), acts_then_drops(), acts_then_fails(504)],
    ids=["503", "dropped", "429", "done, dropped", "done, 504"],
)
def test_orders_that_a_server_takes_once_are_repeated(
    request_: str, fault: Any, notebook: GitRepository, server: KfpServer
) -> None:
    server.plan(request_, fault, times=2)
    assert call(server, "--run", "--wait") == 0
    assert made_once(server)


@pytest.mark.parametrize("fault", [acts_then_drops(), acts_then_fails(504), fails(429)])
def test_a_run_that_was_started_is_found(fault: Any, notebook: GitRepository, server: KfpServer) -> None:
    server.plan("POST /runs", fault)
    assert call(server, "--run", "--wait") == 0
    assert made_once(server)


@pytest.mark.parametrize("fault", [drops(), fails(500)])
def test_a_run_that_may_have_been_started_is_not_started_again(
    fault: Any, notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan("POST /runs", fault)
    assert call(server, "--run") == 2
    assert server.seen("/runs$") == ["POST /runs", "GET /runs"]
    page = f"{server.url}/#/experiments/details/{server.store.experiments[0]['experiment_id']}"
    line = capsys.readouterr().err.splitlines()[-1]
    assert f", and no new run is found there: look at {page} before you start another; " in line


def test_somebody_else_is_quicker(notebook: GitRepository, server: KfpServer) -> None:
    def quicker(handler: Any, act: Callable[[], Reply]) -> Reply:
        act()
        return act()

    for request_ in MADE:
        server.plan(request_, quicker)
    assert call(server, "--run") == 0
    assert made_once(server)


def test_a_pipeline_that_is_shown_by_another_name(notebook: GitRepository, server: KfpServer) -> None:
    assert call(server) == 0
    server.store.pipelines[0]["display_name"] = "Our demo"
    assert call(server) == 0
    assert len(server.store.pipelines) == len(server.store.versions) == 1


def test_a_gateway_that_lets_only_the_sdk_pass(notebook: GitRepository, server: KfpServer) -> None:
    server.plan("POST /pipelines", fails(404, "Not Found"))
    assert call(server) == 0
    assert names(server.store.pipelines) == ["demo"]
    assert names(server.store.versions) == ["demo", head(notebook)]


# Following a run


def test_a_run_that_fails(notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.store.failing = "train-step"
    assert call(server, "--run", "--wait") == 1
    assert capsys.readouterr().err.splitlines()[2:] == [
        "  load: running",
        "  load: succeeded",
        "  train: running",
        "  train: failed (the pod exited with 1)",
        "the run failed (1 of the steps failed)",
    ]


@pytest.mark.parametrize(("state", "line"), [("CANCELED", "the run was cancelled"), ("SKIPPED", "the run was skipped")])
def test_other_ends_of_a_run(
    state: str, line: str, notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan("GET /runs/.*", answers(data({"run_id": "r", "state": state})))
    assert call(server, "--run", "--wait") == 1
    assert capsys.readouterr().err.splitlines()[-1] == line


def test_a_state_that_nobody_knows(notebook: GitRepository, server: KfpServer) -> None:
    server.plan("GET /runs/.*", answers(data({"run_id": "r", "state": "HIBERNATING"})))
    assert call(server, "--run", "--wait") == 0


@pytest.mark.parametrize("fault", [fails(503), drops(), silent()], ids=["503", "dropped", "silent"])
def test_an_outage_is_waited_out(
    fault: Any, notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "ANSWER", 0.1)
    server.plan("GET /runs/.*", fault, times=6)
    assert call(server, "--run", "--wait") == 0


def test_a_long_outage_is_not(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(follow, "LONGEST_OUTAGE", 0.2)
    server.plan("GET /runs/.*", fails(503, "gone"), times=9999)
    assert call(server, "--run", "--wait") == 2
    line = f"{server.url} failed (503: gone), at each of 4 attempts, while the run goes on; {LATER}"
    assert capsys.readouterr().err.splitlines()[-1] == f"kale-hooks submit: {line}"


def test_a_login_that_ends_during_a_run(
    notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan("GET /runs/.*", login_page())
    assert call(server, "--run", "--wait") == 2
    assert "instead of data, probably to log in, while the run goes on; " in capsys.readouterr().err


def test_a_run_that_takes_longer(
    notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan("GET /runs/.*", answers(data({"run_id": "r", "state": "RUNNING"})), times=9999)
    assert call(server, "--run", "--wait", "--timeout", "1s") == 2
    output = capsys.readouterr()
    line = "the run has not ended in time, and goes on; --timeout says how long to wait for it"
    assert output.err.splitlines()[-1] == f"kale-hooks submit: {line}"
    assert output.out == f"{server.url}/#/runs/details/{server.store.runs[0]['run_id']}\n"


def test_interrupts(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(deadline: Deadline, seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Deadline, "pause", interrupt)
    assert call(server, "--run", "--wait") == 130
    assert capsys.readouterr().err.splitlines()[-1] == "kale-hooks submit: stopped following the run, which goes on"
    server.plan("GET /pipelines", fails(503))
    assert call(server) == 130
    assert capsys.readouterr().err == "kale-hooks submit: stopped\n"
