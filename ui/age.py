"""How long ago a document was issued, in words."""

from __future__ import annotations

from datetime import date

from ui.texts import Texts


def age(issued: str | None, today: date, texts: Texts) -> str | None:
    """In whole days below a month, months below a year, years from there; None without a date or for a later one.

    ``issued`` is an ISO date; whatever else a table of documents stated there has no age.
    """
    try:
        then = date.fromisoformat(issued or "")
    except ValueError:
        return None
    if then > today:
        return None
    months = 12 * (today.year - then.year) + today.month - then.month - (today.day < then.day)
    days = (today - then).days
    if months >= 12:
        return _counted(months // 12, texts.age_year, texts.age_years)
    if months:
        return _counted(months, texts.age_month, texts.age_months)
    return _counted(days, texts.age_day, texts.age_days) if days else texts.age_today


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=count)
