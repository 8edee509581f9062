"""Finding the fields of an article on its page, by a family's selectors.

Pages carry many articles: sidebars and boxes repeat the classes of the article with other articles'
headlines, leads and dates, and the header has a date of its own. So the headline and the body are
found first, and every other field is looked for from the element that holds both, outwards, passing
over what stands beside a link to another article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.cms.agency import split_agency
from newscrawl.cms.base import Family, NotAnArticle, Page, RawArticle, Rules, absolute
from newscrawl.cms.blocks import SILENT, Block, blocks, is_hidden, text
from newscrawl.cms.select import Index
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import searchable, to_latin_digits

# Class and id names of boxes inside a body that are no part of the text: whole names, or names
# that begin so.
_BOX = re.compile(
    r"(?:^|\s)(?:(?:\w+[_-]+)?(?:relat(?:ed|ive)|cookie|consent|paywall)\w*(?:[_-]\w+)*|"
    r"(?:share\w*|social|advert|tabligh|banner|comments?|comm|tags?|toolbar|rating|newsletter|short_?link|tinyurl|breadcrumb|carousel|"
    r"recommend\w*|read_?more|news_nav|news_path|sec_info|caption|sidebar|ads|adv)(?:[_-]\w+)*|ad|"
    r"print|send|tools|vote|\w+[_-](?:shar(?:e|ing)|ads?|caption|comments?|tags?))(?:$|\s)",
    re.IGNORECASE,
)
_FURNITURE = frozenset(
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
# After «انتهای پیام» many agencies have the letter or number of who wrote it, some but the number.
_ONLY_FURNITURE = re.compile(
    rf"[\W_]*(?:(?:{'|'.join(sorted(map(re.escape, _FURNITURE), key=len, reverse=True))})[\W_]*"
    r"(?:https?://\S+\s*)?)+"  # «لینک کوتاه: https://…»
    r"|[\W_]*(?:انتهای|پایان) پیام[\W_]+(?:[^\W\d_]{0,3}[\W_]*\d{0,6})[\W_]*"
)
_FURNITURE_WORDS = frozenset(line.split()[0] for line in _FURNITURE)
_LETTERS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]\S*")
_MARK = re.compile(r"[\W_]*\d{4,8}[\W_]*")
MISSING = re.compile("موجود نمی ?باشد|یافت نشد|پیدا نشد|وجود ندارد|حذف شده")
HOME = frozenset(searchable(word) for word in ("صفحه نخست", "صفحه اصلی", "خانه", "خانه اصلی"))
_TAG_LABELS = frozenset(
    searchable(word) for word in ("برچسب", "برچسب‌ها", "تگ", "تگ‌ها", "کلیدواژه", "کلیدواژه‌ها")
)
_CODE_LABEL = re.compile(r"(?:کد\s*(?:خبر|مطلب)|شناسه\s*(?:خبر|مطلب))\s*:?\s*(\d{1,15})(?!\d)")
_DATE_LABEL = re.compile(
    r"^\W*(?:(?:تار[یي]خ|زمان)(?:\s*(?:انتشار|خبر|درج|ثبت))?|انتشار)\s*[:：]?\s*"
)
_UPDATED = re.compile(r"به[\s\u200c]?روز|بروز[\s\u200c]?رسان|آخرین[\s\u200c]?ویرا|^\W*امروز")
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:comm\w*|top_?bar|footer)(?:$|[\s_-])|(?:^|\s)header(?:$|\s)", re.IGNORECASE
)
# Columns beside the article; clouds of tags in them are of the whole site.
_SIDE = re.compile(
    r"(?:^|[\s_-])(?:side|sidebar|aside|widget|footer|trend(?:s|ing)?|hot|cloud)(?:$|[\s_-])",
    re.IGNORECASE,
)
_IMAGE_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")
_EDGE_PUNCTUATION = " \u200c:.،,-–—|/\\()[]«»\"'"


#: From so many elements outwards, a box with links to other articles is no part of this one.
FAR = 3
#: A headline has at least so many letters, to be known without its kicker.
SHORT = 10
#: So many parts of a headline are looked at.
PARTS = 8


class Reader:
    """Reads one page by the rules of a family; see :meth:`newscrawl.cms.Family.read`."""

    def __init__(self, family: Family, page: Page) -> None:
        self.family = family
        self.page = page
        self.url = page.url
        self.document: Element = page.document
        self.index = Index(self.document)
        self._out_of_sight: dict[Element, bool] = {}
        self.is_closed = page.is_closed
        self.code = family.code_in(page.url)
        self.key = family.key(page.url)
        self.site_names = {
            plain(name)
            for name in (page.site_title, *self.meta("og:site_name"))
            if name and plain(name)
        }
        self._parted: dict[Element, tuple[str, str | None]] = {}
        self._foreign: dict[Element, bool] = {}
        self._foreign_hrefs: dict[str, bool] = {}
        self.headline = self.find_headline()
        self.body = self.find_body()
        self.center = self.find_center()

    def article(self) -> RawArticle:
        for element in self.everywhere(self.family.missing):
            if MISSING.search(searchable(text(element))):
                raise NotAnArticle("the site says that the page does not exist", is_missing=True)
        title = self.title()
        if not title:
            raise NotAnArticle("no headline found")
        if not self.is_closed and self.body is not None and self.ends_in(self.body):
            raise NotAnArticle("the page breaks off inside the text")
        body, agency = split_agency(self.paragraphs())
        raw = RawArticle(
            title=title,
            kicker=self.kicker(),
            lead=self.lead(),
            body=[block.text for block in body],
            agency=agency,
            author=self.author(),
            published_text=self.published(),
            published_machine=self.machine_dates(),
            modified_machine=self.modified_dates(),
            sections=self.sections(title),
            tags=self.tags(),
            images=self.images(),
        )
        self.set_code(raw)
        if not raw.body:
            if not raw.images and not raw.lead:
                raise NotAnArticle("no text found")
            raw.problems.append("body: no text found")
        return raw

    # -- where the article is ----------------------------------------------------------

    def find_headline(self) -> Element | None:
        """The first candidate that the title of the page names, else the first of all."""
        found: list[tuple[int, Element]] = []
        first = None
        for element in self.everywhere(self.family.title):
            name = plain(self.parted(element)[0])
            if not name or name in self.site_names:
                continue
            if any(name in title for title in self.named):
                found.append((len(name), element))
            elif first is None and not self.is_foreign_link(element):
                first = element
        # Of several, the longest: a section's name may be a part of the headline. Of those, the
        # nearest to a text: lists beside the article may name it too.
        longest = max((length for length, _ in found), default=0)
        best = list(dict.fromkeys(element for length, element in found if length == longest))
        if len(best) < 2:
            return best[0] if best else first
        bodies = set(self.everywhere(self.family.body))
        return min(best, key=lambda e: (self.steps_to(bodies, e), self.is_in_column(e)))

    @cached_property
    def named(self) -> list[str]:
        """:meth:`titles`, to compare with."""
        return [plain(name) for name in self.titles()]

    def steps_to(self, bodies: set[Element], headline: Element) -> int:
        """How many elements outwards one is that holds a text too; 0 inside of one."""
        above = list(headline.iterancestors())
        if not bodies.isdisjoint(above):
            return 0
        around = {a for body in bodies for a in body.iterancestors()}
        return next((n for n, a in enumerate(above, 1) if a in around), len(above))

    def is_in_column(self, element: Element) -> bool:
        """Whether an element is in something beside the main column, by its name."""
        return any(e.tag == "aside" or _SIDE.search(_names(e)) for e in element.iterancestors())

    def titles(self) -> list[str]:
        """What the page as a whole is called, often with the site's name beside the headline."""
        title = next(self.document.iter("title"), None)
        return [*self.meta("og:title"), *([] if title is None else filter(None, [title.text]))]

    def find_body(self) -> Element | None:
        """The candidate nearest to the headline: sidebars and comments may have longer ones."""
        found = list(self.everywhere(self.family.body))
        above = [] if self.headline is None else [self.headline, *self.headline.iterancestors()]
        level = {element: number for number, element in enumerate(above)}
        found = [e for e in found if e not in level] or found
        chosen = set(found)
        outer = [e for e in found if not any(a in chosen for a in e.iterancestors())]

        def rank(element: Element) -> tuple[int, int]:
            steps = next((level[a] for a in element.iterancestors() if a in level), len(level))
            return steps, -sum(map(len, element.itertext()))

        return min(outer, key=rank) if len(outer) > 1 else next(iter(outer), None)

    def find_center(self) -> Element:
        """The smallest element that holds the headline and the body."""
        if self.headline is None or self.body is None:
            anchor = self.body if self.headline is None else self.headline
            parent = anchor.getparent() if anchor is not None else None
            return self.document if parent is None else parent
        above = (e for e in self.body.iterancestors() if e in self.above_headline)
        return next(above, self.document)

    def ends_in(self, element: Element) -> bool:
        """Whether nothing on the page comes after an element."""
        return all(
            e.getnext() is None and not (e.tail or "").strip()
            for e in (element, *element.iterancestors())
        )

    def everywhere(self, rules: Rules) -> Iterator[Element]:
        found = dict.fromkeys(e for rule in rules for e in self.index.select(rule))
        return (e for e in found if not self.is_out_of_sight(e))

    @cached_property
    def outwards(self) -> dict[Element, None]:
        """:attr:`center` and the elements that it is in, the nearest first."""
        return dict.fromkeys((self.center, *self.center.iterancestors()))

    def present(self, rules: Rules) -> Rules:
        """Those that find anything on the page."""
        return tuple(rule for rule in rules if self.index.select(rule))

    def near(self, rules: Rules, reach: int | None = None) -> Iterator[Element]:
        """Elements of the rules, the nearest to the article first, none of other articles.

        ``reach`` is how many elements outwards to look into, ``None`` for the whole page.
        """
        seen: set[Element] = set()
        for scope in islice(self.outwards, reach):
            for rule in rules:
                for element in self.index.select(rule, scope):
                    if element not in seen:
                        seen.add(element)
                        if not self.is_foreign(element) and not self.is_out_of_sight(element):
                            yield element
            rules = self.present(rules)
            if not rules:
                return

    def is_out_of_sight(self, element: Element) -> bool:
        passed = []
        hidden = False
        for e in chain((element,), element.iterancestors()):
            known = self._out_of_sight.get(e)
            if known is not None or is_hidden(e):
                hidden = known is not False
                break
            passed.append(e)
        self._out_of_sight |= dict.fromkeys((element, *passed), hidden)
        return hidden

    def is_foreign_link(self, element: Element) -> bool:
        """Whether an element is, holds or stands in a link to another article."""
        links = chain(element.iter("a"), element.iterancestors("a"))
        return any(self.is_foreign_href(link.get("href") or "") for link in links)

    def is_foreign_href(self, href: str) -> bool:
        if href not in self._foreign_hrefs:
            url = absolute(self.url, href)
            key = self.family.key(url) if url else None
            self._foreign_hrefs[href] = key is not None and key != self.key
        return self._foreign_hrefs[href]

    @cached_property
    def above_headline(self) -> set[Element]:
        """The elements that the headline is in."""
        return set() if self.headline is None else set(self.headline.iterancestors())

    def is_beside(self, element: Element) -> bool:
        """Whether an element is in the page's header, its footer or the comments."""
        for e in chain((element,), element.iterancestors()):
            if e in self.above_headline:
                return False
            if e.tag in ("header", "footer") or _BESIDE.search(_names(e)):
                return True
        return False

    def is_aside(self, element: Element) -> bool:
        """Whether an element is in a column or footer that the article is not in."""
        for e in chain((element,), element.iterancestors()):
            if e in self.outwards:
                return False
            if e.tag in ("aside", "footer") or _SIDE.search(_names(e)):
                return True
        return False

    def is_home(self, href: str) -> bool:
        url = absolute(self.url, href)
        return url is not None and urlsplit(url).path in ("", "/", "/fa", "/fa/")

    def is_foreign(self, element: Element) -> bool:
        """Whether an element belongs to a box that links to another article."""
        if self.is_in_body(element):
            return True
        branch = element
        for parent in element.iterancestors():
            if parent in self.around:
                break
            branch = parent
        if branch not in self._foreign:
            self._foreign[branch] = self.is_foreign_link(branch)
        return self._foreign[branch]

    @cached_property
    def around(self) -> set[Element]:
        """The headline, the body, and the elements that they are in."""
        anchors = [e for e in (self.headline, self.body) if e is not None]
        return {e for anchor in anchors for e in (anchor, *anchor.iterancestors())}

    def is_in_body(self, element: Element) -> bool:
        body = self.body
        if body is None or self.headline is None or body in self.above_headline:
            return False
        return element is body or body in element.iterancestors()

    # -- fields ------------------------------------------------------------------------

    def one(self, rules: Rules, before: Element | None = None) -> str | None:
        """Text of the nearest element that has any and, if so asked, comes before another one."""
        for element in self.near(rules, reach=3):
            is_placed = before is None or comes_before(element, before)
            if is_placed and (value := text(element)):
                return value
        return None

    @cached_property
    def place(self) -> dict[Element, int]:
        """Elements, numbered in document order."""
        return {element: number for number, element in enumerate(self.document.iter("*"))}

    def all(self, rules: Rules, own: bool = False) -> list[str]:
        """Texts of the elements in the smallest scope around the article that has any.

        With ``own`` none is taken from far boxes that link to other articles.
        """
        for far, scope in enumerate(self.outwards):
            for rule in rules:
                found = [
                    text(e)
                    for e in self.index.select(rule, scope)
                    if far == 0
                    or not (self.is_aside(e) or (own and far >= FAR and self.is_foreign(e)))
                ]
                if values := list(dict.fromkeys(value for value in found if value)):
                    return values
            rules = self.present(rules)
            if not rules:
                break
        return []

    def title(self) -> str | None:
        if self.headline is not None:
            return self.parted(self.headline)[0]
        return next(iter(self.meta("og:title")), None) if self.body is not None else None

    def kicker(self) -> str | None:
        inside = self.parted(self.headline)[1] if self.headline is not None else None
        return inside or self.one(self.family.kicker, before=self.headline)

    def parted(self, headline: Element) -> tuple[str, str | None]:
        """Text of a headline and of the kicker that stands in the same element."""
        if headline not in self._parted:
            self._parted[headline] = self.part(headline)
        return self._parted[headline]

    def part(self, headline: Element) -> tuple[str, str | None]:
        if next(headline.iter("span", "small"), None) is None:
            return text(headline), None
        own = {e for rule in self.family.kicker for e in self.index.select(rule, headline)} - {
            headline
        }
        if not own:
            whole = plain(text(headline))
            if not any(whole in name for name in self.named):
                own = {
                    e
                    for e in islice(headline.iter("span", "small"), PARTS)
                    if len(rest := plain(_without(headline, {e}))) >= SHORT
                    and whole.endswith(rest)
                    and any(rest in name for name in self.named)
                }
        title = _without(headline, own) if own else ""
        if not title:
            return text(headline), None
        inside = (text(e) for e in headline.iter() if e in own)
        return title, next(filter(None, inside), None)

    def lead(self) -> str | None:
        return self.one(self.family.lead, before=self.body)

    def tags(self) -> list[str]:
        found = (tag.lstrip("# ") for tag in self.all(self.family.tags, own=True))
        return [tag for tag in found if tag and plain(tag) not in _TAG_LABELS]

    def paragraphs(self) -> list[Block]:
        if self.body is None:
            return []
        name = self.opening_site_name(self.body)
        found = blocks(
            self.body,
            skip=lambda e: e is name or e is self.headline or self.is_box(e),
            is_link=self.is_foreign_href,
        )
        # A line of links to other articles, bare or after «بیشتر بخوانید», is a box.
        kept = [block for block in found if not says_nothing(block.unlinked)]
        if kept and plain(kept[0].text) in self.site_names:
            del kept[0]
        if kept and name is not None and (name.tail or "").strip():
            kept[0].text = kept[0].text.lstrip(" \u200c:؛،,-–—|/")
        if len(kept) > 1 and _MARK.fullmatch(to_latin_digits(kept[-1].text)):
            del kept[-1]
        return kept

    def is_box(self, element: Element) -> bool:
        """Whether an element inside the body is no part of the text."""
        return _is_box(element)

    def opening_site_name(self, element: Element) -> Element | None:
        """The element that a text begins with, if all it says is the site's name."""
        for _ in range(8):
            if (element.text or "").strip():
                return None
            read = (e for e in element.iterchildren("*") if e.tag not in SILENT and not _is_box(e))
            first = next((e for e in read if text(e)), None)
            if first is None or (first.tag == "a" and not self.is_home(first.get("href") or "")):
                return None  # a link to another outlet's page is part of a sentence
            if plain(text(first)) in self.site_names:
                return first
            element = first
        return None

    def published(self) -> str | None:
        """The date for readers: the first text that reads as one, else the first with digits."""
        unreadable = None
        for element in self.near(self.family.published):
            if self.is_beside(element):
                continue
            # What follows «به روز رسانی» is not when it was published.
            written = written_date(text(element))
            if not any(c.isdigit() for c in written):
                continue
            try:
                parse_date(written)
            except DateError:
                unreadable = unreadable or written
            else:
                return written
        return unreadable

    def machine_dates(self) -> list[str]:
        metas = self.meta("article:published_time", "og:published_time", "datePublished")
        near = self.near(("[itemprop=datePublished]", "time[datetime]"))
        times = (e.get("datetime") or e.get("content") for e in near if not self.is_beside(e))
        return [*metas, *(value for value in times if value)]

    def modified_dates(self) -> list[str]:
        return self.meta("article:modified_time", "og:updated_time", "dateModified")

    def meta(self, *names: str) -> list[str]:
        """Contents of ``<meta>`` elements with these names, in the order of the names."""
        return [value for name in names for value in self._metas.get(name, ())]

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for element in self.document.iter("meta"):
            if content := (element.get("content") or "").strip():
                for name in {element.get(key) for key in ("property", "name", "itemprop")}:
                    if name is not None:
                        found[name].append(content)
        return dict(found)

    def author(self) -> str | None:
        name = self.one(self.family.author) or next(iter(self.meta("author")), None)
        if name is None:
            return None
        name = re.sub(r"^(?:نو[یي]سنده|خبرنگار|گزارشگر)\s*:\s*", "", name)
        return name if name and plain(name) not in self.site_names else None

    def sections(self, title: str) -> list[str]:
        return [
            name
            for name in (value.strip(" »«›>/") for value in self.all(self.family.sections))
            if name and plain(name) not in HOME and name != title
        ]

    def images(self) -> list[dict[str, str | None]]:
        """Pictures of the body; of an album, all that stand beside no other article."""
        if self.family.is_album(self.url):
            scope = self.center
        elif self.body is not None:
            scope = self.body
        else:
            return []
        return self.images_in(scope)

    def images_in(self, scope: Element) -> list[dict[str, str | None]]:
        found: dict[str, dict[str, str | None]] = {}
        for image in scope.iter("img"):
            sources = (image.get(name) for name in _IMAGE_SOURCES)
            urls = (absolute(self.url, source) for source in sources if source)
            url = next((url for url in urls if url is not None), None)
            if url is None or self.is_foreign_link(image) or self.in_box(image, scope):
                continue
            found.setdefault(url, {"url": url, "alt": (image.get("alt") or "").strip() or None})
        return list(found.values())

    def in_box(self, element: Element, scope: Element) -> bool:
        for parent in element.iterancestors():
            if parent is scope:
                return False
            if is_hidden(parent) or parent.tag == "noscript":
                return True
            if _is_box(parent) or self.is_of_links(parent):
                return True
        return False

    def is_of_links(self, element: Element) -> bool:
        """Whether all that an element says is links to other articles."""
        if not any(self.is_foreign_href(link.get("href") or "") for link in element.iter("a")):
            return False  # as nearly always, and told fast
        found = blocks(element, is_link=self.is_foreign_href)
        return bool(found) and not any(plain(block.unlinked) for block in found)

    def set_code(self, raw: RawArticle) -> None:
        """The code is the address's; one on the page that differs is a problem, not an answer."""
        written = None
        for element in self.near(self.family.news_code):
            runs = re.findall(r"\d{1,15}", to_latin_digits(text(element)))
            if runs:
                written = max(runs, key=len)
                break
        if written is None and self.center is not None:
            label = _CODE_LABEL.search(to_latin_digits(searchable(text(self.center))))
            written = label[1] if label else None
        raw.news_code = self.code or written
        if self.code and written and written != self.code:
            raw.problems.append(f"news_code: the page says {written}, its address {self.code}")


