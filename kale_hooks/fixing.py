"""The engine behind `--fix`: what the rules offer is done, and checked again, until there is nothing left to do."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kale_core import fixes
from kale_core.diagnostics import Applicability, Fix
from kale_core.notebook import Notebook, parse_notebook
from kale_core.rules.pods import credentials
from kale_core.rules.rule import Rule
from kale_hooks import writing
from kale_hooks.check import Checked, check_each, check_read
from kale_hooks.files import Target
from kale_hooks.repository import Facts, Repositories

_MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Fixed:
    """A notebook with `count` findings fixed; `checked` says what remains.

    `before` is the text that the file had. `refusal` is why the file could not be written: then nothing is fixed.
    """

    checked: Checked
    before: str = ""
    count: int = 0
    refusal: str = ""

    @property
    def after(self) -> str:
        notebook = self.checked.subject.notebook
        return notebook.text if notebook else self.before


def fix_each(
    targets: Iterable[Target], *, rules: Sequence[Rule], repositories: Repositories, unsafe: bool, write: bool
) -> Iterator[Fixed]:
    """The files one by one; `unsafe`: fix also what needs a guess; `write`: change the files."""
    for checked in check_each(targets, rules=rules, repositories=repositories):
        facts = repositories.at(checked.target.root)
        try:
            fixed = _fix(checked, rules=rules, facts=facts, unsafe=unsafe)
            yield _written(fixed, original=checked) if write and fixed.count else fixed
        except Exception:
            import traceback

            yield Fixed(replace(checked, crash=traceback.format_exc()))


def _fix(checked: Checked, *, rules: Sequence[Rule], facts: Facts, unsafe: bool) -> Fixed:
    notebook = checked.subject.notebook
    fixed = Fixed(checked, before=notebook.text if notebook else "")
    for _ in range(_MOST_ROUNDS):
        further = _round(fixed, rules=rules, facts=facts, unsafe=unsafe)
        if further is None:
            break
        fixed = further
    if fixed.count and fixed.checked.subject.notebook:
        facts.changed(fixed.checked.subject.notebook)
    return fixed


def _round(fixed: Fixed, *, rules: Sequence[Rule], facts: Facts, unsafe: bool) -> Fixed | None:
    """The notebook after as many fixes as can be made at once; none if there is none."""
    target = fixed.checked.target
    offered = [each.fix for each in fixed.checked.diagnostics if each.fix and (unsafe or _is_safe(each.fix))]
    one_by_one = [[fix] for fix in offered]  # only if together they break the notebook
    for attempt in [offered, *one_by_one] if offered else []:
        applied = fixes.apply(fixed.after, attempt)
        notebook = parse_notebook(applied.text.encode(), path=target.name) if applied.fixes else None
        if isinstance(notebook, Notebook):
            checked = check_read(target, notebook, rules=rules, facts=facts)
            return replace(fixed, checked=checked, count=fixed.count + len(applied.fixes))
    return None


def _is_safe(fix: Fix) -> bool:
    return fix.applicability is Applicability.SAFE


def _written(fixed: Fixed, *, original: Checked) -> Fixed:
    target = fixed.checked.target
    try:
        content = writing.current(target.file) or b""
        mark = "\ufeff" if content.startswith(codecs.BOM_UTF8) else ""
        if content.decode("utf-8-sig", "replace") != fixed.before:
            raise writing.RefusedWrite("it has changed meanwhile")
        writing.write(target.file, mark + fixed.after, root=target.root)
    except writing.RefusedWrite as error:
        return Fixed(original, before=fixed.before, refusal=str(error))
    return fixed


def diff(fixed: Fixed) -> Iterator[str]:
    """The lines of a unified diff from the file to what it would be, safe for a terminal and without credentials."""
    if fixed.before == fixed.after:
        return
    from difflib import unified_diff

    from kale_hooks.output.masking import masked
    from kale_hooks.output.visible import escape, expand

    secrets = credentials.secrets(fixed.checked.subject)
    path = escape(fixed.checked.target.path)
    before, after = (text.replace("\r\n", "\n").split("\n") for text in (fixed.before, fixed.after))
    for line in unified_diff(before, after, path, f"{path} (fixed)", lineterm=""):
        yield expand(line[0] + masked(line[1:], secrets))[0]
