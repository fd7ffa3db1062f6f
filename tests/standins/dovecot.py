"""Dovecot (2.3 or 2.4) as an ordinary process on high ports of this machine, as root or as a normal user."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

import pytest

from tests.standins.certificate import make_certificate
from tests.standins.dovecot_settings import Layout, settings
from tests.standins.imap_account import ImapAccount
from tests.standins.ports import free_port, wait_for_greeting
from tests.waiting import PATIENCE

PROGRAM = "/usr/sbin/dovecot"


def dovecot_missing() -> str:
    """Why Dovecot cannot run here, or nothing."""
    if not os.access(PROGRAM, os.X_OK):
        return "Dovecot is not installed (apt-get install dovecot-imapd)"
    version = dovecot_version()
    if not version.startswith(("2.3", "2.4")):
        return f"Dovecot {version or '?'} is configured differently from 2.3 and 2.4"
    return "" if shutil.which("openssl") else "openssl is not installed, which makes the certificate"


def dovecot_version() -> str:
    """The version that is installed, such as "2.3.19.1", or nothing."""
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return said[0] if said else ""


def need_dovecot() -> None:
    """Skips the test with the reason where Dovecot cannot run; with CI=true that is a failure."""
    if reason := dovecot_missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


class Dovecot(ImapAccount):
    """`with Dovecot(tmp_path) as server:`

    `port` takes plain and STARTTLS, `tls_port` TLS; `certificate` is the one to trust.
    """

    def __init__(self, folder: Path):
        super().__init__(free_port(), "asks@example.org", "correct-horse")
        self.tls_port = free_port()
        self.log = folder / "dovecot.log"
        self.folder = Path()
        self.certificate = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Dovecot":
        # Not in tmp_path: a user without rights must reach it, and a path to a socket may have 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.certificate, key = make_certificate(self.folder)
        self._configure(key)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        log = self.folder / "log"
        if log.exists():
            shutil.copyfile(log, self.log)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server on the ports that it had before, with the mail that it had."""
        self._process = subprocess.Popen([PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")])
        wait_for_greeting(self._process, self.port, what="Dovecot")

    def stop(self) -> None:
        """End the server; its clients hear that it goes."""
        self.let_go()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def fill(self, letters: list[bytes]) -> None:
        """Put many letters into the inbox at once, which is far quicker than to deliver each."""
        with self.client() as client:
            for at in range(0, len(letters), 100):
                client.multiappend("INBOX", letters[at : at + 100])

    def _configure(self, key: Path) -> None:
        own = pwd.getpwuid(os.getuid())
        root = own.pw_uid == 0
        mail_user = pwd.getpwnam("nobody") if root else own
        for part in ("run", "mail"):
            (self.folder / part).mkdir()
        if root:
            self.folder.chmod(0o755)
            shutil.chown(self.folder / "mail", mail_user.pw_uid, mail_user.pw_gid)
        accounts = self.folder / "accounts"
        home = self.folder / "mail" / "asks"
        accounts.write_text(f"{self.user}:{{PLAIN}}{self.password}:{mail_user.pw_uid}:{mail_user.pw_gid}::{home}::\n")
        accounts.chmod(0o644)
        layout = Layout(self.folder, accounts, self.certificate, key, self.host, self.port, self.tls_port, own)
        (self.folder / "dovecot.conf").write_text(settings(layout, dovecot_version()))
