"""Words seen in a picture, by RapidOCR: its models lie in its own package, nothing is fetched."""

import logging
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from math import atan2, cos, sin
from statistics import median
from typing import Any, Protocol

from bot.intake.limits import PIXELS, RefusedError
from bot.intake.pieces import Piece

_SIDE = 2600  # pixels of the longer side that are looked at
_SURE = 0.85  # below this a reading may be a misreading
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "JPEG2000")


class See(Protocol):
    """A picture's file to the texts in it, upright. Raises `RefusedError`."""

    def __call__(self, picture: bytes) -> tuple[Piece, ...]:
        """See what is written."""
        ...


def installed() -> bool:
    """Whether the extra `ocr` is."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class RapidSee:
    """RapidOCR with the models of its package; loaded when the first picture is seen."""

    def __init__(self) -> None:
        self._engine: Any = None

    def __call__(self, picture: bytes) -> tuple[Piece, ...]:
        """See what is written. Raises `RefusedError`."""
        seen = _opened(picture)
        if self._engine is None:
            self._engine = _engine()
        found = self._engine(seen)
        if found.boxes is None:
            return ()
        return tuple(_upright(found.boxes.tolist(), found.txts, found.scores))


def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _opened(picture: bytes) -> Any:
    """The picture as an array of pixels, turned as it was taken, and made smaller if it is large."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > PIXELS:
                raise RefusedError("huge_image")
            image.draft("RGB", (_SIDE, _SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((_SIDE, _SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise RefusedError("broken") from None
    return np.asarray(upright)[:, :, ::-1]


def _upright(
    boxes: Sequence[Sequence[Sequence[float]]], texts: Sequence[str], scores: Sequence[float]
) -> list[Piece]:
    """The texts with edges as if the sheet had lain straight: lines slope when a photo is askew."""
    slopes = [atan2(b[1][1] - b[0][1], b[1][0] - b[0][0]) for b in boxes if b[1][0] > b[0][0]]
    slope = median(slopes) if slopes else 0.0
    turned = [[_turned(x, y, -slope) for x, y in box] for box in boxes]
    return [
        Piece(
            text,
            min(x for x, _ in box),
            max(x for x, _ in box),
            (box[0][1] + box[1][1]) / 2,
            (box[2][1] + box[3][1]) / 2,
            sure=score >= _SURE,
        )
        for box, text, score in zip(turned, texts, scores, strict=True)
    ]


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
