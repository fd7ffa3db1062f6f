"""`askline check`: tries every part of an installation and says in words what works and what does not."""

from collections.abc import Callable
from pathlib import Path

from askline.channels import open_channel, turned_on
from askline.failures import sentence_for
from askline.wiring import Installation, open_installation

Say = Callable[[str], None]
OURS = ("askline", "bots", "intake", "nlp", "digest", "db")


def check(home: Path, say: Say) -> bool:
    """Say a line for each part; True when all of them work."""
    try:
        installation = open_installation(home)
    except Exception as error:
        say(_line(False, "settings", _words(error)))
        return False
    config = home / "config.toml"
    found = (
        f"{config} is fine."
        if config.exists()
        else f"There is no {config}, so local mail folders and the terminal are used."
    )
    say(_line(True, "settings", found))
    parts: list[tuple[str, Callable[[], str]]] = [
        ("packages", _packages),
        ("database", lambda: _database(installation)),
        ("places", lambda: _places(installation)),
        ("reader", lambda: _reader(installation)),
        ("curators", lambda: _curators(installation)),
    ]
    if installation.settings.email.kind == "imap":
        parts += [("senders", lambda: _senders(installation)), *_records(installation)]
    parts += [(name, _channel(installation, name)) for name in turned_on(installation.settings)]
    fine = True
    for name, look in parts:
        try:
            say(_line(True, name, look()))
        except Exception as error:
            say(_line(False, name, _words(error)))
            fine = False
    installation.close()
    return fine


def _channel(installation: Installation, name: str) -> Callable[[], str]:
    """Each channel is tried by itself, so that one without its token hides no other."""

    def look() -> str:
        channel = open_channel(name, installation.settings, installation.home, installation.clock)
        try:
            return channel.check()
        finally:
            channel.close()

    return look


def _line(works: bool, name: str, words: str) -> str:
    return f"{'works ' if works else 'BROKEN'}  {name:9}  {words}"


def _words(error: Exception) -> str:
    return sentence_for(error) or str(error) or f"{type(error).__name__}: a fault of the program; please report it."


def _packages() -> str:
    """`intake` and `nlp` exist on the package index under the same import names: one of those installed over ours breaks us."""
    from importlib import import_module

    here = Path(__file__).resolve().parent.parent
    for name in OURS:
        module = import_module(name)
        where = Path(module.__file__ or "").resolve().parent.parent
        if where != here:
            raise RuntimeError(
                f"The Python package {name} comes from {where}: remove it with `pip uninstall {name}`, then install Askline again."
            )
    return "Every part of the program is ours."


def _database(installation: Installation) -> str:
    version = installation.database.version()
    return f"{installation.database.dialect} answers; its tables are at version {version}."


def _places(installation: Installation) -> str:
    from nlp.places import load_place

    place = load_place(installation.settings.place)
    postcodes = installation.home / "postcodes" / f"{place.slug}.csv"
    exact = (
        "full postcodes are exact"
        if postcodes.exists()
        else "full postcodes give candidates until `askline places import` was run"
    )
    return f"{place.name} has {len(place.wards)} wards; {exact}."


def _reader(installation: Installation) -> str:
    from datetime import UTC, datetime

    reading = installation.reader.read("We need 10 chairs for our lunch club.", datetime.now(UTC).date())
    if reading.intent.slug != "ask":
        raise RuntimeError("The reader does not understand a plain ask: run `askline train`, or install Askline again.")
    return "It reads a plain ask."


def _records(installation: Installation) -> list[tuple[str, Callable[[], str]]]:
    """What DNS says of the domain that letters come from; nothing where they are handed to this same machine, as in trials."""
    from bots.mail_records import Records
    from bots.mail_server import is_loopback

    email, smtp = installation.settings.email, installation.settings.smtp
    if is_loopback(smtp.host) and not email.nameserver:
        return []
    domain = email.address.rpartition("@")[2].lower()
    records = Records(domain, smtp.host, email.dkim_selector, email.nameserver)
    return [("spf", records.spf), ("dkim", records.dkim), ("dmarc", records.dmarc), ("mx", records.mx)]


def _senders(installation: Installation) -> str:
    """Whether anybody checks who wrote a letter, by the letters that came last."""
    from askline.authenticity import judged

    return judged(installation.database, installation.settings.email.authserv_id.strip().lower())


def _curators(installation: Installation) -> str:
    people = sum(len(names) for channel, names in installation.curators.items() if channel != "terminal")
    if not people:
        return "Nobody gets the morning queue yet (set curators.email); `askline review` works here in the terminal."
    return f"{people} get the morning queue."
