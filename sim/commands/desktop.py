"""What the system's desktop is asked to do."""

import shutil
import subprocess
import sys
from pathlib import Path


def show_folder(folder: Path) -> bool:
    """Show a folder in the system's own window, beside the running program; False where nothing can do that."""
    return folder.is_dir() and _opened(folder)


def show_page(page: Path) -> bool:
    """Show a page in the system's own browser, beside the running program; False where nothing can do that."""
    return page.is_file() and _opened(page)


def _opened(path: Path) -> bool:
    opener = {"win32": "explorer", "darwin": "open"}.get(sys.platform, "xdg-open")
    found = shutil.which(opener)
    if found is None:
        return False
    nowhere = subprocess.DEVNULL
    try:
        # A session of its own: Ctrl+C here is not for a browser that was opened.
        subprocess.Popen(
            [found, str(path.absolute())], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    except OSError:
        return False
    return True
