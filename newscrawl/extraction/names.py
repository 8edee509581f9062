"""Whose names they are: the site's own, those of the makers of its system, and people's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.compare import bare, plain
from newscrawl.persian.text import searchable
from newscrawl.urls import bare_host

_LABEL = re.compile(
    r"^(?:نو[یي]سنده|خبرنگار|گزارشگر|گزارش|تهیه[\s\u200c]?کننده|تنظیم|به[\s\u200c]?قلم)\s*[:：]\s*"
)
#: Titles of sites join their names and what they are: «خبرگزاری ایسنا | صفحه اصلی | ISNA».
_JOINTS = re.compile(r"\s+[-–—:»›>]\s+|\s*[|•·]\s*|\s*::\s*")
# What a name begins with that says of an outlet what it is.
_KIND = re.compile(
    r"^(?:(?:خبرگزاری|خبرگذاری|روزنامه|پایگاه|خبری|تحلیلی|اطلاع رسانی|وب ?سایت|سایت|مجله|هفته نامه|"
    r"ماهنامه|باشگاه|رسانه|شبکه|تحریریه|هیات|گروه|مدیریت|مدیر) )+"
)
# Who signs where nobody has: the system, its administrator, its maker.
_SYSTEM = re.compile(
    r"(?:admin|administrator|root|user|webmaster|author|editor|super ?user|ادمین|کاربر|"
    r"(?:سر)?دبیر|خبرنگار|نویسنده|مدیر ?مسی?ول|dnn|dot ?net ?nuke|"
    r"مدیر(?:یت)? (?:سایت|سیستم|وب ?سایت|پایگاه)|مدیر کل سایت|"
    r"iran ?samaneh|ایران ?سامانه|nastooh.*|نستوه.*|asam|آسام|studio ?khabar|استودیو ?خبر|"
    r"word ?press|وردپرس|joomla!?.*|جوملا|drupal.*|دروپال)[\s\d]*"
)
# Words of companies and of their products: no person is called so.
_COMPANY = re.compile(
    r"\b(?:group|team|co|corp|company|inc|ltd|agency|news|media|press|studio|software|design|"
    r"designer|developers?|\w*(?:cms|portal|builder)|website|web|network|online|"
    r"شرکت|گروه|تیم|خبرگزاری|خبرگذاری|روزنامه|پایگاه|وب ?سایت|سایت|سامانه|پرتال|نرم افزار(?:ی)?|"
    r"تحریریه|موسسه|سازمان|اداره|روابط عمومی|مجله|شبکه|باشگاه|نیوز)\b"
)
_NO_NAME = re.compile(r"https?:|www\.|@|^[\W\d_]*$|\.(?:com|ir|org|net)\b", re.IGNORECASE)


def parts_of(name: str) -> list[str]:
    """A name of a site and its parts, in the form in which they are compared.

    >>> parts_of("ایسنا | صفحه اصلی")
    ['ایسنا | صفحه اصلی', 'ایسنا', 'صفحه اصلی']
    """
    parts = _JOINTS.split(name)
    compared = (plain(part).lower() for part in (name, *(parts if len(parts) > 1 else ())))
    return list(filter(None, compared))


class OwnNames:
    """What a site calls itself."""

    def __init__(self, names: Iterable[str], url: str) -> None:
        """Collect names.

        Args:
            names: the site's, as they are written.
            url: of one of its pages.
        """
        self._whole = {part for name in names for part in parts_of(name)}
        self._names = {_KIND.sub("", part) for part in self._whole}
        host = bare_host(url.partition("://")[2].partition("/")[0])
        self._domain = bare(host).lower()
        self._label = bare(host.partition(".")[0]).lower()

    def __contains__(self, name: str) -> bool:
        """Whether a name is the site's: whole, one of several that it joins, or its domain."""
        is_part = any(_KIND.sub("", part) in self._names for part in parts_of(name))
        return is_part or self.are(name)

    def are(self, name: str) -> bool:
        """Whether a name is one that the site calls itself by, and not only a part of one: «حوزه»
        is a section of «خبرگزاری حوزه»."""
        is_known = any(part in self._whole for part in parts_of(name))
        return is_known or bare(name).lower() in (self._domain, self._label)


def person(name: str, own: OwnNames) -> str | None:
    """A person's name without its label; ``None`` for the site itself, its system, and no name.

    >>> own = OwnNames(["روزنامه نمونه"], "https://namuna.ir/1")
    >>> person("نویسنده: مریم احمدی", own), person("نمونه", own), person("Admin", own)
    ('مریم احمدی', None, None)
    """
    name = _LABEL.sub("", name).strip()
    words = searchable(name).lower()
    if not name or _NO_NAME.search(name) or _SYSTEM.fullmatch(words) or name in own:
        return None
    return name


def is_company(name: str) -> bool:
    """Whether a name is that of a company or an institution, and no person's.

    >>> is_company("Arya Group"), is_company("شرکت فناوری نمونه"), is_company("آریا گروسی")
    (True, True, False)
    """
    return bool(_COMPANY.search(searchable(name).lower()))
