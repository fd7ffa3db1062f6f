"""What the service says about itself and about rights. Plain English, short, no promise."""


def help_text(service: str, place: str) -> str:
    return (
        f"I am {service}, for {place}. Tell me in your own words what your group needs. "
        "For example: “We need 10 chairs for our lunch club in Harehills before Christmas”. "
        "I write it down. A person reads it. Then local firms and public bodies can read it in our weekly letter.\n\n"
        "You can also write:\n"
        "- what have I asked for?\n"
        "- cancel, and the reference\n"
        "- subscribe, if you want to read our letter and help\n"
        "- who sees this?\n"
        "- STOP, and I send nothing more"
    )


GLADLY = "Gladly."
WHAT_DO_YOU_NEED = "What do you need, how many, and where?"
BYE = "Goodbye. I keep what you told me. Write again at any time."
HELLO = "Hello. Tell me what your group needs, or what you can give. HELP tells you more."
NOT_UNDERSTOOD = (
    "Sorry, I am not sure what you mean. Do you need something, or can you give something? HELP tells you more."
)
NO_WORDS = "I can only read words. Please write in a sentence what you need or can give."
SLOWER = "You write faster than I can answer. I have kept it all. Please wait a minute, and then tell me once more what matters."
WRITES_TOO_FAST = (
    "Very many messages come from one address at once. They are kept, and not answered until it is slower."
)
FILE_KEPT = (
    "I have kept your file for a person. I cannot listen or look myself. Please write in a few words what you need."
)
FILE_WITHOUT_WORDS = "A file came without words, and no words followed. It is kept with the message."
WELCOME = "You are welcome."
CHAT = "Thank you. There is nothing that I need to do now. If you need something, or can give something, just tell me."
CHAT_WITH_ASK = (
    "Thank you. I have changed nothing. If something in what you asked for is different now, tell me like this: “make it 12”, "
    "“by Friday”, or “cancel”."
)
SORRY_PASSED_ON = (
    "I am sorry. I have passed your message to a person. They will write to you here. "
    "If you want to complain, write “complaint”."
)
ALL_RIGHT = "All right. Write again when you need something."
SORRY_FOR_ANGER = (
    "I am sorry that this annoys you. If something went wrong, write “complaint” and what it was. A person will read it. "
    "Write STOP and I send nothing more."
)


def who_sees(service: str, months: int) -> str:
    return (
        f"A person at {service} reads what you write. If they agree, what you need goes into our weekly letter. "
        "Local firms and public bodies read that letter. The name of your group is in it only if you say yes. "
        "Names of people, phones and addresses are never in it.\n\n"
        f"We keep your words for {months} months. Write “send me what you hold” to see it all, or DELETE to have it erased."
    )


def keeps(months: int) -> str:
    return (
        f"We keep what you write for {months} months. Then your details are erased. "
        "You can have them erased sooner. Write DELETE."
    )


def covers(place: str) -> str:
    return f"We cover all of {place}. If you are just outside, ask all the same. A person looks at it."


ANSWERS = {
    "what_for": "You can ask for things, money, space, volunteers, advice, repairs or chances to learn. "
    "Say it in your own words, with how many and where.",
    "give": "Yes, if a group here needs it. Tell me what you can give, how many, and where it is.",
    "anything_else": "No, that is all. If a question is open, I ask it here. I write to you when somebody answers.",
    "free": "It costs nothing, for those who ask and for those who give.",
    "who_can": "Any community group can ask: a charity, a school, a club, or a few neighbours with a plan. "
    "A charity number is not needed. A person looks at each ask first.",
    "ward": "A ward is a part of the city, such as Armley or Seacroft. Each one elects its own councillors.",
    "binding": "No. A pledge is a promise, not a contract. We ask afterwards whether the help came.",
    "marks": "We cannot say that. A pledge here earns no marks in a tender. Ask the buyer what counts for them.",
    "robot": "I am a computer program. A person reads each ask before it goes out. A person also reads complaints.",
    "sure": "No. We cannot promise that somebody will help. We tell those who can, and we tell you what they say.",
    "when": "First a person reads it. Then it goes into the next weekly letter. I write to you as soon as somebody answers. "
    "How long that takes, I cannot say.",
    "letter": "The letter goes out once a week. What a person has read by then is in it.",
    "change": "Yes, at any time. Just tell me what is different. For example: “make it 12”, or “cancel” and the reference.",
    "why_asked": "Those who read the letter look for needs near them and like to know who asks. "
    "You can also say “not sure” or “keep it private”.",
}
WHAT_I_MEAN = (
    "I write down what your group needs, so that people who can help read it. For that I ask a few short things. "
    "You can always say “not sure”."
)
WHAT_THIS_IS = (
    "Sorry that I was not clear. Local groups tell me what they need. I pass it on to firms and public bodies who may help. "
    "HELP tells you more. If you want to talk to a person, just say so."
)
TO_A_PERSON = "Yes. I have passed your message to a person. They will write to you here."
PASSED_ON = "I cannot answer that myself. I have passed your question to a person. They will write to you here."


