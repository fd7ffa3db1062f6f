"""`askline mail score`: letters read right and wrong are counted as such."""

from pathlib import Path

from askline.mail_score import score

LETTER = b"From: ann@example.org\nSubject: Chairs\n\nWe need chairs.\n\n-- \nAnn"
AWAY = b"From: ann@example.org\nSubject: Automatic reply: chairs\n\nI am away."


def figures(folder: Path) -> dict[str, list[str]]:
    return {line[:50].strip(): line[50:].split() for line in score(folder).splitlines()[1:]}


def test_right_and_wrong_readings_are_told_apart(tmp_path: Path) -> None:
    for name, raw in (("right", LETTER), ("wrong", LETTER), ("away", AWAY), ("missed", LETTER)):
        (tmp_path / f"{name}.eml").write_bytes(raw)
    (tmp_path / "expected.toml").write_text(
        '[right]\ntext = "We need chairs."\nsubject = "Chairs"\nauto = false\n'
        '[wrong]\ntext = "We need tables."\nsubject = "Tables"\nauto = false\n'
        '[away]\nauto = true\n[missed]\nauto = true\nbounce_recipient = "x@example.org"\nbounce_permanent = true\n'
    )
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "top.txt").write_text(
        "Yes\n\n> chairs?\n\nten\n=== newest ===\nYes\nten\n=== answers ===\nchairs? => ten\n"
    )

    got = figures(tmp_path)

    assert got["letters that raised an error"][:2] == ["0", "4"]
    assert got["the newest words of a letter exactly"] == ["0.5000", "2"]
    assert got["subject"][0] == "0.5000"
    assert got["newest words of a reply exactly, English"][0] == "1.0000"
    assert got["answers tied to the quoted line above them"][0] == "1.0000"
    assert got["automatic letters, F1"][0] == "0.6667"
    assert got["bounces, F1"][0] == "0.0000"
    assert got["attachments' names"][0] == "none"
