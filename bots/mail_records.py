"""What DNS says of the domain that letters come from: SPF, DKIM, DMARC, and where bounces go. Read only, nothing is sent.

RFC 7208 (SPF), 6376 (DKIM), 7489 (DMARC). Large receivers refuse or hide letters of a domain that lacks one of them.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import Any

from bots.channel import CheckError

MOST_LOOKUPS = 10
DEEPEST = 10
USUAL_SELECTORS = ("google", "selector1", "selector2", "default", "dkim", "mail", "s1", "s2", "k1", "k2", "20230601")
PROVIDERS = {
    "gmail.com": "include:_spf.google.com",
    "google.com": "include:_spf.google.com",
    "office365.com": "include:spf.protection.outlook.com",
    "outlook.com": "include:spf.protection.outlook.com",
}
SHORTEST_KEY = 160  # octets of an RSA key of 1024 bits with its wrapping
_SPF = re.compile(r"v=spf1(?:\s|$)", re.I)
_COUNTED = re.compile(r"[+~?-]?(?:(include|exists|redirect)[:=](\S+)|(?:a|mx|ptr)(?:[:/]\S*)?)$", re.I)


@dataclass(frozen=True, slots=True)
class Records:
    """Looks up records of `domain`, which letters come from and which `server` sends them for.

    `selector` names the DKIM key, "" tries the usual names. `nameserver` is an address with or without a port; "" asks
    the system's. Each check is a sentence, or a CheckError that says what to publish.
    """

    domain: str
    server: str = ""
    selector: str = ""
    nameserver: str = ""

    def spf(self) -> str:
        """Who may send for the domain."""
        wanted = next((include for name, include in PROVIDERS.items() if self.server.lower().endswith(name)), "")
        example = f'"v=spf1 {wanted or "(what your mail provider says)"} -all"'
        found = [text for text in self._texts(self.domain) if _SPF.match(text)]
        if not found:
            raise CheckError(f"{self.domain} has no SPF record: publish one TXT record, {example}.")
        if len(found) > 1:
            raise CheckError(
                f"{self.domain} has {len(found)} SPF records, so none counts: join them into one TXT record."
            )
        words = found[0].lower().split()
        if wanted and wanted not in words and not any(word.startswith("redirect=") for word in words):
            raise CheckError(f"The SPF record of {self.domain} does not name {self.server}: add {wanted} to it.")
        if "+all" in words or "all" in words:
            raise CheckError(f"The SPF record of {self.domain} lets anybody send (+all): end it with -all.")
        lookups = self._lookups(found[0], 0)
        if lookups > MOST_LOOKUPS:
            raise CheckError(
                f"The SPF record of {self.domain} needs {lookups} look-ups, and receivers stop at {MOST_LOOKUPS}: "
                "take out what no longer sends."
            )
        strict = "-all" in words or "~all" in words or any(word.startswith("redirect=") for word in words)
        return f"{self.domain} says who may send for it" + (
            "." if strict else ", but refuses nobody: end it with -all."
        )

    def dkim(self) -> str:
        """The public key that letters are signed with."""
        for selector in (self.selector,) if self.selector else USUAL_SELECTORS:
            name = f"{selector}._domainkey.{self.domain}"
            key = next((text for text in self._texts(name) if "p=" in text), None)
            if key is None:
                continue
            public = "".join(dict(_tags(key)).get("p", "").split())
            if not public:
                raise CheckError(f"The DKIM key at {name} was taken back: have a new one published.")
            if _octets(public) < SHORTEST_KEY and "ed25519" not in key.lower():
                raise CheckError(f"The DKIM key at {name} is too short or damaged: have one of 2048 bits published.")
            return f"The DKIM key {selector} of {self.domain} is published."
        if self.selector:
            raise CheckError(
                f"There is no DKIM key at {self.selector}._domainkey.{self.domain}: publish the one that your mail "
                "provider gives, or correct email.dkim_selector."
            )
        raise CheckError(
            f"No DKIM key of {self.domain} was found under the usual names: turn DKIM on at your mail provider, publish its key, "
            "and set email.dkim_selector if the key has another name."
        )

    def dmarc(self) -> str:
        """What receivers shall do with letters that fail both."""
        labels = self.domain.split(".")
        for first in range(len(labels) - 1):
            name = f"_dmarc.{'.'.join(labels[first:])}"
            found = [text for text in self._texts(name) if text.lower().replace(" ", "").startswith("v=dmarc1")]
            if len(found) > 1:
                raise CheckError(f"{name} has {len(found)} DMARC records, so none counts: keep one.")
            if found:
                tags = dict(_tags(found[0]))
                policy = tags.get("sp" if first and "sp" in tags else "p", "").lower()
                if policy not in ("none", "quarantine", "reject"):
                    raise CheckError(
                        f"The DMARC record at {name} has no policy: it needs p=none, p=quarantine or p=reject."
                    )
                more = (
                    " Forged letters are still let through; once all is well, say p=quarantine."
                    if policy == "none"
                    else ""
                )
                return f"{name} asks receivers to {policy if policy != 'none' else 'do nothing with'} letters that fail.{more}"
        raise CheckError(
            f'{self.domain} has no DMARC record: publish a TXT record at _dmarc.{self.domain}, "v=DMARC1; p=none; '
            f'rua=mailto:postmaster@{self.domain}".'
        )

    def mx(self) -> str:
        """Where letters to the domain go: answers and bounces."""
        found = [str(one.exchange).rstrip(".") for one in self._answers(self.domain, "MX")]
        if [name for name in found if name]:
            return f"Answers and bounces go to {found[0]}."
        if not found and self._answers(self.domain, "A"):
            return f"Answers and bounces go to {self.domain} itself."
        raise CheckError(f"{self.domain} takes no mail, so no answer comes back: publish an MX record.")

    def _lookups(self, record: str, depth: int) -> int:
        """How many DNS queries a receiver makes for an SPF record, those of included records too."""
        count = 0
        for word in record.split()[1:]:
            counted = _COUNTED.fullmatch(word)
            if counted is None:
                continue
            count += 1
            kind, name = (counted[1] or "").lower(), counted[2] or ""
            if kind in ("include", "redirect") and depth < DEEPEST and count <= MOST_LOOKUPS and "%" not in name:
                inner = next((text for text in self._texts(name) if _SPF.match(text)), "")
                count += self._lookups(inner, depth + 1) if inner else 0
        return count

    def _texts(self, name: str) -> list[str]:
        return [b"".join(one.strings).decode("utf-8", "replace") for one in self._answers(name, "TXT")]

    def _answers(self, name: str, kind: str) -> list[Any]:
        import dns.exception
        import dns.resolver

        resolver = dns.resolver.Resolver(configure=not self.nameserver)
        resolver.lifetime = 5.0
        if self.nameserver:
            host, _, port = (
                self.nameserver.rpartition(":") if self.nameserver.count(":") == 1 else (self.nameserver, "", "")
            )
            resolver.nameservers = [host or self.nameserver]
            resolver.port = int(port or 53)
        try:
            return list(resolver.resolve(name, kind))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.EmptyLabel, dns.name.LabelTooLong):
            return []
        except dns.exception.DNSException as error:
            raise CheckError(
                f"DNS does not answer for {name} ({type(error).__name__}): check the network, or email.nameserver."
            ) from error


def _tags(record: str) -> list[tuple[str, str]]:
    """The name=value pairs of a DKIM or DMARC record."""
    pairs = (part.partition("=") for part in record.split(";"))
    return [(name.strip().lower(), value.strip()) for name, sign, value in pairs if sign]


def _octets(public: str) -> int:
    try:
        return len(b64decode(public + "=" * (-len(public) % 4)))
    except (Base64Error, ValueError):
        return 0
