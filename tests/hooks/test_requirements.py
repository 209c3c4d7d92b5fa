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
