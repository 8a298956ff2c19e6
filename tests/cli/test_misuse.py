"""A command that is used wrongly ends with one line: what, where, what is expected; and exit code 2."""

import json
import subprocess
from collections.abc import Callable

import pytest

from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("assess", "-", "--lang", "fr"), "'fr' is not one of 'zh', 'en'"),
        (("draft", "-", "--format", "xyz", "-o", "x"), "'xyz' is not one of 'html'"),
        (("draft", "-"), "Missing option '-o' / '--out'"),
        (("screen",), "Missing argument 'register'"),
        (("assess", "--nope"), "No such option: --nope"),
        (("assess", "-", "more"), "extra argument"),
        (("assesss",), "No such command 'assesss'"),
        (("assess", "-", "--as-of", "20261123"), "expected a date YYYY-MM-DD"),
        (("assess", "-", "--as-of", "2026-W48-1"), "expected a date YYYY-MM-DD"),
        (("assess", "-", "--policy", "xm"), "there are: xm-2023-10"),
    ],
)
def test_a_command_used_wrongly_says_so_in_one_line(
    huiqi: Run, args: tuple[str, ...], said: str
) -> None:
    ended = huiqi(*args, given="{}")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("huiqi: ")
    assert ended.stderr.count("\n") == 1
    assert said in ended.stderr


def test_an_unknown_key_is_answered_with_the_nearest_one(huiqi: Run) -> None:
    ended = huiqi("assess", "-", given='{"self_rd_expence_yuan": 1}')
    assert ended.returncode == 2
    assert "perhaps self_rd_expense_yuan (see huiqi facts)" in ended.stderr


def test_the_facts_are_listed_with_what_they_may_be(huiqi: Run) -> None:
    lines = huiqi("facts").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [*FACTS, *LIST_KEYS]
    assert "self_rd_expense_yuan\t年度自主研发费用" in "\n".join(lines)
    listed = json.loads(huiqi("facts", "--json", "--lang", "en").stdout)
    by_key = {row["key"]: row for row in listed["facts"]}
    assert by_key["is_ai_enterprise"]["measures"] == [5, 6, 8, 9, 12, 17]
    assert by_key["standard_level"]["options"]["group"] == "association standard"
    assert listed["lists"]["products"] == [*LIST_KEYS["products"]]


def test_no_command_at_all_shows_what_there_is(huiqi: Run) -> None:
    ended = huiqi()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "assess" in ended.stderr
    helped = huiqi("--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "惠企" in helped.stdout


def test_help_and_codes_of_commands_are_kept(huiqi: Run) -> None:
    assert "YYYY-MM-DD" in huiqi("assess", "--help").stdout
    assert huiqi("assess", "-", given="{}").returncode == 0
