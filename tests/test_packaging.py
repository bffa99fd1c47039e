"""What is declared is what is installed and tested."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


INSTALLED = {plain(found.metadata["Name"]) for found in metadata.distributions()}


def name_of(requirement):
    return plain(re.match(r"[A-Za-z0-9._-]+", requirement)[0])


def closure(requirements):
    """Every installed distribution that the requirements lead to."""
    found, waiting = set(), [name_of(text) for text in requirements]
    while waiting:
        name = waiting.pop()
        try:
            needed = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            continue  # for another platform, an extra, or a group that is not installed
        if name not in found:
            found.add(name)
            waiting += [name_of(text) for text in needed if "extra ==" not in text or name == "psycopg"]
    return found


def asked_for():
    """Everything that we ask for: to run, to develop, and for the slow tests of the web."""
    return PROJECT["project"]["dependencies"] + GROUPS["dev"] + GROUPS["web"]


def test_every_installed_dependency_is_pinned_to_the_version_that_was_tested():
    pins = dict(text.split("==") for text in PROJECT["tool"]["uv"]["constraint-dependencies"])
    needed = closure(asked_for())
    assert needed <= set(pins), f"not pinned: {sorted(needed - set(pins))}"
    assert {name: metadata.version(name) for name in needed} == {name: pins[name] for name in needed}


def test_nothing_is_pinned_that_is_not_needed():
    pins = {text.split("==")[0] for text in PROJECT["tool"]["uv"]["constraint-dependencies"]}
    if any(name_of(text) not in INSTALLED for text in GROUPS["web"]):
        pytest.skip("the group `web` is not installed: uv run --group web")
    assert pins <= closure(asked_for())


def test_developers_get_the_same_tools_by_group_and_by_extra():
    assert PROJECT["dependency-groups"]["dev"] == PROJECT["project"]["optional-dependencies"]["dev"]


def test_the_version_is_told_the_same_everywhere():
    from sim.commands.journal import VERSION

    version = PROJECT["project"]["version"]
    assert version == VERSION
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_lock_file_and_no_registry_address_is_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"uv.lock", "package-lock.json"} <= set(ignored)
    for name in ("pyproject.toml", ".ci/run", "README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://\S*(pypi|pythonhosted|npmjs|debian)\S*", text), name
