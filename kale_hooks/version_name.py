"""What an uploaded version is called: after the commit that its notebook is from, so that a run leads back to it."""

from __future__ import annotations

from kale_core.kfp.server.upload import Version, digest, named_by_content
from kale_core.quoting import escaped
from kale_hooks import console, git
from kale_hooks.files import Target

_LENGTH = 12


def version_of(notebook: Target, package: str) -> Version:
    """The version for a package that was made of the notebook as it lies there.

    `1a2b3c4` for a notebook as committed, `1a2b3c4-dirty-<content>` with changes on top, `<content>` outside of git.
    """
    path = escaped(notebook.name)
    try:
        commit = git.head(notebook.root) if git.work_tree(notebook.root) == notebook.root else None
        changed = commit and git.states(notebook.root, [notebook.name])[notebook.name] != git.CLEAN
    except git.GitFailed as error:
        console.say(f"the version is named by its content, since git names no commit: {' '.join(str(error).split())}")
        commit = None
    if commit is None:
        return Version(digest(package)[:_LENGTH], f"{path}, in no commit", package)
    if changed:
        name = named_by_content(f"{commit.short}-dirty", package)
        return Version(name, f"{path} with changes on top of commit {commit.full}", package)
    return Version(commit.short, f"{path} at commit {commit.full}", package)
