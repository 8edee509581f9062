"""Joomla, with its own articles (``.item-page``) or those of K2 (``.itemView``), on 16 sites.

Markup from the selector lists of other scrapers, where it is that of Joomla's own themes.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class Joomla(Family):
    """``/<menu>/<menu>/<code>-<slug>``, with or without ``.html``, of K2 with ``item`` before it.

    An article may be reached through several menus: the code tells that it is one. Smaller numbers
    than three digits are those of categories, ``/<menu>/<number>-<name>``. The pages of a list are
    told by the number of articles before them, ``?start=20``.
    """

    name: ClassVar[str] = "joomla"
    articles: Patterns = (
        "/{section}/{code:3}-{slug}",
        "/{code:3}-{slug}",
        "/{word}/{word}/{code:3}-{slug}",
        "/{word}/{word}/{word}/{code:3}-{slug}",
        "/index.php?option=com_content&view=article&id={code}",
        "/index.php?option=com_content&view=article&id={code}:{slug}",
    )
    ignored: Patterns = (
        "/component", "/administrator", "/images", "/media", "/modules", "/templates", "/tags",
        "/search", "/print", "/en", "/ar",
    )  # fmt: skip
    lists: Patterns = (
        "/{word}",
        "/{word}/{word}",
        "/{word}/itemlist/{section}",
        "/{word}/itemlist/category/{section}",
        "/index.php?option=com_content&view=category&id={slug}",
    )
    offset_parameters: Selectors = ("start", "limitstart")
    #: Where addresses are not rewritten.
    list_parameters: Selectors = ("option", "view", "layout", "id", "Itemid")
    feeds: tuple[str, ...] = ("/?format=feed&type=rss",)
    feed_indexes: tuple[str, ...] = ("/",)
    feed_paths: Patterns = ("/{section}?format=feed", "/{word}/{section}?format=feed")

    title: Selectors = (".item-page [itemprop=headline]", ".itemTitle", ".item-page h1",
                        ".item-page h2", "h1", "h2")  # fmt: skip
    kicker: Selectors = (".rutitr", ".rotitr-field", ".rotitr-value", ".item-supertitle",
                         ".rootitr", "[itemprop=rotitr]")  # fmt: skip
    lead: Selectors = (".itemIntroText", ".articleIntro", ".lead_article", ".article-bold",
                       "[itemprop=zirtitr]")  # fmt: skip
    body: Selectors = (".item-page [itemprop=articleBody]", "[itemprop=articleBody]",
                       ".com-content-article__body", ".itemFullText")  # fmt: skip
    published: Selectors = (".item-page time", ".com-content-article time", ".itemDateCreated",
                            "dd.published", ".item-info-date .item-info-value",
                            "time")  # fmt: skip
    sections: Selectors = ("[itemprop=genre]", ".category-name a", ".itemCategory a",
                           ".itemCategory h2", ".breadcrumb a")  # fmt: skip
    tags: Selectors = (".content-showtags a", ".tags a", ".itemTags a")
    author: Selectors = ("[itemprop=author] [itemprop=name]", ".itemAuthor a", "dd.createdby")

    #: Of JComments, whose replies stand in lists of their own, and of K2.
    comments: Selectors = (".comments-list > div", ".itemCommentsList li")
    comment_author: Selectors = (".comment-author", ".commentAuthorName")
    comment_date: Selectors = (".comment-date", ".commentDate")
    comment_text: Selectors = (".comment-body", "p")
