import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import NotAnArticle, read
from newscrawl.extraction.charset import LOST, TWICE, UNKNOWN, as_text, decode, in_utf8
from newscrawl.extraction.page import Page

TEXT = "<title>باران در شمال</title>"
#: windows-1256 has the Arabic ي, and no ی.
ARABIC = TEXT.replace("ی", "ي")


@pytest.mark.parametrize(
    "declared",
    [
        *("utf-8", "windows-1256", "iso-8859-1", "utf-16", "iso-2022-jp", "foo", "", "rot13"),
        *("hex", "undefined", "idna", "punycode", "unicode_escape", "zlib", "\0"),
    ],
)
def test_what_is_valid_utf_8_is_utf_8_whatever_it_says(declared: str) -> None:
    assert as_text(TEXT.encode(), declared) == TEXT


@pytest.mark.parametrize("declared", ["windows-1256", "cp1256", "utf-8"])
def test_windows_1256_is_read_also_where_it_says_utf_8(declared: str) -> None:
    assert as_text(ARABIC.encode("windows-1256"), declared) == ARABIC


def test_the_page_s_own_word_counts_where_the_headers_are_wrong() -> None:
    page = f'<meta charset="utf-16le">{TEXT}'.encode("utf-16-le")
    assert TEXT in as_text(page, "utf-16-le")
    page = f'<meta charset="iso-8859-6">{ARABIC}'.encode("iso-8859-6")
    assert ARABIC in as_text(page, "utf-8")


def test_a_french_page_that_says_so_is_french() -> None:
    assert as_text("déjà vu".encode("cp1252"), "cp1252") == "déjà vu"


def test_seven_bits_are_what_they_say() -> None:
    assert as_text("日本".encode("iso-2022-jp"), "iso-2022-jp") == "日本"


def test_stray_bytes_do_not_make_another_charset_of_a_page() -> None:
    page = TEXT.encode() + b"\xff\xfe" + TEXT.encode()
    assert in_utf8(page, "utf-8") == page
    assert as_text(page, "utf-8").count("باران") == 2


def test_letters_may_stand_anywhere() -> None:
    for length in range(4096 - 4, 4096 + 4):
        page = b"a" * (length - 1) + "ب".encode() * 10
        assert in_utf8(page, "utf-8") == page


def test_what_nobody_can_read_is_left_alone() -> None:
    page = bytes(range(128, 256)) * 50
    assert in_utf8(page, "utf-8") == page


def test_a_page_is_read_whatever_its_headers_say() -> None:
    page = Page.of(TEXT.encode(), "https://a.ir/", encoding="hex")
    assert page.document.findtext(".//title") == "باران در شمال"


PERSIAN = """<!DOCTYPE html><html lang="fa"><head><title>گشایش پل تازه</title></head><body>
<h1>گشایش پل تازه</h1><p>پل تازه‌ی شهر امروز با حضور «مردم» گشوده شد؛ ژرفای رود چهار متر است.</p>
<p>شهردار گفت که کار ساخت آن هفت ماه طول کشید و هزینه‌اش را شهر پرداخته است.</p></body></html>"""
#: As windows-1256 has it; and ISO 8859-6, which has no Persian letter and no sign of its own.
OLD = PERSIAN.translate(str.maketrans("یک\u200c", "يك "))
ARAB = OLD.translate(str.maketrans("پچژگ«»", "بجزك''"))


def misread(text: str, charset: str, errors: str = "strict") -> bytes:
    """A text in UTF-8 that was read in another charset, and written in UTF-8."""
    return text.encode().decode(charset, errors).encode()


def as_browsers_do(text: str) -> bytes:
    """The same in windows-1252, whose five gaps browsers fill with control characters."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    ).encode()


@pytest.mark.parametrize(
    "declared", ["utf-8", "cp1252", "windows-1256", "utf-16", "ascii", "", "x"]
)
@pytest.mark.parametrize(
    ("page", "text"),
    [
        (PERSIAN.encode(), PERSIAN),
        (OLD.encode("windows-1256"), OLD),
        (ARAB.encode("iso-8859-6"), ARAB),
        *(
            (PERSIAN.encode(charset), PERSIAN)
            for charset in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
        ),
        (b" " * 5000 + OLD.encode("windows-1256"), " " * 5000 + OLD),
        (misread(PERSIAN, "latin-1"), PERSIAN),
        (misread(PERSIAN, "cp1256"), PERSIAN),
        (as_browsers_do(PERSIAN), PERSIAN),
        (PERSIAN.encode() + as_browsers_do(PERSIAN), PERSIAN * 2),
        # An old text in a new frame, and the other way round.
        (PERSIAN.encode() + OLD.encode("windows-1256") * 3, PERSIAN + OLD * 3),
        (OLD.encode("windows-1256") + PERSIAN.encode() * 3, OLD + PERSIAN * 3),
        (b"plain", "plain"),
    ],
)
def test_the_bytes_tell_and_not_what_is_declared(page: bytes, text: str, declared: str) -> None:
    found = decode(page, declared)
    assert found.problem is None
    assert found.source.decode().removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Müller fährt über die Straße nach Köln, größer", "cp1252"),
        ("Привет, как дела у вас сегодня вечером", "windows-1251"),
        ("今日は天気がいいですね。", "shift_jis"),
        ("今日は天気がいい", "iso-2022-jp"),
        ("Bugün hava çok güzel, değil mi", "iso-8859-9"),
    ],
)
def test_other_languages_are_what_they_say(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset).source.decode() == text


def test_what_nobody_can_read_any_more() -> None:
    table = [
        (b"<title>" + bytes(range(128, 256)) * 50, UNKNOWN),
        (b"<h1>" + bytes(range(128, 256)) * 20, UNKNOWN),
        (misread(PERSIAN, "cp1252", "ignore"), TWICE),
        (misread(PERSIAN, "cp1252", "replace"), TWICE),
        (OLD.encode("windows-1256").decode("utf-8", "replace").encode(), LOST),
    ]
    for page, reason in table:
        for declared in ("utf-8", "cp1252"):
            assert decode(page, declared).problem == reason
        with pytest.raises(NotAnArticle, match=r"encoding.* cannot be told"):
            read(IranSamaneh(), Page.of(page, "https://x.ir/fa/news/1"))


def test_a_few_damaged_letters_are_no_reason() -> None:
    for page in (
        PERSIAN.encode().replace(b"</p>", b"\xff\xfe</p>"),
        PERSIAN.replace("</p>", "\ufffd</p>").encode(),
        f"{PERSIAN}<p>نویسه‌ها به شکل Ø§ÛŒØ±Ø§Ù† درآمد</p>".encode(),
        (PERSIAN.encode() + b"\xd8"),
    ):
        assert decode(page, "utf-8") == decode(page, "cp1252")
        assert decode(page, "utf-8").problem is None
        assert decode(page, "utf-8").source == page


def test_a_quotation_mark_behind_a_letter_is_no_second_encoding() -> None:
    page = f"{PERSIAN}{'<p>«ارتباط»، «نفع» و «ط» و «ع»</p>' * 50}".encode()
    assert decode(page, "utf-8").source == page
