import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.store.journal import Journal
from tests.store.playing import Ticking


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path, clock=Ticking()) as opened:
        yield opened
