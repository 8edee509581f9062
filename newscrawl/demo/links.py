"""The many spellings of a link to one article."""

from posixpath import dirname, relpath

from newscrawl.demo.newspaper import DOMAIN
from newscrawl.demo.story import Story

LOCAL = ("encoded",) * 5 + ("raw", "bare", "comments", "comment-parent", "old")
ANYWHERE = (*LOCAL, "relative", "www", "https", "scheme-less")


def href(story: Story, spelling: str = "encoded", page: str = "/") -> str:
    """The address of ``story`` as the page at path ``page`` might write it."""
    match spelling:
        case "raw":
            return story.path_with(story.slug)
        case "bare":
            return f"/fa/{story.kind}/{story.code}"
        case "comments" | "comment-parent":
            return f"{story.path}#{spelling}"
        case "old" if story.old_slug:
            return story.path_with(story.old_slug)
        case "relative":
            return relpath(story.path, dirname(page))
        case "www":
            return f"http://www.{DOMAIN}{story.path}"
        case "https":
            return f"https://{DOMAIN}{story.path}"
        case "scheme-less":
            return f"//www.{DOMAIN}{story.path}"
    return story.path


def local(story: Story, salt: int = 0) -> str:
    """A spelling without a host, so that every crawler can follow it."""
    return href(story, LOCAL[(story.code + salt) % len(LOCAL)])


def varied(story: Story, page: str, salt: int = 0) -> str:
    """Any spelling: for links that stand somewhere else too."""
    return href(story, ANYWHERE[(story.code + salt) % len(ANYWHERE)], page)
