"""Files sent from the page: read, shown with their places, taken only when confirmed."""

from pathlib import Path
from typing import Any

import pytest

from bot.intake import LARGEST
from tests.intake.papers import repacked, statement_pdf, workbook
from tests.web.acting import DESKTOP, SETTLED, Open, press

TABLE = (
    ("key", "value"),
    ("data_year", "2024"),
    ("is_ai_enterprise", "是"),
    ("enterprise_category", "规上软件企业"),
    ("self_rd_expense_yuan", "1260万"),
    ("self_rd_expense_prior_year_yuan", 9_000_000),
)


def send(visit: Any, data: bytes, name: str = "file", **given: str) -> int:
    """Post a file from the page that was seen last; the status before any redirect."""
    fields = {**visit.fields(), **given}
    files = {"file": (name, data)} if name else {"file": ("", b"")}
    answer = visit.client.post("/file", data=fields, files=files, follow_redirects=False)
    visit.page = answer.text if answer.status_code != 303 else visit.client.get("/").text
    return int(answer.status_code)


def test_a_table_of_facts_is_confirmed_in_one_go(site: Any) -> None:
    visit = site.visit()
    assert send(visit, workbook(TABLE), "我们的资料.xlsx") == 303
    assert "［文件］我们的资料.xlsx" in visit.page
    assert "读到 5 项，您确认之前都不记" in visit.page
    assert "B5“1260万”" in visit.page
    assert "还没有记下任何资料" in visit.page
    assert visit.send(choice="all") == 303
    assert "1,260 万元" in visit.page
    assert visit.send(choice="6") == 303
    assert "最高 93 万元" in visit.page or "93 万元" in visit.page


def test_the_figures_of_a_statement_carry_the_page_and_the_words_of_their_line(site: Any) -> None:
    visit = site.visit()
    assert send(visit, statement_pdf(), "利润表.pdf") == 303
    assert "第 1 页“一、营业收入 1 68,000,000.00 50,000,000.00”" in visit.page
    visit.send(choice="all")
    assert "口径一致才选“是”" in visit.page
    visit.send(choice="no")
    visit.send(choice="no")
    assert "1,260 万元" in visit.page  # 研发费用, for the loan of measure 17
    assert "年度自主研发费用</span>" not in visit.page


def test_the_same_file_sent_twice_from_one_page_is_one_message(site: Any) -> None:
    visit = site.visit()
    first, table = visit.fields(), workbook(TABLE)
    for _ in range(2):
        answer = visit.client.post(
            "/file", data=first, files={"file": ("a.xlsx", table)}, follow_redirects=False
        )
        assert answer.status_code == 303
    assert visit.client.get("/").text.count("［文件］a.xlsx") == 1


def test_a_file_is_taken_from_a_page_that_is_behind(site: Any) -> None:
    visit = site.visit()
    behind = visit.fields()
    visit.send(choice="2024")
    files = {"file": ("a.xlsx", workbook(TABLE))}
    answer = visit.client.post("/file", data=behind, files=files, follow_redirects=False)
    assert answer.status_code == 303
    assert "读到 4 项" in visit.client.get("/").text


def test_no_chosen_file_is_said(site: Any) -> None:
    visit = site.visit()
    assert send(visit, b"", "") == 409
    assert "请先选一个文件" in visit.page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.pdf", b" ", "文件是空的"),
        ("带宏.xlsm", repacked(workbook(TABLE), xl__vbaProject_dot_bin=b"x"), "文件带宏"),
        ("坏.xlsx", b"PK\x03\x04" + b"x" * 99, "打不开"),
        ("程序.pdf", b"MZ\x90\0" + b"x" * 99, "这种文件读不了"),
        ("<script>alert(1)</script>.csv", b"a,b\n1,2\n", "没有找到"),
        ("../../etc/passwd\u202egpj.exe", b"<html>", "这种文件读不了"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_lost(
    site: Any, name: str, data: bytes, said: str
) -> None:
    visit = site.visit()
    visit.send(choice="2024")
    assert send(visit, data, name) == 303
    assert said in visit.page
    assert "<script>alert" not in visit.page
    assert "\u202e" not in visit.page
    assert "想先看哪些方面" in visit.page


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "0" * 64}, 403),
        ({"token": ""}, 403),
    ],
)
def test_a_file_from_elsewhere_is_refused(site: Any, change: dict[str, str], status: int) -> None:
    visit = site.visit()
    assert send(visit, workbook(TABLE), "a.xlsx", **change) == status
    assert "a.xlsx" not in visit.client.get("/").text


def test_a_body_that_is_too_large_is_not_read_to_its_end(site: Any) -> None:
    visit = site.visit()
    assert send(visit, b"x" * (LARGEST + 100_000), "a.csv") == 413
    said: list[int] = []

    def endless() -> Any:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        while len(said) < 400:
            said.append(1)
            yield b"x" * 100_000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = visit.client.post("/file", content=endless(), headers=kind)
    assert answer.status_code == 413


def test_what_is_no_form_with_a_file_is_refused(site: Any) -> None:
    visit = site.visit()
    assert visit.client.post("/file", data=visit.fields()).status_code == 415
    kind = {"content-type": "multipart/form-data"}
    assert visit.client.post("/file", content=b"x", headers=kind).status_code == 400


def test_too_many_files_are_told_to_wait(site: Any) -> None:
    visit = site.visit()
    statuses = [send(visit, b"", "") for _ in range(7)]
    assert statuses[-1] == 429


def test_the_template_is_a_workbook_in_both_languages(site: Any) -> None:
    client = site.visit().client
    for lang, word in (("zh", "惠企"), ("en", "Huiqi")):
        answer = client.get(f"/template.xlsx?lang={lang}")
        assert answer.content.startswith(b"PK")
        assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
        assert "attachment" in answer.headers["content-disposition"], word


def test_a_statement_goes_up_from_a_phone_and_is_confirmed(open_page: Open, tmp_path: Path) -> None:
    page = open_page({"width": 360, "height": 740})
    (tmp_path / "利润表.pdf").write_bytes(statement_pdf())
    upload(page, tmp_path / "利润表.pdf")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert "第 1 页“一、营业收入" in page.inner_text("#log")
    assert not page.locator("#file").is_visible()
    press(page, "全部正确（4 项）")
    assert "6,800 万元" in page.inner_text("#log")


def test_a_file_goes_up_without_javascript(open_page: Open, tmp_path: Path) -> None:
    page = open_page(java_script_enabled=False)
    (tmp_path / "facts.xlsx").write_bytes(workbook(TABLE))
    page.locator(".attach > summary").click()
    page.set_input_files("#file", tmp_path / "facts.xlsx")
    page.get_by_role("button", name="上传").click()
    assert "读到 5 项" in page.inner_text("#log")


def test_a_file_that_is_too_large_is_not_even_sent(open_page: Open, tmp_path: Path) -> None:
    page = open_page(DESKTOP)
    (tmp_path / "a.csv").write_bytes(b"x" * (LARGEST + 1))
    page.locator(".attach > summary").click()
    page.set_input_files("#file", tmp_path / "a.csv")
    page.get_by_role("button", name="上传").click()
    assert "超过 10 MB" in page.inner_text("#alert")


def upload(page: Any, path: Path) -> None:
    before = page.locator(".turn").count()
    page.locator(".attach > summary").click()
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传").click()
    page.wait_for_function(SETTLED, arg=before, timeout=60_000)
