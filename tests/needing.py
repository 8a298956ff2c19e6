"""What a bare machine may lack: a test that needs it is skipped there, and fails where all is required."""

import os

import pytest


def require(found: bool, lacking: str) -> None:
    """Skip with a line that says what is lacking; with REQUIRE_ALL=1 fail instead."""
    if found:
        return
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(lacking)
    pytest.skip(lacking)