def comes_before(element: Element, other: Element) -> bool:
    """Whether an element begins before another one of its document.

    >>> from lxml.html import fromstring
    >>> a, b, c = fromstring("<a><b></b><c></c></a>").iter()
    >>> comes_before(a, b), comes_before(b, c), comes_before(c, b), comes_before(b, b)
    (True, True, False, False)
    """
    path = [*reversed([*element.iterancestors()]), element]
    other_path = [*reversed([*other.iterancestors()]), other]
    for parent, (mine, its) in zip(
        [None, *path], zip(path, other_path, strict=False), strict=False
    ):
        if mine is not its:
            return parent is not None and parent.index(mine) < parent.index(its)
    return len(path) < len(other_path)


def _is_box(element: Element) -> bool:
    # WordPress gives <article> a class for each of its tags.
    return element.tag not in ("article", "main") and _names_box(_names(element))


def _without(element: Element, left_out: set[Element]) -> str:
    """Text of an element without those inside."""
    return " ".join(block.text for block in blocks(element, skip=left_out.__contains__))


@lru_cache(maxsize=4096)  # the pages of a site have the same few hundred
def _names_box(names: str) -> bool:
    return bool(_BOX.search(names))


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def says_nothing(line: str) -> bool:
    """Whether a line of a body is empty, or furniture.

    >>> says_nothing(" | "), says_nothing("انتهاي پيام/ ۱۲۳"), says_nothing("پیام را خواندند.")
    (True, True, False)
    """
    if word := _WORD.search(line):  # nearly always told by it: the whole need not be folded
        first = _LETTERS.match(plain(word[0]))
        if first and first[0] not in _FURNITURE_WORDS:
            return False
    rest = plain(line)
    return not rest or bool(_ONLY_FURNITURE.fullmatch(rest))


def written_date(value: str) -> str:
    """What of a text may be a date, without its label."""
    return _DATE_LABEL.sub("", _UPDATED.split(value)[0]).strip(" -|")


@lru_cache(maxsize=4096)  # the headlines of sidebars, sections and names come again and again
def plain(value: str) -> str:
    return searchable(value).strip(_EDGE_PUNCTUATION)
