"""The many spellings of a link to one article."""

from posixpath import dirname, relpath
from urllib.parse import quote

from newscrawl.demo.addresses import AsamAddresses, NastoohAddresses
from newscrawl.demo.story import Story

WITH_HOST = ("relative", "www", "https", "scheme-less")


def href(story: Story, spelling: str = "encoded", page: str = "") -> str:
    """The address of ``story`` as the page at path ``page`` might write it."""
    addresses = story.addresses
    match spelling, addresses:
        case "raw", _:
            return story.path_with(story.slug)
        case "bare", _:
            return addresses.bare(story)
        case (("comments" | "comment-parent"), _):
            return f"{story.path}#{spelling}"
        case "old", _ if story.old_slug:
            return story.path_with(story.old_slug)
        case "relative", _ if page:
            return relpath(story.path, dirname(page))
        case "www", _:
            return f"http://www.{addresses.domain}{story.path}"
        case "https", _:
            return f"https://{addresses.domain}{story.path}"
        case "scheme-less", _:
            return f"//www.{addresses.domain}{story.path}"
        case "tiny", AsamAddresses():
            return addresses.tiny(story.code)
        case "plain", AsamAddresses():
            return addresses.plain(story, story.slug)
        case "plain-encoded", AsamAddresses():
            return quote(addresses.plain(story, story.slug))
        case "short", NastoohAddresses():
            return addresses.short(story)
        case "print", _:
            return f"{story.path}?tmpl=component&print=1&layout=default"
        case "tracked", _:
            return f"{story.path}?utm_source=home&utm_medium=link"
    return story.path


def local(story: Story, salt: int = 0) -> str:
    """A spelling without a host, for links that every crawler must be able to follow."""
    spellings = story.addresses.spellings
    return href(story, spellings[(story.code + salt) % len(spellings)])


def varied(story: Story, page: str, salt: int = 0) -> str:
    """Any spelling, for links to articles that other pages link to as well."""
    spellings = (*story.addresses.spellings, *WITH_HOST)
    return href(story, spellings[(story.code + salt) % len(spellings)], page)
