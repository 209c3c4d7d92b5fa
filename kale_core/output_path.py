"""Where a notebook's generated file goes: arithmetic on strings, the disk is never asked (spec section 8)."""

from __future__ import annotations

from pathlib import PurePosixPath

from kale_core.quoting import quoted

DEFAULT_FOLDER = ".kale"


def folder_fault(folder: str) -> str | None:
    """What makes `folder` unsafe or unportable wherever the notebook lies, as the end of a sentence."""
    if folder.startswith("/") or folder[1:2] == ":":
        return "is an absolute path"
    if folder.startswith("~"):
        return "begins with `~`, which no program but a shell expands"
    for character in folder:
        if character in '$\\:*?"<>|%' or not character.isprintable():
            return f"holds {quoted(character)}, which not every system can have in a path"
    if any(_is_git(part) for part in PurePosixPath(folder).parts):
        return "leads into `.git`"
    if folder.endswith(".py"):
        return "looks like a file; it must name the folder that the generated file is written to"
    return None


def generated_file(
    notebook: str, *, pipeline_name: str, output_path: str | None = None, output_dir: str | None = None
) -> str | None:
    """The path of the file generated from `notebook`; both relative to the root of the repository, with `/`.

    It is in `output_path`, seen from the notebook's folder; else in `output_dir`, seen from the root; else in `.kale`.
    `None` if it would lie outside the repository or inside `.git`. A caller that writes must still make sure
    that no symbolic link leads elsewhere.
    """
    folder = PurePosixPath(notebook).parent / (output_path or DEFAULT_FOLDER)
    if output_dir is not None and not output_path:
        folder = PurePosixPath(output_dir)
    inside = folder_inside(folder)
    return None if inside is None else "/".join([*inside, f"{pipeline_name}.kale.py"])


def folder_inside(folder: PurePosixPath) -> tuple[str, ...] | None:
    """The parts of a folder of the repository, without `..`; `None` if it leads out of it, or into `.git`."""
    parts: list[str] = []
    for part in folder.parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return None if folder.is_absolute() or any(map(_is_git, parts)) else tuple(parts)


def _is_git(part: str) -> bool:
    """Whether some file system takes `part` for git's own folder."""
    return part.rstrip(" .").lower() in (".git", "git~1")
