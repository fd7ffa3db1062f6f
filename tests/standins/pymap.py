"""A real IMAP server from PyPI as a process: in memory, or on a Maildir that survives a restart."""

import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.standins.imap_account import ImapAccount
from tests.standins.ports import free_port, wait_for_greeting


class Pymap(ImapAccount):
    """`with Pymap(tmp_path) as server:`

    In memory. With `maildir=True` messages lie in `folder` and outlive `restart()`.
    """

    def __init__(self, folder: Path, *, maildir: bool = False):
        super().__init__(free_port(), "asks@example.org", "correct horse")
        self.folder = folder / "pymap"
        self.maildir = maildir
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Pymap":
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.maildir:
            self._write_accounts()
        self.start()
        if not self.maildir:
            self.empty()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start the server on the port that it had before."""
        program = Path(sys.executable).with_name("pymap")
        services = ["--no-tls", "--no-service", "admin", "--no-service", "managesieve"]
        store = ["maildir", str(self.folder)] if self.maildir else self._in_memory()
        with (self.folder / "pymap.log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "--host", self.host, "--port", str(self.port), *services, *store],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for_greeting(self._process, self.port, what="the IMAP server")

    def kill(self) -> None:
        """End the server without a word to its clients."""
        self.let_go()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill and start: in memory everything is lost."""
        self.kill()
        self.start()

    def _in_memory(self) -> list[str]:
        return ["dict", "--demo-data", "--demo-user", self.user, "--demo-password", self.password]

    def _write_accounts(self) -> None:
        from pysasl.hashing import BuiltinHash

        hashed = BuiltinHash(rounds=1).hash(self.password)
        (self.folder / "pymap-etc-passwd").write_text(f"{self.user}:x:1:1::{self.user}:\n")
        (self.folder / "pymap-etc-shadow").write_text(f"{self.user}:{hashed}:::::::\n")
        (self.folder / "pymap-etc-group").write_text("")
