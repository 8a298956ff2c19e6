"""A command that is used wrongly ends with one line: what, where, what is expected; and exit code 2."""

import subprocess
from collections.abc import Callable

import pytest

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
