"""Every format, as the commands print it: goldens, and what the programs that read them insist on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule, Subject
from kale_hooks import check_stale, cli, compile, validate_tags
from kale_hooks.output import OutputFormat
from tests.hooks.faults import SECRET, faulty, lasting, stale
from tests.hooks.repository import OUTPUT, GitRepository
from tests.notebooks import cell

Main = Callable[[Sequence[str]], int]

TESTS = Path(__file__).parent.parent
GOLDENS = TESTS / "goldens" / "output"
SARIF = json.loads((TESTS / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
JUNIT = xmlschema.XMLSchema(TESTS / "schemas" / "junit-10.xsd")
MACHINES = [each for each in OutputFormat if each.is_for_machines]


class Runs:
    """Runs commands in the working directory, and keeps what they print apart."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def check(self, *arguments: str, status: int = 1) -> str:
        return self.run(cli.main, "check", *arguments, status=status)

    def stale(self, *arguments: str, status: int = 1) -> str:
        return self.run(check_stale.main, *arguments, status=status)

    def run(self, main: Main, *arguments: str, status: int = 1) -> str:
        self._capsys.readouterr()
        assert main(list(arguments)) == status
        return self._capsys.readouterr().out


@pytest.fixture
def runs(capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(capsys)


def validate(text: str, output_format: OutputFormat) -> None:
    """What a program that reads the format insists on, by a schema that is not ours."""
    match output_format:
        case OutputFormat.SARIF:
            jsonschema.Draft202012Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))
        case OutputFormat.JUNIT:
            JUNIT.validate(text)
            suites = ElementTree.fromstring(text)
            assert suites.get("tests") == str(len(suites.findall("testsuite/testcase")))
            assert suites.get("failures") == str(len(suites.findall("testsuite/testcase/failure")))
        case OutputFormat.GITLAB:
            found = json.loads(text)
            jsonschema.validate(found, GITLAB)
            assert len({each["fingerprint"] for each in found}) == len(found)
        case OutputFormat.GITHUB:
            assert all(COMMAND.fullmatch(line) for line in text.splitlines())
        case _:
            assert json.loads(text)["version"] == 1


GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1, "pattern": "^[^\n]*$"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|\.\./|/)"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
"""GitLab publishes no schema; this is its documentation of the keys that it reads."""

COMMAND = re.compile(r"::(?P<kind>error|warning) (?P<properties>[^:]*)::(?P<text>.+)")


def golden(name: str, text: str) -> None:
    """Set `UPDATE_GOLDENS` in the environment to accept what is printed now."""
    file = GOLDENS / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("output_format", OutputFormat)
