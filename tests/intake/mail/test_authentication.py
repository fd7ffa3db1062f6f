"""Who wrote a letter, by the results that the mailbox's own server put on top of it, and by nobody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mail.authentication import aligned, parse, verdict
from intake.mail.mime import parse as letter_of

OURS = "mx.hub.example.org"
GOOGLE = (
    "Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@example.org header.s=s1 header.b=AbC;\r\n"
    "       spf=pass (google.com: domain of amina@example.org designates 192.0.2.7 as permitted sender) "
    "smtp.mailfrom=amina@example.org;\r\n       dmarc=pass (p=QUARANTINE sp=NONE dis=NONE) header.from=example.org\r\n"
)
MICROSOFT = (
    "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=example.org; dkim=pass (signature was "
    "verified)\r\n header.d=example.org;dmarc=pass action=none\r\n header.from=example.org;compauth=pass reason=100\r\n"
)


def judged(head: str, *, by: str = OURS, sender: str = "Amina <amina@example.org>") -> str:
    """The verdict on a letter with these lines above its own."""
    letter = f"{head}From: {sender}\r\nTo: asks@hub.example.org\r\nSubject: chairs\r\n\r\nHello\r\n"
    return verdict(letter_of(letter.encode()), by)


def results(words: str, *, by: str = OURS) -> str:
    return f"Authentication-Results: {by}; {words}\r\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("dmarc=pass header.from=example.org", "pass"),
        ("dmarc=fail header.from=example.org; spf=pass smtp.mailfrom=example.org", "fail"),
        ("dmarc=none header.from=example.org; dkim=pass header.d=example.org", "pass"),
        ("dkim=pass header.i=@mail.example.org", "pass"),
        ("spf=pass smtp.mailfrom=bounce@example.org", "pass"),
        ("spf=pass smtp.mailfrom=eve@elsewhere.example", "none"),
        ("dkim=pass header.d=elsewhere.example", "none"),
        ("dkim=fail header.d=example.org; spf=pass smtp.mailfrom=example.org", "pass"),
        ("dkim=fail header.d=example.org", "fail"),
        ("spf=softfail smtp.mailfrom=example.org", "fail"),
        ("spf=neutral smtp.mailfrom=example.org", "none"),
        ("dmarc=pass header.from=elsewhere.example", "none"),
        ("DKIM/1 = Pass header . d = Example.ORG", "pass"),
        ('dkim=pass reason="good (really; dkim=fail)" header.d=example.org', "pass"),
        ("spf=pass (a; (nested) comment; dmarc=fail) smtp.mailfrom=example.org", "pass"),
        ("none", "none"),
        ("", "none"),
    ],
)
def test_what_one_field_says(words: str, said: str) -> None:
    assert judged(results(words)) == said


def test_the_fields_of_google_and_of_microsoft() -> None:
    assert judged(GOOGLE, by="mx.google.com") == "pass"
    assert judged(MICROSOFT, by="microsoft365") == "pass"
    assert judged(MICROSOFT.replace("pass", "fail"), by="microsoft365") == "fail"


def test_a_provider_may_have_many_servers() -> None:
    head = results("dmarc=pass header.from=example.org", by="mx7.messages.example.net")
    assert judged(head, by="*.messages.example.net") == "pass"
    assert judged(head, by="mx6.messages.example.net, mx7.messages.example.net") == "pass"
    assert judged(head, by="*.sages.example.net") == "none"
    assert (
        judged(results("dmarc=pass header.from=example.org", by="messages.example.net"), by="*.messages.example.net")
        == "none"
    )


def test_several_fields_of_one_server_are_read_together() -> None:
    assert judged(results("spf=none") + results("dkim=pass header.d=example.org")) == "pass"


def test_without_a_server_to_believe_nothing_is_said() -> None:
    assert judged(results("dmarc=fail header.from=example.org"), by="") == ""


@pytest.mark.parametrize(
    "head",
    [
        results("dmarc=pass header.from=example.org", by="mx.elsewhere.example"),
        results("dmarc=pass header.from=example.org", by=f"{OURS}.elsewhere.example"),
        results("spf=fail smtp.mailfrom=example.org") + results("spf=pass smtp.mailfrom=example.org"),
        results("spf=none") + "Received: from a by b\r\n" + results("dmarc=pass header.from=example.org"),
        results('spf=fail smtp.mailfrom="a;dmarc=pass header.from=example.org"@example.org'),
        results("spf=none (dmarc=pass header.from=example.org"),
        f"X-Note: {OURS};\r\n\tdmarc=pass header.from=example.org\r\n",
    ],
    ids=[
        "another server's word",
        "a name that begins like ours",
        "one below ours",
        "one from before the letter came to us",
        "words hidden in a quoted address",
        "words hidden in a comment",
        "another field",
    ],
)
def test_a_senders_own_claims_count_for_nothing(head: str) -> None:
    assert judged(head) in ("none", "fail")


@pytest.mark.parametrize(
    "claim", [results("dmarc=pass header.from=example.org"), MICROSOFT], ids=["with a name", "without one"]
)
def test_below_microsofts_field_nothing_is_believed(claim: str) -> None:
    assert judged("Authentication-Results: spf=none\r\n" + claim, by="microsoft365") == "none"


def test_two_senders_are_never_one_person() -> None:
    proof = results("dmarc=pass header.from=example.org")
    assert judged(proof, sender="amina@example.org, eve@elsewhere.example") == "fail"
    assert judged(proof + "From: eve@elsewhere.example\r\n") == "fail"


@pytest.mark.parametrize(
    "near", ["examp1e.org", "example.org.elsewhere.example", "notexample.org", "org", "еxample.org", ""]
)
def test_a_domain_that_looks_alike_is_another_one(near: str) -> None:
    assert not aligned(near, "example.org")
    assert judged(results(f"dkim=pass header.d={near}")) == "none"


@given(st.text(max_size=200))
def test_no_words_are_too_strange(words: str) -> None:
    name, found = parse(words)
    assert isinstance(name, str) and all(one.method for one in found)
