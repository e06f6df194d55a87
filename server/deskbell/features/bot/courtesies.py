"""Greetings, thanks and words of being content: none of them is a question that the bot failed to answer. No I/O.

Only a message that is nothing but courtesy counts: "hello, where is my order" is a question.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
_WORDS = {
    "greeting": (
        r"(?:hiya|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: (?:there|all|everyone|everybody|team|bot))?"
        r"|(?:is )?any(?:one|body) (?:there|here)|excuse me|(?:please )?help(?: me)?(?: please)?|how are you"
        r"|(?:can|could) you (?:please )?help(?: me)?|(?:(?:i have|ive|i got) )?(?:just )?(?:a )?(?:quick |small )?question",
        r"(?:[您你]们?好|[您你]們好|哈[喽囉啰]|嗨|[早上中下晚][上午]好|[早午晚]安|早|在吗|在嗎|在不在|有人吗|有人嗎)[呀啊哦喔]?"
        r"|不好意思|打[扰擾]一下|(?:我想)?[请請][问問](?:一下)?|我?想(?:[问問]|咨询|諮詢)一?下|[亲親](?:在[吗嗎])?"
        r"|我?有[个個][问問][题題](?:想[问問]一?下?)?|[帮幫]{1,2}我",
    ),
    "thanks": (
        r"(?:ok(?:ay)? |many |great |perfect |very helpful )?(?:thanks|thank you|thx|cheers)"
        r"(?: (?:a lot|so much|very much|again|anyway))?(?: for (?:your |the )?(?:help|answer|time))?"
        r"|you (?:were|are|have been) (?:an? |so |very )?(?:great |big |real )?(?:help|helpful)",
        r"(?:好的? ?)?(?:非常|太|十分|真的?|特别|特別)?(?:谢谢|多谢|感谢|謝謝|多謝|感謝)(?:老板|老闆|亲|親|大家)?[您你]?"
        r"(?:的?(?:帮[助忙]|幫[助忙]|协助|協助|解答))?[啦了呀啊喔哦哈]?|[帮幫]了?大忙了?|感恩|辛苦[您你]?[啦了]?|麻[烦煩][您你]?了",
    ),
    "content": (
        r"ok(?:ay|ey)?|alright|all right|right|sure|got it|i see|understood|cool|nice|great|perfect|awesome|super|fine"
        r"|sounds good|good ?bye|good|bye(?: bye)?|see (?:you|ya)(?: later| soon)?|take care|makes sense|very helpful"
        r"|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|(?:i )?appreciate it|solved|(?:ha){2,6}|lol"
        r"|(?:no )?(?:thats|that is|thatll be) (?:all|it)(?: i needed)?|nothing(?: else| more)?|never ?mind|forget it"
        r"|i found it(?: myself)?"
        r"|(?:ill|i will|i can|let me) (?:look|find|check|figure|see|try)(?: (?:it|that))?(?: (?:out|up))?(?: by)? ?(?:myself)?"
        r"|no (?:person|human|agent|one|need)(?: (?:is )?needed)?|no (?:thanks|thank you|worries|problem)"
        r"|(?:that|this) answers (?:my|the) question"
        r"|(?:that|this|it) (?:really |already )?(?:helps|helped|works|worked|did it|solved it)(?: now)?",
        r"好的?[吧哦喔呀嘞啦]?|嗯+|哦+|噢|收到|[了瞭]解了?|我?知道了?|我?明白了?|懂了|清楚了|可以[的了啊]?|行[吧啊]?|[没沒]事[了啦]?"
        r"|[没沒][问問][题題]了?|[没沒]有(?:其他|别的|別的)?(?:[问問][题題])?了|不用了?|不需要了?|我?自己(?:看看?|找找?|来|來|查查?|试试?|試試?|想想?)[吧了]?|不用[转轉](?:人工|[专專]人|真人|客服)了?|(?:[问問][题題])?(?:已[经經])?解[决決]了"
        r"|搞定了?|再[见見]|拜拜[啦了]?|掰掰[啦了]?|就[这這][样樣]|先[这這][样樣]|算了|哈{2,}",
    ),
}
_KINDS = {kind: f"(?:{latin})(?![a-z0-9])|{han}" for kind, (latin, han) in _WORDS.items()}
_NEXT = re.compile("(?:" + "|".join(f"(?P<{kind}>{looks})" for kind, looks in _KINDS.items()) + ") ?")
_SIGNS = frozenset("👍👌🙏😊🙂😀😄😁❤🎉👏💪🌹😘🥰")


def courtesy_of(text: str) -> str | None:
    """`greeting`, `thanks` or `content` when the text is nothing else, the warmest of several; None for everything else."""
    if len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    words = " ".join("".join(char if char.isalnum() else " " for char in plain).split())
    if not words:
        return "content" if _SIGNS & set(plain) else None
    said, at = set[str | None](), 0
    while at < len(words):
        # Bit by bit, each as long as it goes: what could be read in many ways is never read in all of them.
        if (found := _NEXT.match(words, at)) is None:
            return None
        said.add(found.lastgroup)
        at = found.end()
    if said == {"content", "greeting"}:
        return "greeting"
    return next(kind for kind in ("thanks", "content", "greeting") if kind in said)
