"""What on a page is no text of the article: its words, its lines and its class names.

Words stand in :data:`LINES`, :data:`HOME` and :data:`TAG_LABELS`; names of classes and ids in the
regular expressions :data:`BOX`, :data:`MARGIN` and :data:`COLUMN`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, cast

from lxml.etree import _Element as Element

from newscrawl.extraction.compare import plain
from newscrawl.persian.text import searchable

# -- words -------------------------------------------------------------------------------

#: Lines inside a body that say nothing about the news.
LINES: Final = frozenset(
    searchable(line)
    for line in (
        "بازگشت به ابتدای صفحه",
        "ارسال به دوستان",
        "ارسال نظر",
        "نسخه چاپی",
        "نسخه قابل چاپ",
        "ذخیره",
        "لینک کوتاه",
        "کپی لینک",
        "اشتراک گذاری",
        "انتهای پیام",
        "پایان پیام",
        "بیشتر بخوانید",
        "بیشتر بدانید",
        "همچنین بخوانید",
        "مطالب مرتبط",
        "اخبار مرتبط",
        "خبرهای مرتبط",
        "مطالب پیشنهادی",
    )
)
#: What breadcrumbs call the home page: no section.
HOME: Final = frozenset(
    searchable(word)
    for word in (
        "صفحه نخست", "صفحه اصلی", "صفحه اول", "صفحه‌ی نخست", "صفحه‌ی اصلی", "صفحهٔ نخست",
        "صفحهٔ اصلی", "صفحه اصلی سایت", "خانه", "خانه اصلی", "سرصفحه", "اصلی", "نخست",
        "home", "home page", "homepage", "main page", "index",
    )
)  # fmt: skip
#: What stands in front of tags: no tag.
TAG_LABELS: Final = frozenset(
    searchable(word) for word in ("برچسب", "برچسب‌ها", "تگ", "تگ‌ها", "کلیدواژه", "کلیدواژه‌ها")
)
# After «انتهای پیام» many agencies write the author's letter or number, some only the number.
_ONLY_BOILERPLATE = re.compile(
    rf"[\W_]*(?:(?:{'|'.join(sorted(map(re.escape, LINES), key=len, reverse=True))})[\W_]*"
    r"(?:https?://\S+\s*)?)+"  # «لینک کوتاه: https://…»
    r"|[\W_]*(?:انتهای|پایان) پیام[\W_]+(?:[^\W\d_]{0,3}[\W_]*\d{0,6})[\W_]*"
    # A link to a file, by its size: «دریافت 16 MB», «دانلود فیلم با کیفیت 720p (۴٫۵ مگابایت)».
    r"|[\W_]*(?:دریافت|دانلود|download)(?:(?=\d)|\b[^.؟!:]{0,40}?)\d[\d.,٫/]*\s*"
    r"(?:[kmg]b|(?:کیلو|مگا|گیگا)\s?بایت)[\W_]*"
    r"|[\W_]*مدت(?: ?زمان)?(?: (?:فیلم|ویدی?و|کلیپ|پخش|صوت))?\W*(?:\d{1,3}\W){1,2}\d{1,2}[\W_]*"
    r"|[\W_]*(?:دریافت|دانلود)"
    r"(?:[ (]+(?:فایل|فیلم|کلیپ|ویدئو|ویدیو|صوت|تصاویر|آرشیو|مستقیم|اصلی|کامل|خبر|گزارش|pdf|hd|"
    r"با کیفیت(?: (?:بالا|اصلی|متوسط|پایین|\d+p?))?))*[\W_]*",
    re.IGNORECASE,
)
# What sites say of themselves below their texts.
_LEGAL = re.compile(
    r"©|copyright|all rights reserved|(?:تمام|کلیه|همه)\S* ?حقوق|"
    r"حقوق \S+ ?(?:و \S+ )?(?:این (?:سایت|وب|پایگاه|رسانه)|برای)|"
    r"(?:استفاده|نقل|باز ?نشر|کپی ?برداری|انتشار) \S*(?: \S+){0,4} (?:با )?ذکر (?:منبع|نام)|"
    r"مسئولیت\S* (?:\S+ ){0,6}(?:بر عهده|به عهده|متوجه)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:(?:لینک|پیوند|نشانی|آدرس|کد)[^:.]{0,30}[:：]?\s*)?"
    r"(?:https?://\S+|(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,6}/\S*)"
    r"(?:\s*(?:کپی|copy)(?:\s*\S+)?)?",
    re.IGNORECASE,
)
# A headline after them, with or without a link, is another article's.
_READ_MORE = re.compile(
    r"\W*(?:(?:بیشتر|همچنین|حتما|این را هم|اینجا) ?(?:بیشتر )?(?:بخوانید|بدانید|ببینید)|"
    r"(?:مطالب|اخبار|خبرهای|مطلب|خبر) (?:مرتبط|پیشنهادی|دیگر)|در همین (?:رابطه|زمینه|باره))"
    r"\s*(?:[:؛/|>»]+[^.]*)?"
)
_FIRST_WORDS = frozenset(
    (
        *(line.split()[0] for line in LINES),
        "همچنین",
        "حتما",
        "این",
        "اینجا",
        "مطلب",
        "خبر",
        "در",
        "دریافت",
        "دانلود",
        "مدت",
        "Download",
    )
)
_LETTERS = re.compile(r"[^\W\d_]+|\d+")
_WORD = re.compile(r"[^\W_]\S*")

# -- names of classes and ids ------------------------------------------------------------

#: Boxes inside a body: whole names, or names that begin so.
BOX: Final = re.compile(
    r"(?:^|\s)(?:(?:\w+[_-]+)?(?:relat(?:ed|ive)|cookie|consent|paywall)\w*(?:[_-]\w+)*|"
    r"(?:share\w*|social|advert|tabligh|banner|comments?|comm|tags?|toolbar|rating|newsletter|short_?link|tinyurl|breadcrumb|carousel|"
    r"recommend\w*|read_?more|news_nav|news_path|sec_info|caption|sidebar|ads|adv)(?:[_-]\w+)*|ad|"
    r"(?:video|player)[_-](?:js|download|box)(?:[_-]\w+)*|itemplayer\d*|downloads?[_-](?:link|box|btn|file|video)s?|"
    r"item[_-]code|print|send|tools|vote|page[_-]?links?|post-page-numbers|(?:\w+[_-])?pagination|\w+[_-](?:shar(?:e|ing)|ads?|caption|comments?|tags?))(?:$|\s)",
    re.IGNORECASE,
)
#: The page's header and footer, and the comments.
MARGIN: Final = re.compile(
    r"(?:^|[\s_-])(?:comm\w*|nazar\w*|nazrat|didgah\w*|disqus\w*|top_?bar|footer)(?:$|[\s_-])|(?:^|\s)header(?:$|\s)",
    re.IGNORECASE,
)
#: Columns beside the article. Clouds of tags in them are the whole site's.
COLUMN: Final = re.compile(
    r"(?:^|[\s_-])(?:side|sidebar|aside|widget|footer|trend(?:s|ing)?|hot|cloud)(?:$|[\s_-])",
    re.IGNORECASE,
)


def is_boilerplate(line: str) -> bool:
    """Whether a line of a body is empty or nothing but boilerplate.

    >>> is_boilerplate(" | "), is_boilerplate("انتهاي پيام/ ۱۲۳")
    (True, True)
    >>> is_boilerplate("پیام را خواندند.")
    False
    """
    if word := _WORD.search(line):  # nearly always enough, without folding the whole line
        first = _LETTERS.match(plain(word[0]))
        if first and first[0] not in _FIRST_WORDS:
            return False
    rest = plain(line)
    return not rest or any(one.fullmatch(rest) for one in (_ONLY_BOILERPLATE, _READ_MORE))


def is_address(line: str) -> bool:
    """Whether a line is an address and no more, but for a label.

    >>> is_address("لینک کوتاه خبر: b2n.ir/x1"), is_address("http://a.ir/"), is_address("a.ir گفت")
    (True, True, False)
    """
    return bool(_ADDRESS.fullmatch(line))


def is_legal(line: str) -> bool:
    """Whether a line is about the rights of the site and its readers.

    >>> is_legal("تمامی حقوق این سایت محفوظ است."), is_legal("حقوق کارگران بیشتر شد.")
    (True, False)
    """
    return bool(_LEGAL.search(plain(line)))


def is_box(element: Element) -> bool:
    """Whether an element inside a body is no part of the text, by its name, class or id."""
    # WordPress gives <article> a class for each of its tags.
    tag = element.tag
    if tag in ("article", "main"):
        return False
    if tag == "aside":
        return True
    # One look at the element, not three.
    attributes = cast("dict[str, str]", dict(element.items()))
    return attributes.get("role") == "complementary" or _names_box(
        f"{attributes.get('class', '')} {attributes.get('id', '')}"
    )


def is_margin(element: Element) -> bool:
    """Whether an element is the page's header or footer, or holds the comments."""
    return element.tag in ("header", "footer") or bool(MARGIN.search(names_of(element)))


def is_column(element: Element) -> bool:
    """Whether an element is a column beside the article."""
    return element.tag == "aside" or bool(COLUMN.search(names_of(element)))


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _names_box(names: str) -> bool:
    return bool(BOX.search(names))


def names_of(element: Element) -> str:
    """The classes and the id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"
