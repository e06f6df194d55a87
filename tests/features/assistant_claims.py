"""What a language model says of eight articles: true sentences, mostly in other words, and lies that keep the articles' words.

Each line is `article | sentence`; more of them for `python -m tests.features.assistant_claims`, which prints both shares.
"""

from __future__ import annotations

from deskbell.features.assistant.believing import Refused, believed
from deskbell.services.core import Match

TOLD = {
    "tin": "Can I send back an opened tin?\nYes, within 30 days, if at least half is left. We mail you a free label.",
    "delivery": "How long does delivery take?\nTwo to four working days. We do not deliver on Sundays. Express costs 9 dollars.",
    "tea": "Is the tea safe in pregnancy?\nNo. Green and black tea contain caffeine. Rooibos has none and is safe in pregnancy.",
    "cancel": "How do I cancel?\n"
    "You can cancel until we ship. After that, send the parcel back unopened and we refund all of it.",
    "pay": "Paying\nWe accept cards and bank transfer, but not cheques. Your card is charged when the parcel leaves us. "
    "Orders of more than 50 euros ship free; below that shipping costs 4.90 euros. We pay the return postage.",
    "退": "拆开的茶叶还能退吗？\n可以，30 天内，只要还剩一半，都能退。我们寄给您免费的退货单。",
    "花生": "花生过敏可以吃吗？\n不可以。本品含花生。绿茶饼不含花生，可以放心食用。",
    "送": "配送要多久？\n一般 2 到 4 个工作日送达，星期日不配送。"
    "订单满 99 元包邮，不满 99 元收取 8 元运费。发货前可以取消订单，发货后不能取消。",
    "保": "保固與維修\n茶壺保固一年，人為損壞不在保固範圍內。保固期內免費維修，寄回的運費由您負擔。維修需要七個工作天。",
}

LIES = """
tin | You may not send back an opened tin within 30 days
tin | No, we never mail you a free label
tin | You pay for the label
tin | You must send back an opened tin within 30 days
tin | Only if less than half is left within 30 days
tin | You may send back an opened tin after 30 days
tin | You can send back an opened tin unless at least half is left
tin | Sending back an opened tin within 30 days is forbidden
tin | Sending back an opened tin within 30 days is impossible
tin | We refuse an opened tin within 30 days
tin | It is too late to send back an opened tin within 30 days
tin | Hardly any opened tin may be sent back within 30 days
tin | Without a label you may send an opened tin back within 30 days
tin | We mail you a free tin within 30 days
tin | You can send back an opened tin within nine days
tin | No. You may send back an opened tin within 30 days
delivery | We deliver on Sundays
delivery | We deliver within two to four working days, and on Sundays too
delivery | Express costs 4 dollars
delivery | Delivery takes nine working days
delivery | Delivery takes two to nine working days
delivery | Express delivery is free
delivery | Express costs less than 9 dollars
delivery | Delivery takes more than four working days
delivery | Delivery takes 9 working days
tea | Yes. Green and black tea are safe in pregnancy
tea | Green and black tea are safe in pregnancy
tea | Rooibos contains caffeine
tea | Rooibos is dangerous in pregnancy
tea | Black tea has none and is safe in pregnancy
tea | Rooibos is not safe in pregnancy
tea | Green tea contains no caffeine
cancel | You can cancel after we ship
cancel | Send the parcel back opened and we refund all of it
cancel | We refund half of it
cancel | We refund none of it
cancel | You cannot cancel until we ship
cancel | Send the parcel back and we refund part of it
cancel | You can no longer cancel before we ship
pay | We accept cheques
pay | We accept cards, bank transfer and cheques
pay | We do not accept cards
pay | Your card is charged before the parcel leaves us
pay | Orders below 50 euros ship free
pay | Orders of more than 50 euros cost 4.90 euros for shipping
pay | Shipping costs 50 euros
pay | You pay the return postage
pay | Shipping is always free
pay | Bank transfer is declined
退 | 拆开的茶叶不能退
退 | 拆开的茶叶30天内禁止退
退 | 拆开的茶叶30天内拒绝退
退 | 拆开的茶叶30天后能退
退 | 拆開的茶葉30天內無法退
退 | 拆开的茶叶30天内谢绝退
退 | 拆开的茶叶 30 天内不得退
退 | 退货单要收费
退 | 退貨單需要付費
退 | 我们寄给您免费的茶叶
退 | 30 天内，除非还剩一半，都能退
花生 | 本品不含花生，可以放心食用
花生 | 本品不含花生
花生 | 绿茶饼含花生
花生 | 可以，本品可以放心食用
花生 | 花生過敏可以吃本品
花生 | 綠茶餅含花生，不可以食用
送 | 星期日也配送
送 | 一般 2 到 9 个工作日送达
送 | 一般 8 个工作日送达
送 | 订单不满 99 元包邮
送 | 訂單滿 8 元包郵
送 | 订单满 99 元收取 8 元运费
送 | 发货后可以取消订单
送 | 發貨前不能取消訂單
送 | 订单满 99 元要付运费
保 | 茶壺保固七年
保 | 人為損壞在保固範圍內
保 | 人为损坏免费维修
保 | 保固期內維修要收費
保 | 寄回的運費由我們負擔
保 | 寄回的運費免費
保 | 維修需要一個工作天
保 | 保固期外免費維修
"""

