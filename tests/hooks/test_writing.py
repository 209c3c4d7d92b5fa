from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kale_hooks import writing


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path.resolve() / "root"
    made.mkdir()
    return made


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_write_makes_folders_and_leaves_nothing_else(root: Path) -> None:
    writing.write(root / "a/.kale/x.kale.py", "täxt\n", root=root)
    assert (root / "a/.kale/x.kale.py").read_bytes() == "täxt\n".encode()
    assert everything(root) == ["a", "a/.kale", "a/.kale/x.kale.py"]


def test_write_keeps_permissions(root: Path) -> None:
    plain = root / "plain"
    plain.write_text("")
    writing.write(root / "new", "x", root=root)
    assert (root / "new").stat().st_mode == plain.stat().st_mode
    plain.chmod(0o640)
    writing.write(plain, "x", root=root)
    assert stat.S_IMODE(plain.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["replace", "chmod"])
def test_a_failure_keeps_the_old_text_and_nothing_behind(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "old").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, name, fail)
    for file in (root / "old", root / "new/deep/file"):
        with pytest.raises(writing.RefusedWrite, match="No space left on device"):
            writing.write(file, "new", root=root)
    assert everything(root) == ["old"]
    assert (root / "old").read_text() == "old"


def test_an_interrupt_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        writing.write(root / "new/file", "new", root=root)
    assert everything(root) == []


def test_links_are_followed_only_inside_the_repository(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim").write_text("mine")
    (root / "file").symlink_to(outside / "victim")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "git").symlink_to(root / ".git/hooks", target_is_directory=True)
    (root / "loop").symlink_to(root / "loop")
    for name in ("file", "folder/new", "../sibling", "git/pre-commit", ".git/config", "loop/x"):
        with pytest.raises(writing.RefusedWrite):
            writing.write(root / name, "x", root=root)
    assert (outside / "victim").read_text() == "mine"
    assert everything(outside) == ["victim"]
    (root / "real").write_text("old")
    (root / "inside").symlink_to(root / "real")
    writing.write(root / "inside", "new", root=root)
    assert (root / "inside").is_symlink()
    assert (root / "real").read_text() == "new"


def test_a_folder_in_the_way(root: Path) -> None:
    (root / "x").mkdir()
    with pytest.raises(writing.RefusedWrite):
        writing.current(root / "x")
    with pytest.raises(writing.RefusedWrite):
        writing.write(root / "x", "text", root=root)
    assert everything(root) == ["x"]


def test_a_file_in_place_of_a_folder(root: Path) -> None:
    (root / "x").write_text("")
    with pytest.raises(writing.RefusedWrite):
        writing.write(root / "x/y", "text", root=root)
    assert everything(root) == ["x"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_permission(root: Path) -> None:
    (root / "x").mkdir(mode=0o500)
    with pytest.raises(writing.RefusedWrite, match="Permission denied"):
        writing.write(root / "x/y", "text", root=root)


@pytest.mark.parametrize(
    ("content", "same"),
    [
        pytest.param(b"a\nb\n", True, id="equal"),
        pytest.param(b"a\r\nb\r\n", True, id="checked out with CRLF"),
        pytest.param(b"a\nb", False, id="without the last newline"),
        pytest.param(b"a\nb\n\xff", False, id="not text"),
    ],
)
def test_same_text(content: bytes, same: bool) -> None:
    assert writing.same_text(content, "a\nb\n") is same
