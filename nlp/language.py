"""Which language a text is in, as far as the bot must know: English, or one that a person should look at."""

import re

COMMON = {
    "en": "the and to of a in we you for is it i are on our have with this that can need help not be at please any "
    "some your they from who will would do us me my but all or",
    "fr": "le la les des nous vous est pour avec dans une nos besoin avons bonjour merci que qui pas sur sont",
    "es": "el los las una nosotros para con necesitamos hola gracias que por está son del nuestro tenemos ayuda",
    "pl": "jest nie się na dla potrzebujemy dzień dobry proszę dziękuję nasz mamy oraz czy jak pomoc potrzebne",
    "pt": "não para uma com precisamos olá obrigado nós que nosso temos ajuda por são",
    "ro": "este pentru avem nevoie bună mulțumesc cu noi nu sunt vă rog și din",
    "de": "der die das und wir brauchen für nicht ist mit bitte danke ein eine haben sie",
    "it": "il gli che per con abbiamo bisogno grazie ciao non una nostro siamo sono",
    "tr": "bir için ve var yok ihtiyacımız lütfen merhaba teşekkürler bizim biz çok",
    "so": "waxaan waa iyo ka ku ma caawimo fadlan mahadsanid u baahanahay",
}
SCRIPTS = (
    ("ar", "\u0600-\u06ff"),
    ("uk", "\u0400-\u04ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("ti", "\u1200-\u137f"),
)
WORDS = {code: frozenset(words.split()) for code, words in COMMON.items() if words}
LEAST_WORDS = 4


def read_language(text: str) -> str:
    """An ISO 639-1 code; "en" when in doubt."""
    text = text[:4_000]
    letters = [mark for mark in text if mark.isalpha()]
    for code, span in SCRIPTS:
        if letters and len(re.findall(f"[{span}]", text)) > len(letters) / 2:
            return code
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < LEAST_WORDS:
        return "en"
    counts = {code: sum(word in known for word in words) for code, known in WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    sure = counts[best] >= 3 and counts[best] >= 2 * counts["en"] + 1
    return best if best != "en" and sure else "en"
