"""How long a summary takes in each form, beside the bare library in the same run, and its memory.

The peers write no content of ours: Typst sets one line in the same font, python-docx saves one
paragraph, so that a ratio says what our content costs.
"""

import io
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx
import typst

from bot.drafting import draft, pdf
from tests.drafting.profiles import SAMPLE, given

TIMES = 15


def main() -> None:
    """Print every figure; memory first, before other work leaves free pages behind."""
    memory()
    peers = {"pdf": plain_page, "docx": plain_document}
    for name, asked in (("three measures", frozenset({3, 6, 8})), ("all measures", None)):
        source = given(SAMPLE, asked=asked)
        for form in ("pdf", "docx", "html", "md"):
            took, cpu = median(lambda s=source, f=form: draft(s, f))
            ratio = ""
            if form in peers:
                peer, _ = median(peers[form])
                ratio = f", {took / peer:.1f} × the bare library's {peer * 1e3:.1f} ms"
            print(f"{name}, {form}: {took * 1e3:.0f} ms (CPU {cpu * 1e3:.0f} ms){ratio}")


def memory() -> None:
    source = given(SAMPLE, asked=frozenset({3, 6, 8}))
    for form in ("docx", "pdf"):
        for _ in range(10):
            draft(source, form)
        before = resident()
        for _ in range(100):
            draft(source, form)
        print(f"100 × {form} in a row: {resident() - before:+.1f} MB resident")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of the process: {peak:.0f} MB")


def plain_page() -> None:
    typst.compile(
        '#set text(font: "Noto Sans CJK SC")\n惠企'.encode(),
        font_paths=pdf._fonts(),
        ignore_system_fonts=True,
    )


def plain_document() -> None:
    document = docx.Document()
    document.add_paragraph("惠企")
    document.save(io.BytesIO())


def median(action: Callable[[], object]) -> tuple[float, float]:
    """The median wall and CPU time in seconds, after one run that does not count."""
    action()
    wall, cpu = [], []
    for _ in range(TIMES):
        begun, used = time.perf_counter(), time.process_time()
        action()
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    return statistics.median(wall), statistics.median(cpu)


def resident() -> float:
    """The resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
