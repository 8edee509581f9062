r"""Persian text and dates, as pure functions: no Scrapy, no files, no network.

>>> from newscrawl.persian import parse_date, reconcile, repair, searchable
>>> repair("كتاب\u00a0هاي ايراني")
'کتاب های ایرانی'
>>> searchable("كتاب\u200cهاي ۱۴۰۰")
'کتاب های 1400'
>>> parse_date("تاریخ انتشار: ۲۲ تير ۱۴۰۰ - ۱۹:۰۸").instant.isoformat()
'2021-07-13T19:08:00+04:30'
>>> found = reconcile("۲۲ تير ۱۴۰۰", ["2021-07-13T14:38:00Z"])
>>> found.date.instant.isoformat(), found.problems
('2021-07-13T19:08:00+04:30', ())
>>> reconcile("۳۱ مهر ۱۴۰۰").problems
('no such day: 1400-07-31',)
"""

from newscrawl.persian.dates import (
    TEHRAN,
    DateError,
    ParsedDate,
    Reconciled,
    date_words,
    parse_date,
    reconcile,
)
from newscrawl.persian.text import (
    Digits,
    repair,
    searchable,
    to_latin_digits,
    to_persian_digits,
)

__all__ = [
    "TEHRAN",
    "DateError",
    "Digits",
    "ParsedDate",
    "Reconciled",
    "date_words",
    "parse_date",
    "reconcile",
    "repair",
    "searchable",
    "to_latin_digits",
    "to_persian_digits",
]
