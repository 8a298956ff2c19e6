"""The pack is the official text, and its files are as the product relies on."""

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.clauses import (
    POLICIES,
    UnknownClauseError,
    UnknownPolicyError,
    bureaus,
    digest,
    load,
    pack_ids,
    related,
)
from knowledge.contacts import FaultyContactsError
from knowledge.importer import joined, official_words
from knowledge.notices import notice

OFFICIAL = POLICIES / "xm-2023-10" / "official.txt"


def test_the_clauses_joined_are_the_official_text() -> None:
    said = official_words(joined(load()))
    assert said == official_words(OFFICIAL.read_text(encoding="utf-8"))
    assert len(said) > 4000


def test_every_clause_stands_verbatim_in_the_official_text_but_for_page_breaks() -> None:
    """Blanks count here: a quote is compared as it is written."""
    text = re.sub(r"\n+", "", OFFICIAL.read_text(encoding="utf-8")).replace("**", "")
    for clause in load().clauses():
        assert clause.text in text, clause.id


def test_a_clause_is_one_sentence() -> None:
    for measure in load().measures:
        for clause in measure.clauses:
            assert clause.text.rstrip("。").count("。") == 0, clause.id


def test_the_last_clause_of_a_measure_names_the_bodies_of_its_front_matter() -> None:
    for measure in load().measures:
        line = measure.clauses[-1].text
        assert line.startswith("责任单位")
        for name in measure.bureaus:
            assert name in line or name.removeprefix("市") in line, (measure.number, name)
        written = re.split(r"[、，]", re.split("[:：]", line)[1])
        assert len(written) == len(measure.bureaus), measure.number


def test_every_measure_knows_what_its_users_ask() -> None:
    for measure in load().measures:
        assert len(measure.questions["zh"]) >= 12
        assert len(measure.questions["en"]) >= 5
        assert len(set(measure.aliases["zh"])) == len(measure.aliases["zh"]), measure.number


def test_an_unknown_clause_says_what_ids_look_like() -> None:
    with pytest.raises(UnknownClauseError, match="M06-1"):
        load().clause("M99-1")
    assert load().clause("m06-1").id == "M06-1"


def test_an_unknown_policy_names_those_there_are() -> None:
    with pytest.raises(UnknownPolicyError, match="xm-2023-10"):
        load("nowhere-1")
    assert "xm-2023-10" in pack_ids()


def test_the_digest_of_a_pack_stays_while_the_pack_does() -> None:
    assert digest(load()) == digest(load())
    assert len(digest(load())) == 64


def test_every_contact_has_the_date_on_which_it_was_printed_and_its_source() -> None:
    for bureau in bureaus().values():
        if bureau.phone or bureau.email or bureau.address or bureau.site:
            assert bureau.printed, bureau.name
            assert bureau.source, bureau.name


def test_a_body_that_was_not_found_has_no_invented_contact() -> None:
    for name in ("市商务局", "市教育局", "市公安局", "市委网信办", "集美区人民政府"):
        bureau = bureaus()[name]
        assert (bureau.phone, bureau.address, bureau.site) == (None, None, None)


def test_every_body_of_a_measure_is_known_by_name() -> None:
    for measure in load().measures:
        for name in measure.bureaus:
            assert name in bureaus() or name == "市工信局（大数据局）", name


def test_the_operators_contact_file_wins(tmp_path: Path) -> None:
    mine = tmp_path / "contacts.yaml"
    mine.write_text("市工信局: {phone: '12345', printed: 2026-11-01}\n", encoding="utf-8")
    assert bureaus(mine)["市工信局"].phone == "12345"
    assert bureaus(mine)["市科技局"] == bureaus()["市科技局"]


@pytest.mark.parametrize("text", ["[]", "市工信局: {fax: 1}", "市工信局: {phone: '1'}", "a: [b"])
def test_a_faulty_contact_file_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    mine = tmp_path / "contacts.yaml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyContactsError, match=r"contacts\.yaml"):
        bureaus(mine)


def test_every_related_policy_says_when_it_was_seen_and_carries_its_figures() -> None:
    assert {entry.id for entry in related()} >= {"xm-2026-3", "xm-2024-6"}
    compute = next(entry for entry in related() if entry.id == "xm-2024-6")
    assert (compute.figures["min_spend_yuan"], compute.figures["cap_yuan"]) == (50_000, 1_000_000)
    assert all(entry.seen for entry in related())


@pytest.mark.parametrize("day", [date(2023, 10, 10), date(2024, 6, 1), date(2025, 12, 31)])
def test_there_is_no_notice_while_the_policy_is_in_force(day: date) -> None:
    assert notice(load(), day, "zh") is None


def test_after_its_last_day_the_notice_names_the_successor_and_where_to_read_it() -> None:
    said = notice(load(), date(2026, 1, 1), "zh")
    assert said is not None
    for words in (
        "2025年12月31日到期",
        "厦府办规〔2026〕3号",
        "https://www.xm.gov.cn/",
        "市工信局",
    ):
        assert words in said
    assert "expired" in (notice(load(), date(2026, 1, 1), "en") or "")


def test_before_its_first_day_the_notice_says_that_it_is_not_in_force_yet() -> None:
    assert "还没有生效" in (notice(load(), date(2023, 10, 9), "zh") or "")
