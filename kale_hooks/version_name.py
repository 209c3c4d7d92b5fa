"""What an uploaded version is called: after the commit that it is made from, so that a run leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kale_core.installation import PLAIN
from kale_core.kfp.server.upload import Version, digest, named_by_content
from kale_core.quoting import escaped
from kale_hooks import console, git
from kale_hooks.files import Target
from kale_hooks.settings import COMMAND_LINE, Settings

_LENGTH = 12


def version_of(notebook: Target, settings: Settings, package: str) -> Version:
    """The version for a package that was made of the notebook as it lies there, under the settings.

    `1a2b3c4` if all that went into it is as committed, `1a2b3c4-dirty-<content>` with changes on top, `<content>`
    outside of git.
    """
    path = escaped(notebook.name)
    try:
        commit = git.head(notebook.root) if git.work_tree(notebook.root) == notebook.root else None
        changed = commit and _changed(notebook.root, [notebook.name, *_sources(notebook.root, settings)])
    except git.GitFailed as error:
        console.say(f"the version is named by its content, since git names no commit: {' '.join(str(error).split())}")
        commit = None
    if commit is None:
        return Version(digest(package)[:_LENGTH], f"{path}, in no commit", package)
    if changed:
        name = named_by_content(f"{commit.short}-dirty", package)
        return Version(name, f"{path} with changes on top of commit {commit.full}", package)
    return Version(commit.short, f"{path} at commit {commit.full}", package)


def _changed(root: Path, sources: list[str]) -> bool:
    return any(state != git.CLEAN for state in git.states(root, sources).values())


def _sources(root: Path, settings: Settings) -> Iterator[str]:
    """The files of the repository that say what steps install."""
    if settings.installation == PLAIN:
        return
    files = [Path(origin).resolve() for origin in settings.origins.values() if origin != COMMAND_LINE]
    files += [settings.folder / str(settings.values["requirements"])] if "requirements" in settings.values else []
    for file in dict.fromkeys(files):
        if file.is_relative_to(root):
            yield file.relative_to(root).as_posix()
