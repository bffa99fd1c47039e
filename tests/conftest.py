"""For all tests: examples are made up without an eye on the clock, which on a busy machine says nothing."""


def pytest_collection():
    """Where tests are read, not already where they are only handed out: loading hypothesis takes half a second."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")
