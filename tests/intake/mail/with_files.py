"""A letter with a PDF, and with a program that is called a photo."""

from email.message import EmailMessage


def _letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "amina@example.org", "asks@askline.example.org", "Chairs"
    message.set_content("We need 10 chairs for our lunch club in Harehills")
    message.add_attachment(b"%PDF-1.7 poster", maintype="application", subtype="pdf", filename="poster.pdf")
    message.add_attachment(b"MZ\x90 no photo", maintype="image", subtype="jpeg", filename="../hall.jpg")
    return message


LETTER = _letter().as_bytes()