def complaint(number: str) -> str:
    return f"I am sorry. A person will read your complaint and answer you. Its number is {number}."


def complaint_more(number: str) -> str:
    return f"Thank you. I have added that to {number}."


def complaint_duty(number: str, day: str) -> str:
    """To the curators."""
    return (
        f"Number: {number}. They were told at once that it is here. The law gives 30 days for that, until {day}. "
        "It wants an answer without undue delay."
    )


COMPLAINT_WORDS_MISSING = "You can add in your own words what went wrong."
QUESTION_TOO = "I have passed your question to a person. They will write to you here."
NEWS_PASSED_ON = "Thank you for the news. I have passed it to a person. They will put it right."
ENGLISH_ONLY = (
    "I can only read English so far. I have passed your message to a person. "
    "Please write again in English if you can. Short words are fine."
)

# --- Stop, start, rights -------------------------------------------------------------------------------------------------

STOPPED = "Done. I will send you nothing more. Write START if you change your mind."
STARTED = "Welcome back. I will answer you again."
LETTER_AGAIN = "Do you want your letter again as well?"
DELETE_ASK = (
    "Shall I erase your name, your address and your messages? What you asked for stays without your name, or is taken back. "
    "This cannot be undone. Please answer yes or no."
)
DELETE_YES = "Yes, erase it all"
DELETE_NO = "No, keep it"
DELETED = "Done. Your details are erased. Thank you for having written to us."
KEPT = "All right. I have erased nothing."
HOLDINGS = "I am sending you a file with all that we hold about you. It comes to this same address."
HOLDINGS_SUBJECT = "What we hold about you"


# --- To the curators -----------------------------------------------------------------------------------------------------


def curators(kind: str, words: str, who: str, extra: str = "") -> str:
    """A note to the curators with the words that made it."""
    opening = {
        "crisis": "URGENT. Somebody may be in danger. Please look at this now. It is in no letter.",
        "complaint": "A complaint came in.",
        "question": "A question came in that I could not answer.",
        "problem": "Something needs a person.",
    }[kind]
    return "\n\n".join(part for part in (opening, extra, f"From: {who}", words.strip()[:4000]) if part)


def curators_subject(kind: str) -> str:
    return {
        "crisis": "URGENT: somebody may be in danger",
        "complaint": "A complaint",
        "question": "A question for a person",
        "problem": "Something needs a person",
    }[kind]


BACK_TO_IT = "Back to what you asked for."
AND_THEN = "And then there is still this."


def resumed(question: str, again: bool = False) -> str:
    """`again`: the last reply came back to it as well."""
    return f"{AND_THEN if again else BACK_TO_IT} {question}"


MENU = (
    ("ask", "Say what your group needs"),
    ("mine", "What have I asked for?"),
    ("subscribe", "Get our weekly letter"),
    ("pledge", "Promise something from our letter"),
    ("privacy", "Who sees what I write?"),
    ("help", "How this works"),
    ("stop", "Send me nothing more"),
)
"""Commands and what they do, for a channel that shows a menu."""
