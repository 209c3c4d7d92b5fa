from __future__ import annotations

import pytest

from kale_hooks.requirements import pins


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("numpy==2.1.0", {"numpy": ("==2.1.0",)}, id="plain"),
        pytest.param("  numpy == 2.1.0  ", {"numpy": ("==2.1.0",)}, id="spaces"),
        pytest.param("Scikit_Learn==1.5", {"scikit-learn": ("==1.5",)}, id="another spelling"),
        pytest.param("dask[complete]==2024.1", {"dask": ("==2024.1",)}, id="extras belong to the import"),
        pytest.param("torch==2.1.0+cpu", {"torch": ("==2.1.0+cpu",)}, id="local version"),
        pytest.param("pytz==1!2024.1rc1", {"pytz": ("==1!2024.1rc1",)}, id="epoch and candidate"),
        pytest.param("numpy==2.1.0  # via pandas", {"numpy": ("==2.1.0",)}, id="comment"),
        pytest.param(
            "numpy==2.1.0 \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd", {"numpy": ("==2.1.0",)}, id="hash"
        ),
        pytest.param("numpy==2.1.0 --hash=sha256:ab", {"numpy": ("==2.1.0",)}, id="hash on the line"),
        pytest.param("colorama==0.4.6 ; sys_platform == 'win32'", {"colorama": ("==0.4.6",)}, id="marker"),
        pytest.param(
            "numpy==1.24 ; python_version < '3.9'\nnumpy==2.1 ; python_version >= '3.9' --hash=sha256:ab",
            {"numpy": ('==1.24; python_version < "3.9"', '==2.1; python_version >= "3.9"')},
            id="two versions",
        ),
        pytest.param("numpy==2.1\r\npandas==2.2\r\n", {"numpy": ("==2.1",), "pandas": ("==2.2",)}, id="CRLF"),
        pytest.param("numpy>=2\npandas\n-e .\n-r x.txt\n# c\na @ https://x/y\nb==1,<2\nc===1\nd==1.*", {}, id="others"),
        pytest.param("numpy==2'; rm -rf /", {}, id="no shell"),
    ],
)
def test_pins(line: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert pins(line) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            '[[package]]\nname = "Num_Py"\nversion = "2.1"\nsource = {registry = "https://x"}',
            {"num-py": ("==2.1",)},
            id="uv",
        ),
        pytest.param(
            '[[package]]\nname = "a"\nversion = "1"\nresolution-markers = ["python_version < \'3.9\'"]\n'
            '[[package]]\nname = "a"\nversion = "2"\nresolution-markers = ["os_name == \'nt\'", "os_name == \'x\'"]',
            {"a": ('==1; python_version < "3.9"', '==2; (os_name == "nt") or (os_name == "x")')},
            id="uv, two versions",
        ),
        pytest.param(
            '[[package]]\nname = "a"\nversion = "1"\nsource = {editable = "."}', {}, id="uv, the project itself"
        ),
        pytest.param('[[package]]\nname = "a"\nsource = {virtual = "."}', {}, id="uv, without a version"),
        pytest.param(
            '[[package]]\nname = "a"\nversion = "1"\n[package.source]\ntype = "legacy"\nurl = "https://x"',
            {"a": ("==1",)},
            id="poetry, another index",
        ),
        pytest.param(
            '[[package]]\nname = "a"\nversion = "1"\n[package.source]\ntype = "git"\nurl = "https://x"',
            {},
            id="poetry, git",
        ),
        pytest.param('[[package]]\nname = "a"\nversion = "1"\npath = "./a.whl"', {}, id="pdm, a file"),
        pytest.param('[[packages]]\nname = "a"\nversion = "1"\nmarker = "x == \'y\'"', {"a": ("==1",)}, id="pylock"),
        pytest.param('[[packages]]\nname = "a"\nversion = "1"\nvcs = {type = "git"}', {}, id="pylock, a repository"),
        pytest.param('[[package]]\nname = "a"\nversion = "1; rm -rf /"', {}, id="no shell"),
        pytest.param(
            '[[package]]\nname = "a"\nversion = "1"\nmarkers = "$(id)"\n[[package]]\nname = "a"\nversion = "2"',
            {"a": ("==1", "==2")},
            id="no shell in markers",
        ),
        pytest.param("[[package]]\nname = 1\nversion = 2\n[[package]]\nsource = 3", {"1": ("==2",)}, id="no texts"),
        pytest.param('package = [1]\n[[packages]]\nname = "a"\nversion = "1"', {}, id="no tables"),
    ],
)
def test_lock_files(entries: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert pins(f"version = 1\n\n{entries}\n") == expected
