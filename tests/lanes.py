"""A lane is a set of tests that needs something the machine may lack: a server, a file too large for the project."""

import os
from typing import NoReturn

import pytest


def cannot_run(reason: str) -> NoReturn:
    """Skip the test with its reason; with CI=true a lane that cannot run is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
