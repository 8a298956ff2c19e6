"""How much hypothesis tries: little by default, a lot with HUIQI_THOROUGH=1, least for mutants."""

import os

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("HUIQI_THOROUGH") == "1"
_OF_MUTANTS = "MUTANT_UNDER_TEST" in os.environ


def effort(examples: int) -> settings:
    """So many examples, twenty times as many when thorough; never a deadline."""
    return settings(
        max_examples=examples * 20 if THOROUGH else examples // 4 if _OF_MUTANTS else examples,
        deadline=None,
        derandomize=not THOROUGH,  # the suite is the same at every run; only thorough runs explore
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
