"""Statements of chance: columns, widths, alignments and gaps at random; a wrong figure is never read."""

import random
from collections import Counter

import typst

from bot.drafting.pdf import _fonts
from bot.intake.reading import read_file
from calculators.xm_2023_10.facts import FACTS

HEADS = (
    ("本期金额", "上期金额"),
    ("2024年度", "2023年度"),
    ("本年累计金额", "上年金额"),
    ("本年数", "上年数"),
    ("上年同期", "本年累计"),
    ("2023年", "2024年"),
)
LABELS = (
    ("一、营业收入", "revenue"),
    ("减：营业成本", ""),
    ("研发费用", "rd_expense"),
    ("其他收益", ""),
)
UNITS = (("元", 1), ("千元", 1_000), ("万元", 10_000))


def statement(chance: random.Random) -> tuple[bytes, set[tuple[str, int, int]], int]:
    """A statement as PDF, the true figures (line, fen, year), and how many there are."""
    heads = chance.choice(HEADS)
    current = next(n for n, h in enumerate(heads) if "本" in h or "2024" in h)
    unit, worth = chance.choice(UNITS)
    columns = ["项目", *(["行次"] if chance.random() < 0.5 else []), *heads]
    columns += ["增减率"] if chance.random() < 0.3 else []
    align = chance.choice(("right", "center", "left"))
    widths = ", ".join(f"{chance.uniform(1, 2.5):.2f}fr" for _ in columns)
    true: set[tuple[str, int, int]] = set()
    cells = [f"[{column}]" for column in columns]
    for number, (label, of) in enumerate(LABELS, start=1):
        row = [label, *([str(number)] if "行次" in columns else [])]
        for place in (0, 1):
            if chance.random() < 0.25:
                row.append("")
                continue
            amount = chance.randrange(10**4, 10 ** chance.randrange(6, 11))
            row.append(f"{amount / 100:,.2f}")
            if of:
                true.add((of, amount * worth, 2024 if place == current else 2023))
        row += ["12.5%"] if "增减率" in columns else []
        cells += [f"[{cell}]" for cell in row]
    source = f"""
#set page(paper: "a4", margin: {chance.uniform(0.8, 2.5):.2f}cm)
#set text(font: "Noto Sans CJK SC", lang: "zh", size: {chance.choice((8, 9, 10, 12))}pt)
#align(center)[利润表]
编制单位：厦门某某公司 #h(2cm) 2024年度 #h(1fr) 单位：{unit}
#table(columns: ({widths}), align: (left, {", ".join([align] * (len(columns) - 1))}), {", ".join(cells)})
"""
    made = typst.compile(
        source.encode(), format="pdf", font_paths=_fonts(), ignore_system_fonts=True
    )
    return bytes(made), true, len(true)


def test_no_figure_is_ever_read_wrongly_and_most_are_read() -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        data, true, count = statement(random.Random(seed))
        filed = read_file(data, "x", FACTS, None)
        lines = [each for each in filed.findings if each.of != "period"]
        read = {(each.of, int(str(each.value)), int(str(each.year))) for each in lines}
        assert read <= true, (seed, read - true)
        seen["true"] += count
        seen["read"] += len(read)
        assert len(read) == count or filed.notes or filed.refusal or not count, seed
    assert seen["read"] >= seen["true"] * 0.8, seen
