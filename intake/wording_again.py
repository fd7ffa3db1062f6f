"""The same said in other words, for when it would be said twice in a row."""

from intake import wording, wording_own, wording_pledges, wording_service

OTHER_WORDS = {
    wording.NOT_UNDERSTOOD: "That was not clear to me either.",
    wording.OLD_BUTTON: "That button is an old one. Please tell me in words what you want to change.",
    wording.TOLD_BEFORE: "That is written down already, so once is enough.",
    wording.CORRECTIONS: "Is something wrong? Then tell me what.",
    wording.ADDED: "I have added that too.",
    wording.TOOK_NEW: "That is added too. Thank you.",
    wording_pledges.REFUSED: "That is fine. There is a new letter soon.",
    wording_own.WHICH_ONE: "Please say which one. Its number is enough.",
    wording_service.NOT_UNDERSTOOD: "I still do not follow. Tell me like this: “we need 10 chairs in Harehills”. HELP tells you more.",
    wording_service.NO_WORDS: "I can only read, not listen or look. Could you write it in a few words?",
    wording_service.FILE_KEPT: "That one is kept too. Now I need a few words from you: what is it that you need?",
    wording_service.HELLO: "Hello again. What does your group need, or what can you give?",
    wording_service.WELCOME: "Glad to help. Write again when you need something.",
    wording_service.CHAT: "All is well here. Write when you need something, or can give something.",
    wording_service.CHAT_WITH_ASK: "I have left everything as it is. To change something, write “make it 12” or “cancel”.",
    wording_service.ALL_RIGHT: "That is fine. I am here when you need something.",
    wording_service.SORRY_FOR_ANGER: "I hear you. Write “complaint”, and a person will read it. Write STOP to end this.",
    wording_service.SORRY_PASSED_ON: "A person has this message too. They will write to you here.",
    wording_service.ENGLISH_ONLY: "A person has this message too. Short words in English help me.",
    wording_service.PASSED_ON: "A person has this question too. They will write to you here.",
    wording_service.NEWS_PASSED_ON: "Thank you. A person has that too.",
    wording_service.TO_A_PERSON: "A person knows, and will write to you here.",
    wording_service.WHAT_DO_YOU_NEED: "Tell me what it is, how many, and where.",
    wording_service.GLADLY: "Yes, of course.",
}
"""What is said instead of a paragraph that the last reply held as well."""
