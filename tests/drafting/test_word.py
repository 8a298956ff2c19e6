"""The Word file is a real document: styles, tables, fields, properties, every figure, any name."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from time import process_time
from typing import Any, get_args

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from bot.contract import assess_profile
from bot.drafting import DraftInput, draft
from bot.drafting.content import build
from bot.drafting.word import render_word
from calculators.facts import Lang
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from tests.drafting.profiles import HOSTILE, SAMPLE, given, named, squeezed
from tests.needing import require


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def words_of(document: Any) -> str:
    return "\n".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


SEVERAL = {
    **SAMPLE,
    "self_rd_expense_yuan": "4999999.99",
    "other_same_type_award_yuan": 300_000,
    "projects": [
        {
            "project_award_levels": ["provincial_key_project", "municipal_challenge"],
            "project_rd_investment_yuan": 12_000_000,
        },
        {
            "project_award_levels": ["national_challenge_winner"],
            "project_rd_investment_yuan": {"min": 10_000_000, "max": 30_000_000},
        },
        {
            "project_award_levels": ["national_challenge_shortlisted"],
            "project_rd_investment_yuan": 8_000_000,
        },
    ],
}


@pytest.mark.parametrize(("lang", "stated"), [("zh", SAMPLE), ("en", SAMPLE), ("zh", SEVERAL)])
def test_every_figure_of_the_assessment_stands_in_the_word_file_and_the_pdf(
    lang: Lang, stated: dict[str, object]
) -> None:
    draft_input = given(stated, lang=lang)
    assessed = assess_profile(
        draft_input.profile,
        rules=RULES,
        facts=FACTS,
        policy=draft_input.policy,
        as_of=draft_input.as_of,
        lang=lang,
    )
    reader = PdfReader(io.BytesIO(draft(draft_input, "pdf")))
    texts = {
        "docx": squeezed(words_of(opened(draft(draft_input, "docx")))),
        "pdf": squeezed("".join(page.extract_text() for page in reader.pages)),
        "html": squeezed(re.sub(r"<[^>]+>", "", draft(draft_input, "html").decode())),
    }
    wanted = [*assessed["grants_range_yuan"], *assessed["loan_principal_range_yuan"]]
    for measure in assessed["measures"]:
        wanted += [end for part in measure["components"] for end in part["range_yuan"]]
        wanted += [end for other in measure["alternatives"] for end in other["range_yuan"]]
    assert len(wanted) > 40
    for form, text in texts.items():
        missing = [each for each in wanted if f"{float(each):,.2f}" not in text]
        assert not missing, form


def test_headings_tables_and_lists_are_those_of_word() -> None:
    document = opened(draft(given(asked=frozenset({3, 6, 8})), "docx"))
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"} <= styles
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == [
        "（三）推广普惠算力服务 · 条件符合",
        "（六）鼓励加大研发投入 · 条件符合",
        "（八）支持企业做大做强 · 条件符合",
    ]
    assert len(document.tables) > 10
    assert document.inline_shapes.__len__() == 0


def test_every_style_in_use_names_a_chinese_font() -> None:
    document = opened(draft(given(), "docx"))
    for name in {p.style.name for p in document.paragraphs}:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"


def test_every_table_with_titles_repeats_them_on_each_page() -> None:
    document = opened(draft(given(), "docx"))
    titles = {
        t.rows[0].cells[0].text
        for t in document.tables
        if t.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    }
    assert {"措施", "尚缺的资料", "其他理解", "项目", "单位"} <= titles


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_is_tagged_as_chinese_beside_english(lang: Lang) -> None:
    document = opened(draft(given(lang=lang), "docx"))
    (tag,) = document.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert (tag.get(qn("w:val")), tag.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")
    assert document.core_properties.language == {"zh": "zh-CN", "en": "en"}[lang]


def test_the_bar_of_a_certain_amount_is_solid_and_no_bar_leaves_its_column() -> None:
    draft_input = given()
    document = opened(draft(draft_input, "docx"))
    bars = build(draft_input).result.bars
    rows = document.tables[1].rows
    assert len(rows) == len(bars)
    for row, bar in zip(rows, bars, strict=True):
        cell = row.cells[1]
        drawn = {run.style.style_id: len(run.text) for run in cell.paragraphs[0].runs if run.text}
        assert ("HuiqiSolid" in drawn) == (bar.low > 0)
        assert ("HuiqiPale" in drawn) <= (bar.low < bar.high)
        assert ("HuiqiGround" in drawn) <= (bar.high < bar.top)
        assert 1 <= len(cell.text) == -(-bar.top * 18 // 1000) <= 18


def test_header_footer_and_properties_say_what_the_file_is() -> None:
    document = opened(draft(given(code="AAAA-BBBB"), "docx"))
    head, foot = document.sections[0].header, document.sections[0].footer
    assert "厦府办规〔2023〕10号" in head.paragraphs[0].text
    fields = [f.get(qn("w:instr")) for f in foot._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == "惠企政策资格摘要 · 厦门某某智能科技有限公司"
    assert document.core_properties.language == "zh-CN"
    assert "AAAA-BBBB" in words_of(document)


@pytest.mark.parametrize("name", [*HOSTILE, "", "星🚀辰𠮷田"])
def test_a_hostile_name_is_only_text_in_the_word_file(name: str) -> None:
    document = opened(draft(named(name), "docx"))
    assert "\u202e" not in words_of(document)
    subtitle = next(p.text for p in document.paragraphs if p.style.name == "Subtitle")
    assert subtitle == build(named(name)).company


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    document = opened(draft(given(), "docx"))
    for style in ("Heading 1", "Heading 2", "Heading 3"):
        assert document.styles[style].paragraph_format.keep_with_next


def _chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(("fc-list", ":lang=zh"), check=True, capture_output=True)
    return bool(listed.stdout.strip())


def _chosen(lang: Lang) -> DraftInput:
    return given(SAMPLE, lang=lang, asked=frozenset({3, 6, 8}))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both summaries as LibreOffice makes PDFs of them, in one start of it."""
    found = shutil.which("soffice") is not None and _chinese_font()
    require(found, "apt-get install libreoffice-writer-nogui fontconfig fonts-noto-cjk")
    folder = tmp_path_factory.mktemp("word")
    for lang in get_args(Lang):
        (folder / f"{lang}.docx").write_bytes(draft(_chosen(lang), "docx"))
    home = f"-env:UserInstallation=file://{folder}/home"
    convert = ("soffice", home, "--headless", "--convert-to", "pdf", "zh.docx", "en.docx")
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_libreoffice_opens_the_word_file_whole(converted: Path, lang: Lang) -> None:
    summary, pages = build(_chosen(lang)), PdfReader(converted / f"{lang}.pdf").pages
    text = squeezed("".join(page.extract_text() for page in pages))
    assert len(pages) <= 8
    assert squeezed(summary.decision) in squeezed(pages[0].extract_text())
    assert squeezed(summary.words["measures_title"]) in squeezed(pages[1].extract_text())
    for section in summary.sections:
        assert squeezed(section.label) in text
        assert all(squeezed(part.amount) in text for part in section.parts)


def test_a_word_file_of_many_objects_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        projects = [{"project_rd_investment_yuan": 1 + number} for number in range(count)]
        summary = build(given({"projects": projects}, asked=frozenset({4})))
        start = process_time()
        render_word(summary)
        return process_time() - start

    seconds(1)
    assert seconds(240) < 10 * seconds(40)
