"""`askline demo`: a week of the real service, from the first ask to a pledge that came. Only the people in it are made up."""

import shutil
from pathlib import Path

from askline.demo.play import Play


def play(home: Path) -> None:
    """Play the week in `home`, which is emptied first, and say where to look. The same words come out each time."""
    if home.exists() and not (home / Play.MARK).exists() and any(home.iterdir()):
        raise FileExistsError(17, "it holds something that is not a demo; give another --home", str(home))
    shutil.rmtree(home, ignore_errors=True)
    Play(home).run()
