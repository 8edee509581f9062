"""Where the sites of each family keep their pages; paths are not percent-encoded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from newscrawl.demo import dates

if TYPE_CHECKING:
    from newscrawl.demo.story import Section, Story

SPELLINGS = ("encoded",) * 5 + ("raw", "bare", "comments", "comment-parent", "old")


class SiteAddresses(ABC):
    """The addresses of the newspaper's site in the manner of one family."""

    family: ClassVar[str]
    domain: ClassVar[str]
    #: What the paths of pages that are no articles begin with.
    prefix: ClassVar[str] = ""
    #: What the paths of lists begin with.
    lists: ClassVar[str] = ""
    #: Query parameter that counts the pages of a list.
    page: ClassVar[str] = "page"
    #: The feed of all stories, the page that names all feeds, and the list of sitemaps.
    feed: ClassVar[str]
    feed_index: ClassVar[str]
    sitemap: ClassVar[str] = "/sitemap.xml"
    #: How links without a host spell an article's address: see :mod:`newscrawl.demo.spellings`.
    spellings: ClassVar[tuple[str, ...]] = SPELLINGS

    @abstractmethod
    def article(self, story: Story, slug: str) -> str:
        """The address with the headline in it."""

    @abstractmethod
    def bare(self, story: Story) -> str:
        """The address without the headline."""

    @abstractmethod
    def by_code(self, code: int | str) -> str:
        """Where an article is found by its code alone."""

    @abstractmethod
    def section(self, section: Section) -> str:
        """The first page of a section's list."""

    @abstractmethod
    def section_feed(self, section: Section) -> str:
        """The feed of a section."""

    @abstractmethod
    def tag(self, tag: str) -> str:
        """The list of the stories with a tag."""

    @abstractmethod
    def image(self, published: datetime, code: int, number: int) -> str:
        """Where a picture of a story is."""

    def nth(self, number: int, size: int) -> str:
        """What is added to the address of a list for one of its pages, of ``size`` stories each."""
        return f"?{self.page}={number}" if number > 1 else ""

    def news_code(self, story: Story) -> str | None:
        """The code that the address and the page tell."""
        return str(story.code)


class IranSamanehAddresses(SiteAddresses):
    family = "iransamaneh"
    domain = "demo.newscrawl.example"
    prefix = "/fa"
    lists = "/fa"
    page = "p"
    feed = "/fa/rss/allnews"
    feed_index = "/fa/rss"

    def article(self, story: Story, slug: str) -> str:
        return f"/fa/{story.kind}/{story.code}/{slug}"

    def bare(self, story: Story) -> str:
        return f"/fa/{story.kind}/{story.code}"

    def by_code(self, code: int | str) -> str:
        return f"/fa/news/{code}"

    def section(self, section: Section) -> str:
        if section.parent or section.key in ("world", "provinces", "multimedia"):
            return f"/fa/services/{section.number}"
        return f"/fa/{section.key}"

    def section_feed(self, section: Section) -> str:
        return f"/fa/rss/{section.number}"

    def tag(self, tag: str) -> str:
        return f"/fa/tag/1/{tag.replace(' ', '_')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        day = dates.jalali(published)
        return f"/files/fa/news/{day.year}/{day.month}/{day.day}/{code + 100_000}_{number}.jpg"


class AsamAddresses(SiteAddresses):
    family = "asam"
    domain = "demo-asam.newscrawl.example"
    feed = "/feeds/"
    feed_index = "/fa/rss"
    spellings = (*SPELLINGS, "tiny", "tiny", "plain", "plain-encoded")

    def article(self, story: Story, slug: str) -> str:
        return f"{self.section(story.section)}/{story.code}-{slug}"

    def plain(self, story: Story, slug: str) -> str:
        """The address without the section."""
        return f"/fa/news/{story.code}/{slug}"

    def bare(self, story: Story) -> str:
        return f"/fa/news/{story.code}"

    def by_code(self, code: int | str) -> str:
        return f"/fa/news/{code}"

    def tiny(self, code: int) -> str:
        """The short link, which redirects."""
        return f"/fa/tiny/news-{code}"

    def section(self, section: Section) -> str:
        return f"/بخش-{section.title.replace(' ', '-')}-{section.number}"

    def section_feed(self, section: Section) -> str:
        return f"/feeds/{section.number}"

    def tag(self, tag: str) -> str:
        return f"/tags/{tag.replace(' ', '_')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        day = dates.jalali(published)
        return f"/thumbnail/{day.year}{day.month:02}/{code}-{number}/image.jpg"


