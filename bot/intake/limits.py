"""What a file may cost: its size, pages, pixels, rows and time; beyond that it is refused."""

from typing import Final

LARGEST: Final = 10 * 1024 * 1024  # bytes of a file
UNPACKED: Final = 64 * 1024 * 1024  # bytes of all parts of a workbook
PARTS: Final = 500  # files in a workbook
ROWS: Final = 2_000  # rows that are looked at, of all sheets together
CELL: Final = 300  # characters of a cell
PAGES: Final = 60  # pages of a PDF with text
SCANS: Final = 5  # pages that are read as pictures
PIXELS: Final = 50_000_000  # of one picture
FINDINGS: Final = 80
SECONDS: Final = 60  # until the child is ended
CPU_SECONDS: Final = 50
MEMORY: Final = 3 * 1024**3  # bytes of address space, of which a picture's reading maps most


class RefusedError(Exception):
    """The file is not read; `reason` is the id of the line that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
