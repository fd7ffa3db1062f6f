"""An out-of-office note, read for what a curator needs: who stands in, until when, and whether the person has left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mail.absence import Absence, absence_in


@pytest.mark.parametrize(
    "words, left, until, deputy, address",
    [
        ("I am out of the office until 30 November 2026.", False, "30 November 2026", "", ""),
        (
            "I am on leave until Monday 30 November. If it is urgent please contact Bob Smith at bob@example.org.",
            False,
            "Monday 30 November",
            "Bob Smith",
            "bob@example.org",
        ),
        (
            "I have now left Example CIC. Please email my colleague Priya Nair (priya.nair@example.org).",
            True,
            "",
            "Priya Nair",
            "priya.nair@example.org",
        ),
        ("My last day is 12 December 2026. Thank you all!", True, "12 December 2026", "", ""),
        ("Ann no longer works for us.\nPlease write to office@example.org.", True, "", "", "office@example.org"),
        ("Please direct all queries to Sam Okoro, 0113 496 0001.", False, "", "Sam Okoro", ""),
        (
            "Ich bin bis zum 30.11.2026 nicht im Büro. Bitte wenden Sie sich an Frau Weber, weber@example.org.",
            False,
            "30.11.2026",
            "Weber",
            "weber@example.org",
        ),
        ("Je suis absente jusqu'au 30 novembre. Contactez Luc Martin.", False, "30 novembre", "Luc Martin", ""),
        ("Ya no trabajo aquí. Contacte con Ana Ruiz: ana@example.org", True, "", "Ana Ruiz", "ana@example.org"),
        ("Não trabalho mais aqui. Entre em contato com Rui Lima.", True, "", "Rui Lima", ""),
        (
            "Nie pracuję już w fundacji. Proszę o kontakt z Ewa Lis, ewa@example.org",
            True,
            "",
            "Ewa Lis",
            "ewa@example.org",
        ),
        ("Ik ben afwezig tot 30 november.", False, "30 november", "", ""),
        ("Thank you for your message. We answer within two days.", False, "", "", ""),
    ],
)
def test_an_absence_is_read(words: str, left: bool, until: str, deputy: str, address: str) -> None:
    got = absence_in(words)

    assert (got.left, got.until, got.deputy, got.deputy_address) == (left, until, deputy, address)
    assert got.matters == bool(left or deputy or address)


def test_only_the_sentences_that_matter_are_shown() -> None:
    got = absence_in("Hello there! I am away. Please contact Bob Smith. Our café opens at nine. Have a lovely day!")

    assert got.sentences == ("Please contact Bob Smith.",)


@given(st.text(max_size=500))
def test_any_words_are_read(words: str) -> None:
    assert isinstance(absence_in(words), Absence)