class NastoohAddresses(SiteAddresses):
    family = "nastooh"
    domain = "demo-nastooh.newscrawl.example"
    lists = "/service"
    page = "pi"
    feed = "/rss"
    feed_index = "/rss-help"
    sitemap = "/sitemap/all/sitemap.xml"
    spellings = (*SPELLINGS, "short")

    def article(self, story: Story, slug: str) -> str:
        return f"{self.bare(story)}/{slug}"

    def bare(self, story: Story) -> str:
        kind = {"photos": "photo"}.get(story.kind, story.kind)
        return f"/{kind}/{story.code}"

    def short(self, story: Story) -> str:
        """The short link, which redirects."""
        return f"/x{story.code}"

    def by_code(self, code: int | str) -> str:
        return f"/news/{code}"

    def section(self, section: Section) -> str:
        return f"/service/{section.key}"

    def section_feed(self, section: Section) -> str:
        return f"/rss/tp/{section.number}"

    def tag(self, tag: str) -> str:
        return f"/tag/{tag.replace(' ', '+')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        return f"/d/{published:%Y/%m/%d}/4/{code + 3_000_000}{number}.jpg"


class GenericAddresses(SiteAddresses):
    """A site of its own design. A third of its articles has no code in the address."""

    family = "generic"
    domain = "demo-generic.newscrawl.example"
    lists = "/category"
    feed = "/feed"
    feed_index = "/feeds"
    spellings = (*SPELLINGS, "tracked", "tracked")

    def is_codeless(self, story: Story) -> bool:
        """Whether the address has a day and a headline in place of the code."""
        has_two_slugs = story.old_slug and not story.modified
        return story.code % 3 == 2 and story.kind == "news" and not has_two_slugs

    def article(self, story: Story, slug: str) -> str:
        if self.is_codeless(story):  # it stays when the headline changes
            return f"/{story.published:%Y/%m/%d}/{story.old_slug or story.slug}/"
        if story.code % 3 == 0:
            return f"/story/{slug}-{story.code}"
        return f"/{story.section.key}/{story.code}/{slug}"

    def bare(self, story: Story) -> str:
        if self.is_codeless(story):
            return story.path.rstrip("/")
        return f"/{story.section.key}/{story.code}"

    def by_code(self, code: int | str) -> str:
        return f"/news/{code}"

    def section(self, section: Section) -> str:
        return f"/category/{section.key}"

    def section_feed(self, section: Section) -> str:
        return f"/category/{section.key}/feed"

    def tag(self, tag: str) -> str:
        return f"/tag/{tag.replace(' ', '-')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        return f"/media/{published:%Y/%m}/{code}x{number}.jpg"

    def news_code(self, story: Story) -> str | None:
        return None if self.is_codeless(story) else str(story.code)


class WordPressAddresses(SiteAddresses):
    family = "wordpress"
    domain = "demo-wordpress.newscrawl.example"
    lists = "/category"
    page = "paged"
    feed = "/feed/"
    feed_index = "/feeds"
    sitemap = "/wp-sitemap.xml"
    spellings = (*SPELLINGS, "tracked")

    def article(self, story: Story, slug: str) -> str:
        return f"/{story.code}/{slug}/"

    def bare(self, story: Story) -> str:
        return self.by_code(story.code)

    def by_code(self, code: int | str) -> str:
        """The short link, which redirects."""
        return f"/?p={code}"

    def section(self, section: Section) -> str:
        return f"/category/{section.key}/"

    def section_feed(self, section: Section) -> str:
        return f"/category/{section.key}/feed/"

    def tag(self, tag: str) -> str:
        return f"/tag/{tag.replace(' ', '-')}/"

    def image(self, published: datetime, code: int, number: int) -> str:
        return f"/wp-content/uploads/{published:%Y/%m}/{code}-{number}.jpg"


