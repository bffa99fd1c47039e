"""What can go wrong with results on disk. `code` is for the texts shown to a trainee, `data` fills them in.

StoreError (a CoolHeadError)
├── FolderUnusable      folder_unusable      the data folder cannot be created or read
├── FolderReadOnly      folder_read_only     results can be read from it, nothing can be written
├── DiskFull            disk_full            nothing was lost: repeat the same call once there is room
├── DatabaseBusy        database_busy        another program writes; repeat the same call
├── DatabaseBroken      database_broken      the file is damaged, or no database of this program
├── DatabaseFailed      database_failed      anything else that SQLite reports
├── NewerSchema         newer_schema         written by a newer version of this program
├── AlreadyOpen         already_open         another copy of the program plays on this folder (its pid)
├── UnknownCall         unknown_call         no call has this id
├── CallUnreadable      call_unreadable      what was settled before this call can no longer be read
└── CallNotOpen         call_not_open        the call is over; nothing is added to it
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from sim.core.errors import CoolHeadError

_LITTLE_ROOM = 128 * 1024  # a full disk often shows as an I/O error; with less free than this it is one
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


class StoreError(CoolHeadError):
    """Results cannot be read or kept. The message is short English; `data` holds its parts by name."""

    code: ClassVar[str] = "store"
    says: ClassVar[str] = "the results cannot be reached"

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.says.format(**data))


class FolderUnusable(StoreError):
    """The data folder cannot be created or read. data: folder, reason."""

    code = "folder_unusable"
    says = "the data folder {folder} cannot be used: {reason}"


class FolderReadOnly(StoreError):
    """Nothing can be written to the data folder. data: folder."""

    code = "folder_read_only"
    says = "the data folder {folder} is read-only"


class DiskFull(StoreError):
    """No room. What was to be written was not, and may be tried again. data: folder."""

    code = "disk_full"
    says = "the disk of {folder} is full"


class DatabaseBusy(StoreError):
    """Another program holds the database. data: folder."""

    code = "database_busy"
    says = "the results in {folder} are in use by another program"


class DatabaseBroken(StoreError):
    """The file is damaged, or is no database of this program. data: folder, reason."""

    code = "database_broken"
    says = "the results in {folder} are damaged: {reason}"


class DatabaseFailed(StoreError):
    """SQLite reports something else. data: folder, reason."""

    code = "database_failed"
    says = "the results in {folder} cannot be reached: {reason}"


class NewerSchema(StoreError):
    """The results were written by a newer version of this program. data: folder, found, known."""

    code = "newer_schema"
    says = "the results in {folder} were written by a newer version (format {found}, this one reads up to {known})"


class AlreadyOpen(StoreError):
    """Another copy of the program plays on this folder. data: folder, pid (None where it cannot be told)."""

    code = "already_open"
    says = "another copy of the program is open on {folder} (process {pid})"


class UnknownCall(StoreError):
    """No call has this id. data: call."""

    code = "unknown_call"
    says = "there is no call {call}"


class CallUnreadable(StoreError):
    """The header of a stored call is damaged beyond reading. data: call."""

    code = "call_unreadable"
    says = "call {call} is damaged and can no longer be read"


class CallNotOpen(StoreError):
    """The call is over, or was changed behind this journal's back. data: call."""

    code = "call_not_open"
    says = "call {call} is not open"


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Whatever SQLite or the system reports inside becomes a StoreError about `folder`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _from_sqlite(error, folder) from error
    except UnicodeDecodeError as error:  # the name of a column, in a damaged schema
        raise DatabaseBroken(folder=folder, reason=error.reason) from error
    except OSError as error:
        raise _from_system(error, folder) from error


def _from_sqlite(error: sqlite3.Error, folder: Path) -> StoreError:
    reason = str(error)
    match getattr(error, "sqlite_errorcode", -1) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(folder=folder)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(folder=folder)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DatabaseBroken(folder=folder, reason=reason)
        case sqlite3.SQLITE_READONLY:
            return FolderReadOnly(folder=folder)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return _from_files(reason, folder)
    return DatabaseFailed(folder=folder, reason=reason)


def _from_files(reason: str, folder: Path) -> StoreError:
    """SQLite could not use its files and does not say why: look at the folder."""
    if not folder.is_dir():
        return FolderUnusable(folder=folder, reason=reason)
    if shutil.disk_usage(folder).free < _LITTLE_ROOM:
        return DiskFull(folder=folder)
    if not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return FolderReadOnly(folder=folder)
    return DatabaseFailed(folder=folder, reason=reason)


def _from_system(error: OSError, folder: Path) -> StoreError:
    if error.errno in _FULL:
        return DiskFull(folder=folder)
    if error.errno in _READ_ONLY:
        return FolderReadOnly(folder=folder)
    return FolderUnusable(folder=folder, reason=error.strerror or str(error))
