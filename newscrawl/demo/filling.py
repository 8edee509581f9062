"""What fills a page of the demo newspaper up to the size of real ones, in the shape of real ones.

Article pages of five real sites have, for each kB of their source, 8 to 12 elements and 2 to 3
links; elements are 9 to 13 deep in the mean; a third to two thirds of them have a class, of 120 to
240 different values; a sixth of the bytes is text, and as much is white space between elements. So
the filling is a menu before the page's own content, and behind it boxes in rows and columns, with
lists of links, small pictures, scripts and comments.
"""

from collections.abc import Iterator, Sequence
from random import Random

from newscrawl.demo.story import Story

#: Of the filling, the share that stands before the page's own content: menus.
ABOVE = 0.2
FRAME = 180  # bytes around the parts; a ninth of it is what each has of those around its row
ITEMS = 5  # links of a box
PICTURED = 10  # one of so many has a picture
KINDS = ("most_visited", "latest", "selected", "side_news", "by_section", "opinion", "video_list")

_MENU = """
    <div class="menu_column col-md-{width}" id="menu_{number}">
      <div class="menu_title menu_title_{kind}"><span>{title}</span></div>
      <ul class="sub_menu">
{items}
      </ul>
    </div>"""
_MENU_ITEM = """\
        <li class="menu_item">
          <a href="{path}" title="{short}">{short}</a>
        </li>"""
_BOX = """
    <!-- {kind} {number} -->
    <div class="col-xs-36 col-md-{width}">
      <div class="widget box_{kind} box_{number}" id="box_{number}">
        <div class="widget_header header_{kind}"><h3><span>{title}</span></h3></div>
        <div class="widget_content">
          <div class="inner inner_{kind}">
            <ul class="list_{kind}">
{items}
            </ul>
          </div>
        </div>
      </div>
      <script>loadBox("{kind}", {number}, {{"interval": 5000, "auto": true}});</script>
    </div>"""
_ITEM = """\
              <li>
                <div class="linear_news{last}">
                  <i class="fa fa-angle-left"></i>
                  <a href="{path}" title="{short}" target="_blank">{title}</a>
                </div>
              </li>"""
_PICTURE = """\
              <li class="pictured">
                <div class="row">
                  <div class="col-xs-12 news_picture">
                    <a href="{path}"><img src="{image}" width="60" alt=""></a>
                  </div>
                  <div class="col-xs-24"><a href="{path}">{title}</a></div>
                </div>
              </li>"""


def fill(html: str, missing: int, stories: Sequence[Story]) -> str:
    """A page with links to articles before and behind its own content.

    Args:
        html: the page.
        missing: so many bytes are added, or a box more.
        stories: those that are linked to, again and again if they are few.
    """
    rng = Random(html)
    start = rng.randrange(len(stories))
    links = (stories[(start + n) % len(stories)] for n in range(missing))  # more than enough
    menus = _taken(_parts(links, rng, _MENU, is_menu=True), missing * ABOVE)
    menu = _framed("mega_menu", menus)
    boxes = _taken(_parts(links, rng, _BOX, is_menu=False), missing - len(menu.encode()) - FRAME)
    begin, body, rest = html.partition("<body")
    tag, end, content = rest.partition(">")
    content, close, after = content.rpartition("</body>")
    return "".join((
        begin, body, tag, end, menu,
        content, _framed("more_news", boxes), "\n", close, after,
    ))  # fmt: skip


def _framed(name: str, parts: Sequence[str]) -> str:
    """Parts in the elements around them, three to a row."""
    rows = ("".join(parts[n : n + 3]) for n in range(0, len(parts), 3))
    inside = "".join(f'\n      <div class="row {name}_row">{row}\n      </div>' for row in rows)
    return (
        f'\n<div class="{name}">\n  <div class="wrapper">\n    <div class="container">'
        f"{inside}\n    </div>\n  </div>\n</div>"
    )


def _taken(parts: Iterator[str], size: float) -> list[str]:
    taken: list[str] = []
    while size > 0:
        taken.append(next(parts))
        size -= len(taken[-1].encode()) + FRAME / 9
    return taken


def _parts(links: Iterator[Story], rng: Random, part: str, *, is_menu: bool) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        stories = [next(links) for _ in range(ITEMS)]
        items = (_item(story, place, rng, is_menu) for place, story in enumerate(stories))
        yield part.format(
            kind=rng.choice(KINDS),
            number=number + (100 if is_menu else 0),
            width=rng.choice((9, 12, 18)),
            title=stories[0].section.title,
            items="\n".join(items),
        )


def _item(story: Story, place: int, rng: Random, is_menu: bool) -> str:
    short = " ".join(story.title.split()[:3])
    if is_menu:
        return _MENU_ITEM.format(path=story.path, short=short)
    is_pictured = rng.randrange(PICTURED) == 0 and bool(story.images)
    return (_PICTURE if is_pictured else _ITEM).format(
        path=story.path,
        short=short,
        title=story.title,
        image=story.images[0].url if story.images else "",
        last=" last_news" if place == ITEMS - 1 else "",
    )
