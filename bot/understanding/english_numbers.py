"""English number words as figures: `six million eight hundred thousand` -> `6.8 million`."""
# ruff: noqa: PLR2004 - a ten, a hundred, six decimals: numbers of the grammar

import re
from decimal import Decimal

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: i for i, word in enumerate(_ONES)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_WORD = rf"(?:{'|'.join([*_SMALL, *_SCALES, 'hundred'])})"
_RUN = re.compile(
    rf"\b(?:(?:[0-9]+(?:\.[0-9]+)? (?={'|'.join(_SCALES)}\b[ ,]+(?:and )?(?:{_WORD}|[0-9])))|(?:{_WORD}\b)|an? (?=(?:hundred|thousand|million|billion)\b))"
    rf"(?:(?:[ -]|, |(?<=hundred) and )?(?:{_WORD}\b|[0-9]+(?= (?:hundred|{'|'.join(_SCALES)})\b)|point(?= {_WORD}))){{0,16}}"
)
_HALVES = (
    (re.compile(r"\band a half(?= (?:thousand|million|billion))"), "point five"),
    (re.compile(r"\b(?:a )?half (?:a )?(?=million|billion)"), "0.5 "),
    (re.compile(r"\bthree[ -]quarters of an? (?=million|billion)"), "0.75 "),
    (re.compile(r"\b(?:a )?quarter (?:(?:of )?an? )?(?=million|billion)"), "0.25 "),
    (re.compile(r"\b(?:one |an? )?(?P<scale>million|billion) and a half\b"), r"1.5 \g<scale>"),
    (re.compile(r"\b(?:a )?(?:couple|pair) (?:of )?(?=hundred|thousand|million|billion)"), "about two "),
    (re.compile(r"\b(?:tens|dozens) of (?P<scale>thousand|million)s?\b"), r"10 to 100 \g<scale>"),
    (re.compile(r"\bhundreds of (?P<scale>thousand|million)s?\b"), r"100 to 1000 \g<scale>"),
    (re.compile(r"\b(?:several|a few) hundred thousand"), "200 thousand to 1 million"),
    (re.compile(r"\b(?:several|a few) hundred million"), "200 million to 1 billion"),
    (re.compile(r"\b(?:several|a few) (?=thousand|million|billion)"), "2 to 10 "),
    (re.compile(rf"\b(?P<a>{_WORD}|[0-9]+) or (?P<b>{_WORD}|[0-9]+) (?=hundred|thousand|million|billion)"), r"\g<a> to \g<b> "),
    (re.compile(r"\b(?:number|no\.|#) ?(?=(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)"), "number "),
)  # fmt: skip
_HUNDREDS = re.compile(r"(?<![0-9.,])([1-9]) hundred (?=thousand|million)")
_COUNTED = re.compile(
    rf"\W*(?:to \w|and (?:{_WORD}|[0-9])|percent|per cent|%|companies|enterprises|customers|clients|firms|yuan|rmb|p\b)"
)


def with_figures(text: str) -> str:
    """The lower-case text with number words as digits; a lone `one` stays a word."""
    if not re.search(r"[a-z]{3}", text):
        return text
    for pattern, plain in _HALVES:
        text = pattern.sub(plain, text)
    text = _HUNDREDS.sub(lambda m: f"{m[1]}00 ", text)
    return _RUN.sub(lambda m: _figure(m, text), text)


def ordinal(text: str) -> int | None:
    """`third`, `3rd`, `no. 3`: the place that a message names, when it names just one."""
    found = re.findall(
        rf"\b(?:({'|'.join(_ORDINALS)})|([0-9]{{1,2}})(?:st|nd|rd|th)|(?:number|no\.?|#) ?([0-9]{{1,2}}))\b",
        text,
    )
    if len(found) != 1:
        return None
    word, *digits = found[0]
    return _ORDINALS.index(word) + 1 if word else int("".join(digits))


def _figure(m: re.Match[str], text: str) -> str:
    words = [w for w in re.split(r"[ ,-]+", m[0].strip()) if w != "and"]
    alone = m.start() == 0 and m.end() == len(text.rstrip(" .!"))
    named = text[: m.start()].endswith("number ")
    if text[: m.start()].endswith("of ") and words[0] == "a":
        return m[0]  # a third of a million
    if len(words) == 1 and not (
        alone or named or words[0] in _TENS or _COUNTED.match(text, m.end())
    ):
        return m[0]
    value = _value(words)
    if value is None:
        return m[0]
    return _written(value) + " " * (m[0] != m[0].rstrip())


def _value(words: list[str]) -> Decimal | None:
    """What the words come to: sections of hundreds, each closed by its scale, descending."""
    total, section, last = Decimal(0), Decimal(0), 10**12
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in {"a", "an"}:
            section = Decimal(1)
        elif word == "point":
            digits = ""
            while rest and rest[0] in _SMALL and _SMALL[rest[0]] < 10:
                digits += str(_SMALL[rest.pop(0)])
            section += Decimal(f"0.{digits or 0}")
        elif word == "hundred":
            section = (section or Decimal(1)) * 100
        elif word in _SCALES:
            if _SCALES[word] >= last or not section:
                return None
            total, section, last = total + section * _SCALES[word], Decimal(0), _SCALES[word]
        else:
            part = Decimal(_SMALL.get(word, word))
            if section % (10 if part < 10 else 100) and part < 100:
                return None  # two three: digits read out, or a list
            section += part
    return total + section


def _written(value: Decimal) -> str:
    for name, worth in reversed(_SCALES.items()):
        if value >= worth and (value / worth).as_tuple().exponent >= -6:  # type: ignore[operator]
            return f"{(value / worth).normalize():f} {name}"
    return f"{value.normalize():f}"
