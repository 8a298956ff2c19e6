"""How well and how fast messages are read, and plain Chinese numerals beside cn2an."""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cn2an

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.dialogue.reading import Pending
from bot.understanding import read
from bot.understanding.numerals import parse
from calculators.facts import Profile
from tests.understanding.expressions import TODAY, expressions, reading_of, verdict
from tests.understanding.speaking import said
from tests.understanding.test_any_text import PENDING, random_texts, sane

ORDINARY = (
    "去年营收6800万，前年5000万，研发1260万",
    "呃我们那个营收啊大概是六千八百万吧",
    "买了120万算力，实际付了100万",
    "revenue was 68 million and R&D 12.6 million",
    "算力券怎么补？",
    "不清楚，要问财务",
    "6800万",
    "是的",
)
REVENUE = Pending("fact", "revenue_last_year_yuan")


def main() -> None:
    """Print every figure."""
    accuracy()
    speed()
    length()
    numerals()
    fuzz()


def accuracy() -> None:
    count: dict[str, Counter[str]] = {}
    for expression in expressions():
        kind = count.setdefault(expression.kind, Counter())
        kind[verdict(expression, reading_of(expression))] += 1
    for kind, found in count.items():
        print(
            f"  {kind}: {found['right']} of {found.total()} right, {found['asked back']} asked back"
        )
    total = sum(count.values(), Counter[str]())
    share = (total["right"] + total["asked back"]) / total.total()
    print(f"{total.total()} expressions: {share:.1%} right or asked back, {total['wrong']} wrong")


def speed() -> None:
    said("营收1万")  # the patterns are compiled at the first reading
    times = sorted(timed(lambda t=text: said(t)) for text in ORDINARY * 100)
    middle, late = statistics.median(times), times[int(len(times) * 0.99)]
    print(
        f"a reading: p50 {middle * 1e3:.2f} ms, p99 {late * 1e3:.2f} ms, {1 / statistics.mean(times):.0f}/s"
    )


def length() -> None:
    for unit in ("营收6800万，研发900万。", "去年6800万", "一", "revenue 68 million, "):
        halves = [timed(lambda n=n, u=unit: read_long(u, n)) for n in (2_000, 4_000, 10_000)]
        print(
            f"  2,000, 4,000, 10,000 characters of {unit!r}: "
            + ", ".join(f"{t * 1e3:.0f} ms" for t in halves)
        )


def read_long(unit: str, size: int) -> None:
    text = (unit * size)[:size]
    read(text, pending=REVENUE, profile=Profile(), today=TODAY)


def numerals() -> None:
    source = random.Random(20231010)
    numbers = [source.randrange(1, 10 ** source.randrange(1, 12)) for _ in range(5_000)]
    words = [cn2an.an2cn(n) for n in numbers]
    ours = timed(lambda: [parse(w) for w in words])
    theirs = timed(lambda: [cn2an.cn2an(w, "normal") for w in words])
    same = sum(
        (p := parse(w)) is not None and p.lo == n for w, n in zip(words, numbers, strict=True)
    )
    ratio = ours / theirs
    print(f"5,000 Chinese numerals: {same} as cn2an wrote them, {ratio:.2f} × the time of cn2an")


def fuzz() -> None:
    begun = time.perf_counter()
    for index, text in enumerate(random_texts(100_000, seed=4)):
        sane(text, PENDING[index % len(PENDING)])
    print(f"100,000 random texts: no exception, {time.perf_counter() - begun:.0f} s")


def timed(action: Callable[[], object]) -> float:
    """Wall time in seconds."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
