"""Reads settings and says in one sentence what is wrong with them. Prints the example that the repository ships."""

import difflib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from askline.config import PREFIX, Settings

NOT_SETTINGS = {"ASKLINE_HOME", "ASKLINE_NOW"}
PLAIN = {
    "int_parsing": "it should be a whole number",
    "int_type": "it should be a whole number",
    "string_type": "it should be text between quotation marks",
    "tuple_type": 'it should be a list, like ["one", "two"]',
    "model_type": "it is a table: write [{name}] on a line, and its settings below",
    "model_attributes_type": "it is a table: write [{name}] on a line, and its settings below",
}
"""What pydantic says in words of Python, in plain ones."""
HEAD = """\
# Askline: every setting with its default. Copy this file to config.toml in the home of the installation
# (var/ unless --home says otherwise) and change what you need. A line left out keeps its default.
# The environment wins over this file: ASKLINE_TELEGRAM__TOKEN sets [telegram] token, and
# ASKLINE_TELEGRAM__TOKEN_FILE names a file that holds it.
"""


class SettingsError(Exception):
    """The settings cannot be used; the message is one sentence that names the setting and what to do."""


def load(home: Path) -> Settings:
    """Settings of the installation in `home`: its config.toml when there is one, then the environment. Raises SettingsError."""
    path = home / "config.toml"
    if path.is_dir():
        raise SettingsError(f"{path} is a folder: put a file of settings in its place, or remove it.")

    class Here(Settings):
        model_config = SettingsConfigDict(toml_file=path)

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            assert isinstance(env_settings, EnvSettingsSource)
            env_settings.env_vars = {
                name: value for name, value in env_settings.env_vars.items() if not name.lower().endswith("_file")
            }
            return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    try:
        return Here(**_from_files(os.environ))
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} is not valid TOML: {error}. Correct it, or compare it with config.example.toml."
        ) from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}. Give this user the right to read it.") from error


def example() -> str:
    """The text of config.example.toml, made from the settings themselves."""
    lines = [HEAD]
    groups: list[str] = []
    for name, field in Settings.model_fields.items():
        if _is_group(field):
            groups.append(f"\n[{name}]\n" + "\n".join(_lines(field.annotation)))  # type: ignore[arg-type]
        else:
            lines.append(_line(name, field))
    return "\n".join(lines + groups) + "\n"


def names() -> list[str]:
    """Every setting as `group.name`, in the order of the example."""
    return [f"{group}.{name}" if group else name for group, name in _known()]


def _lines(group: type[BaseModel]) -> Iterator[str]:
    for name, field in group.model_fields.items():
        yield _line(name, field)


def _line(name: str, field: FieldInfo) -> str:
    default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    value = list(default) if isinstance(default, tuple) else default
    return f"# {field.description}\n{name} = {json.dumps(value)}"


def _is_group(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _known() -> Iterator[tuple[str, str]]:
    for name, field in Settings.model_fields.items():
        if _is_group(field):
            for inner in field.annotation.model_fields:  # type: ignore[union-attr]
                yield name, inner
        else:
            yield "", name


def _from_files(environ: Mapping[str, str]) -> dict[str, Any]:
    """What `…_FILE` variables point at. Raises SettingsError for a variable of ours that is no setting."""
    variables = {PREFIX + (f"{group}__{name}" if group else name).upper(): (group, name) for group, name in _known()}
    values: dict[str, Any] = {}
    for variable, path in environ.items():
        if (
            not variable.startswith(PREFIX)
            or variable.startswith("ASKLINE_TEST_")
            or variable in NOT_SETTINGS
            or variable in variables
        ):
            continue
        setting = variables.get(variable.removesuffix("_FILE"))
        if setting is None or not variable.endswith("_FILE"):
            raise SettingsError(
                f"The environment variable {variable} is not a setting; {_nearest(variable, list(variables))}"
            )
        group, name = setting
        holder = values.setdefault(group, {}) if group else values
        holder[name] = _file(variable, path)
    return values


def _file(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(
            f"{variable} names {path}, which cannot be read: {error.strerror}. Correct the path or its rights."
        ) from error


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else "config.example.toml lists every setting."


def _problem(error: Mapping[str, Any]) -> str:
    if error["type"] in PLAIN:
        return PLAIN[error["type"]].format(name=error["loc"][0])
    problem = str(error["msg"]).removeprefix("Value error, ").replace("Input should", "it should")
    return problem[0].lower() + problem[1:]


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if not isinstance(part, int)]
    name = ".".join(where)
    if first["type"] != "extra_forbidden":
        return f"The setting {name} cannot be used: {_problem(first)}. Correct it in config.toml or the environment."
    in_group = [".".join([*where[:-1], inner]) for group, inner in _known() if group == ".".join(where[:-1])]
    elsewhere = [known for known in names() if known.split(".")[-1] == where[-1]]
    groups = [group for group, field in Settings.model_fields.items() if _is_group(field) and len(where) == 1]
    hint = f"did you mean {elsewhere[0]}?" if elsewhere else _nearest(name, in_group + groups)
    return f"{name} is not a setting; {hint}"
