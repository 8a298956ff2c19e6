"""Files in the terminal: the template, and /file, which reads a file of this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.intake.papers import statement_pdf, workbook


def test_a_file_is_read_and_confirmed_in_the_terminal(chat: Any, tmp_path: Path) -> None:
    path = tmp_path / "我的 利润表.pdf"
    path.write_bytes(statement_pdf())
    turns = chat(["你好", f"/file {path}", "都对"])
    assert "第 1 页“一、营业收入" in turns[1]["replies"][0]["text"]
    assert turns[1]["facts"] == {}
    assert turns[1]["pending"] == "confirm:data_year"
    assert {"id": "all", "label": "全部正确（4 项）"} in turns[1]["replies"][-1]["choices"]
    assert turns[2]["facts"]["revenue_last_year_yuan"] == "68000000.00"
    assert turns[2]["pending"] == "confirm:self_rd_expense_yuan"


def test_a_file_that_is_not_there_is_said(chat: Any, tmp_path: Path) -> None:
    turns = chat(["你好", f"/file {tmp_path / 'none.pdf'}", f"/file {tmp_path}"])
    assert all("没有这个文件，或不能读" in turn["replies"][0]["text"] for turn in turns[1:])


def test_a_session_goes_on_with_what_a_file_stated(chat: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook((("key", "value"), ("data_year", "2024"), ("drafting_rank", 3))))
    kept = ("--state", str(tmp_path / "state"))
    chat(["你好", f"/file {path}"], *kept)
    [turn] = chat(["都对"], *kept)
    assert turn["facts"] == {"data_year": 2024, "drafting_rank": 3}


def test_the_template_is_written_and_handed_over(
    huiqi: Callable[..., Any], chat: Any, tmp_path: Path
) -> None:
    done = huiqi("template", "-o", str(tmp_path / "t.xlsx"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")
    missing = huiqi("template", "-o", str(tmp_path / "no" / "t.xlsx"))
    assert missing.returncode == 2
    replies = chat(["你好", "/template"])[1]["replies"]
    document = next(reply["document"] for reply in replies if "document" in reply)
    assert document["format"] == "xlsx"
    assert Path(document["path"]).read_bytes().startswith(b"PK")
