"""What holds for the whole suite."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test fails on a slow day, and each run tries the same examples.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")
