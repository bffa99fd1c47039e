"""Codes for what went wrong with a line or with the voice; the text catalogue turns them into sentences."""

NO_ENGINE = "voice_no_engine"
"""No speech engine was found, or none would start."""
NO_VOICE = "voice_no_voice"
"""The engine has no voice for this language."""
LATE = "voice_late"
"""The line took longer than its deadline."""
DIED = "voice_died"
"""The worker ended, or stopped making sense, while it was needed."""
GARBLED = "voice_garbled"
"""The worker answered what was not asked, or without a usable file."""
FAILED = "voice_failed"
"""The engine said that it could not speak this line."""
DISK = "voice_disk"
"""The sound could not be written: a full or read-only disk."""
SILENT = "voice_silent"
"""There is nothing in the text that can be said."""
TOO_LONG = "voice_too_long"
"""The text is longer than any caller should speak."""
BAD_COMMAND = "voice_bad_command"
"""The setting `voice.command` cannot be run, or has no {out}."""
BAD_RECORDING = "voice_bad_recording"
"""The recording that the scenario names is missing or unreadable; the line was spoken without it."""
OFF = "voice_off"
"""The voice was switched off after too many faults."""


class NotSpokenError(Exception):
    """A line that gave no sound; `code` is one of the above. Stays inside the worker."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
