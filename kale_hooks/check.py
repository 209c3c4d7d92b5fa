"""The engine behind the lint hooks: one file in, its diagnostics out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kale_core.diagnostics import Diagnostic, Severity
from kale_core.notebook import Notebook, Unreadable, read_notebook
from kale_core.processor import process
from kale_core.rules.pods import credentials
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Repository, Rule, Subject
from kale_core.rules.suppressions import unused_suppression
from kale_core.rules.vital import VITAL
from kale_hooks.files import Target, shown
from kale_hooks.repository import Facts, Repositories

_VITAL = tuple(RULES[code] for code in sorted(VITAL))


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what the rules say of it, in reading order; `crash` is the traceback of a fault of ours.

    `secrets` are texts that no output may show, where the diagnostics are about code.
    """

    target: Target
    subject: Subject
    diagnostics: tuple[Diagnostic, ...] = ()
    secrets: frozenset[str] = frozenset()
    crash: str = ""

    @property
    def is_kale(self) -> bool:
        """Whether the file holds a Kale notebook, or might: a file that cannot be read counts."""
        return self.subject.processed is None or self.subject.processed.is_kale

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)

    @property
    def compiles(self) -> bool:
        """Whether there is a pipeline to generate a file from."""
        return self.is_kale and not self.errors and not self.crash


def check_each(
    targets: Iterable[Target], *, rules: Sequence[Rule], repositories: Repositories, to_compile: bool = False
) -> Iterator[Checked]:
    """The files one by one; a fault of ours in one of them does not stop the others.

    `to_compile`: what keeps a notebook from being compiled is reported even if it is to be ignored.
    """
    for target in targets:
        try:
            yield check(target, rules=rules, facts=repositories.at(target.root), to_compile=to_compile)
        except Exception:
            import traceback

            yield Checked(target, Subject(target.name), crash=traceback.format_exc())


def check(target: Target, *, rules: Iterable[Rule], facts: Facts, to_compile: bool = False) -> Checked:
    """What `rules` say of a file; nothing of a notebook that has nothing to do with Kale.

    It is read under its name in the repository: nothing derived from it may depend on the working directory.
    """
    notebook = read_notebook(target.file, path=target.name)
    return check_read(target, notebook, rules=rules, facts=facts, to_compile=to_compile)


def check_read(
    target: Target, notebook: Notebook | Unreadable, *, rules: Iterable[Rule], facts: Facts, to_compile: bool = False
) -> Checked:
    """The same of a notebook that may differ from the file that it is from."""
    subject = _subject(target, notebook, facts)
    checked = Checked(target, subject)
    if not checked.is_kale and not subject.repository.generated:
        return checked
    wanted = [rule for rule in rules if not facts.settings.ignores(rule, target.file)]
    diagnosed = _diagnosed(subject, wanted, to_compile=to_compile)
    found = {_as_shown(diagnostic, target) for diagnostic in diagnosed}
    secrets = credentials.secrets(subject) if any(_is_about_code(diagnostic) for diagnostic in found) else frozenset()
    return replace(checked, diagnostics=tuple(sorted(found, key=Diagnostic.sort_key)), secrets=secrets)


def _diagnosed(subject: Subject, rules: Sequence[Rule], *, to_compile: bool) -> Iterator[Diagnostic]:
    found = (diagnostic for rule in rules for diagnostic in rule.diagnose(subject))
    yield from unused_suppression.remaining(subject, found, rules=rules)
    for rule in _VITAL if to_compile else ():
        yield from (each for each in rule.diagnose(subject) if each.severity is Severity.ERROR)


def _is_about_code(diagnostic: Diagnostic) -> bool:
    return any(place.span for place in (diagnostic.place, *(each.place for each in diagnostic.related)))


def _subject(target: Target, notebook: Notebook | Unreadable, facts: Facts) -> Subject:
    if isinstance(notebook, Unreadable):
        return Subject(target.name, unreadable=notebook)
    processed = process(notebook)
    if not processed.is_kale:
        repository = Repository(generated=facts.generated_from(target.name), notebook=target.name)
        return Subject(target.name, processed=processed, repository=repository)
    return Subject(
        target.name,
        processed=processed,
        repository=facts.about(target.name, processed.pipeline),
        allowed_tags=facts.settings.allowed_tags,
        installation=facts.settings.installation,
        output_dir=facts.output_dir,
    )


def _as_shown(diagnostic: Diagnostic, target: Target) -> Diagnostic:
    """The diagnostic with the paths that the user knows, in place of names in the repository."""
    related = tuple(replace(each, path=_path(each.path, target)) for each in diagnostic.related)
    return replace(diagnostic, path=target.path, related=related)


def _path(name: str, target: Target) -> str:
    return target.path if name == target.name else shown(target.root, name)
