"""Pages of the hostile newspaper: the smallest that the family IranSamaneh has, in Persian."""

from __future__ import annotations

from html import escape

TITLE = "باران در شمال کشور ادامه دارد"
LEAD = "سازمان هواشناسی از ادامهٔ بارش‌ها خبر داد."
BODY = (
    "به گزارش خبرنگار ما، بارش باران از بامداد امروز در استان‌های شمالی آغاز شده است.",
    "کارشناسان می‌گویند این بارش‌ها تا پایان هفته ادامه خواهد داشت و دمای هوا کاهش می‌یابد.",
)
DATE = "۲۵ آبان ۱۴۰۴ - ۱۲:۳۰"


def article(
    title: str = TITLE,
    *,
    kicker: str = "",
    lead: str = LEAD,
    body: str = "",
    date: str = DATE,
    code: str = "",
    author: str = "",
    sections: str = "",
    tags: str = "",
    head: str = "",
    before: str = "",
    after: str = "",
    charset: str = "utf-8",
) -> str:
    """The HTML of an article. All arguments are HTML, and are not escaped.

    Args:
        body: in place of the usual paragraphs.
        head: added to the head.
        before: what stands before the article.
        after: what stands behind the text, inside the body.
        charset: what the page says of itself; empty for nothing.
    """
    paragraphs = body or "".join(f"<p>{escape(text)}</p>" for text in BODY)
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="fa"><head>{meta}<title>{title}</title>{head}</head><body>{before}
<div class="news_path"><a href="/fa">صفحه نخست</a>{sections}</div>
<div class="news_nav news_pdate_c">تاریخ انتشار: {date}</div>
{f'<div class="news_id_c">کد خبر: {code}</div>' if code else ""}
{f'<div class="rutitr">{kicker}</div>' if kicker else ""}
<h1 class="title">{title}</h1>
<div class="subtitle">{lead}</div>
{f'<div class="news_author">{author}</div>' if author else ""}
<div class="body">{paragraphs}{after}</div>
<div class="tags_title">{tags}</div>
</body></html>
"""


def page(title: str, text: str, head: str = "", *, charset: str = "utf-8") -> str:
    """A page that is no article."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>{head}</head>'
        f"<body>{text}</body></html>"
    )
