import os

from hypothesis import HealthCheck, settings

# Two shared cores: how long one example takes says nothing.
settings.register_profile(
    "shared machine", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")
