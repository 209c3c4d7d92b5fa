from __future__ import annotations

from tests.hooks.conftest import pytest_configure as pytest_configure
from tests.hooks.conftest import repository as repository
