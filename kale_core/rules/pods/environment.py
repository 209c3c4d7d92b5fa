"""What a step does to the environment of its process: variables, the working directory, IPython's extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.tables.state import EXTENSIONS
from kale_core.analysis.uses import Use, UseKind
from kale_core.pipeline import Pipeline
from kale_core.quoting import quoted
from kale_core.rules.pods.access import Effect
from kale_core.rules.pods.accesses import accesses
from kale_core.rules.pods.folders import folder_changes
from kale_core.rules.pods.needs import is_given_by
from kale_core.rules.pods.reliance import Reliance, Uses, reliances
from kale_core.rules.pods.shell import magic_of

_ASSIGNMENT = re.compile(r"(\w+)(?:\s*=|\s+)\s*\S.*")
_SETS_VARIABLE = frozenset({"os.environ.setdefault", "os.environ.pop", "os.environ.__setitem__"})
_READS_VARIABLE = frozenset({"os.environ.get", "os.getenv"})


def environment_variables(every: Uses, pipeline: Pipeline) -> Iterator[Reliance]:
    """Steps that read a variable that another step sets; a `secret:` tag sets it in the pod of its own step."""
    names = dict.fromkeys(name for found in every.values() for use in found for name in set_variables(use))
    for name in names:

        def is_setting(use: Use, name: str = name) -> bool:
            return name in set_variables(use)

        def is_use(step: str, use: Use, name: str = name) -> bool:
            secrets = {secret.variable for secret in pipeline.step(step).settings.secrets}
            return name == _read_variable(use) and name not in secrets

        yield from reliances(
            every,
            is_setting=is_setting,
            is_use=is_use,
            sets="sets it",
            uses=f"reads the environment variable {quoted(name)}",
        )


def set_variables(use: Use) -> tuple[str, ...]:
    """The environment variables that a use sets or removes, as far as they are known."""
    if use.kind is UseKind.CALL and use.name == "os.environ.update":
        return tuple(name for name, _ in use.keywords)
    if (use.kind is UseKind.SET and use.name == "os.environ") or use.name in _SETS_VARIABLE:
        return tuple(filter(None, use.texts[:1]))
    magic = magic_of(use)
    match = _ASSIGNMENT.fullmatch(magic.rest) if magic is not None and magic.name in ("env", "set_env") else None
    return (match[1],) if match else ()


def _read_variable(use: Use) -> str | None:
    is_read = use.name in _READS_VARIABLE or (use.kind is UseKind.GET and use.name == "os.environ")
    return use.texts[0] if is_read and use.texts else None


def working_directories(every: Uses, dataflow: Dataflow) -> Iterator[Reliance]:
    """Steps that read a relative path below a change of the working directory in another step."""
    lasting = {use for found in every.values() for use in _lasting_changes(found)}
    if not lasting:
        return
    changes = {use for found in every.values() for use, _ in folder_changes(found)}
    relative = {use: path for found in every.values() for use, path in _relative_reads(found, dataflow)}
    for each in reliances(
        every,
        is_setting=changes.__contains__,
        is_use=lambda _, use: use in relative,
        sets="changes the working directory",
        uses="reads the relative path",
    ):
        if each.setting in lasting:
            yield replace(each, uses=f"{each.uses} {quoted(relative[each.use])}")


def _lasting_changes(found: Sequence[Use]) -> list[Use]:
    """The changes of a step's working directory; none if it seems to go back where it was."""
    changes = folder_changes(found)
    goes_back = len(changes) > 1 and changes[-1][1] in (None, "..", "-")
    return [] if goes_back else [use for use, path in changes if path != "."]


def _relative_reads(found: Sequence[Use], dataflow: Dataflow) -> Iterator[tuple[Use, str]]:
    """The uses that read a relative path that the step did not write before."""
    every = accesses(found, dataflow)
    for index, access in enumerate(every):
        is_relative = access.effect is Effect.READ and not access.path.startswith(("/", "~"))
        if is_relative and not any(is_given_by(put, access) for put in every[:index]):
            yield access.use, access.path


def extensions(every: Uses) -> Iterator[Reliance]:
    """Steps that use a magic of an extension that another step loads."""
    for extension, names in EXTENSIONS.items():

        def is_setting(use: Use, extension: str = extension) -> bool:
            magic = magic_of(use)
            return magic is not None and magic.name in ("load_ext", "reload_ext") and magic.rest == extension

        def is_use(_: str, use: Use, names: frozenset[str] = names) -> bool:
            magic = magic_of(use)
            return magic is not None and magic.name in names

        yield from reliances(
            every,
            is_setting=is_setting,
            is_use=is_use,
            sets="loads it",
            uses=f"uses a magic of the extension {quoted(extension)}",
        )
