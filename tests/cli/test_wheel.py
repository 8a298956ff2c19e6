"""The wheel carries everything: texts, templates and rules work in another folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_a_conversation_and_drafts_a_summary_elsewhere(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*build, "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)], check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    # Only the unpacked wheel and the dependencies can be imported, not the checkout.
    run = (
        "import sys; sys.path[:] = [p for p in sys.path if p != sys.argv[1]];"
        "sys.meta_path[:] = [f for f in sys.meta_path if 'Editable' not in type(f).__name__];"
        "sys.path.insert(0, sys.argv[2]); sys.argv = ['huiqi', *sys.argv[3:]];"
        "import bot.__main__ as m; assert m.__file__.startswith(sys.path[0]), m.__file__; m.main()"
    )
    env = {**os.environ, "HUIQI_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}

    def huiqi(*args: str, given: str) -> str:
        command = [sys.executable, "-c", run, str(ROOT), str(site), *args]
        return subprocess.run(
            command, input=given, capture_output=True, text=True, check=True, cwd=elsewhere, env=env
        ).stdout

    turn = json.loads(huiqi("chat", "--json", given="你好\n").splitlines()[0])
    assert turn["pending"] == "data_year"
    out = elsewhere / "summary.pdf"
    huiqi("draft", "-", "--format", "pdf", "-o", str(out), given='{"maas_revenue_yuan": 1000000}')
    assert out.read_bytes().startswith(b"%PDF-")
