"""Numbers as a language writes them: 1,234.5 in English, 1.234,5 in Dutch. The marks stand in the catalogue."""

from fractions import Fraction

from sim.core.texts import Texts


def number(texts: Texts, value: float | Fraction, places: int = 0) -> str:
    """The value rounded to so many decimals, with its thousands apart; a minus that is as wide as a plus."""
    scaled = round(abs(value) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    digits = f"{whole:,}".replace(",", texts("number.thousands"))
    tail = f"{texts('number.decimal')}{rest:0{places}d}" if places else ""
    return f"{'−' if value < 0 and scaled else ''}{digits}{tail}"
