"""Why a page is no article."""

import pytest

from newscrawl import extraction
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import NotAnArticle, Page
from tests.extraction.builders import ARTICLE, URL, page, read


def test_a_page_with_a_headline_and_a_logo_is_no_article() -> None:
    with pytest.raises(NotAnArticle, match="no text found"):
        read('<h1>در حال انتقال</h1><img src="/logo.svg">')


def test_an_error_page_says_that_there_is_no_such_article() -> None:
    error = '<div class="error_container">صفحه مورد نظر {} نشد</div>'
    with pytest.raises(NotAnArticle, match="does not exist") as caught:
        read(error.format("يافت") + ARTICLE)
    assert caught.value.is_missing
    assert read(error.format("باز") + ARTICLE).title == "عنوان خبر"


def test_a_page_without_a_headline() -> None:
    with pytest.raises(NotAnArticle, match="no headline found") as caught:
        read("<p>x</p>")
    assert not caught.value.is_missing


def test_a_page_that_breaks_off_in_its_text() -> None:
    begun = f"<html><body>{ARTICLE.removesuffix('</div></div>')}"
    assert extraction.read(IranSamaneh(), Page.of(f"{begun}</div>", URL)).body == ["متن کوتاه."]
    with pytest.raises(NotAnArticle, match="breaks off"):
        extraction.read(IranSamaneh(), Page.of(f"{begun}<p>متن بریده", URL))


def test_an_article_without_text_may_have_a_lead_or_a_picture() -> None:
    raw = read('<div><h1>عنوان خبر</h1><p class="lead">لید</p><div class="body"></div></div>')
    assert (raw.body, raw.problems) == ([], ["body: no text found"])


def test_a_page_of_unknown_design_has_to_say_that_it_is_an_article() -> None:
    text = "این جمله از متن خبر است که کمی بلند است تا چیزی جز متن نباشد. " * 3
    html = f"<div><h1>عنوان خبر</h1><article><p>{text}</p></article></div>"
    with pytest.raises(NotAnArticle, match="nothing says") as caught:
        extraction.read(Generic(), page(html))
    assert not caught.value.is_missing
    with pytest.raises(NotAnArticle, match="does not exist") as caught:
        extraction.read(Generic(), page(html.replace("</p>", "این خبر حذف شده است.</p>")))
    assert caught.value.is_missing
    assert extraction.read(
        Generic(), page(html.replace("</h1>", "</h1><time>۲۲ تیر ۱۴۰۰</time>"))
    ).body


# -- pages that servers send in place of others ------------------------------------------

CLOSED = "سایت در دست تعمیر است"
SENTENCE = "مدیر روابط عمومی درباره این موضوع به خبرنگار ما توضیح داد. "
DATE = '<div class="news_pdate_c">تاریخ انتشار: ۲۲ تیر ۱۴۰۰ - ۱۹:۰۸</div>'
CODE = '<div class="news_id_c">کد خبر: ۱</div>'
PATH = '<div class="news_path"><a href="/fa/economy">اقتصاد</a></div>'


def closed(around: str = "", text: str = "به زودی برمی‌گردیم.", title: str = CLOSED) -> str:
    return f'<div><h1 class="title">{title}</h1>{around}<div class="body"><p>{text}</p></div></div>'


@pytest.mark.parametrize(
    "html",
    [
        closed(),
        closed(title="سايت در حال به روز رسانى است", text="از شكيبايي شما سپاسگزاريم."),
        closed(title="روزپلاس", text=CLOSED),
        closed(around=CODE),
        closed(around=PATH),
        closed() + "<script>setTimeout(location.reload, 9)</script>",
    ],
)
def test_a_page_that_reads_like_an_article_but_is_none(html: str) -> None:
    with pytest.raises(NotAnArticle, match="the site is under maintenance") as caught:
        read(html)
    assert caught.value.is_transient and not caught.value.is_missing
    assert caught.value.kind == "the site is under maintenance"


@pytest.mark.parametrize(
    "html",
    [
        closed(around=DATE + CODE, text="سایت سازمان سنجش از دیروز باز نمی‌شود."),
        closed(around=DATE),
        closed(around=CODE + PATH),
        closed(text=SENTENCE * 20),
        closed(around=DATE, title="«Just a moment»؛ کلودفلر چه می‌گوید", text="cf_chl_opt __arcsjs"),
        closed(around=DATE + CODE, title="صفحه مورد نظر یافت نشد", text="داستان خطای ۴۰۴"),
        closed(around=DATE, title="تعرفه تبلیغات در رسانه‌ها اعلام شد", text="متن خبر."),
        closed(title="فیلترینگ در مجلس", text="نمایندگان درباره 10.10.34.34 و فیلترینگ گفتند."),
    ],
)
def test_an_article_about_such_pages_stays_one(html: str) -> None:
    assert read(html).body


def test_a_page_of_advertising_without_a_date_is_no_article() -> None:
    html = closed(around=CODE + PATH, title="تعرفه تبلیغات", text=SENTENCE * 20)
    with pytest.raises(NotAnArticle, match="advertising") as caught:
        read(html)
    assert not caught.value.is_transient and not caught.value.is_missing


def test_a_page_of_unknown_design_with_a_clock_near_its_headline() -> None:
    text = "<p>به زودی با طراحی جدید در خدمت شما خواهیم بود. از شکیبایی شما سپاسگزاریم.</p>"
    html = f"<main><h1>{CLOSED}</h1><span>شنبه ۲۲ تیر ۱۴۰۰</span>{text}</main>"
    with pytest.raises(NotAnArticle, match="maintenance"):
        extraction.read(Generic(), page(html))
    dated = html.replace("<span>", "<time>").replace("</span>", "</time>")
    assert extraction.read(Generic(), page(dated)).title == CLOSED


def test_a_page_that_holds_nothing_to_read_may_be_one() -> None:
    with pytest.raises(NotAnArticle, match=r"a challenge page \(ArvanCloud\)") as caught:
        read("<script>document.cookie = '__arcsjs=1'</script>")
    assert caught.value.is_transient
