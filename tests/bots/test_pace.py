"""How fast letters may go to one domain."""

from bots.pace import Pace


def test_ten_go_at_once_and_then_so_many_a_minute_for_each_domain() -> None:
    now = 0.0
    pace = Pace(60, clock=lambda: now)
    assert [pace.wait("example.org") for _ in range(10)] == [0.0] * 10
    assert pace.wait("example.org") == 1.0
    assert pace.wait("example.com") == 0.0
    now = 2.0
    assert [pace.wait("example.org") for _ in range(3)] == [0.0, 0.0, 1.0]


def test_without_a_limit_nothing_waits() -> None:
    pace = Pace(0)
    assert not any(pace.wait("example.org") for _ in range(100))
