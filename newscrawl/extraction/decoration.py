"""Pictures on a page that belong to its theme, to advertising or to other pages."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from newscrawl.extraction.boilerplate import names_of
from newscrawl.extraction.tree import Tree
from newscrawl.urls import absolute, url_path

#: Maximum width and height, in pixels, of what is an icon and no picture.
ICON = 60
# What folders and files of a theme are called, between slashes, dots, dashes and digits.
_THEME = re.compile(
    r"/(?:client|wp-content)/(?:themes|plugins)/|/resources?/theme/|/wp-includes/|"
    r"/(?:themes?|templates?|skins?|icons?|logos?|banners?|shares?|sharing|social|emojis?|smil\w+|"
    r"sprites?|avatars?|ads?|adv|advert\w*|tabligh\w*|buttons?|flags)/|"
    r"[/_-](?:logos?|icons?|favicon|banners?|sprites?|spacer|blank|pixel|loading|loader|spinner|"
    r"placeholder|default|no[_-]?(?:image|img|pic|photo)|avatar|share|facebook|twitter|telegram|"
    r"whatsapp|instagram|linkedin|eitaa|soroush|aparat|rss|print|arrow|bullet|btn|button|captcha)"
    r"(?:[_-]?\w{1,12})?\.(?:png|gif|jpe?g|webp|svg)$|\.svg$",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:icon|logo|banner|adv?s?|advert\w*|avatar|emoji|wp-smiley|captcha|share|social)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp)(?:$|[?#&])", re.IGNORECASE)


def is_decoration(tree: Tree, image: Element, url: str) -> bool:
    """Whether a picture is of the theme, of advertising, or leads to another page.

    Args:
        tree: the page.
        image: its element.
        url: its address, absolute.
    """
    if _THEME.search(unquote(urlsplit(url).path)) or _NAMES.search(names_of(image)):
        return True
    return _is_small(image) or _leads_elsewhere(tree, image)


def _is_small(image: Element) -> bool:
    """Whether a picture says that it is as small as an icon."""
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) <= ICON for size in sizes)


def _leads_elsewhere(tree: Tree, image: Element) -> bool:
    """Whether a picture is a link to another page, and not to itself in full size."""
    link = next(image.iterancestors("a"), None)
    href = "" if link is None else (link.get("href") or "").strip()
    url = absolute(tree.url, href) if href and not href.startswith("#") else None
    if link is None or url is None or _PICTURE.search(url):
        return False
    own = unquote(url_path(tree.url)).rstrip("/")
    is_own = tree.is_same_host(url) and unquote(url_path(url)).startswith(own)
    is_site = tree.is_same_host(url) and tree.is_home(href)
    return not (is_own or is_site or "attachment" in (link.get("rel") or ""))
