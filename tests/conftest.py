"""For all tests: how properties are tried, and screens of which only the places matter."""

import os
import sys
from pathlib import Path

import pytest

if sys.dont_write_bytecode:
    # Else each process of the tests compiles the whole program anew. Nothing is written beside the code, as was asked.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "compiled")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection():
    """Where tests are read, not already where they are only handed out: loading hypothesis takes half a second."""
    from hypothesis import settings

    from tests import examples  # noqa: F401  # it registers the profile

    settings.load_profile("unhurried")


@pytest.fixture
def unpainted(monkeypatch, request):
    """Places are worked out as ever but nothing is drawn, which is most of the time; the slow tests draw as well."""
    from sim.stage.kit.ui import UI

    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr(UI, "_paint", lambda ui, surface, look, damage: None)
