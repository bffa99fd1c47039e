"""For all tests: how properties are tried."""


def pytest_collection():
    """Where tests are read, not already where they are only handed out: loading hypothesis takes half a second."""
    from hypothesis import settings

    from tests import examples  # noqa: F401  # it registers the profile

    settings.load_profile("unhurried")
