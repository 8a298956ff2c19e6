"""Files that people hand over, a table of facts or a statement: read apart, believed only when confirmed."""

from bot.intake.apart import AT_ONCE, BusyError, FileReader
from bot.intake.limits import LARGEST
from bot.intake.ocr import installed as ocr_is_installed

__all__ = ["AT_ONCE", "LARGEST", "BusyError", "FileReader", "ocr_is_installed"]
