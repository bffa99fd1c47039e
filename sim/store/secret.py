"""A secret of the data folder: with it names become pseudonyms that nobody can guess back from a list of names.

It never leaves the folder. Whoever deletes the file cuts the tie between earlier pseudonyms and people.
"""

from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

from sim.store.errors import plain_errors
from sim.store.files import make_folder, write_whole

SECRET_NAME = "pseudonyms.key"
_BYTES = 32


def secret_of(folder: Path) -> bytes:
    """The folder's secret, made at the first time. Raises StoreError where none can be kept."""
    path = folder / SECRET_NAME
    with plain_errors(folder):
        try:
            kept = path.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            kept = ""
    if len(kept) < 2 * _BYTES:
        kept = token_hex(_BYTES)
        make_folder(folder)
        write_whole(path, kept + "\n")
    return kept.encode("ascii", errors="replace")[: 2 * _BYTES]


def pseudonym(name: str, secret: bytes) -> str:
    """What stands for a name: the same for the same name and secret, and telling nothing of it."""
    return blake2b(name.encode("utf-8"), key=secret, digest_size=16).hexdigest()