class StudioKhabarAddresses(SiteAddresses):
    """News by number, of a kind or another; what is older is at ``/vdc….html``, without a code."""

    family = "studiokhabar"
    domain = "demo-studiokhabar.newscrawl.example"
    lists = "/section"
    feed = "/rss"
    feed_index = "/vfhf71.1a.html"
    spellings = (*SPELLINGS, "tracked")

    #: Stories of Jalali years before this one have old addresses.
    first_year: ClassVar[int] = 1391
    kinds: ClassVar[tuple[str, ...]] = ("news", "news", "report", "interview")

    def is_old(self, story: Story) -> bool:
        """Whether the address is an old one, and names no code."""
        return bool(dates.jalali(story.published).year < self.first_year)

    def article(self, story: Story, slug: str) -> str:
        return self.bare(story) if self.is_old(story) else f"{self.bare(story)}/{slug}"

    def bare(self, story: Story) -> str:
        if self.is_old(story):
            return f"/vdc{_letters(story.code)}.{_letters(story.code * 7919)}.html"
        kinds = {"news": self.kinds[story.code % len(self.kinds)], "photos": "gallery"}
        return f"/{kinds.get(story.kind, story.kind)}/{story.code}"

    def by_code(self, code: int | str) -> str:
        """Of an old story, too, which redirects."""
        return f"/news/{code}"

    def section(self, section: Section) -> str:
        if section.parent:
            return f"/likf{_letters(section.number)}.{_letters(section.number * 7919)}.html"
        return f"/section/{section.key}"

    def section_feed(self, section: Section) -> str:
        return f"/rss/{section.key}"

    def tag(self, tag: str) -> str:
        return f"/tag/{tag.replace(' ', '_')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        return f"/images/docs/{code // 1000:06}/n{code:08}-b-{number}.jpg"

    def news_code(self, story: Story) -> str | None:
        return None if self.is_old(story) else str(story.code)


class JoomlaAddresses(SiteAddresses):
    """Articles of Joomla, and of K2 below ``item``; the pages of lists count articles."""

    family = "joomla"
    domain = "demo-joomla.newscrawl.example"
    page = "start"
    feed = "/?format=feed&type=rss"
    #: Feeds stand in a box of the home page.
    feed_index = "/"
    spellings = (*SPELLINGS, "print")

    def is_of_k2(self, story: Story) -> bool:
        return story.theme.frame == "third"

    def article(self, story: Story, slug: str) -> str:
        menu = f"/{story.section.and_parent[0].key}"
        return f"{menu}{'/item' if self.is_of_k2(story) else ''}/{story.code}-{slug}"

    def bare(self, story: Story) -> str:
        return self.by_code(story.code)

    def by_code(self, code: int | str) -> str:
        """The address before it is rewritten."""
        return f"/index.php?option=com_content&view=article&id={code}"

    def section(self, section: Section) -> str:
        return "/" + "/".join(part.key for part in section.and_parent)

    def section_feed(self, section: Section) -> str:
        return f"{self.section(section)}?format=feed&type=rss"

    def nth(self, number: int, size: int) -> str:
        return f"?start={(number - 1) * size}" if number > 1 else ""

    def tag(self, tag: str) -> str:
        return f"/component/tags/tag/{tag.replace(' ', '-')}"

    def image(self, published: datetime, code: int, number: int) -> str:
        return f"/images/{published:%Y/%m}/{code}-{number}.jpg"


def _letters(number: int) -> str:
    """A number in letters, as systems write those that nobody is to guess."""
    digits = "acdfgijknqrtwyz"
    found = ""
    while number:
        number, last = divmod(number, len(digits))
        found += digits[last]
    return found


ADDRESSES: dict[str, SiteAddresses] = {
    addresses.family: addresses
    for addresses in (
        IranSamanehAddresses(),
        AsamAddresses(),
        NastoohAddresses(),
        GenericAddresses(),
        WordPressAddresses(),
        StudioKhabarAddresses(),
        JoomlaAddresses(),
    )
}
