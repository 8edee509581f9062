"""The agency and the place that a lead may begin with: «ایسنا/کرمان»."""

from __future__ import annotations

import re

from newscrawl.extraction.agency import is_outlet
from newscrawl.extraction.names import OwnNames

#: Provinces. Any other place after the stroke is one word.
_PROVINCES = (
    "آذربایجان شرقی", "آذربایجان غربی", "چهارمحال و بختیاری", "چهار محال و بختیاری",
    "خراسان جنوبی", "خراسان رضوی", "خراسان شمالی", "سیستان و بلوچستان",
    "کهگیلویه و بویراحمد", "کهگیلویه و بویر احمد", "منطقه خلیج فارس", "منطقه کویر",
    "اردبیل", "اصفهان", "البرز", "ایلام", "بوشهر", "تهران", "خوزستان", "زنجان", "سمنان", "فارس",
    "قزوین", "قم", "کردستان", "کرمانشاه", "کرمان", "گلستان", "گیلان", "لرستان", "مازندران", "مرکزی",
    "هرمزگان", "همدان", "یزد",
)  # fmt: skip
_PROVINCE = "|".join(re.escape(name).replace(r"\ ", r"[\s\u200c]+") for name in _PROVINCES)
_BEGINNING = re.compile(
    r"(?P<outlet>[^\W\d_](?:[\w\u200c]| (?!\s)){1,24}?)"
    rf"(?:\s*/\s*(?:(?P<known>{_PROVINCE})(?![\w\u200c])|[^\W\d_][\w\u200c]*))+"
    r"\s*(?P<end>[-–—:؛|]\s*|(?<=\s)|$)"
)


def without_dateline(lead: str | None, own: OwnNames) -> str | None:
    """A lead without the agency and the place that it begins with; they are no part of it.

    The agency has to be the site itself; or a known outlet, if it is plain where the place ends. A
    stroke has to stand between the two: other beginnings, like «تهران- ایرنا- », are left as they
    are, for they may be words of the sentence.

    >>> own = OwnNames(["ایسنا"], "https://isna.ir/news/1")
    >>> without_dateline("ایسنا/خراسان رضوی معاون استاندار گفت", own)
    'معاون استاندار گفت'
    >>> without_dateline("مهر/کرمان استاندار گفت", own)
    'استاندار گفت'
    >>> without_dateline("مهر/کرج: استاندار گفت", own), without_dateline("مهر/آبان سرد است", own)
    ('استاندار گفت', 'مهر/آبان سرد است')
    """
    match = _BEGINNING.match(lead or "")
    if lead is None or match is None:
        return lead
    is_plain = is_outlet(match["outlet"]) and bool(match["known"] or match["end"])
    if match["outlet"] in own or is_plain:
        return lead[match.end() :].strip() or None
    return lead
