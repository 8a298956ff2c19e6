"""What a summary must hold, whatever the facts: amounts, quotes, order, both languages."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from bot.drafting import Format, draft, file_name, pdf
from bot.drafting.content import build
from bot.drafting.tree import Cite
from bot.drafting.wording import clean_text
from calculators.facts import Lang
from calculators.intake import read_profile
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import load
from tests.drafting.profiles import HOSTILE, LISTS, SAMPLE, given, named, of, squeezed


@cache
def pdf_of(lang: Lang) -> PdfReader:
    return PdfReader(io.BytesIO(draft(given(lang=lang), "pdf")))


def text_of(reader: PdfReader) -> str:
    return "".join(page.extract_text() for page in reader.pages)


def glyphs_of(reader: PdfReader) -> set[int]:
    """The glyph numbers that the pages show; 0 is the box of a character that the font lacks."""
    shown = set()
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in {b"Tj", b"TJ"}:
                runs = operands[0] if operator == b"TJ" else operands
                for run in runs:
                    raw = getattr(run, "original_bytes", b"")
                    shown.update(int.from_bytes(raw[i : i + 2]) for i in range(0, len(raw), 2))
    return shown


def walk(node: object) -> Iterator[object]:
    yield node
    if is_dataclass(node):
        for slot in fields(node):
            yield from walk(getattr(node, slot.name))
    elif isinstance(node, tuple):
        for item in node:
            yield from walk(item)


@pytest.mark.parametrize("stated", [SAMPLE, {}, {**SAMPLE, **LISTS}, {"is_ai_enterprise": False}])
def test_every_quote_stands_verbatim_in_its_clause(stated: dict[str, object]) -> None:
    policy = load()
    cites = [n for n in walk(build(given(stated))) if isinstance(n, Cite)]
    assert len(cites) > 10
    for cite in cites:
        assert cite.quote in policy.clause(cite.clause).text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_amount_of_the_assessment_appears_with_a_clause(lang: Lang) -> None:
    draft_input = given(lang=lang)
    sections = {s.number: s for s in build(draft_input).sections}
    for assessment in draft_input.assessments:
        for component in assessment.components:
            section = sections[assessment.measure]
            part = next(p for p in section.parts if p.id == component.award.id)
            assert part.amount.startswith(f"{component.range[0] / 100:,.2f}")
            assert part.amount.endswith(f"{component.range[1] / 100:,.2f}")
            assert part.repeated or part.basis or any(step.cite for step in part.steps)


def test_the_sample_comes_to_the_known_amounts() -> None:
    summary = build(given(asked=frozenset({3, 6, 8})))
    assert summary.result.grants.exact == "1,638,000.00"
    assert [row.amount for row in summary.result.certain] == [
        "500,000.00",
        "930,000.00",
        "208,000.00",
    ]
    assert summary.result.certain_total is None
    assert summary.result.loans is None


def test_a_loan_stands_apart_and_is_in_no_total_of_grants() -> None:
    facts = {"is_ai_enterprise": True, "is_newly_registered_enterprise": True}
    result = build(given(facts, asked=frozenset({17}))).result
    assert result.loans is not None
    assert result.loans.exact == "10,000,000.00"
    assert result.grants.exact == "0.00"
    assert result.bars == ()


def test_measures_that_were_not_chosen_are_never_called_ineligible() -> None:
    summary = build(given({"is_ai_enterprise": False}, asked=frozenset({3})))
    assert [s.number for s in summary.sections] == [3]
    named = {measure.label: measure for measure in summary.not_asked}
    assert named["（六）鼓励加大研发投入"].offers == (Cite("M06-2", "每家企业最高不超过 500 万元"),)
    assert len(summary.sections) + len(summary.not_asked) + len(summary.without_figure) == 19


def test_what_depends_on_a_missing_fact_is_named_with_its_stake() -> None:
    facts = {k: v for k, v in SAMPLE.items() if k != "compute_paid_yuan"}
    unknown = frozenset({"compute_paid_yuan"})
    summary = build(given(facts, asked=frozenset({3, 6}), unknown=unknown))
    (row,) = summary.result.depends
    assert (row.measures, row.stake) == ("M03", "500,000.00")
    assert row.fact == "算力服务实际支出费用（您表示无法提供）"
    assert summary.result.certain_total.exact == "930,000.00"
    assert summary.unknown == ("算力服务实际支出费用",)


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_expiry_and_what_applies_now_come_before_the_result(form: Format, lang: Lang) -> None:
    text = draft(given(lang=lang), form).decode()
    expiry = text.index("到期" if lang == "zh" else "expired")
    successor = text.index("〔2026〕3号")
    result = text.index("163.8 万元" if lang == "zh" else "1,638,000")
    assert max(expiry, successor) < result


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_page_of_the_pdf_holds_expiry_total_budget_and_stacking(lang: Lang) -> None:
    first = squeezed(pdf_of(lang).pages[0].extract_text() + pdf_of(lang).pages[1].extract_text())
    for words in ("〔2026〕3号", "1,638,000", "根据预算安排予以兑现", "就高不重复"):
        assert words in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_of_the_summary_appears_in_the_pdf(lang: Lang) -> None:
    shown = squeezed(text_of(pdf_of(lang)))
    summary = build(given(lang=lang))
    for section in summary.sections:
        for part in section.parts:
            assert squeezed(part.amount) in shown
    wanted = set(squeezed("".join(n for n in walk(summary) if isinstance(n, str))))
    assert wanted <= set(shown) | {"-"}


def test_the_pdf_has_its_title_and_no_missing_glyph() -> None:
    reader = pdf_of("zh")
    assert reader.metadata.title == "惠企政策资格摘要 · 厦门某某智能科技有限公司"
    assert len(glyphs_of(reader)) > 500
    assert 0 not in glyphs_of(reader)
    assert 0 not in glyphs_of(pdf_of("en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pdf_keeps_the_rules_for_screen_readers(lang: Lang) -> None:
    data = pdf._as_json(build(given(lang=lang)))
    made = pdf.set_pages(data, 0, pdf_standards=["ua-1"])
    assert made.startswith(b"%PDF")


def test_the_search_for_missing_glyphs_finds_one() -> None:
    data = pdf._as_json(build(given())).replace("厦门某某", "\U00013000")
    assert 0 in glyphs_of(PdfReader(io.BytesIO(pdf.set_pages(data, 0))))


@pytest.mark.parametrize(
    "name", ["厦门𠮷田龘靐齉公司", "星🚀辰👩‍💻科技", "\U00013000公司", "한국 公司 Ωж"]
)
def test_a_rare_character_is_shown_or_named_by_its_number(name: str) -> None:
    reader = PdfReader(io.BytesIO(draft(named(name), "pdf")))
    assert 0 not in glyphs_of(reader)
    shown = squeezed(reader.pages[0].extract_text())
    for character in set(clean_text(name)) - {" "}:
        assert character in shown or f"[U+{ord(character):04X}]" in shown


def test_the_pdf_uses_only_fonts_that_it_carries() -> None:
    for page in pdf_of("zh").pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()
            assert "NotoSansCJK" in str(font.get_object()["/BaseFont"])


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_company_name_is_only_text(name: str, lang: Lang) -> None:
    page = draft(named(name, lang), "html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    plain = draft(named(name, lang), "md").decode()
    line = plain.split("\n")[2]
    assert line.startswith("**")
    assert "\n# heading" not in plain
    assert not re.search(r"(?<!\\)[<`#$|]", line)
    assert draft(named(name, lang), "pdf").startswith(b"%PDF")


def test_markup_in_a_name_reaches_the_pdf_as_characters() -> None:
    reader = PdfReader(io.BytesIO(draft(named("#strong[x] *y* $z$"), "pdf")))
    assert "#strong[x]*y*$z$" in squeezed(reader.pages[0].extract_text())


def test_no_row_of_a_computation_takes_the_look_of_the_amount_above_it() -> None:
    page = draft(given(), "html").decode()
    looks = set(re.findall(r"[.]([a-z-]+)", page.split("<style>")[1].split("</style>")[0]))
    rows = set(re.findall(r'<tr class="([^"]+)"', page)) - {"sum"}
    assert rows == {"step-holds", "step-fails", "step-open", "step-amount"}
    assert rows <= looks


def test_no_page_asks_another_server_for_anything() -> None:
    page = draft(given(), "html").decode()
    assert not re.search(r"<(script|link|img|iframe|object)|url\(|@import|\ssrc=", page)
    assert '<html lang="zh-Hans">' in page


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_profile_still_makes_a_summary(form: Format, lang: Lang) -> None:
    made = draft(given({}, lang=lang), form)
    assert made
    if form != "pdf":
        assert ("未填写" if lang == "zh" else "name not stated") in made.decode()


def test_facts_carry_the_time_at_which_they_were_stated() -> None:
    stated = {"self_rd_expense_yuan": "2026-11-23T10:05:00+08:00"}
    facts = {
        f.term: f for f in build(of(read_profile(SAMPLE, FACTS, LIST_KEYS), stated=stated)).facts
    }
    assert facts["年度自主研发费用"].value == "1,260 万元"
    assert facts["年度自主研发费用"].at == "2026-11-23 10:05"
    assert facts["人工智能企业"].at == ""


def test_the_objects_of_a_list_are_among_the_facts() -> None:
    values = [f.value for f in build(given({**SAMPLE, **LISTS})).facts]
    assert "项目入选情况 省级重点攻关及产业化项目、项目研发投入总额 500 万元" in values


def test_a_contact_has_its_page_and_date_and_a_body_without_one_only_its_name() -> None:
    summary = build(given())
    contacts = {c.name: c for c in summary.contacts}
    assert contacts["市工信局"].printed == "2025-12-31"
    assert contacts["市工信局"].source.startswith("http")
    assert all(c.source and c.printed and c.lines for c in contacts.values())
    assert "市商务局" in summary.without_contact
    assert "市商务局" not in contacts


def test_near_misses_state_a_distance() -> None:
    (rd, *_) = [s for s in build(given()).sections if s.number == 6]
    texts = [miss.text for miss in rd.near]
    assert "距 1,400 万元 还差 140 万元（现为 1,260 万元）；达到后最多可再得 30.5 万元。" in texts


def test_a_condition_says_its_verdict_and_its_quote_once() -> None:
    for lang in ("zh", "en"):
        for section in build(given(lang=lang)).sections:
            for step in (*section.gate, *(s for part in section.parts for s in part.steps)):
                assert "「" not in step.text
                assert not step.text.endswith(("满足", "不能确定", " met", "not yet known"))


def test_while_the_policy_is_in_force_no_successor_is_announced() -> None:
    summary = build(given(as_of=date(2025, 6, 1)))
    assert summary.in_force
    assert summary.successor is None
    assert "现行有效" in summary.notice


def test_nothing_shows_the_limits_of_a_number_type_as_an_amount() -> None:
    text = json.dumps([n for n in walk(build(given({}))) if isinstance(n, str)])
    assert "000,000,000,000" not in text


@pytest.mark.parametrize("name", [*HOSTILE, "", "../../etc/passwd", "厦门（某某）公司"])
def test_a_file_name_holds_only_safe_characters(name: str) -> None:
    made = file_name(name, date(2026, 11, 23), "pdf", "zh")
    assert re.fullmatch(r"惠企-\w{1,40}-2026-11-23\.pdf", made)


def test_a_file_name_carries_company_and_date() -> None:
    made = file_name("某某公司", date(2026, 11, 23), "pdf", "zh")
    assert made == "惠企-某某公司-2026-11-23.pdf"
    assert file_name("", date(2026, 11, 23), "md", "en") == "Huiqi-summary-2026-11-23.md"


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_every_line_of_a_computation_stands_alone_with_its_clause_and_verdict(form: Format) -> None:
    (rd,) = [s for s in build(given()).sections if s.number == 6]
    first = rd.parts[0].steps
    assert [step.outcome for step in first] == ["holds"] * 5 + ["amount"] * 2
    assert all(step.cite for step in first)
    made = draft(given(asked=frozenset({6})), form)
    text = text_of(PdfReader(io.BytesIO(made))) if form == "pdf" else made.decode()
    text = squeezed(re.sub(r"<[^>]+>|→", "", text))
    for step in first:
        line = f"{step.text}{step.cite.clause}「{step.cite.quote}」{step.verdict}"
        assert squeezed(line).replace("「", "").replace("」", "") in re.sub("[「」]", "", text)


@pytest.mark.parametrize("form", ["html", "md"])
def test_two_equal_objects_are_both_computed_line_by_line(form: Format) -> None:
    project = LISTS["projects"][0]
    summary = build(given({"is_ai_enterprise": True, "projects": [project, project]}))
    (tackled,) = [s for s in summary.sections if s.number == 4]
    lines = tackled.parts[0].steps
    assert [line.item for line in lines if line.item] == ["项目 1", "项目 2"]
    half = len(lines) // 2
    for one, other in zip(lines[:half], lines[half:], strict=True):
        assert one.text == other.text
    single = build(given({"projects": [project]})).sections
    assert not [line.item for s in single for p in s.parts for line in p.steps if line.item]
    made = draft(given({"projects": [project, project]}, asked=frozenset({4})), form)
    assert "项目 2" in made.decode().split("逐条测算")[1].split("责任单位")[0]


def test_what_several_measures_share_is_said_once_with_its_measures() -> None:
    summary = build(given())
    (late,) = [o for o in summary.shared_others if o.reading.id == "V1(b)"]
    assert "M06" in late.measures
    for section in summary.sections:
        assert not any(other == late.reading for other in section.others)
        assert ("V1(b)" in section.others_shared) == (f"M{section.number:02}" in late.measures)
    names = [policy.name for policy in summary.same_type]
    assert len(names) == len(set(names)) > 3


@pytest.mark.parametrize(("asked", "pages"), [(frozenset({3, 6, 8}), 5), (None, 9)])
def test_the_pdf_of_a_small_company_is_short(asked: frozenset[int] | None, pages: int) -> None:
    reader = PdfReader(io.BytesIO(draft(given(asked=asked), "pdf")))
    assert len(reader.pages) <= pages
    first = squeezed(reader.pages[0].extract_text())
    assert "不是审批决定" in first


FULLEST = {
    **SAMPLE,
    "project_award_levels": ["national_challenge_winner"],
    "project_rd_investment_yuan": 9_000_000,
    "new_state_key_lab_approved": True,
    "standard_is_ai_field": True,
    "standard_level": "international",
    "drafting_rank": 1,
    "maas_revenue_yuan": 9_000_000,
    "neeq_listed": True,
    "is_newly_registered_enterprise": True,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("stated", [{}, SAMPLE, FULLEST], ids=["nothing", "some", "much"])
def test_the_first_page_is_the_whole_result_and_nothing_else(
    stated: dict[str, object], lang: Lang
) -> None:
    draft_input = given(stated, lang=lang, code="AAAA-BBBB-CCCC-DDDD-EEEE")
    first, second = PdfReader(io.BytesIO(draft(draft_input, "pdf"))).pages[:2]
    summary = build(draft_input)
    shown = squeezed(first.extract_text())
    assert squeezed(summary.decision) in shown
    assert squeezed(summary.result.grants.text) in shown
    assert squeezed(summary.words["measures_title"]) not in shown
    assert squeezed(summary.words["measures_title"]) in squeezed(second.extract_text())


def test_the_large_total_stays_on_one_line() -> None:
    reader = PdfReader(io.BytesIO(draft(given({**SAMPLE, **LISTS}), "pdf")))
    total = build(given({**SAMPLE, **LISTS})).result.grants.text
    assert any(
        squeezed(total) == squeezed(line) for line in reader.pages[0].extract_text().split("\n")
    )


def test_a_bar_ends_within_the_most_that_the_clauses_of_its_measure_give() -> None:
    bars = {bar.label: bar for bar in build(given()).result.bars}
    rd = bars["（六）鼓励加大研发投入"]
    assert (rd.amount, rd.most) == ("93 万元", "封顶 575 万元")
    assert bars["（三）推广普惠算力服务"].most == "封顶 50 万元"
    assert max(bar.top for bar in bars.values()) == 1000
    assert all(0 <= bar.low <= bar.high <= bar.top for bar in bars.values())


def test_the_most_of_several_projects_is_that_of_all_of_them() -> None:
    project = LISTS["projects"][0]
    bars = build(given({"projects": [project, project, project]})).result.bars
    (tackled,) = [bar for bar in bars if bar.label.startswith("（四）")]
    assert tackled.most == "封顶 3,000 万元"


def test_a_reading_that_knows_no_ceiling_says_so_instead_of_the_end_of_a_number_type() -> None:
    amounts = {o.id: o.amount for s in build(given({})).sections for o in s.others}
    assert amounts["6-C(b)"] == "0.00 起，没有上限"


def test_in_english_only_names_and_quotes_are_chinese() -> None:
    notes = [policy.source_note for policy in build(given(lang="en")).same_type]
    assert "a copy, not the issuer's own page" in notes
    assert not any("转载" in note for note in notes)


@pytest.mark.parametrize("form", ["html", "md", "pdf", "docx"])
def test_the_terms_of_the_loan_and_the_pool_of_the_vouchers_are_quoted(form: Format) -> None:
    made = draft(given(asked=frozenset({3, 17})), form)
    text = {
        "pdf": lambda: text_of(PdfReader(io.BytesIO(made))),
        "docx": lambda: zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode(),
    }.get(form, made.decode)()
    text = squeezed(re.sub(r"<[^>]+>|[“”]|&#3[49];", "", text))
    assert "最长5年、年化利率2%的研发投入贴息贷款" in text
    assert "设立每年总额1000万元的算力券" in text


def test_an_amount_is_not_founded_on_words_of_a_title_that_the_project_lacks() -> None:
    summary = build(given(LISTS | {"is_ai_enterprise": True}, asked=frozenset({4})))
    [section] = summary.sections
    [part] = section.parts
    assert part.amount == "2,000,000.00"
    assert not [cite for cite in part.basis if cite.clause in {"M04-2", "M04-4"}]
    [rd] = build(given(asked=frozenset({6}))).sections
    assert [cite.quote for cite in rd.parts[0].basis] == ["给予 10 万元补助"]


def test_no_amount_of_a_computation_is_broken_over_two_lines() -> None:
    draft_input = given({"is_ai_enterprise": True})
    reader = PdfReader(io.BytesIO(draft(draft_input, "pdf")))
    lines = [squeezed(line) for line in text_of(reader).split("\n")]
    for section in build(draft_input).sections:
        for part in section.parts:
            assert any(squeezed(part.amount) in line for line in lines), part.id
