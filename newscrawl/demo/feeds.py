"""RSS 2.0 feeds and sitemaps."""

import gzip
from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.story import Story

FEED_LENGTH = 50
SITEMAP_LENGTH = 500
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def rss(
    paper: Newspaper,
    base: str,
    path: str,
    title: str,
    stories: Sequence[Story],
    is_broken: bool = False,
) -> str:
    """An RSS 2.0 feed of the newest of ``stories``.

    A broken one is no well-formed XML, as if nobody had escaped what was put into it.
    """
    suffix = "?utm_source=rss&utm_medium=feed" if is_broken else ""
    note = " &nbsp;&raquo; خبر & گزارش" if is_broken else ""
    items = "\n".join(
        f"<item><title><![CDATA[{story.title}]]></title>"
        f"<link>{base}{story.path}{suffix}</link>"
        f"<description><![CDATA[{story.lead or story.paragraphs[0]}]]></description>"
        f"<category>{escape(story.breadcrumb[0].title)}</category>"
        f"<pubDate>{format_datetime(story.published)}</pubDate>"
        '<guid isPermaLink="false">'
        f"{base}{escape(paper.addresses.by_code(story.code))}</guid></item>"
        for story in stories[:FEED_LENGTH]
    )
    return (
        f'{XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{escape(paper.name)} - {escape(title)}</title><link>{base}/</link>\n"
        f'<atom:link href="{base}{path}" rel="self" type="application/rss+xml"/>\n'
        f"<description>{escape(title)}{note}</description><language>fa</language>\n"
        f"<lastBuildDate>{format_datetime(paper.now)}</lastBuildDate>\n{items}\n</channel></rss>\n"
    )


def atom(paper: Newspaper, base: str, path: str, title: str, stories: Sequence[Story]) -> str:
    """An Atom feed of the newest of ``stories``."""
    entries = "\n".join(
        f"<entry><title>{escape(story.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{base}{story.path}"/>'
        f"<id>{base}{paper.addresses.by_code(story.code)}</id>"
        f"<published>{story.published.isoformat()}</published>"
        f"<updated>{(story.modified or story.published).isoformat()}</updated>"
        f'<summary type="html">{escape(escape(story.lead or story.title))}</summary></entry>'
        for story in stories[:FEED_LENGTH]
    )
    return (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa">\n'
        f"<title>{escape(paper.name)} - {escape(title)}</title><id>{base}{path}</id>\n"
        f'<link rel="self" href="{base}{path}"/><link rel="alternate" href="{base}/"/>\n'
        f"<updated>{paper.now.isoformat()}</updated>\n{entries}\n</feed>\n"
    )


def section_sitemap(base: str, paths: Iterable[str]) -> str:
    """A sitemap of lists: none of its addresses is an article's."""
    urls = "".join(f"<url><loc>{base}{quote(path)}</loc></url>\n" for path in paths)
    return f"{XML}<urlset {SITEMAP}>\n{urls}</urlset>\n"


def sitemap_count(paper: Newspaper) -> int:
    return -(-len(paper.listed) // SITEMAP_LENGTH)


def sitemap_index(paper: Newspaper, base: str, others: Sequence[str]) -> str:
    """The list of the sitemaps of all stories, and of ``others``."""
    names = [f"{number}.xml.gz" for number in range(1, sitemap_count(paper) + 1)]
    return (
        f"{XML}<sitemapindex {SITEMAP}>\n"
        + "".join(
            f"<sitemap><loc>{base}/sitemaps/{name}</loc>"
            f"<lastmod>{paper.now.isoformat()}</lastmod></sitemap>\n"
            for name in [*names, *others]
        )
        + "</sitemapindex>\n"
    )


def sitemap(paper: Newspaper, base: str, number: int) -> bytes:
    """One of the compressed sitemaps; number 1 has the newest stories."""
    stories = paper.listed[(number - 1) * SITEMAP_LENGTH : number * SITEMAP_LENGTH]
    return gzip.compress(urlset(stories, base).encode(), mtime=0)


def urlset(stories: Iterable[Story], base: str) -> str:
    urls = "".join(
        f"<url><loc>{base}{story.path}</loc>"
        f"<lastmod>{(story.modified or story.published).isoformat()}</lastmod></url>\n"
        for story in stories
    )
    return f"{XML}<urlset {SITEMAP}>\n{urls}</urlset>\n"


def news_sitemap(paper: Newspaper, base: str) -> str:
    urls = "".join(
        f"<url><loc>{base}{story.path}</loc><news:news><news:publication>"
        f"<news:name>{escape(paper.name)}</news:name><news:language>fa</news:language>"
        f"</news:publication><news:publication_date>{story.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(story.title)}</news:title>"
        "</news:news></url>\n"
        for story in paper.listed[:FEED_LENGTH]
    )
    return f"{XML}<urlset {SITEMAP} {NEWS}>\n{urls}</urlset>\n"
