"""A DNS server of a few lines on this machine, that knows the records it is given."""

import socket
import threading
from types import TracebackType

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class Names:
    """`with Names({"example.org": {"TXT": ["…"], "MX": ["10 mx.example.org."]}}) as server:` — `server.address` is host:port.

    A name it does not know does not exist; one in `broken` is answered with a failure.
    """

    def __init__(self, records: dict[str, dict[str, list[str]]], broken: tuple[str, ...] = ()):
        self.records, self.broken = records, broken
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> "Names":
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.sendto(b"", self._socket.getsockname())  # wakes the thread, which ends at an empty packet
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            packet, peer = self._socket.recvfrom(4096)
            if not packet:
                return
            self._socket.sendto(self._answer(dns.message.from_wire(packet)).to_wire(), peer)

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        question = query.question[0]
        name, kind = str(question.name).rstrip(".").lower(), question.rdtype.name
        self.asked.append(f"{kind} {name}")
        if name in self.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name not in self.records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts := self.records[name].get(kind):
            words = [_quoted(text) if kind == "TXT" else text for text in texts]
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *words))
        return answer


def _quoted(text: str) -> str:
    """A text in strings of 255 characters, the longest that a TXT record holds."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
