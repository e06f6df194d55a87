"""Words that turn a statement round, in English and Chinese: denials, opposites, who pays, how sure. No I/O.

Texts are folded (`domain.folding`), so that one list of simplified signs serves both Chinese scripts, and without apostrophes.
"""

from __future__ import annotations

import re

_NO_DENIAL = re.compile(
    r"\b(?:not only|no problem|no matter|whether or not)\b|不好意思|对不起|差不多|不客气|(?P<one>[\u4e00-\u9fff])[不没](?P=one)"
)
"""不 in a question such as 能不能, and what only looks like a denial."""
DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|cannot|without|unable|nothing|nobody|nowhere|hardly|barely|scarcely|rarely|seldom|unless"
    r"|except|excluding|too late|fail(?:s|ed)? to|lacks?|lacking|instead of|rather than|other than|apart from|impossible|illegal"
    r"|ineligible|forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|reject(?:s|ed)?"
    r"|den(?:y|ies|ied)|exclud(?:e|es|ed)|nor"
    r"|(?:do|does|did|is|are|was|were|wo|ca|could|should|would|must|have|has|had|need)nt)\b"
    "|不(?![仅但同过错久断管论只])|没(?!问题)|无(?![论线])|未(?!来)|勿|别(?![的人家处名墅])|除了?外|除非|除外|禁止|严禁"
    "|拒绝|谢绝|恕|才怪|难以|休想"
)
_NEITHER = re.compile(r"\bneither\b(.{0,60}?)\bnor\b")

OPPOSITES = [
    (re.compile(one), re.compile(other))
    for one, other in (
        (
            r"\b(?:free|gratis|complimentary)\b|免费|免运费|包邮|免邮|免收",
            r"\b(?:costs?|pay(?:s|ing)?|paid|fees?|charg(?:e|es|ed)|payable)\b|收费|付费|收取|要钱|自费|自付"
            "|支付|费用|付运费|要运费|付钱",
        ),
        (r"\b(?:safe(?:ly)?|harmless)\b|安全|放心", r"\b(?:dangerous|harmful|risky|toxic)\b|危险|有害|有毒"),
        (
            r"\b(?:all|full|fully|whole|entire|entirely|everything|complete|completely)\b|全部|全额|全款|所有",
            r"\b(?:part|parts|partly|partial|partially|some|few)\b|部分",
        ),
        (
            r"\b(?:opened|open(?:ing)?)\b|拆开的|营业",
            r"\b(?:closed?|closing|sealed|shut)\b|封存|关闭|关门|打烊|休息",
        ),
        (r"\b(?:early|earlier|earliest)\b|提前|最早", r"\b(?:late|later|latest)\b|推迟|延后|最晚"),
        (r"\b(?:valid)\b|有效", r"\b(?:expired?|expires)\b|无效|失效|过期"),
        (r"\b(?:includ(?:e|es|ed|ing))\b|包含|包括", r"\b(?:extra|additional(?:ly)?|separate(?:ly)?)\b|另外|另收|额外"),
        (
            r"\b(?:domestic(?:ally)?|inside|indoors?)\b|国内|境内|之内|期内|范围内",
            r"\b(?:abroad|international(?:ly)?|overseas|outside|outdoors?)\b|国外|海外|境外|之外|期外|范围外",
        ),
        (r"\b(?:weekdays?)\b|工作日|平日", r"\b(?:weekends?)\b|周末|节假日"),
        (r"\b(?:mornings?|am)\b|上午|早上", r"\b(?:afternoons?|evenings?|pm)\b|下午|晚上"),
        (r"\b(?:new)\b|全新", r"\b(?:used|old|second-hand)\b|二手|用过"),
        (r"\b(?:online)\b|线上|网上", r"\b(?:offline|in store|in person)\b|线下|门店|实体店"),
        (r"\b(?:increas(?:e|es|ed))\b|增加|上涨", r"\b(?:decreas(?:e|es|ed)|reduc(?:e|es|ed))\b|减少|下降|降低"),
        (r"\b(?:hot|warm)\b|热水|高温|加热", r"\b(?:cold|cool)\b|冷水|低温|冷藏"),
        (r"\b(?:automatic(?:ally)?)\b|自动", r"\b(?:manual(?:ly)?|by hand)\b|手动|人工"),
        (r"\b(?:start(?:s|ed)?|begin(?:s)?)\b|开始", r"\b(?:stop(?:s|ped)?|ends?|ended)\b|停止|结束"),
        (r"\b(?:in stock|available)\b|有货|现货", r"\b(?:out of stock|sold out)\b|缺货|售罄|断货"),
        (r"\b(?:adults?)\b|成人|大人", r"\b(?:child(?:ren)?|kids?|bab(?:y|ies))\b|儿童|小孩|婴儿"),
        (r"\b(?:dry)\b|干燥", r"\b(?:wet|damp)\b|潮湿"),
        (r"\b(?:cheap(?:er|est)?)\b|便宜", r"\b(?:expensive|dear)\b|昂贵"),
        (r"\b(?:always|every time)\b|总是|一律|永远", r"\b(?:sometimes|occasionally)\b|有时|偶尔"),
    )
]
"""Each as (one side, the other); what is said with one is denied with the other."""
GROUNDED = 4
"""Of the first so many the articles must have one side or the other."""

MAY = re.compile(r"\b(?:can|may|could|able|allowed|possible)\b|可以|可(?![能是])|能(?!量|源|否)")
MUST = re.compile(
    r"\b(?:must|have to|has to|requir(?:e|es|ed)|obliged|mandatory|compulsory)\b|必须|务必|一定要|须|强制"
)
ONLY = re.compile(r"\b(?:only|solely|exclusively|just)\b|只(?!要)|仅|才(?!怪)")
ALWAYS = re.compile(r"\b(?:always|every|any|anytime|whatever|forever)\b|总是|一律|永远|任何|随时|永久|终身")
_WE, _YOU = (
    r"we|us|our shop|shop|seller|store|我们|本店|商家|卖家",
    r"you|buyers?|customers?|recipients?|您|你|买家|顾客|客户|自行|自己",
)
_PAYS = re.compile(
    rf"(?<![a-z])(?:(?P<we>{_WE})|(?P<you>{_YOU}))"
    r"(?:\s(?:\w+\s){0,2}?(?:pays?|paid|bears?|covers?)\b|\w{0,3}?(?:负担|承担|支付|付|出钱|负责))"
    rf"|\b(?:paid|borne|covered) by (?:the )?(?:(?P<by_us>{_WE})|(?P<by_you>{_YOU}))\b"
)


def denials(text: str) -> int:
    """How often it denies; twice is not at all."""
    text = _NEITHER.sub(r"not \1 or", _NO_DENIAL.sub(" ", text))
    return len(DENIAL.findall(text))


def payer(text: str) -> str:
    """Who pays by it: "we", "you", or nobody that it names."""
    found = _PAYS.search(text)
    return "" if found is None else "we" if found["we"] or found["by_us"] else "you"
