from __future__ import annotations

import pytest

from kale_core.output_path import folder_fault, generated_file


@pytest.mark.parametrize(
    ("notebook", "folder", "file"),
    [
        ("nb.ipynb", None, ".kale/demo.kale.py"),
        ("a/b/nb.ipynb", None, "a/b/.kale/demo.kale.py"),
        ("a/b/nb.ipynb", "../out/./x", "a/out/x/demo.kale.py"),
        ("a/b/nb.ipynb", "../..", "demo.kale.py"),
        ("a/nb.ipynb", "../../a", None),
        ("nb.ipynb", "..", None),
        ("nb.ipynb", "x/../../y", None),
        ("nb.ipynb", "/tmp", None),
        ("a/nb.ipynb", "../.git/hooks", None),
        ("a/nb.ipynb", "../.GIT", None),
        ("a/nb.ipynb", ".git./x", None),
        ("a/nb.ipynb", "../.github", ".github/demo.kale.py"),
    ],
)
def test_generated_file(notebook: str, folder: str | None, file: str | None) -> None:
    assert generated_file(notebook, pipeline_name="demo", output_path=folder) == file


@pytest.mark.parametrize(
    ("folder", "fault"),
    [
        ("pipelines", None),
        ("../pipelines/über mich", None),
        ("/tmp", "is an absolute path"),
        ("C:/x", "is an absolute path"),
        ("~/x", "begins with `~`"),
        ("$HOME", "holds `$`"),
        ("a\\b", "holds `\\`"),
        ("a\nb", "holds `\\n`"),
        ("a/.git/b", "leads into `.git`"),
        ("a/.Git /b", "leads into `.git`"),
        ("out/pipeline.py", "looks like a file"),
    ],
)
def test_folder_fault(folder: str, fault: str | None) -> None:
    assert (folder_fault(folder) or "None").startswith(str(fault))
