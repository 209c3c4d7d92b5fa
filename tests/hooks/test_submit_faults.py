"""`kale-hooks submit` and all that may go wrong with a server: what people see, and what is tried again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kale_core.kfp.server import follow, transport
from kale_core.kfp.server.deadline import Deadline
from tests.hooks.repository import GitRepository
from tests.hooks.submitting import call, head, names
from tests.hooks.submitting import notebook as notebook
from tests.hooks.submitting import quick as quick
from tests.hooks.submitting import server as server
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
    silent,
)
from tests.kfp_server.replies import Reply, data

# What goes wrong with the server

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
            redirects("http://[login"),
            1,
            f"{NO_KFP} (the answer is not valid HTTP); {NOT_KFP}",
            id="redirect to nowhere",
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
        pytest.param(PIPELINES, silent(), 1, f"{{url}} did not answer within 1 s; {LATER}", id="silent"),
        pytest.param(PIPELINES, drips(), 1, f"{{url}} did not answer within 1 s; {LATER}", id="ever so slow"),
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
            f"{{url}} did not answer within 1 s; {LATER}",
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
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(transport, "ANSWER", 1.0)
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
    monkeypatch.setenv("KALE_HOOKS_TOKEN", "s3cret")
    assert call("http://kfp.invalid") == 2
    expected = (
        "the token in KALE_HOOKS_TOKEN will cross the network without encryption: http://kfp.invalid is not `https`"
    )
    assert capsys.readouterr().err.splitlines()[0] == expected


def test_all_of_it_ends_in_time(notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.plan("GET /pipelines", fails(429, "busy", {"Retry-After": "3600"}), times=99)
    assert call(server, "--timeout", "1") == 2
    line = f"{server.url} has too many requests (429: busy); try again in some minutes"
    assert capsys.readouterr().err == f"kale-hooks submit: {line}\n"


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


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        pytest.param(fails(503), 6, id="503"),
        pytest.param(drops(), 6, id="dropped"),
        pytest.param(silent(), 1, id="silent"),
    ],
)
def test_an_outage_is_waited_out(
    fault: Any, times: int, notebook: GitRepository, server: KfpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "ANSWER", 1.0)
    server.plan("GET /runs/.*", fault, times=times)
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
    def interrupt(deadline: Deadline, seconds: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(Deadline, "pause", interrupt)
    assert call(server, "--run", "--wait") == 130
    assert capsys.readouterr().err.splitlines()[-1] == "kale-hooks submit: stopped following the run, which goes on"
    server.plan("GET /pipelines", fails(503))
    assert call(server) == 130
    assert capsys.readouterr().err == "kale-hooks submit: stopped\n"


def test_a_step_that_is_tried_again(
    notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"display_name": "train-step", "state": "FAILED", "start_time": "2026-01-01T00:00:00Z"}
    second = {"display_name": "train-step", "state": "RUNNING", "start_time": "2026-01-01T00:00:01Z"}
    other = {"display_name": "train-step-driver", "state": "FAILED"}
    for tasks in ([first, other], [second, first], [{**second, "state": "SUCCEEDED"}, first]):
        state = "SUCCEEDED" if tasks[0]["state"] == "SUCCEEDED" else "RUNNING"
        run = {"run_id": "r", "state": state, "run_details": {"task_details": tasks}}
        server.plan("GET /runs/.*", answers(data(run)))
    assert call(server, "--run", "--wait") == 0
    assert capsys.readouterr().err.splitlines()[2:-1] == ["  train: failed", "  train: running", "  train: succeeded"]


def test_what_a_server_says_cannot_reach_the_terminal(
    notebook: GitRepository, server: KfpServer, capsys: pytest.CaptureFixture[str]
) -> None:
    error = {"code": 13, "message": "\x1b[31mred\x07\nand more " + "x" * 999}
    server.plan("GET /runs/.*", answers(data({"run_id": "r", "state": "FAILED", "error": error})))
    assert call(server, "--run", "--wait") == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("the run failed (\\x1b[31mred\\x07 and more xxx")
    assert len(line) < 350
