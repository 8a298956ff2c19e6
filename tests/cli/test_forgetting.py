"""`/forget` in the terminal deletes the files that the conversation left, and no others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Chat = Callable[..., list[dict[str, Any]]]
HELD = ("你好", "2025", "3", "算力买了120万，都付了", "确认")


def held(chat: Chat, state: Path) -> Path:
    turns = chat([*HELD, "/summary docx"], "--state", str(state), "--as-of", "2026-11-23")
    return Path(turns[-1]["replies"][-1]["document"]["path"])


def forget(chat: Chat, state: Path) -> None:
    chat(["/forget", "是"], "--state", str(state), "--as-of", "2026-11-23")


def test_forgetting_deletes_the_summaries_of_the_conversation(chat: Chat, tmp_path: Path) -> None:
    state = tmp_path / "mine.sqlite3"
    word = held(chat, state)
    assert word.read_bytes().startswith(b"PK")
    assert {path.suffix for path in word.parent.iterdir()} >= {".docx"}
    chat(["/forget", "否"], "--state", str(state), "--as-of", "2026-11-23")
    assert word.exists()
    forget(chat, state)
    assert list(word.parent.iterdir()) == []


def test_the_file_that_another_conversation_wrote_under_the_same_name_stays(
    chat: Chat, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.sqlite3"
    word = held(chat, mine)
    word.write_bytes(b"written by another conversation")
    forget(chat, mine)
    assert word.read_bytes() == b"written by another conversation"
