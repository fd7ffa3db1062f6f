"""Stories of what is private, and what the text reads like without it. All people are invented."""

import pytest

from nlp.personal import find_personal
from nlp.places import load_place
from nlp.public import public_text

PLACES = load_place("leeds").every_name


def shown(text: str, *known: str) -> str:
    return public_text(text, find_personal(text, known, places=PLACES))


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("ring Nicola on 07700 900231", ["Nicola", "07700 900231"]),
        ("call 0113 496 0217 please", ["0113 496 0217"]),
        ("my email is t.sugden@example.com", ["t.sugden@example.com"]),
        ("Kind regards\nMargaret Tindall", ["Margaret Tindall"]),
        ("school nurse Mrs Akhtar has the keys", ["Mrs Akhtar"]),
        ("a ramp at 11 Manor Croft please", ["11 Manor Croft"]),
        ("my son Josh has a learning disability", ["Josh", "learning disability"]),
        ("thanks, Oluwaseun Adeyemi", ["Oluwaseun Adeyemi"]),
        ("NHS number 943 476 5919", ["943 476 5919"]),
        ("One of our managers, Jasvinder, examines accounts", ["Jasvinder"]),
        ("20 tablets and four mentors. Prudence Akhtar, chaplain", ["Prudence Akhtar"]),
        ("Frank Dewhirst, 91, has had his left leg amputated", ["Frank", "Dewhirst", "leg amputated"]),
        ("Reuben, 7, has brittle bone disease", ["Reuben", "brittle bone"]),
        ("her NI number is QQ 12 34 56 C", ["QQ 12 34 56 C"]),
        ("Can you read our lease?\nOyin\nPaper Boats Advice", ["Oyin"]),
        (
            "It sold out thrice.\nAll best,\nFern\n--\nFern Dodgson, Magpie Collective\nf@example.org",
            ["Fern", "Dodgson"],
        ),
        ("So sorry to the choir. Marguerite, Fable Catering", ["Marguerite"]),
        (
            "film for the windows, please\nSal Demetriou\nFlat 9, Laburnum Point",
            ["Sal Demetriou", "Flat 9, Laburnum Point"],
        ),
        ("My dad has been clean for two years", ["clean for two years"]),
        ("DOB 3 April 1961", ["3 April 1961"]),
        ("Hi, Oisín here from Gipton Larder, we need a freezer", ["Oisín"]),
        ("This is Temperance Okoro from the Calder Trust, we need a van", ["Temperance Okoro"]),
        ("Dear Mr Bhattacharya, we need a plumber", ["Mr Bhattacharya"]),
        ("we need a drummer. Gulnaz", ["Gulnaz"]),
        ("the board is one short. R. J. Arkwright", ["R. J. Arkwright"]),
        ("bunting please. Brother Clement", ["Brother Clement"]),
        ("we need a note taker. Regards Anneke van der Berg", ["Anneke van der Berg"]),
        ("Best wishes\nZbigniew Kowalczyk\nTreasurer, Bramley Larder", ["Zbigniew", "Kowalczyk"]),
        ("minutes, emails, putting up with Ron", ["Ron"]),
        ("1 ukulele short since darren left it on the bus", ["darren"]),
        ("My son Tyrell is autistic", ["Tyrell", "autistic"]),
        ("Mr Ozturk has one leg and needs a lift", ["Mr Ozturk", "has one leg"]),
        ("paint for the shed please. T. Fenby, fixtures secretary", ["T. Fenby"]),
        ("three cots please. Precious A., vice chair", ["Precious A."]),
        ("Mrs T is losing her flat", ["Mrs T"]),
        ("hello miss adjei yr 4, we want books", ["miss adjei"]),
        ("he is on telegram as @wee_tam", ["@wee_tam"]),
        ("the lady at number 31 wants a lift", ["number 31"]),
        ("our driver Tunde broke his ankle on the ramp", ["Tunde", "broke his ankle"]),
        ("My nan cannot see the bus. Glaucoma. Can anybody drive?", ["Glaucoma"]),
        ("our caretaker has shingles so the hall is shut", ["shingles"]),
        ("will shift a sofa. Big Gaz", ["Gaz"]),
        ("Dawn has run it for six years", ["Dawn"]),
        ("oksana wants a cot", ["oksana"]),
        ("Reg has radiotherapy 3 days a week", ["radiotherapy"]),
        ("Dear all, I am Delphine N'Gozo and I teach sewing", ["N'Gozo"]),
        ("Shahrokh Tavana here, a dentist. We want a room", ["Shahrokh Tavana"]),
        (
            "beds for the family of Mohammed Al-Masri, 14 Lascelles Terrace, LS8 4AB",
            ["Al-Masri", "14 Lascelles", "4AB"],
        ),
    ],
)
def test_private_words_are_found(text: str, private: list[str]) -> None:
    public = shown(text)
    assert not [piece for piece in private if piece in public]


