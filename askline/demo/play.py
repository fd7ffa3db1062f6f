"""Plays the week: the clock goes from message to message, and the real service does the rest."""

from datetime import datetime, timedelta
from pathlib import Path

from askline.chat import Talk
from askline.demo.curator import decisions
from askline.demo.post import Letter, Post, quoted
from askline.demo.show import Show
from askline.demo.week import Written, load_week, on
from askline.logs import configure
from askline.once import poll
from askline.options import LONDON
from askline.wiring import open_installation
from askline.worker import Worker

ADDRESS = "asks@askline.example.org"
CURATOR = "curator@askline.example.org"
CONFIG = f'''service = "Askline Leeds"

[email]
address = "{ADDRESS}"

[curators]
email = ["{CURATOR}"]
'''


class Play:
    """One playing of the demo in `home`."""

    MARK = "this-is-a-demo"

    def __init__(self, home: Path):
        home.mkdir(parents=True)
        (home / self.MARK).touch()
        (home / "config.toml").write_text(CONFIG, encoding="utf-8")
        configure("error")
        self.home = home
        self.now = on("mon 08:00")
        self.installation = open_installation(home)
        self.installation.clock = lambda: self.now
        self.worker = Worker(self.installation)
        self.post = Post(home / "mail" / "in", home / "mail" / "out", ADDRESS)
        self.show = Show(home)
        self.last: dict[str, Letter] = {}
        self.talks: dict[str, Talk] = {}
        self.heard: dict[str, str] = {}

    def run(self) -> None:
        """From Monday's first ask to the charity's word that the chairs came."""
        self.show.start()
        for written in load_week():
            self._until(written.at)
            self._take(written)
        self.show.section("The weekend: the curator clears the rest of the queue")
        self._until(on("sun 09:00"))
        self.show.section("Monday 08:00: the issue goes out")
        self._until(on("mon 08:01", weeks=1))
        self.show.letters(self.installation)
        self._suppliers_answer()
        self._chairs_come()
        self.show.finish(self.installation)
        self.installation.close()

    def _until(self, then: datetime) -> None:
        """Let the clock run to `then`, stopping each morning for what the calendar starts."""
        day = (self.now + timedelta(days=1)).astimezone(LONDON).replace(hour=8, minute=0, second=10)
        while day < then:
            self.now = day
            self._work()
            self._curate()
            if day.strftime("%a") == "Thu":
                self.now = day + timedelta(hours=1, minutes=5)
                self._work()
            day += timedelta(days=1)
        self.now = then
        self._work()
        self._curate()

    def _work(self) -> None:
        """The same as `askline work --once`, then the post is given out."""
        _, problems = poll(self.installation)
        assert not problems, problems
        self.worker.drain()
        for letter in self.post.collect():
            self.last[letter.to] = letter
        for talk in self.talks.values():
            talk.hear()

    def _take(self, written: Written) -> None:
        """One message of the week, and the sender's answers while Askline asks back."""
        self.show.message(written)
        if written.channel == "terminal":
            self._say(written.sender, written.text)
        else:
            self._send(written)
        for answer in written.if_asked:
            if not self._asked(written):
                return
            self.now += timedelta(minutes=4)
            self.show.answer(written, answer)
            if written.channel == "terminal":
                self._say(written.sender, answer)
            else:
                sender = written.sender or "dawns@cwmnidawns.example.org"
                self.post.write(sender, written.name, "", answer, self.now, answers=self.last[sender])
                self._work()

    def _send(self, written: Written) -> None:
        if written.raw:
            self.post.put(written.raw)
        else:
            self.post.write(written.sender, written.name, written.subject, written.text, self.now)
        self.last.pop(written.sender or "dawns@cwmnidawns.example.org", None)
        self._work()

    def _say(self, name: str, line: str) -> None:
        talk = self.talks.get(name)
        if talk is None:
            talk = self.talks[name] = Talk(self.installation, name, lambda words: self._hear(name, words))
        self.heard[name] = ""
        talk.say(line)

    def _hear(self, name: str, words: str) -> None:
        self.heard[name] = words
        self.show.reply(name, words)

    def _asked(self, written: Written) -> bool:
        """Whether the newest words to this sender hold a question."""
        if written.channel == "terminal":
            return "?" in self.heard[written.sender]
        letter = self.last.get(written.sender or "dawns@cwmnidawns.example.org")
        return letter is not None and "?" in letter.text.partition("\n> ")[0]

    def _curate(self) -> None:
        """The curator answers the morning letter, if one came."""
        letter = self.last.pop(CURATOR, None)
        reply = decisions(letter.text) if letter else ""
        if letter and reply:
            self.show.curator(reply)
            self.now += timedelta(minutes=25)
            self.post.write(CURATOR, "Curator", "", reply, self.now, answers=letter)
            self._work()
            self.last.pop(CURATOR, None)

    def _suppliers_answer(self) -> None:
        marta, sam = "buying@airevalleybuild.example.com", "sam@brightcircuit.example.com"
        self.show.section("Two suppliers answer the letter")
        self.now = on("mon 09:12", weeks=1)
        body = quoted(
            self.last[marta],
            "Marta",
            {"10 chairs": "8 chairs this Friday", "mock interviews": "no sorry, not this time"},
        )
        self._reply(marta, "Marta Zielinska", body, "8 chairs this Friday (written between the quoted lines)")
        self.now = on("mon 11:47", weeks=1)
        number = self.show.number_of(self.last[sam].text, "tablets")
        self._reply(sam, "Sam Whitlock", f"5 of number {number}, next week", f"5 of number {number}, next week")

    def _chairs_come(self) -> None:
        self.show.section("The charity says yes, and later that the chairs came")
        dee = "dee@millersfieldlunch.example.org"
        self.now = on("mon 12:30", weeks=1)
        self._reply(dee, "Dee Okafor", "Yes please, that is wonderful", "Yes please, that is wonderful")
        self._until(on("sat 09:00", weeks=1))
        self.show.told(self.last[dee].text)
        self._reply(dee, "Dee Okafor", "8 came, lovely ones", "8 came, lovely ones")

    def _reply(self, sender: str, name: str, body: str, shown: str) -> None:
        self.show.said(name, shown)
        self.post.write(sender, name, "", body, self.now, answers=self.last[sender])
        self._work()
        self.show.told(self.last[sender].text)
