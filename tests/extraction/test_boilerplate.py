import pytest
from lxml.html import fromstring

from newscrawl.extraction.boilerplate import LINES, is_boilerplate, is_box, is_column, is_margin


@pytest.mark.parametrize(
    "line",
    [
        *("", " | ", "انتهای پیام", "انتهای پیام/", "انتهاي پيام/ ۱۲۳", "پایان پیام / ن ۱۲۳۴"),
        *(
            "دریافت 16 MB",
            "دانلود فیلم با کیفیت 720p (۴٫۵ مگابایت)",
            "Download 3KB",
            "دریافت16 MB",
            "دانلود فیلم اصلی (HD)",
            "دانلود ویدئو با کیفیت بالا",
            "دریافت فایل",
            "دانلود",
        ),
        *("مطلب مرتبط:", "در همین رابطه", "مدت: ۰۳:۲۰", "مدت زمان ویدئو: ۰۱:۰۳:۲۰"),
        *("« بیشتر بخوانید: »", "ارسال نظر | نسخه چاپی", "لینک کوتاه: https://x.ir/1"),
    ],
)
def test_lines_that_say_nothing(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *("پیام را خواندند.", "انتهای پیام رئیس‌جمهور", "ذخیره آب سدها کم شد.", "۱۲۳", "لینک"),
        *("مدت ۱۰:۳۰ دقیقه تأخیر زیاد است", "مطلب مرتبط با بودجه رد شد."),
        *("دریافت وام ۱۰۰ میلیونی آسان شد", "دانلود فیلم ۱۶ مگابایت حجم می‌برد"),
    ],
)
def test_lines_that_say_something(line: str) -> None:
    assert not is_boilerplate(line)


def test_every_line_of_the_list_is_known() -> None:
    assert all(map(is_boilerplate, LINES))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *(("related", True), ("news-related-box", True), ("share_bar", True), ("ad", True)),
        *(("video-download", True), ("itemPlayer0", True), ("download-box", True)),
        *(("item-code", True), ("item-coded", False), ("downloads", False), ("video", False)),
        *(("post-tags", True), ("x comments y", True), ("Print", True)),
        *(("add", False), ("adjust", False), ("content-with-sidebar", False), ("printed", False)),
    ],
)
def test_boxes_by_their_class_or_id(name: str, is_one: bool) -> None:
    assert is_box(fromstring(f'<div class="{name}">x</div>')) == is_one
    assert is_box(fromstring(f'<div id="{name}">x</div>')) == is_one
    assert not is_box(fromstring(f'<article class="{name}">x</article>'))


@pytest.mark.parametrize(
    ("html", "margin", "column"),
    [
        ("<header>x</header>", True, False),
        ("<footer>x</footer>", True, False),
        ("<aside>x</aside>", False, True),
        ('<div class="page-footer">x</div>', True, True),
        ('<div class="header">x</div>', True, False),
        ('<div class="news-header">x</div>', False, False),
        ('<div class="comment_list">x</div>', True, False),
        ('<div id="left-side">x</div>', False, True),
        ('<div class="inside">x</div>', False, False),
    ],
)
def test_margins_and_columns(html: str, margin: bool, column: bool) -> None:
    element = fromstring(html)
    assert (is_margin(element), is_column(element)) == (margin, column)
