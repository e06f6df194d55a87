"""Greetings and thanks: many people begin with one, and neither is a question that the bot failed to answer. No I/O.

Only a message that is nothing but courtesy counts: "hello, where is my order" is a question.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
_GREETING = (
    r"(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: (?:there|all|everyone|everybody|team))?"
    r"|(?:is )?any(?:one|body) (?:there|here)"
    r"|(?:[您你]们?好|[您你]們好|哈[喽囉啰]|嗨|早上好|上午好|中午好|下午好|晚上好|早安|午安|晚安|早|在吗|在嗎|在不在|有人吗|有人嗎)[呀啊哦喔]?"
)
_THANKS = (
    r"(?:ok(?:ay)? |many |great |perfect )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much))?"
    r"|(?:好的? ?)?(?:谢谢|多谢|感谢|謝謝|多謝|感謝)[您你]?[啦了呀啊]?"
)
_KINDS = {kind: re.compile(f"(?:(?:{words}) ?)+") for kind, words in (("greeting", _GREETING), ("thanks", _THANKS))}


def courtesy_of(text: str) -> str | None:
    """`greeting` or `thanks` when the text is nothing else; None for everything else."""
    if len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = " ".join("".join(char if char.isalnum() else " " for char in plain).split())
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(words)), None)