@pytest.mark.parametrize(
    "text",
    [
        "We need 10 laptops in Harehills",
        "St Columba's Richmond Hill needs a boiler",
        "a group for people with dementia and their carers",
        "the hall on Town Street, Armley",
        "20 volunteers for Saturday 12 December",
        "We need tins. Cheers.",
        "Burley Brass need a tuba. Rothwell.",
        "The Lord Mayor opens our fair and Father Christmas comes",
        "John Lewis gave us 20 duvets",
        "the Sikh Gurdwara on Lady Pit Lane",
        "We run a stroke club",
        "our autism base has one room",
        "a hall in Lincoln Green. Clarence Road Learning",
        "our MS support group needs a room",
        "Will anyone help? May is best. Hope so.",
        "nobody rang. We've asked twice. Everything else stands.",
        "On 2 February Whiston Road Primary admits nine children",
        "Hong Kong families want a room",
        "Do you mean us? It was I. Themes as before.",
        "the number 31 bus stops by the hall",
        "We can field 25 stewards for street events",
        "Tablets for people over 75. Tyneline IT",
        "a second counsellor and a quiet room, scott hall",
    ],
)
def test_what_is_nobodys_secret_stays(text: str) -> None:
    assert shown(text) == text


def test_the_senders_own_words_are_removed_exactly() -> None:
    public = shown("bryony says the Bryony Quill fund, 07700-900 555, is closed", "Bryony Quill", "07700 900555")
    assert "ryony" not in public
    assert "555" not in public


def test_the_public_text_has_no_holes() -> None:
    assert shown("100 packs would do. ring Nicola 07700 900231") == "100 packs would do. ring us"
    assert shown("Our Josh has dementia and needs a lift.") == "Our member has a health condition and needs a lift."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Holbeck Repair needs a van", "Holbeck Repair"),
        ("we at Bradford Friends want to borrow a hall", "Bradford Friends"),
        ("Beckett Steps is a walking group. We need boots", "Beckett Steps"),
        ("Kirkgate Hospital procurement here, we cannot find a laundry", "Kirkgate Hospital procurement"),
        ("We need chairs in Holbeck.", "Holbeck Repair"),
    ],
)
def test_a_sender_named_like_an_organisation_is_no_person(text: str, name: str) -> None:
    assert public_text(text, find_personal(text, (name,), name if name in text else "")) == text


def test_a_senders_own_name_goes_in_each_of_its_parts() -> None:
    public = shown("Dee here, the club needs chairs. Tell Okafor. Dee Okafor runs it", "Dee Okafor")
    assert "Dee" not in public
    assert "Okafor" not in public


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Nicola says we need 10 laptops.", "A member says we need 10 laptops."),
        ("We need chairs. Mrs Tibbs has the keys.", "We need chairs. A member has the keys."),
        ("We need 10 chairs for the club.\n\nDee", "We need 10 chairs for the club."),
        ("We need chairs.\n\nKind regards\nAled", "We need chairs.\n\nKind regards"),
        ("Dear all,\nwe need chairs.", "Dear all,\nwe need chairs."),
        ("Hello Sandra, we need chairs.", "Hello all, we need chairs."),
        ("Call 0191 498 0234 or email j.smith@example.com", "Call us or email us"),
        ("A lad called Kyle needs boots", "A lad needs boots"),
        ("A mum, Mrs Lorna Tibbs of 3 Foundry Lane, cried.", "A mum cried."),
        ("Come to 3 Foundry Lane please", "Come to a private address please"),
        ("Thanks,\nAled Pugh\nHolbeck Larder CIC", "Thanks,\nHolbeck Larder CIC"),
        ("We need 8 laptops. My number is 0191 498 0234 and my name is Aled Pugh.", "We need 8 laptops."),
        ("My email: j.smith@example.com\nWe need chairs.", "We need chairs."),
        ("Our cook Sheila needs a mixer", "Our cook needs a mixer"),
        ("After a stroke she has to learn", "After a health condition she has to learn"),
    ],
)
def test_the_public_text_reads_well(text: str, public: str) -> None:
    assert shown(text, "Dee Okafor", "Aled Pugh") == public
