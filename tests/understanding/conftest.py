"""Readings are never timed by the clock here: a busy machine is no fault of theirs, benches time them."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
