"""Words that bind what stands beside them: not, if, only, within, to, by; 内, 后, 除非. No I/O.

Texts are folded (`domain.folding`), so that one list of simplified signs serves both Chinese scripts, without apostrophes, and
have `NUMBER` for every number with its unit.
"""

from __future__ import annotations

NUMBER = "\0"
_SOON = rf"(?=\s*(?:(?:about|the|around)\s+)?{NUMBER})"

_BINDS_NEXT = {
    "unless": r"\bunless\b|除非",
    "except": r"\b(?:except(?: for)?|excluding|apart from|other than|(?:but )?not (?=(?:on|in|for|at|to|from|by|with|after|before"
    r"|until|if|when|within)\b))|除了?",
    "without": r"\bwithout\b",
    "instead": r"\b(?:instead of|rather than)\b",
    "most": r"\b(?:up to|at most|(?:no|not) (?:more|longer|later) than|maximum(?: of)?)\b|不超过|不多于|不高于|不晚于|最多|至多"
    "|最迟|最晚",
    "least": r"\b(?:at least|(?:no|not) (?:less|fewer|earlier) than|minimum(?: of)?)\b|至少|最少|起码|不少于|不低于"
    rf"|(?<!未)(?<!不)满(?={NUMBER}|\s{NUMBER})",
    "more": rf"\b(?:(?:more|later|longer|older|higher) than|exceed(?:s|ing)?|beyond)\b|\b(?:over|above){_SOON}|逾(?!期)|超过"
    "|多于|高于|大于",
    "less": rf"\b(?:less|fewer|lower|younger|earlier) than\b|\b(?:under|below){_SOON}|少于|低于|小于|不到|[不未]满|不足",
    "within": rf"\bwithin\b|\bin{_SOON}",
    "before": r"\b(?:until|till|before|prior to)\b",
    "after": r"\b(?:after|as soon as|once(?! (?:a|per|every)\b))\b",
    "if": r"\b(?:if|when|whenever|provided(?: that)?|as long as|in case)\b|如果|如(?=[有需])|只要|若是?|假如|当(?![天日场地])",
    "only": r"\b(?:only|solely|exclusively|just)\b|只能?|仅限?|才(?=[能可会有给])|才(?!怪)",
    "must": r"\b(?:must|(?<!not )(?<!nt )(?:have|has|needs?) to)\b|必[须需]|须|务必",
    "might": r"\b(?:may|might)\b|可能(?!性)|也许|或许",
    "may": r"\b(?:can|could|welcome|allowed)\b|可以?|能|支持",
    "to": rf"\b(?:to|into)\b|(?<={NUMBER})\s?[-–—~]\s?(?={NUMBER})|[到至](?!账|达)",
    "from": r"\b(?:from|since)\b|从|自(?!动|己|行|助|取|付|费)",
    "than": r"\bthan\b|比(?![例赛])",
    "by": r"\b(?:by|via|through)\b",
    "soft": r"\b(?:on|in|at|for|with|during|per|as|under|between|about)\b|在|对|用|以(?![上下内前后及])|按|凭",
    "not": r"\b(?:not|no|never|none|neither|nor|cannot"
    r"|(?:do|does|did|is|are|was|were|wo|ca|could|should|would|must|have|has|had)nt)\b"
    "|不(?![仅但同过错久断管论只])|没有?(?!问题)|非(?![常洲])|无法?(?![论线])|(?:尚|从)?未(?!来)|勿|别(?![的人家处名墅])",
}
"""Each with what it looks like; the first that fits counts."""
_BINDS_LAST = {
    "within": "[以之]内|(?<=[\0期])\\s?内",
    "before": "[以之]前|(?<![台目之以提当眼面先])前(?![台往提后面])",
    "after": "[以之]后|(?<![售最然随背今先前落])后(?![台续果面悔勤期])|(?<=\0)\\s?later\\b",
    "least": "以上|\\bor (?:more|longer|over|older)\\b",
    "less": "以下",
    "if": "(?<![小及按准临同])时(?![间候长刻效尚段])|的话",
    "we_by": r"\bby (?:the )?(?:us|shop|seller|store)\b",
    "you_by": r"\bby (?:the )?(?:you|buyers?|customers?|recipients?)\b",
}
_WHOSE = {"our": r"\bours?\b|(?:我们|本店)的", "your": r"\byours?\b|[您你]们?的"}
_PERSONS = {
    "we": r"\b(?:we(?! are\b)|our shop|the shop|shop|seller|store)\b|我们|本店|商家|卖家",
    "you": r"\b(?:you(?! (?:(?:will|can|may|must) be|are)\b)|buyers?|customers?)\b|您|你|买家|顾客|客户",
}
PERSONS, WHOSE, POINTING = frozenset(_PERSONS), frozenset(_WHOSE), "they"
"""What is compared may lack them, but not have another. `POINTING` tells that somebody or something was named before."""
_POINTS = {POINTING: r"\b(?:it|they|them|these|those)\b|它们?"}
SHARED = "shared"
"""Marks a word that a part of a sentence has from another (`readings`)."""
LEFT_OVER = frozenset(("we_last", "you_last"))
"""Persons behind the last word ("back to the seller"), who must not differ either."""
OR = "or"
"""Marks what follows it."""
BUT, HELD_TO, THEN = "but", "held_to", "then"
"""Mark what begins a part that is set against the one before it; that holds what must be done; that tells what comes later."""
BUTS = frozenset(
    (
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "however",
        "otherwise",
        "但",
        "但是",
        "而",
        "不过",
        "否则",
        "不然",
    )
)
FREE = (
    frozenset(("soft", "only", OR, BUT, HELD_TO, THEN, "must", "may", "might", SHARED, POINTING))
    | PERSONS
    | WHOSE
    | LEFT_OVER
)
"""Need not bind the same word in what is compared; `only` must be there, persons must not differ; for `must`,
`may` and `might` see `moods`."""
MOVING = frozenset(
    ("soft", "to", "from", "by", "than", "unless", "except", "without", "within", "before", "after", "if")
)
"""What begins with them may stand anywhere."""
LIMITS = frozenset(
    (
        "unless",
        "except",
        "without",
        "instead",
        "most",
        "least",
        "more",
        "less",
        "within",
        "before",
        "after",
        "if",
        "only",
    )
)
"""What nobody may leave away."""
AND, COMMA, LEAD, SEMICOLON = "and", "comma", "lead", "semicolon"
_SEPARATORS = {
    LEAD: r":(?!\d)|\botherwise\b|\bor\b(?= (?:we|you|it|they)\b)|否则|不然|要不",
    AND: r"\b(?:and|or|but)\b|[、&/]|(?:以及|或者|并且|并|和|(?<!参)与|或|及|但是?|(?<!超)不过(?=[\u4e00-\u9fff])|而(?!且))"
    r"|(?<=[\u4e00-\u9fff])也(?=可以?|能|会|不|要|须)",
    SEMICOLON: ";",
    COMMA: r",|[。.!?()\[\]\"“”「」]|\b(?:while|whereas|because|although|though|however)\b|——|\s[-–—]\s",
}


def _looks(kind: str, named: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}_{name}>{look})" for name, look in named.items())


LOOKS = "|".join(
    (
        _looks("last", _BINDS_LAST),
        _looks("next", _WHOSE | _PERSONS | _POINTS | _BINDS_NEXT),
        _looks("part", _SEPARATORS),
    )
)
"""A pattern with a group for each, named by what it does and is: `next_within`, `part_and`."""
