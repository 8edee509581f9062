"""What an alert found, as an Atom feed. Needs feedgen, of the extra ``feeds``."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from feedgen.feed import FeedGenerator
from markupsafe import Markup

from newscrawl.alerts.mail import changes, marked
from newscrawl.alerts.news import Telling
from newscrawl.alerts.wording import ToldArticle, lines, one_line


def as_atom(telling: Telling, titles: Mapping[str, str], address: str) -> bytes:
    """The feed of an alert.

    Args:
        titles: Persian names of sites, as far as they are known.
        address: where the feed is.
    """
    feed = FeedGenerator()
    feed.id(address)
    feed.title(f"{one_line(telling.alert)}: {one_line(telling.query)}")
    feed.link(href=address, rel="self")
    feed.language("fa")
    feed.generator("newscrawl")
    for news, line in zip(telling.news, lines(telling, titles), strict=True):
        entry = feed.add_entry(order="append")
        # What happens to an article twice are two entries.
        entry.id(f"urn:newscrawl:{quote(telling.alert)}:{news.id}-{news.at:%Y%m%d%H%M%S}")
        entry.title(line.title)
        if line.url:
            entry.link(href=line.url)
        if news.article.published_at:
            entry.published(news.article.published_at)
        entry.updated(news.at)
        entry.author(name=line.site)
        entry.content(f'<div dir="rtl" lang="fa">{_content(line)}</div>', type="html")
    if not telling.news:
        feed.updated("1970-01-01T00:00:00+00:00")
    atom: bytes = feed.atom_str()
    return atom


def _content(line: ToldArticle) -> str:
    # A Latin name would turn the day behind it around.
    facts = Markup("{} · <bdi>{}</bdi> · {}").format(line.kind, line.site, line.moment)
    return f"<p>{facts}</p>{changes(line)}<p>{marked(line.snippet_parts)}</p>"
