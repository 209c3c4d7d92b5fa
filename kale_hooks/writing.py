"""Writing a generated file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class RefusedWrite(Exception):
    """Writing there would leave the repository, or the file system does not allow it; the message says which."""


def same_text(content: bytes, text: str) -> bool:
    """Whether a file's bytes are `text`; git may have checked it out with `\\r\\n` line ends."""
    return content.replace(b"\r\n", b"\n") == text.encode()


def current(file: Path) -> bytes | None:
    """The bytes of a file, `None` if it does not exist; `RefusedWrite` if it cannot be read."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedWrite(f"it cannot be read: {error.strerror or error}") from error


def write(file: Path, text: str, *, root: Path) -> None:
    """Replace `file` by `text` in one step, and keep nothing behind if that fails.

    Symbolic links are followed only inside `root`, the resolved root of the repository.
    """
    real = Path(os.path.realpath(file))  # which, unlike `resolve`, lets loops of links pass: opening them fails
    if not real.is_relative_to(root) or ".git" in real.relative_to(root).parts:
        raise RefusedWrite("it leads outside the repository")
    try:
        with _folder(real.parent):
            _replace(real, text.encode())
    except OSError as error:
        raise RefusedWrite(f"it cannot be written: {error.strerror or error}") from error


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """`folder`, made if need be; what was made is removed again if the body fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def _replace(file: Path, content: bytes) -> None:
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:100]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        temporary.chmod(_mode(file))
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(file: Path) -> int:
    """The permissions that a plain `open(file, "w")` would leave."""
    try:
        return file.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
