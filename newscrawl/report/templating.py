"""The templates of the report, and the words that they use."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from newscrawl.persian.text import to_persian_digits
from newscrawl.report import words


def environment() -> Environment:
    """Jinja's environment of the templates in ``report/templates``."""
    made = Environment(
        loader=PackageLoader("newscrawl.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        number=words.persian_number,
        percent=words.percent,
        day=words.day_label,
        period=words.period_label,
        moment=words.moment_label,
        duration=words.duration,
        digits=to_persian_digits,
    )
    return made
