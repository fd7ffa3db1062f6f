"""An IMAP server of a few lines that misbehaves to the byte: what real servers do only when they break."""

import base64
import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType


class ImapStub:
    """`with ImapStub(on_idle="eof") as server:` — one mailbox, as many connections as come, each counted.

    `on_idle` is what happens once a client idles: "eof" (closed without a word), "bye", "silence" (never another byte),
    "exists" (news in the same packet as the consent), "halves" (news in two packets) or "refuse". Only the first `times`
    connections see it; the others idle well. `letters` maps UIDs to bytes; `without_idle` hides the capability; a UID in `fatal` closes the connection when it is
    fetched, one in `unfetchable` is answered with NO; `flags` holds what was stored, `logins` what came by XOAUTH2. `keywords`
    promises to keep keywords; `refuses_keywords` and `refuses_marks` answer NO when it comes to it. The letters in `comes_with_mark`
    arrive while another is being marked, which is said with the answer to that.
    """

    user, password, host = "asks@example.org", "correct-horse", "127.0.0.1"

    def __init__(
        self,
        *,
        on_idle: str = "",
        times: int = 1_000_000,
        letters: dict[int, bytes] | None = None,
        without_idle: bool = False,
        fatal: tuple[int, ...] = (),
        unfetchable: tuple[int, ...] = (),
        refuses_marks: bool = False,
        keywords: bool = False,
        refuses_keywords: bool = False,
        comes_with_mark: dict[int, bytes] | None = None,
    ):
        self.refuses_marks, self.keywords, self.refuses_keywords = refuses_marks, keywords, refuses_keywords
        self.on_idle, self.times, self.without_idle = on_idle, times, without_idle
        self.letters = letters or {}
        self.comes_with_mark = comes_with_mark or {}
        self.fatal, self.unfetchable = set(fatal), set(unfetchable)
        self.flags: dict[int, str] = {}
        self.connected_at: list[float] = []
        self.logins: list[str] = []
        self.commands: list[str] = []
        self.idled = threading.Event()
        self._listener = socket.create_server((self.host, 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._gone = threading.Event()

    def __enter__(self) -> "ImapStub":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()
        for open_socket in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)
            open_socket.close()

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self.connected_at)

    def count(self, command: str) -> int:
        """How many commands of this name have come, over all connections."""
        return self.commands.count(command)

    def _accept(self) -> None:
        while not self._gone.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connected_at.append(time.monotonic())
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection, self.connections), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        # A client or a test may end the connection at any moment, which is an end like any other here.
        with contextlib.suppress(OSError, ValueError), connection, connection.makefile("rwb") as wire:
            wire.write(b"* OK ready\r\n")
            wire.flush()
            while line := wire.readline():
                tag, _, command = line.decode().strip().partition(" ")
                name = command.replace("UID ", "").split(" ")[0].upper()
                self.commands.append(name)
                if name == "IDLE":
                    if not self._idle(wire.write, wire.flush, wire.readline, tag, number):
                        connection.shutdown(socket.SHUT_RDWR)
                        return
                    continue
                if name == "AUTHENTICATE":
                    wire.write(b"+ \r\n")
                    wire.flush()
                    self.logins.append(base64.b64decode(wire.readline()).decode())
                answer = self._answer(name, command)
                if answer is None:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                body, result = answer
                wire.write(body + f"{tag} {result}\r\n".encode())
                wire.flush()
                if name == "LOGOUT":
                    return

    def _idle(
        self,
        write: Callable[[bytes], int],
        flush: Callable[[], None],
        readline: Callable[[], bytes],
        tag: str,
        number: int,
    ) -> bool:
        """Plays one IDLE; False means that the connection ends."""
        fault = self.on_idle if number <= self.times else ""
        if fault == "refuse":
            write(f"{tag} NO not now\r\n".encode())
            flush()
            return True
        write(b"+ idling\r\n" + (b"* 1 EXISTS\r\n" if fault == "exists" else b""))
        if fault == "bye":
            write(b"* BYE going down\r\n")
        flush()
        if fault == "halves":
            write(b"* 1 EXI")
            flush()
            self._gone.wait(0.1)
            write(b"STS\r\n")
            flush()
        self.idled.set()
        if fault in ("eof", "bye"):
            return False
        readline()
        if fault == "silence":
            self._gone.wait(60)
            return False
        write(f"{tag} OK done\r\n".encode())
        flush()
        return True

    def _answer(self, name: str, command: str) -> tuple[bytes, str] | None:
        match name:
            case "CAPABILITY":
                return (
                    f"* CAPABILITY IMAP4rev1{'' if self.without_idle else ' IDLE'} AUTH=XOAUTH2\r\n".encode(),
                    "OK done",
                )
            case "SELECT":
                following = max(self.letters, default=0) + 1
                lasting = "\\Seen \\*" if self.keywords else "\\Seen"
                facts = ["UIDVALIDITY 7", f"UIDNEXT {following}", f"PERMANENTFLAGS ({lasting})"]
                there = f"* {len(self.letters)} EXISTS\r\n" + "".join(f"* OK [{fact}] x\r\n" for fact in facts)
                return there.encode(), "OK [READ-WRITE] done"
            case "SEARCH":
                found = [uid for uid in self.letters if uid not in self.flags] if "UNSEEN" in command else []
                return ("* SEARCH" + "".join(f" {uid}" for uid in found) + "\r\n").encode(), "OK done"
            case "LIST":
                return b'* LIST () "/" INBOX\r\n', "OK done"
            case "STATUS":
                return f"* STATUS INBOX (UNSEEN {len(self.letters) - len(self.flags)})\r\n".encode(), "OK done"
            case "FETCH":
                return self._fetch(command)
            case "STORE":
                if self.refuses_marks or (self.refuses_keywords and "Askline" in command):
                    return b"", "NO not here"
                for uid in _uids(command.split(" ")[2]):
                    self.flags[uid] = command
                self.letters |= self.comes_with_mark
                return f"* {len(self.letters)} EXISTS\r\n".encode() if self.comes_with_mark else b"", "OK done"
            case "LOGIN":
                return b"", "OK in"
            case "LOGOUT":
                return b"* BYE so long\r\n", "OK out"
            case _:
                return b"", "OK done"

    def _fetch(self, command: str) -> tuple[bytes, str] | None:
        uids = _uids(command.split(" ")[2])
        if "BODY" not in command:
            facts = "".join(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(self.letters[uid])})\r\n" for uid in uids)
            return facts.encode(), "OK done"
        if self.fatal & set(uids):
            return None
        if self.unfetchable & set(uids):
            return b"", "NO cannot read that one"
        parts = [
            f"* {uid} FETCH (UID {uid} BODY[] {{{len(self.letters[uid])}}}\r\n".encode() + self.letters[uid] + b")\r\n"
            for uid in uids
        ]
        return b"".join(parts), "OK done"


def _uids(written: str) -> list[int]:
    uids: list[int] = []
    for part in written.split(","):
        first, _, last = part.partition(":")
        uids.extend(range(int(first), int(last or first) + 1))
    return uids
