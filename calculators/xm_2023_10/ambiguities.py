"""Every ambiguity of 厦府办规〔2023〕10号 with the measure that it belongs to, in the policy's order."""

from calculators.ambiguity import Ambiguity
from calculators.xm_2023_10 import (
    general_readings,
    m02_readings,
    m03_readings,
    m04_readings,
    m05_readings,
    m06_readings,
    m07_readings,
    m08_readings,
    m09_readings,
    m10_readings,
    m11_readings,
    m12_readings,
    m17_readings,
)

AMBIGUITIES: tuple[tuple[int | None, Ambiguity], ...] = tuple(
    (measure, ambiguity)
    for measure, ambiguities in (
        (None, general_readings.AMBIGUITIES),
        (2, m02_readings.AMBIGUITIES),
        (3, m03_readings.AMBIGUITIES),
        (4, m04_readings.AMBIGUITIES),
        (5, m05_readings.AMBIGUITIES),
        (6, m06_readings.AMBIGUITIES),
        (7, m07_readings.AMBIGUITIES),
        (8, m08_readings.AMBIGUITIES),
        (9, m09_readings.AMBIGUITIES),
        (10, m10_readings.AMBIGUITIES),
        (11, m11_readings.AMBIGUITIES),
        (12, m12_readings.AMBIGUITIES),
        (17, m17_readings.AMBIGUITIES),
    )
    for ambiguity in ambiguities
)
