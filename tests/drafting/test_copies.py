"""Codes of copies: the same content gives the same code, any change another, none can be invented."""

from dataclasses import replace
from datetime import date

import pytest

from bot.drafting import draft
from bot.drafting.copies import code_of, is_issued, record_of, seal, tidy_code
from tests.drafting.profiles import SAMPLE, given

KEY = b"a key of thirty-two bytes, no less"


def test_one_content_has_one_code_in_both_languages() -> None:
    codes = {seal(given(lang=lang), KEY, "").code for lang in ("zh", "en")}
    assert len(codes) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"stated": {**SAMPLE, "self_rd_expense_yuan": 12_600_001}},
        {"stated": {**SAMPLE, "company_name": "另一家公司"}},
        {"as_of": date(2026, 11, 22)},
        {"version": "0.1.1"},
        {"asked": frozenset({6})},
    ],
)
def test_any_change_gives_another_code(change: dict[str, object]) -> None:
    stated = change.pop("stated", SAMPLE)
    other = given(stated, **change)  # type: ignore[arg-type]
    assert seal(other, KEY, "").code != seal(given(SAMPLE), KEY, "").code


def test_another_key_gives_another_code_and_refuses_ours() -> None:
    code = seal(given(), KEY, "").code
    assert is_issued(code, KEY)
    assert not is_issued(code, b"another")
    assert code_of(record_of(given()), b"another") != code


def test_every_wrong_letter_is_refused() -> None:
    code = seal(given(), KEY, "").code
    for place, letter in enumerate(code):
        if letter != "-":
            wrong = code[:place] + ("7" if letter != "7" else "8") + code[place + 1 :]
            assert not is_issued(wrong, KEY)
    assert not is_issued("", KEY)


def test_a_code_typed_by_hand_is_read_as_printed() -> None:
    assert tidy_code(" oi1l-abcd efgh/jkmn pqrs ") == "0111-ABCD-EFGH-JKMN-PQRS"


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_code_stands_in_the_copy_with_the_page_that_checks_it(form: str) -> None:
    sealed = seal(given(), KEY, "https://example.org/")
    text = draft(sealed, form).decode()  # type: ignore[arg-type]
    assert sealed.code in text
    assert f"https://example.org/verify/{sealed.code}" in text.replace("\\", "")
    plain = draft(replace(sealed, address=""), form).decode()  # type: ignore[arg-type]
    assert "huiqi verify" in plain


def test_the_record_holds_no_fact_but_the_name() -> None:
    record = str(record_of(given()))
    assert "12600000" not in record
    assert "厦门某某智能科技有限公司" in record
