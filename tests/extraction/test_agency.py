import pytest

from newscrawl.extraction.agency import split_agency
from newscrawl.extraction.blocks import Block
from tests.extraction.builders import ARTICLE, read

TEXT = Block("وزیر اقتصاد گفت که قیمت‌ها ثابت می‌ماند.")


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("انتخاب", "انتخاب"),
        ("ايسنا", "ايسنا"),
        ("«ایرنا»", "ایرنا"),
        ("* تسنیم", "تسنیم"),
        ("منبع: ایسنا", "ایسنا"),
        ("منبع خبر : همشهری محله", "همشهری محله"),
        ("به نقل از ایلنا", "ایلنا"),
        ("خبرگزاری مهر", "خبرگزاری مهر"),
        ("روزنامه شرق", "روزنامه شرق"),
    ],
)
def test_a_last_line_that_names_an_outlet(line: str, agency: str) -> None:
    assert split_agency([TEXT, Block(line)]) == ([TEXT], agency)


@pytest.mark.parametrize(
    "line",
    [
        "کاش باران ببارد",
        "علی محمدی",
        "خبرگزاری ایسنا این خبر را تأیید نکرد.",
        "روزنامه شرق در شماره دیروز نوشت وزیر رفت",
        "منبع: یکی از مدیران وزارت نفت که نخواست نامش بیاید",
        "انتخابات",
        "ایسنا، ایرنا و مهر هم نوشتند",
        "۱۴۰۰",
        "",
    ],
)
def test_a_last_line_that_is_text(line: str) -> None:
    body = [TEXT, Block(line)]
    assert split_agency(body) == (body, None)


def test_an_unknown_outlet_that_the_page_marks_as_the_source() -> None:
    assert split_agency([TEXT, Block("ندای شهر", marked=True)]) == ([TEXT], "ندای شهر")
    assert split_agency([TEXT, Block("ندای شهر")])[1] is None


def test_only_the_last_line_is_looked_at() -> None:
    body = [TEXT, Block("ایسنا"), TEXT]
    assert split_agency(body) == (body, None)


@pytest.mark.parametrize("body", [[], [Block("ایسنا")]])
def test_a_body_never_becomes_empty(body: list[Block]) -> None:
    assert split_agency(body) == (body, None)


@pytest.mark.parametrize(
    "line", ["منبعی آگاه خبر را تکذیب کرد.", "منبع آب شهر خشک شد.", "منبع این خبر معلوم نیست."]
)
def test_a_sentence_that_begins_like_a_label_is_text(line: str) -> None:
    body = [TEXT, Block(line)]
    assert split_agency(body) == (body, None)


@pytest.mark.parametrize("line", ["منبع", "منبع:", "منبع :", "منبع خبر:"])
def test_a_label_without_a_name_names_nobody(line: str) -> None:
    assert split_agency([TEXT, Block(line)])[1] is None


@pytest.mark.parametrize(
    ("behind", "agency"),
    [
        ('<div class="item-source"><span class="item-source">منبع: مهر</span></div>', "مهر"),
        (
            '<i>کد خبر 1</i><p><b>منبع :</b> <a href="http://a.ir">خبرگزاری فارس</a></p>',
            "خبرگزاری فارس",
        ),
        ("منبع: تسنیم", "تسنیم"),
        ("<p>مرجع : ایسنا</p>", "ایسنا"),
        ("<dl><dt>منبع</dt><dd>خبرگزاری مهر</dd></dl>", "خبرگزاری مهر"),
        ("<ul><li>منبع خبر:</li><li>مهر</li></ul>", "مهر"),
        ("<div>منبع</div><div>مهر</div>", None),
        ("<div>به نقل از: شرق</div>", "شرق"),
        ("<div>مهر</div>", None),
        ("<div>منبع: این یک جمله بلند است که منبع را نام نمی‌برد و ادامه دارد</div>", None),
        ('<ul class="tags"><li>منبع: انرژی</li></ul>', None),
        ('<div class="comments"><p>منبع: مهر</p></div>', None),
        ('<div><a href="/fa/news/9/y">خبر</a> منبع: مهر</div>', None),
        ("<div hidden>منبع: مهر</div>", None),
    ],
)
def test_a_labelled_source_behind_the_body(behind: str, agency: str | None) -> None:
    raw = read(ARTICLE.replace("</div></div>", f"</div>{behind}</div>"))
    assert (raw.agency, raw.body) == (agency, ["متن کوتاه."])
