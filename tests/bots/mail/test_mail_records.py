"""What DNS says of our domain, from a DNS server on this machine: what is fine, and what to publish where it is not."""

from base64 import b64encode

import pytest

from bots.channel import CheckError
from bots.mail_records import Records
from tests.standins.dns import Names

KEY = b64encode(bytes(294)).decode()
GOOD = {
    "hub.example.org": {
        "TXT": ["google-site-verification=1", "v=spf1 include:_spf.google.com -all"],
        "MX": ["10 aspmx.l.google.com."],
    },
    "_spf.google.com": {"TXT": ["v=spf1 ip4:192.0.2.0/24 ~all"]},
    "google._domainkey.hub.example.org": {"TXT": [f"v=DKIM1; k=rsa; p={KEY}"]},
    "_dmarc.example.org": {"TXT": ["v=DMARC1; p=reject; sp=quarantine; rua=mailto:postmaster@example.org"]},
}


def said(check: str, name: str = "", *texts: str) -> str:
    """What one check says, where this name has these texts instead."""
    changed = {name: {**GOOD.get(name, {}), "TXT": list(texts)}} if name else {}
    with Names({**GOOD, **changed}) as server:
        look = Records("hub.example.org", server="smtp.gmail.com", nameserver=server.address)
        return str(getattr(look, check)())


def spf(*texts: str) -> str:
    return said("spf", "hub.example.org", *texts)


def test_a_domain_that_is_set_up_well() -> None:
    assert said("spf") == "hub.example.org says who may send for it."
    assert said("dkim") == "The DKIM key google of hub.example.org is published."
    assert said("dmarc") == "_dmarc.example.org asks receivers to quarantine letters that fail."
    assert said("mx") == "Answers and bounces go to aspmx.l.google.com."


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (["something else"], r"no SPF record: publish one TXT record, \"v=spf1 include:_spf.google.com -all\""),
        (["v=spf1 -all", "v=spf1 ~all"], "2 SPF records, so none counts"),
        (["v=spf1 mx -all"], "does not name smtp.gmail.com: add include:_spf.google.com"),
        (["v=spf1 include:_spf.google.com +all"], "lets anybody send"),
        (
            ["v=spf1 include:_spf.google.com " + " ".join(f"a:{n}.example.org" for n in range(10)) + " -all"],
            "needs 11 look-ups",
        ),
    ],
)
def test_an_spf_record_that_does_not_do(texts: list[str], problem: str) -> None:
    with pytest.raises(CheckError, match=problem):
        spf(*texts)


def test_an_spf_record_that_includes_itself_ends() -> None:
    with pytest.raises(CheckError, match="look-ups"):
        spf("v=spf1 include:_spf.google.com include:hub.example.org -all")


def test_an_spf_record_that_refuses_nobody_is_said_so() -> None:
    assert "refuses nobody" in spf("v=spf1 include:_spf.google.com ?all")


@pytest.mark.parametrize(
    ("key", "problem"),
    [("v=DKIM1; p=", "taken back"), (f"v=DKIM1; p={KEY[:40]}", "too short"), ("v=DKIM1; k=rsa", "usual names")],
)
def test_a_dkim_key_that_does_not_do(key: str, problem: str) -> None:
    with pytest.raises(CheckError, match=problem):
        said("dkim", "google._domainkey.hub.example.org", key)


def test_a_dkim_key_under_a_name_of_its_own() -> None:
    with Names({"our2026._domainkey.hub.example.org": {"TXT": [f"v=DKIM1; p={KEY}"]}}) as server:
        assert "our2026" in Records("hub.example.org", selector="our2026", nameserver=server.address).dkim()
        with pytest.raises(CheckError, match=r"correct email\.dkim_selector"):
            Records("hub.example.org", selector="older", nameserver=server.address).dkim()


@pytest.mark.parametrize(
    ("text", "words"),
    [("v=DMARC1; p=none", "Forged letters are still let through"), ("v=DMARC1; p=reject", "reject letters that fail")],
)
def test_the_domains_own_dmarc_record_goes_before_that_of_the_domain_above(text: str, words: str) -> None:
    with Names({**GOOD, "_dmarc.hub.example.org": {"TXT": [text]}}) as server:
        assert words in Records("hub.example.org", nameserver=server.address).dmarc()


def test_a_domain_without_anything() -> None:
    with Names({}) as server:
        records = Records("hub.example.org", nameserver=server.address)
        with pytest.raises(CheckError, match=r"publish a TXT record at _dmarc\.hub\.example\.org"):
            records.dmarc()
        with pytest.raises(CheckError, match="takes no mail"):
            records.mx()


def test_a_dns_server_that_fails_is_not_a_missing_record() -> None:
    with (
        Names({}, broken=("hub.example.org",)) as server,
        pytest.raises(CheckError, match="DNS does not answer for hub"),
    ):
        Records("hub.example.org", nameserver=server.address).spf()
