"""`askline mail unsubscribe`: what a web address of the operator's calls for one click."""

from pathlib import Path

import pytest
import typer

from askline.one_click import stop
from db.models import Subscriber
from tests.intake.store.house import House


def test_who_got_the_letter_gets_no_more_and_a_second_click_does_nothing(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("amina@example.org", "subscribe weekly digital")
    house.write("amina@example.org", "yes", token=house.sent("amina@example.org")[-1].reply_token)
    token = house.sent("amina@example.org")[-1].reply_token
    monkeypatch.setenv("ASKLINE_DATABASE__URL", house.database.engine.url.render_as_string(hide_password=False))
    for _ in range(2):
        assert "end here" in stop(tmp_path, f" {token.upper()} ", house.now)
        assert [row.status for row in house.rows(Subscriber)] == ["stopped"]
    assert len(house.sent("amina@example.org")) == 3
    with pytest.raises(typer.Exit):
        stop(tmp_path, "nonsense", house.now)
