"""`huiqi draft` prints a code that `huiqi verify` checks against the facts, and nothing else passes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]
FACTS = {"company_name": "某某公司", "is_ai_enterprise": True, "compute_paid_yuan": 800_000}
DAY = ("--as-of", "2026-11-23")


def test_a_code_belongs_to_its_facts_and_its_day_alone(huiqi: Run, tmp_path: Path) -> None:
    facts, other, out = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "s.md"
    facts.write_text(json.dumps(FACTS))
    other.write_text(json.dumps({**FACTS, "compute_paid_yuan": 900_000}))
    assert huiqi("draft", str(facts), "--format", "md", "-o", str(out), *DAY).returncode == 0
    found = re.search(r"\w{4}(-\w{4}){4}", out.read_text())
    assert found
    good = huiqi("verify", found[0].lower(), str(facts), *DAY)
    assert good.returncode == 0
    assert "某某公司" in good.stdout
    for arguments in ((str(other), *DAY), (str(facts), "--as-of", "2026-11-22"), ()):
        refused = huiqi("verify", found[0], *arguments)
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
    assert "never issued" in huiqi("verify", "AAAA-BBBB-CCCC-DDDD-EEEE").stderr


def test_draft_writes_a_word_file(huiqi: Run, tmp_path: Path) -> None:
    facts, out = tmp_path / "a.json", tmp_path / "s.docx"
    facts.write_text(json.dumps(FACTS))
    assert huiqi("draft", str(facts), "--format", "docx", "-o", str(out)).returncode == 0
    assert out.read_bytes().startswith(b"PK")
