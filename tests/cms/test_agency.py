import pytest

from newscrawl.cms.agency import split_agency
from newscrawl.cms.blocks import Block

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
