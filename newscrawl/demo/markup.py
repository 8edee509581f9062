"""The parts of an article page, in the variants of markup that real sites use."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import ClassVar

from newscrawl.demo import dates, mess
from newscrawl.demo.spellings import href
from newscrawl.demo.story import Image, Story

ICON = '<i class="fa fa-clock-o" aria-hidden="true"></i> '
CODE_LABELS = {
    "plain": "کد خبر: ",
    "blank": "&nbsp;",
    "icon": ICON + "کد خبر: ",
    "spaced": "کد خبر : ",
    "shenase": "شناسه خبر: ",
    "matlab": "کد مطلب: ",
}
DATE_LABELS = {
    "plain": "تاریخ انتشار: ",
    "blank": "&nbsp;",
    "icon": ICON + "تاریخ انتشار: ",
    "spaced": "تاریخ انتشار : ",
}
BOILERPLATE = {
    "بازگشت به ابتدای صفحه": "#top",
    "ارسال به دوستان": "{prefix}/send/{code}",
    "ارسال نظر": "#comments_form",
}
SCRIPT = (
    '<script type="text/javascript">var newsCode = "{code}"; '
    'function sendMail() {{ window.open("{prefix}/send/{code}", "sendmailwin"); }}</script>'
)
STYLE = "<style>.body p {{ margin: 0 0 1em }} /* خبر {code} */</style>"


class Markup:
    """Writes the parts of one story's page as HTML. A family adds its own, and names of classes."""

    body_end: ClassVar[str] = '<div class="wrapper"></div>'
    image_class: ClassVar[str] = "image_news"
    album_class: ClassVar[str] = "image_set"
    toolbar_class: ClassVar[str] = "news_nav_toolbar"
    #: Boxes of related news: a list, a box with a title, and one with small pictures.
    related_classes: ClassVar[tuple[str, str, str]] = (
        "related_news",
        "related_news_box col-xs-36",
        "inner_related_news",
    )

    #: What calls the moment of publication in the head of a page.
    published_meta: ClassVar[str] = 'property="article:published_time"'

    def __init__(self, story: Story, name: str) -> None:
        self.story = story
        self.theme = story.theme
        self.name = name
        self.prefix = story.addresses.prefix
        self.rng = Random(f"{story.code}/{story.theme.body}")

    def text(self, text: str | None) -> str:
        return mess.element(text, self.theme, self.rng) if text else ""

    def crumbs(self, home: str) -> list[str]:
        """The links of a breadcrumb: the home page, then the story's sections."""
        addresses = self.story.addresses
        return [f'<a href="/">{home}</a>'] + [
            f'<a href="{addresses.section(section)}">{self.text(section.title)}</a>'
            for section in self.story.breadcrumb
        ]

    def tag_links(self, attribute: str = "") -> list[str]:
        """The links of the tags, each with an attribute of its theme."""
        more = f" {attribute}" if attribute else ""
        return [
            f'<a href="{self.story.addresses.tag(tag)}"{more}>{self.text(tag)}</a>'
            for tag in self.story.tags
        ]

    @property
    def written_date(self) -> str:
        """The date as readers see it, without any element around it."""
        date = dates.written(self.story.published, self.theme.date)
        if self.theme.date not in ("latin", "dashes"):
            style = "arabic" if self.theme.digits == "arabic" else "persian"
            date = date.translate(dates.DIGITS[style])
        if self.theme.letters in ("arabic", "mixed") or self.theme.date == "long":
            date = date.translate(mess.ARABIC)
        return date

    @property
    def written_code(self) -> str:
        number = str(self.story.code)
        if self.theme.digits in ("persian", "arabic"):
            return number.translate(dates.DIGITS[self.theme.digits])
        return number

    @property
    def machine_date(self) -> str | None:
        """The date for ``datetime`` attributes and JSON-LD, as exact as the visible one."""
        match self.theme.date:
            case "none" | "impossible":
                return None
            case "date-only":
                return f"{self.story.published:%Y-%m-%d}"
        return self.story.published.isoformat()

    @property
    def published_time(self) -> str | None:
        """What ``<meta property="article:published_time">`` says: not always the truth."""
        moment = self.story.published
        match self.theme.meta:
            case "right":
                return moment.isoformat()
            case "fixed":
                return moment.replace(tzinfo=None).isoformat() + "+03:30"
            case "wrong":
                return (moment + timedelta(days=61)).replace(tzinfo=None).isoformat() + "+03:30"
        return None

    def image(self, image: Image) -> str:
        alt = mess.attribute(image.alt, self.theme, self.rng)
        return f'<img src="{image.url}" alt="{alt}" class="{self.image_class}" width="640">'

    def block(self, content: str, kind: str = "text") -> str:
        """One paragraph or picture, the way the body of this page is written."""
        if kind == "image":
            return {
                "div": f'<div align="center">{content}</div>',
                "div-br": f"{content}<br>",
                "br": f"{content}<br>",
            }.get(self.theme.body, f'<p style="text-align: center;">{content}</p>')
        match self.theme.body:
            case "styled-p":
                return (
                    f'<p dir="rtl" style="text-align: justify;"><span style="font-size: 14px;">'
                    f"{content}</span></p>"
                )
            case "div":
                return f'<div align="justify">{content}</div>\n<div align="justify">&nbsp;</div>'
            case "div-br" | "br":
                return f"{content}{self.rng.choice(('<br><br>', '<br />', '<br>'))}"
            case "spans":
                return f"<p>{self.nested(content)}</p>"
        return f"<p>{content}</p>"

    def nested(self, content: str) -> str:
        """The words of a paragraph in spans within spans, some of them bold or linked."""
        words = content.split(" ")
        third = max(1, len(words) // 3)
        head, middle, tail = words[:third], words[third : 2 * third], words[2 * third :]
        wrap = self.rng.choice(("<strong>{}</strong>", "<em><span>{}</span></em>", "<b>{}</b>"))
        inner = wrap.format(" ".join(middle)) if middle else ""
        spans = [
            f"<span>{' '.join(head)}</span>",
            inner,
            f"<span><span>{' '.join(tail)}</span></span>",
        ]
        return f'<span lang="FA">{" ".join(span for span in spans if span)}</span>'

    def body(self, related: Sequence[Story]) -> str:
        """What stands in ``.body``."""
        texts = [self.block(self.text(text)) for text in self.story.paragraphs]
        if self.theme.body == "mixed":  # the first paragraph is bare text
            texts[0] = self.text(self.story.paragraphs[0])
        images = [self.image(image) for image in self.story.images]
        if self.story.kind == "photos":
            texts += [self.album(images)]
        else:
            first = self.rng.random() < 0.7
            for place, image in enumerate(images):
                texts.insert(min(2 * place + (not first), len(texts)), self.block(image, "image"))
        if self.story.kind == "video":
            texts.insert(1, '<video controls preload="none" class="video_news"></video>')
        if self.theme.related != "none" and related:
            texts.insert(len(texts) // 2 + 1, self.related(related))
        parts = [self.site_name(), *texts, self.agency()]
        if self.theme.scripts in ("script", "both"):
            parts.insert(2, SCRIPT.format(code=self.story.code, prefix=self.prefix))
        if self.theme.scripts in ("style", "both"):
            parts.insert(0, STYLE.format(code=self.story.code))
        content = "\n".join(part for part in parts if part)
        if self.theme.body == "div-br":
            content = f'<div align="justify">\n{content}\n</div>'
        if self.theme.boilerplate in ("links", "paragraphs"):
            content += "\n" + self.boilerplate()
        return content + "\n" + self.body_end

    def album(self, images: Sequence[str]) -> str:
        links = [
            f'<a href="{image.url}" class="fancybox" rel="album">{picture}</a>'
            for image, picture in zip(self.story.images, images, strict=True)
        ]
        return f'<div class="{self.album_class}">\n' + "\n".join(links) + "\n</div>"

    def site_name(self) -> str:
        name = mess.letters(self.name, self.theme, self.rng)
        match self.theme.site_name:
            case "link":
                return f'<a class="news_lead2" href="/">{name}</a>'
            case "strong":
                return f"<p><strong>{name}:</strong></p>"
            case "div":
                return f'<div align="justify">{name} -</div>'
            case "span":
                return f'<span style="color: #a00">{name}</span><br>'
        return ""

    def agency(self) -> str:
        if not self.story.agency:
            return ""
        agency = mess.letters(self.story.agency, self.theme, self.rng)
        match self.theme.agency:
            case "source":
                return self.block(f"منبع: {agency}")
            case "strong":
                return self.block(f"<strong>{agency}</strong>")
            case "span":
                return f'<br><span style="font-size: 12px">منبع : {agency}</span>'
            case "div":
                return f'<div style="text-align: left">{agency}</div>'
        return self.block(agency)

    def related(self, stories: Sequence[Story]) -> str:
        links = [f'<a href="{href(story)}" target="_blank">{story.title}</a>' for story in stories]
        as_list, as_box, with_pictures = self.related_classes
        match self.theme.related:
            case "list":
                items = "".join(f"<li>{link}</li>" for link in links)
                return f'<div class="{as_list}"><b>بیشتر بخوانید:</b><ul>{items}</ul></div>'
            case "box":
                items = "".join(f'<div class="related_item">{link}</div>' for link in links)
                title = '<div class="related_title">اخبار مرتبط</div>'
                return f'<div class="{as_box}">{title}{items}</div>'
        items = "".join(
            f'<li><img src="{story.images[0].url}" alt="" width="60">{link}</li>'
            if story.images
            else f"<li>{link}</li>"
            for story, link in zip(stories, links, strict=True)
        )
        return f'<div class="{with_pictures}"><h3>مطالب مرتبط</h3><ul>{items}</ul></div>'

    def boilerplate(self) -> str:
        links = [
            f'<a href="{target.format(code=self.story.code, prefix=self.prefix)}">{label}</a>'
            for label, target in BOILERPLATE.items()
        ]
        if self.theme.boilerplate == "paragraphs":
            return "\n".join(f"<p>{label}</p>" for label in BOILERPLATE)
        return f'<div class="{self.toolbar_class}">{" ".join(links)}</div>'
