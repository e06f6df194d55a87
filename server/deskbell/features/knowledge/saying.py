"""What the bot says from an article: its answer, else how its body begins. No I/O.

A table of phrasings brings articles that say nothing yet. They are found like others, so that what the bot understands
can be measured before the answers are written; but a visitor hears that nothing is written, not the question again.
"""

from __future__ import annotations

from deskbell.features.knowledge.excerpt import excerpt

_NOTHING_YET = {
    "en": "I know what you mean (“{title}”), but the answer is not written yet. A person can tell you.",
    "zh-CN": "我明白您问的是“{title}”，但答案还没有写好，您可以问人工客服。",
    "zh-TW": "我明白您問的是「{title}」，但答案還沒有寫好，您可以問真人客服。",
}


def said(title: str, answer: str, body: str, locale: str) -> str:
    """In the article's own language."""
    return answer or excerpt(body) or (title if body.strip() else _NOTHING_YET[locale].format(title=title))
