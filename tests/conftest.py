"""For all tests: how properties are tried, and what is kept from costing time in each."""

import gc
import os
import signal
import sys
from pathlib import Path

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As a shell starts what runs behind it; programs that the tests start would be deaf to Ctrl+C as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)

if sys.dont_write_bytecode:
    # Else each process of the tests compiles the whole program anew. Nothing is written beside the code, as was asked.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "compiled")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection():
    """Where tests are read, not already where they are only handed out: loading hypothesis takes half a second."""
    gc.disable()
    from hypothesis import settings

    from tests import examples  # noqa: F401  # it registers the profile

    settings.load_profile("unhurried")


def pytest_collection_finish():
    """What is loaded now stays to the end: looking through it for garbage again and again took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