def test_one_fault_of_each_family(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    faulty(repository)
    text = runs.check("--output-format", output_format)
    golden(f"check-{output_format}", lasting(text, output_format))


@pytest.mark.parametrize("output_format", OutputFormat)
def test_generated_files(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    stale(repository)
    text = runs.stale("--output-format", output_format)
    golden(f"stale-{output_format}", lasting(text, output_format))


@pytest.mark.parametrize("output_format", [OutputFormat.FULL, OutputFormat.CONCISE, OutputFormat.JSON])
def test_statistics(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    faulty(repository)
    repository.notebook("more.ipynb", [cell("step:a, hide-input, block:b, step:a", "dta")])
    name = "json" if output_format is OutputFormat.JSON else "text"
    golden(f"statistics-{name}", runs.check("--statistics", "--output-format", output_format))


@pytest.mark.parametrize("output_format", [OutputFormat.FULL, OutputFormat.JSON])
def test_statistics_of_nothing(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    repository.notebook()
    text = runs.check("--statistics", "--output-format", output_format, status=0)
    assert text == "" if output_format is OutputFormat.FULL else json.loads(text)["statistics"] == []


@pytest.mark.parametrize(
    "output_format", [OutputFormat.SARIF, OutputFormat.GITHUB, OutputFormat.GITLAB, OutputFormat.JUNIT]
)
@pytest.mark.parametrize("main", [validate_tags.main, compile.main, check_stale.main])
def test_statistics_in_a_format_for_findings(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], main: Main, output_format: OutputFormat
) -> None:
    repository.notebook()
    assert main(["--statistics", "--output-format", output_format]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(f": --statistics prints text or json, not {output_format}\n")


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [
        pytest.param({}, False, id="a pipe"),
        pytest.param({"FORCE_COLOR": "1"}, True, id="forced"),
        pytest.param({"FORCE_COLOR": ""}, False, id="not forced"),
        pytest.param({"FORCE_COLOR": "1", "TERM": "dumb"}, True, id="forced on a dumb terminal"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="unwanted"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": ""}, True, id="not unwanted"),
    ],
)
@pytest.mark.parametrize("arguments", [(), ("--statistics",)])
def test_colour(
    repository: GitRepository,
    runs: Runs,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_coloured: bool,
    arguments: tuple[str, ...],
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    faulty(repository)
    assert ("\x1b[" in runs.check(*arguments)) is is_coloured
    assert "\x1b[" not in runs.check("--output-format", "json")


@pytest.mark.parametrize("output_format", OutputFormat)
def test_no_format_shows_a_credential(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    faulty(repository)
    parameters = cell("pipeline-parameters", f"n = 60 * 60\ndb_password = '{SECRET}'\nm = 60 * 60")
    repository.notebook("parameters.ipynb", [parameters, cell("step:a", "print(db_password)")])
    for main in (cli_check, validate_tags.main):
        assert SECRET not in runs.run(main, "--output-format", output_format)
    for each in repository.root.glob("**/*.ipynb"):
        each.unlink()
    stale(repository)
    assert SECRET in (repository.root / "old.ipynb").read_text(encoding="utf-8")
    assert SECRET not in runs.stale("--output-format", output_format)


def test_the_diff_of_fixes_shows_no_credential(repository: GitRepository, runs: Runs) -> None:
    source = f"import os\nos.environ['DB_PASSWORD'] = '{SECRET}'"
    file = repository.notebook(cells=[cell("step:a, step:a", source)])
    file.write_text(json.dumps(json.loads(file.read_bytes())), encoding="utf-8")
    lines = runs.check("--diff").splitlines()
    assert lines[-2:] == ["-[this line holds a credential]", "+[this line holds a credential]"]


def cli_check(arguments: Sequence[str]) -> int:
    return cli.main(["check", *arguments])


@pytest.mark.parametrize("output_format", MACHINES)
def test_machine_formats_are_valid(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    option = ("--output-format", output_format)
    validate(runs.check(*option, status=0), output_format)
    faulty(repository)
    validate(runs.check(*option, "clean.ipynb", status=0), output_format)
    validate(runs.check(*option), output_format)
    validate(runs.check(*option, "missing.ipynb"), output_format)
    validate(runs.run(compile.main, *option), output_format)
    stale(repository)
    validate(runs.stale(*option), output_format)
    validate(runs.run(cli.main, "check-and-compile", *option), output_format)


@pytest.mark.parametrize("output_format", MACHINES)
def test_a_fault_of_ours_in_one_file(
    repository: GitRepository,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    output_format: OutputFormat,
) -> None:
    def crash(subject: Subject) -> Any:
        if subject.path == "clean.ipynb":
            raise ValueError("\x1b unexpected")
        yield Finding("this is wrong", "do this")

    monkeypatch.setitem(RULES, "KALE101", Rule("KALE101", "unknown-tag", Severity.ERROR, crash))  # type: ignore[misc]
    faulty(repository)
    assert cli.main(["check", "--output-format", output_format]) == 2
    captured = capsys.readouterr()
    validate(captured.out, output_format)
    assert "clean.ipynb: internal error, please report it" in captured.err
    if output_format is OutputFormat.SARIF:
        (invocation,) = json.loads(captured.out)["runs"][0]["invocations"]
        assert not invocation["executionSuccessful"]
    if output_format in (OutputFormat.GITHUB, OutputFormat.JUNIT):
        assert "clean.ipynb" in captured.out


@pytest.mark.parametrize("output_format", [OutputFormat.SARIF, OutputFormat.GITHUB, OutputFormat.GITLAB])
def test_code_hosts_get_paths_from_the_root(
    repository: GitRepository, runs: Runs, monkeypatch: pytest.MonkeyPatch, output_format: OutputFormat
) -> None:
    faulty(repository)
    texts = []
    for folder, argument in [(".", "a b/faults.ipynb"), ("a b", "faults.ipynb"), ("a b", str(repository.root / "a b"))]:
        monkeypatch.chdir(repository.root / folder)
        text = runs.check("--output-format", output_format, argument)
        # Only the text of a GitHub annotation says the path as the user calls it: it is for the log of the job.
        texts.append(re.sub(r"::\S*(a b/)?faults\.ipynb:", "::", text))
    assert texts[0] == texts[1] == texts[2]
    assert re.search("a( |%20)b/faults.ipynb", texts[0])


def test_github_commands_can_be_read_back(repository: GitRepository, runs: Runs) -> None:
    faulty(repository)
    repository.notebook("50%, a:b.ipynb", [cell("step:a, x%0A::y", "x = 1")])
    lines = (repository.root / "50%, a:b.ipynb").read_text(encoding="utf-8").splitlines()
    (command,) = runs.check("--output-format", "github", "50%, a:b.ipynb").splitlines()
    match = COMMAND.fullmatch(command)
    assert match
    properties = dict(each.split("=") for each in match["properties"].split(","))
    assert decoded(properties["file"], "%3A:", "%2C,") == "50%, a:b.ipynb"
    assert lines[int(properties["line"]) - 1][int(properties["col"]) - 1 : int(properties["endColumn"]) - 1] == (
        '"x%0A::y"'
    )
    assert decoded(match["text"]).startswith("50%, a:b.ipynb:cell 1:1:1: KALE101 `x%0A::y` is not a tag")
    assert "\nhelp: " in decoded(match["text"])


def decoded(text: str, *more: str) -> str:
    """What GitHub makes of an escaped text."""
    for pair in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(pair[:3], pair[3:])
    return text


def test_junit_holds_what_xml_cannot(repository: GitRepository, runs: Runs) -> None:
    repository.notebook("nb.ipynb", [cell("step:a, <&\"'\x0b\x1b\ufffe\uffff, é]]>", "x = 1  # \x00\ufffe")])
    text = runs.check("--output-format", "junit")
    validate(text, OutputFormat.JUNIT)
    assert text.isascii()
    messages = [each.get("message", "") for each in ElementTree.fromstring(text).iter("failure")]
    assert any("<&\"'\\x0b\\x1b\\ufffe\\uffff" in message for message in messages), messages
    assert any("é]]>" in message for message in messages)


def test_a_clean_file_is_a_test_that_passes(repository: GitRepository, runs: Runs) -> None:
    repository.notebook("clean.ipynb")
    suites = ElementTree.fromstring(runs.check("--output-format", "junit", status=0))
    assert [(each.get("name"), len(each)) for each in suites.iter("testcase")] == [("kale-hooks", 0)]


@pytest.mark.parametrize("output_format", MACHINES)
def test_nothing_else_is_on_standard_output(repository: GitRepository, runs: Runs, output_format: OutputFormat) -> None:
    repository.notebook("other.ipynb", [cell("", "1")], pipeline_name="other")
    repository.notebook()
    text = runs.run(compile.main, "--output-format", output_format, "--verbose")
    validate(text, output_format)
    assert (repository.root / OUTPUT).is_file()
