"""What tests need from npm: one exact version, installed once into the user's cache; else the test is skipped."""

import shutil
import subprocess
from pathlib import Path

import pytest
from platformdirs import user_cache_path


def installed(package: str, version: str) -> Path:
    """The folder of a package. Skips, with npm's own words, where npm gets nothing."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed")
    folder = user_cache_path("cool-head-tests", appauthor=False) / f"{package.rpartition('/')[2]}-{version}"
    found = folder / "node_modules" / package
    if not found.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [shutil.which("npm"), "install", "--prefix", str(folder), "--no-save", "--no-package-lock", "--no-audit",
             "--no-fund", f"{package}@{version}"],
            check=False, capture_output=True, timeout=300,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot get {package}: {done.stderr.decode(errors='replace')[:200]}")
    return found