TRUE = """
tin | You may send back an opened tin within 30 days
tin | Yes, within 30 days, if at least half is left
tin | Yes, you can return an opened tin within thirty days if at least half of it is left
tin | We mail you a free label
tin | We will mail you a label for free
tin | Opened tins can be sent back within 30 days
tin | You cannot send back an opened tin after 30 days
tin | There is no charge for the label
tin | Yes. You may send an opened tin back within 30 days
tin | At least half must be left
tin | The label is free, we mail it to you
delivery | Delivery takes two to four working days
delivery | Delivery takes 2 to 4 working days
delivery | Delivery takes 2-4 working days
delivery | We do not deliver on Sundays
delivery | There is no delivery on Sundays
delivery | Express delivery costs 9 dollars
delivery | Express costs $9
delivery | Express costs nine dollars
delivery | Delivery takes two to four working days, but not on Sundays
delivery | It takes 2 to 4 working days to deliver
tea | Green and black tea contain caffeine
tea | Rooibos is safe in pregnancy
tea | Rooibos has no caffeine and is safe in pregnancy
tea | No. Green and black tea contain caffeine
tea | Black tea contains caffeine
tea | No, but rooibos is safe in pregnancy
cancel | You can cancel until we ship
cancel | You can cancel your order until we ship it
cancel | You cannot cancel after we ship
cancel | Once we have shipped it you cannot cancel
cancel | After that, send the parcel back unopened and we refund all of it
cancel | Send the parcel back unopened for a full refund
cancel | You can cancel before we ship
cancel | If you send the parcel back unopened, we refund all of it
pay | We accept cards and bank transfer
pay | We do not accept cheques
pay | Cheques are not accepted
pay | You can pay by card or bank transfer
pay | Your card is charged when the parcel leaves us
pay | Shipping is free for orders of more than 50 euros
pay | Orders over 50 euros ship free
pay | Below that, shipping costs 4.90 euros
pay | We pay the return postage
退 | 可以，30 天内，只要还剩一半
退 | 拆开的茶叶 30 天内可以退
退 | 拆開的茶葉三十天內可以退
退 | 30 天內，只要還剩一半，都能退
退 | 我们会寄给您免费的退货单
退 | 退货单是免费的
退 | 退貨單不收費
退 | 拆开的茶叶30天后不能退
退 | 可以退，只要 30 天内还剩一半
花生 | 本品含花生
花生 | 绿茶饼不含花生，可以放心食用
花生 | 綠茶餅可以放心食用
花生 | 綠茶餅不含花生
花生 | 不可以，本品含花生
花生 | 花生过敏不可以吃
送 | 一般 2 到 4 个工作日送达
送 | 配送一般需要两到四个工作日
送 | 星期日不配送
送 | 我們星期日不配送
送 | 订单满 99 元包邮
送 | 訂單滿 99 元包郵，不滿 99 元收取 8 元運費
送 | 满 99 元的订单免运费
送 | 发货前可以取消订单
送 | 發貨後不能取消訂單
送 | 发货后订单不能取消
保 | 茶壺保固一年
保 | 茶壶保固 1 年
保 | 人為損壞不在保固範圍內
保 | 保固期內免費維修
保 | 保固期内维修免费
保 | 寄回的運費由您負擔
保 | 維修需要七個工作天
保 | 维修需要 7 个工作日
"""


def claims(table: str) -> list[tuple[str, str]]:
    return [
        (article.strip(), said.strip()) for article, said in (line.split("|") for line in table.split("\n") if line)
    ]


def is_believed(article: str, said: str) -> bool:
    try:
        believed(f"{said} [1].", [Match("a", "en", "t", "a", 0.5)], [TOLD[article]])
    except Refused:
        return False
    return True


if __name__ == "__main__":
    for name, table in (("lies", LIES), ("true sentences", TRUE)):
        rows = claims(table)
        passed = [row for row in rows if is_believed(*row)]
        print(f"{len(passed)} of {len(rows)} {name} are believed")
        for row in rows:
            if (row in passed) == (name == "lies"):
                print("  ", *row)
