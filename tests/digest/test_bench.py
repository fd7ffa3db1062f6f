"""What `askline bench` measures of an issue can be measured; how fast it is is no test."""

import json
from pathlib import Path

import pytest

from askline.bench import issuing, letters


def test_an_issue_is_measured_at_every_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters.fill(tmp_path, 12, 40)
    issuing.main(tmp_path)
    figures = json.loads(capsys.readouterr().out)
    assert len(figures["rates"]) == len(letters.STAGES)
    assert all(rate > 0 for rate in (*figures["rates"], figures["bare"], figures["peak"]))
