"""Dates and durations as a language writes them. Results hold moments as ISO 8601 in UTC; people read local time."""

from datetime import datetime, timedelta, tzinfo

from sim.core.texts import Texts


def local(text: str, zone: tzinfo | None = None) -> datetime:
    """A stored moment in a time zone; None: that of this machine. Raises ValueError."""
    return datetime.fromisoformat(text).astimezone(zone)


def day(texts: Texts, moment: datetime) -> str:
    """Such as 22 Nov 2026."""
    month = texts(f"report.month.m{moment.month}")
    return texts("report.date", day=moment.day, month=month, year=moment.year)


def short_day(texts: Texts, moment: datetime) -> str:
    """Such as 22 Nov."""
    return texts("report.short_date", day=moment.day, month=texts(f"report.month.m{moment.month}"))


def day_and_time(texts: Texts, moment: datetime) -> str:
    """Such as 22 Nov 2026, 04:37."""
    return texts("report.date_time", date=day(texts, moment), time=f"{moment:%H:%M}")


def zone_name(texts: Texts, zone: tzinfo | None, moment: datetime) -> str:
    """A time zone in words: that of this machine, or its distance to UTC at a moment, such as UTC+01:00."""
    if zone is None:
        return texts("report.local_time")
    ahead = moment.astimezone(zone).utcoffset() or timedelta()
    whole, rest = divmod(abs(ahead) // timedelta(minutes=1), 60)
    return f"UTC{'-' if ahead < timedelta() else '+'}{whole:02}:{rest:02}" if ahead else "UTC"


def monday(moment: datetime) -> datetime:
    """The Monday of the moment's week, at the same time of day."""
    return moment - timedelta(days=moment.weekday())


def minutes(seconds: int) -> int:
    """Whole minutes, rounded; at least one where any time passed."""
    return max(1, round(seconds / 60)) if seconds else 0


def iso_duration(seconds: int) -> str:
    """Such as PT6M12S."""
    whole, rest = divmod(seconds, 60)
    return f"PT{whole}M{rest}S" if whole else f"PT{rest}S"
