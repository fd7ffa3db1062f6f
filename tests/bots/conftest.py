"""What tests of every channel share."""

import pytest
import structlog


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """The program's own set-up of logs, made by a test before, would write to a stream that is closed by now."""
    structlog.reset_defaults()
