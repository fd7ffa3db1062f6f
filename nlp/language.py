"""Which language a text is in, as far as the bot must know: English, or one that a person should look at.

A script tells most, letters that few languages have tell more, and common words tell the rest. English has the benefit of the
doubt: much of what is written here is dialect, shorthand and second-language English.
"""

import re

COMMON = {
    "en": "the and to of a in we you for is it i are on our have with this that can need help not be at please any some your they "
    "from who will would do us me my but all or has had was were if as an by so there what when where how got get them their "
    "he she his her thanks thank hi hello no just about up out want looking could anyone kids people group",
    "fr": "le la les des nous vous est pour avec dans une nos besoin avons bonjour merci que qui pas sur sont notre votre je "
    "du et un au aux cherchons chercher pouvez aider aide enfants s'il plaît personnes chaises avez suis",
    "es": "el los las una nosotros para con necesitamos hola gracias que por está son del nuestro nuestra tenemos ayuda y en de "
    "niños niñas familias necesito buenos días buenas favor sillas comida ropa somos muy también pero como puede pueden alguien busco "
    "buscamos tengo queremos quiero un se muchas mucho",
    "pl": "jest nie się na dla potrzebujemy potrzebuję dzień dobry proszę dziękuję dziękujemy nasz nasza naszej mamy oraz czy jak "
    "pomoc pomocy potrzebne z do w i o od że są dzieci dzieciom krzeseł szukamy szukam cześć witam ktoś może możecie jesteśmy "
    "grupa grupy po za ale",
    "pt": "não para uma com precisamos preciso olá obrigado obrigada nós que nosso nossa temos ajuda por são de do da um e o os as "
    "crianças cadeiras bom dia alguém procuramos você podem estamos está muito",
    "ro": "este pentru avem nevoie bună mulțumesc multumesc cu noi nu sunt vă rog și din de la un o ajutor copii scaune căutăm "
    "cautam ziua cineva poate suntem să sa pe în care",
    "de": "der die das und wir brauchen für nicht ist mit bitte danke ein eine haben sie guten tag unsere unser kinder suchen "
    "hilfe ich auf zu den dem von",
    "it": "gli che per con abbiamo bisogno grazie ciao non una nostro nostra siamo sono di il la un e bambini aiuto buongiorno "
    "cerchiamo sedie qualcuno può",
    "tr": "bir için ve var yok ihtiyacımız lütfen merhaba teşekkürler bizim biz çok bu ile çocuklar yardım ihtiyaç arıyoruz "
    "sandalye grubumuz olan",
    "so": "waxaan waa iyo ka ku ma caawimo fadlan mahadsanid u baahanahay waxaanu carruurta ayaa la oo aan",
    "hu": "nem és van kérem köszönöm szükségünk szükség egy a az nekünk segítség gyerekek székre jó napot kérjük",
    "cs": "je není a na pro potřebujeme prosím děkuji dobrý den máme se jsme nebo děti pomoc hledáme židle",
    "sk": "je nie a na pre potrebujeme prosím ďakujem dobrý deň máme sa sme alebo deti pomoc hľadáme stoličky",
    "lt": "mums reikia prašau ačiū labas diena ir yra mes kėdžių pagalbos vaikams ieškome turime kad",
    "lv": "mums vajag lūdzu paldies labdien un ir mēs krēsli palīdzība bērniem meklējam",
    "sq": "ne kemi nevojë për ju lutem faleminderit përshëndetje dhe është karrige fëmijët ndihmë jemi një me nga të",
    "vi": "chúng tôi cần xin cảm ơn và cho là có không giúp ghế trẻ em một các",
    "sw": "sisi tunahitaji tafadhali asante habari na ya kwa ni wa viti watoto msaada tuna",
    "nl": "het een wij hebben nodig voor niet graag bedankt hallo en met onze kinderen zoeken stoelen hulp van ik",
    "ku": "em hewce ji bo ji kerema xwe spas û me heye zarok kursî alîkarî silav bi",
}
SCRIPTS = (
    ("ar", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("uk", "\u0400-\u04ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("hi", "\u0900-\u097f"),
    ("gu", "\u0a80-\u0aff"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"),
    ("th", "\u0e00-\u0e7f"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("ti", "\u1200-\u137f"),
)
OF_ONE_SCRIPT = {
    "ar": (("ur", "ٹڈڑںےھہ"), ("ku", "ێۆڕڵ"), ("ps", "ټډړښځڅ"), ("fa", "پچژگکی")),
    "uk": (("uk", "іїєґ"), ("ru", "ыэёъ"), ("bg", "ъ")),
}
"""Letters that tell apart languages of one script, the surest first."""
LETTERS = {
    "pl": "łąęśćżźń", "es": "ñ¿¡", "pt": "ãõ", "ro": "țșăţş", "tr": "ğışİ", "hu": "őű", "cs": "řěů", "sk": "ľĺŕ",
    "de": "ß", "lt": "ėįųū", "lv": "āēīķļņģ", "vi": "ơưđạảấầẩẫậắằặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "sq": "ë",
}  # fmt: skip
WORDS = {code: frozenset(words.split()) for code, words in COMMON.items()}
ENGLISH_ENOUGH = 0.25
LEAST_WORDS = 3


def read_language(text: str) -> str:
    """An ISO 639-1 code; "en" when in doubt."""
    text = text[:4_000].casefold()
    letters = sum(map(str.isalpha, text))
    for code, span in SCRIPTS:
        if letters and len(re.findall(f"[{span}]", text)) > letters / 2:
            return _of_script(code, text)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    english = sum(word in WORDS["en"] for word in words)
    if not words or english >= ENGLISH_ENOUGH * len(words):
        return "en"
    scores = {code: _score(code, words) for code in WORDS if code != "en"}
    best = max(scores, key=lambda code: scores[code])
    needed = 2 if len(words) < 2 * LEAST_WORDS else 3
    sure = len(words) >= 2 and scores[best] >= max(needed, 2 * english, len(words) / 6)
    return best if sure else "en"


def _of_script(code: str, text: str) -> str:
    for language, letters in OF_ONE_SCRIPT.get(code, ()):
        if any(letter in text for letter in letters):
            return language
    return code


def _score(code: str, words: list[str]) -> int:
    """Words of the language, and words with letters that hardly another has."""
    own = LETTERS.get(code, "")
    return sum(word in WORDS[code] for word in words) + sum(any(letter in own for letter in word) for word in words)
