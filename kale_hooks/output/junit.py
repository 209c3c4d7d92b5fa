"""The `junit` format: a file is a test suite, a finding is a test that fails, a clean file has one that passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kale_core.diagnostics import Diagnostic
from kale_hooks.output.full import block
from kale_hooks.output.message import message
from kale_hooks.output.visible import escape
from kale_hooks.report import Report

_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def render(report: Report) -> str:
    """An XML document in ASCII, whatever the encoding of standard output is."""
    root = Element("testsuites", name="kale-hooks")
    for path in sorted({*report.files, *(diagnostic.path for diagnostic in report.diagnostics)}):
        found = [diagnostic for diagnostic in report.diagnostics if diagnostic.path == path]
        root.append(_suite(report, path, found))
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="us-ascii").decode()}\n'


def _suite(report: Report, path: str, found: Sequence[Diagnostic]) -> Element:
    crashed = report.file(path).crashed
    name = _text(report.name(path))
    counts = {"tests": max(1, len(found)), "failures": len(found), "errors": int(crashed)}
    suite = Element("testsuite", {"name": name, "file": name, **{key: str(number) for key, number in counts.items()}})
    for diagnostic in found:
        _case(suite, report, diagnostic)
    if not found:
        case = SubElement(suite, "testcase", name="kale-hooks", classname=_class(name))
        if crashed:
            SubElement(case, "error", type="internal error", message="this file was not checked")
    return suite


def _case(suite: Element, report: Report, diagnostic: Diagnostic) -> None:
    name = _text(f"{diagnostic.code} {message(diagnostic)}")  # GitLab shows one of the tests with the same name
    case = SubElement(suite, "testcase", name=name, classname=_class(suite.get("name", "")))
    failure = SubElement(case, "failure", type=diagnostic.severity.value, message=_text(diagnostic.message))
    failure.text = _text(f"\n{block(report, diagnostic)}\n")


def _class(name: str) -> str:
    """The file as programs show the class of a test, without the ending that they would take for the class."""
    return name.removesuffix(".ipynb").removesuffix(".py")


def _text(text: str) -> str:
    """`text` with what XML cannot hold as escapes."""
    return "\n".join(_NOT_IN_XML.sub(_escaped, escape(line)) for line in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
