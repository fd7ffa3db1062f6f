"""The service in another language: a place may bring its own copies of the files that hold every sentence."""

import importlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from askline.settings_file import SettingsError

LAST = "wording_again"
"""This file speaks of sentences of the others, so theirs must be in place first."""


def use_wording(folder: Path) -> tuple[str, ...]:
    """Let each file `folder`/intake/wording_own.py and the like stand in for ours of that name; the names of those files.

    A file must hold every public name of the one that it stands in for: that is how a translator sees what is new.
    SettingsError when a file is none of ours, lacks a name, or cannot be read.
    """
    files = [file for part in ("intake", "digest") for file in sorted((folder / part).glob("*wording*.py"))]
    if not files:
        raise SettingsError(
            f"There are no wording files in {folder}: copy intake/wording*.py there and translate them."
        )
    names = []
    for file in sorted(files, key=lambda one: one.stem == LAST):
        name = f"{file.parent.name}.{file.stem}"
        ours = _ours(name, file)
        theirs = _public(_run(name, file))
        missing = sorted(_public(ours).keys() - theirs.keys())
        if missing:
            raise SettingsError(
                f"{file} lacks {', '.join(missing)}: copy them from {name.replace('.', '/')}.py and translate them."
            )
        vars(ours).update(theirs)
        names.append(name)
    return tuple(names)


def _ours(name: str, file: Path) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{file} stands in for no file of ours: name it like the one that it translates."
        ) from error


def _run(name: str, file: Path) -> ModuleType:
    spec = spec_from_file_location(f"translated.{name}", file)
    if spec is None or spec.loader is None:
        raise SettingsError(f"{file} cannot be read as Python.")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise SettingsError(f"{file} cannot be read as Python: {error}.") from error
    return module


def _public(module: ModuleType) -> dict[str, object]:
    """What a file says, without what it only imports from elsewhere."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and getattr(value, "__module__", module.__name__) == module.__name__
    }
