"""Settings: where they come from, and what is said when one is wrong."""

from pathlib import Path

import pytest

from askline.settings_file import SettingsError, example, load, names

ROOT = Path(__file__).parents[2]


def write(home: Path, text: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(text, encoding="utf-8")
    return home


def test_without_a_file_the_embedded_defaults_hold(tmp_path):
    settings = load(tmp_path)
    assert settings.place == "leeds"
    assert settings.email.kind == "maildir"
    assert settings.database_url(tmp_path).startswith("sqlite:///")


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    write(tmp_path, 'place = "gateshead"\nservice = "Tyne Askline"\n')
    monkeypatch.setenv("ASKLINE_PLACE", "hackney")
    settings = load(tmp_path)
    assert (settings.place, settings.service) == ("hackney", "Tyne Askline")


def test_one_value_from_the_environment_leaves_the_rest_of_its_table(tmp_path, monkeypatch):
    write(tmp_path, '[digest]\nhour = 9\nweekday = "tue"\n')
    monkeypatch.setenv("ASKLINE_DIGEST__HOUR", "7")
    settings = load(tmp_path)
    assert (settings.digest.hour, settings.digest.weekday) == (7, "tue")


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "token").write_text("123:abc\n")
    monkeypatch.setenv("ASKLINE_TELEGRAM__TOKEN_FILE", str(tmp_path / "token"))
    settings = load(tmp_path)
    assert settings.telegram.token.get_secret_value() == "123:abc"
    assert "123:abc" not in repr(settings)


def test_a_list_in_the_environment_is_written_with_commas(tmp_path, monkeypatch):
    monkeypatch.setenv("ASKLINE_CURATORS__EMAIL", "ann@example.org, bob@example.org")
    assert load(tmp_path).curators.email == ("ann@example.org", "bob@example.org")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('plase = "leeds"', "did you mean place?"),
        ('[telegram]\ntokn = "1"', "did you mean telegram.token?"),
        ('token = "1"', "did you mean telegram.token?"),
        ("[digst]\nhour = 8", "did you mean digest?"),
        ("[digest]\nhour = 25", "digest.hour"),
        ("[digest]\nhour = 1", "comes twice, or not at all"),
        ('[digest]\nhour = "eight"', "digest.hour cannot be used: it should be a whole number"),
        ('[curators]\nemail = ["ann"]', "'ann' is not an e-mail address"),
        ('[email]\naddress = "asks"', "'asks' is not an e-mail address"),
        ('email = "asks@example.org"', "write \\[email\\] on a line"),
        ("place = 5", "it should be text between quotation marks"),
        ("[digest", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(tmp_path, text, said):
    with pytest.raises(SettingsError, match=said.replace("?", r"\?")) as caught:
        load(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_an_unknown_variable_is_named_with_the_nearest_known_one(tmp_path, monkeypatch):
    monkeypatch.setenv("ASKLINE_TELEGRAM__TOKN", "x")
    with pytest.raises(SettingsError, match="did you mean ASKLINE_TELEGRAM__TOKEN"):
        load(tmp_path)


def test_a_wrong_secret_is_not_repeated_in_the_error(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load(write(tmp_path, "[telegram]\ntoken = 4711"))
    assert "4711" not in str(caught.value)


def test_the_example_file_is_what_the_code_says(request):
    path = ROOT / "config.example.toml"
    if request.config.getoption("--accept", default=False):
        path.write_text(example(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == example()


def test_the_example_file_loads_as_it_stands(tmp_path):
    assert load(write(tmp_path, example())).model_dump() == load(tmp_path / "elsewhere").model_dump()


def test_every_setting_has_a_sentence():
    text = example()
    for name in names():
        key = name.split(".")[-1]
        line = text.splitlines().index(next(line for line in text.splitlines() if line.startswith(f"{key} =")))
        assert text.splitlines()[line - 1].endswith(".")
