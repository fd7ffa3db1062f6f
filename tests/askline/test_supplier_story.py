"""Stories C1, C6 and D through a real mail server and a real mailbox: one Monday's letter, and all that comes of it."""

from email import message_from_bytes, policy

import pytest

from askline.demo.post import Letter, quoted
from askline.once import poll
from askline.options import moment
from askline.wiring import open_installation
from askline.worker import Worker
from nlp.pipeline import Reader
from tests.askline.test_main_job import CHARITY, CURATOR, Town
from tests.standins.pymap import Pymap
from tests.standins.smtp import SmtpSink

BUILDER, PAINTER, BUYER, COLLEAGUE = (
    "marta@build.example.com",
    "xena@paint.example.com",
    "buyer@council.example.org",
    "kim@build.example.com",
)


class Story(Town):
    """The town with one reader for all passes; `now` is the hour of the next one."""

    def __init__(self, *where):
        super().__init__(*where)
        self.reader = Reader("leeds", encoder=False)
        self.had: dict[str, list[Letter]] = {}

    def at(self, now: str) -> dict[str, str]:
        """Everything due at `now` is done: the words of the letters that came of it, by receiver."""
        installation = open_installation(self.askline.home, moment(now))
        installation.__dict__["reader"] = self.reader
        try:
            poll(installation)
            assert not Worker(installation).drain().failed
        finally:
            installation.close()
        said: dict[str, str] = {}
        for _, to, content in self.smtp.letters[self.read :]:
            letter = Letter(to, message_from_bytes(content, policy=policy.default))
            self.had.setdefault(to, []).append(letter)
            said[to] = f"{said.get(to, '')}\n{letter.text}"
        self.read = len(self.smtp.letters)
        return said

    def last(self, to: str) -> Letter:
        return self.had[to][-1]

    def digest(self, to: str) -> Letter:
        return [letter for letter in self.had[to] if "List-Unsubscribe" in letter.message][-1]

    def reply(self, sender: str, words: str, now: str, *, to: Letter | None = None, subject: str = "Re: your letter"):
        """An answer to the last letter, or the one that is named, and what came of it."""
        self.write(sender, subject, words, answers=to or self.last(sender))
        return self.at(now)

    def pledges(self) -> list[str]:
        return [",".join(line.split(",")[:3]) for line in self.askline("export", "pledges").splitlines()[1:]]


@pytest.fixture
def story(tmp_path):
    with Pymap(tmp_path) as mailbox, SmtpSink() as smtp:
        yield Story(mailbox, smtp, tmp_path / "home")


def everybody_is_there(story: Story) -> None:
    """Two suppliers and a buyer get letters, and one ask is open."""
    for sender, words in (
        (BUILDER, "Please subscribe us to everything, weekly. We are a supplier."),
        (PAINTER, "weekly, connection and digital, wards in the inner east"),
        (BUYER, "Can our procurement team get your weekly letter? All themes."),
    ):
        story.write(sender, "Your letter", words)
    asked = story.at("2026-11-23T09:00")
    assert "all wards of Inner East" in asked[PAINTER]
    for sender in (BUILDER, PAINTER, BUYER):
        story.write(sender, "Re: Your letter", "Yes please", answers=story.last(sender))
    story.write(CHARITY, "chairs", "We are Millersfield Lunch Club in Harehills and need 10 chairs before Christmas.")
    story.at("2026-11-23T09:10")
    if "LS-0001" not in story.last(CHARITY).text:
        story.reply(CHARITY, "Yes, you may use our name.", "2026-11-23T09:20")
    story.at("2026-11-24T08:01")
    story.reply(CURATOR, "ok 1", "2026-11-24T08:30")


def test_from_monday_s_letter_to_the_record_of_what_came(story):
    everybody_is_there(story)
    monday = story.at("2026-11-30T08:00")
    assert all("10 chairs" in monday[to] for to in (BUILDER, PAINTER, BUYER))  # at the same hour, to all who want it

    # Below the quoted line, with a contract; the same mail again makes no second pledge.
    body = quoted(story.digest(BUILDER), "Marta", {"LS-0001": "8 chairs by 8 December, contract LCC-4471"})
    said = story.reply(BUILDER, body, "2026-11-30T08:05", to=story.digest(BUILDER))
    assert "LS-0001: 8 chairs" in said[BUILDER] and "2 chairs still open" in said[BUILDER] and "undo" in said[BUILDER]
    assert BUILDER not in said[CHARITY] and "Is that welcome?" in said[CHARITY]
    said = story.reply(BUILDER, f"{body}\n", "2026-11-30T08:06", to=story.digest(BUILDER), subject="Re: once more")
    assert "Nothing was booked twice" in said[BUILDER] and CHARITY not in said

    # By the link of the letter, for more than is left; then taken back within the day.
    said = story.reply(PAINTER, "5 please", "2026-11-30T08:20", to=story.digest(PAINTER), subject="LS-0001")
    assert "needs only 2 chairs" in said[PAINTER]
    said = story.reply(PAINTER, "undo", "2026-11-30T10:00")
    assert "took back" in said[PAINTER] and "taken back" in said[CHARITY]

    # Others refuse, ask, and forward it to somebody who must say yes first.
    assert "Nothing was booked" in story.reply(BUYER, "Not this time, thanks", "2026-11-30T10:10")[BUYER]
    said = story.reply(COLLEAGUE, "1 of number 1", "2026-11-30T10:15", to=story.digest(BUYER))
    assert "Do you give this yourself" in said[COLLEAGUE] and CHARITY not in said
    assert "1 chair still open" in story.reply(COLLEAGUE, "Yes", "2026-11-30T10:20")[COLLEAGUE]
    assert story.pledges() == ["LS-0001,8,pledged", "LS-0001,2,withdrawn", "LS-0001,1,pledged"]

    # The charity wants one and refuses the other; only those who both said yes hear how to reach each other.
    said = story.reply(CHARITY, "Yes, the 8 chairs are welcome", "2026-11-30T11:00", to=story.had[CHARITY][-4])
    assert CHARITY in said[BUILDER] and BUILDER in said[CHARITY]
    said = story.reply(CHARITY, "No thank you", "2026-11-30T11:10")
    assert "cannot use it" in said[COLLEAGUE] and CHARITY not in said[COLLEAGUE] and COLLEAGUE not in said[CHARITY]

    # Reminded three days before, asked the day after, and part of it came.
    assert "8 December" in story.at("2026-12-05T09:00")[BUILDER]
    said = story.at("2026-12-09T09:00")
    assert "come?" in said[CHARITY] and "8 December" in said[BUILDER]
    said = story.reply(CHARITY, "6 came and they are lovely", "2026-12-09T12:00")
    assert "2 chairs" in said[CHARITY]
    record = said[BUILDER]
    for part in ("LS-0001", "9 December", "6 chairs", "6 came and they are lovely", "LCC-4471"):
        assert part in record

    # What did not come is in the next letter; who said stop or went away gets none.
    story.reply(BUYER, "STOP", "2026-12-09T13:00")
    story.reply(PAINTER, "on leave until 6 January", "2026-12-09T13:10")
    monday = story.at("2026-12-14T08:00")
    assert "4 of 10 chairs still open" in monday[BUILDER] and "6 came" in monday[BUILDER]
    assert BUYER not in monday and PAINTER not in monday
