"""What the system's desktop is asked to do."""

import shutil
import subprocess
import sys
from pathlib import Path


def show_folder(folder: Path) -> bool:
    """Show a folder in the system's own window, beside the running program; False where nothing can do that."""
    if not folder.is_dir():
        return False
    opener = {"win32": "explorer", "darwin": "open"}.get(sys.platform, "xdg-open")
    found = shutil.which(opener)
    if found is None:
        return False
    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen([found, str(folder.absolute())], stdin=nowhere, stdout=nowhere, stderr=nowhere)
    except OSError:
        return False
    return True
