"""What the next commit would take of generated files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kale_hooks import console, git
from kale_hooks.files import Target


def states(targets: Iterable[Target]) -> dict[Path, git.FileState]:
    """The git state of each file; none for those outside of git, and if git does not answer.

    Where git fails, nothing can be committed either; people are told.
    """
    by_root: dict[Path, list[Target]] = {}
    for target in targets:
        by_root.setdefault(target.root, []).append(target)
    found: dict[Path, git.FileState] = {}
    for root, members in by_root.items():
        if git.work_tree(root) == root:
            try:
                known = git.states(root, [target.name for target in members])
            except git.GitFailed as error:
                console.say(f"git does not say what a commit would take: {error}")
                continue
            found |= {target.file: known[target.name] for target in members}
    return found
