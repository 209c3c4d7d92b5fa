"""`kale-hooks submit` against a server on this machine: what it does there, what it needs, and who asks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kale_core.kfp.package import Package, Refusal
from kale_hooks import cli, submit
from tests.hooks.repository import GitRepository
from tests.hooks.submitting import CELLS, call, compiled, head, names
from tests.hooks.submitting import notebook as notebook
from tests.hooks.submitting import quick as quick
from tests.hooks.submitting import server as server
from tests.kfp_server import KfpServer, fails, redirects, serving
from tests.kfp_server.replies import Reply
from tests.notebooks import cell, write_notebook

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))

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

    def with_another_release(source: str, *, beside: object) -> Package:
        package = compiled(source)
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


def test_a_server_from_the_environment(
    notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KF_PIPELINES_ENDPOINT", server.url)
    monkeypatch.setenv("KF_PIPELINES_UI_ENDPOINT", "https://kfp.example.org/pipeline/")
    assert cli.main(["submit", "nb.ipynb", "--run"]) == 0
    run_id = server.store.runs[0]["run_id"]
    assert capsys.readouterr().out == f"https://kfp.example.org/pipeline/#/runs/details/{run_id}\n"


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
    refusal = Refusal("ValueError", "'rate' is not to its taste")
    monkeypatch.setattr(submit, "compile_package", lambda source, beside: refusal)
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
    server.plan("GET /pipelines", redirects(f"https://login.example.org/{SECRET}"))
    assert call(server) == 2
    assert "redirects to https://login.example.org/***, " in capsys.readouterr().err
