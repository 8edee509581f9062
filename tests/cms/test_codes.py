"""One article, whatever the digits of its code."""

from urllib.parse import quote

import pytest

from newscrawl.cms.families import FAMILIES

PATHS = {
    "iransamaneh": "/fa/news/{}",
    "nastooh": "/news/{}",
    "asam": "/fa/tiny/news-{}",
    "generic": "/news/{}",
}
SPELLINGS = ["206356", "0206356", "000206356", "۲۰۶۳۵۶", "٢٠٦٣٥٦", "۰۲۰۶۳۵۶", quote("۲۰۶۳۵۶")]
SPELLINGS += [quote("۲۰۶۳۵۶").lower(), quote("٢٠٦٣٥٦"), "20۶۳۵6"]


@pytest.mark.parametrize("family", PATHS)
@pytest.mark.parametrize("code", SPELLINGS)
@pytest.mark.parametrize("slug", ["", "/باران-در-۱۴۰۰", "/" + quote("باران-در-۱۴۰۰")])
def test_a_code_has_one_spelling(family: str, code: str, slug: str) -> None:
    url = "https://x.ir" + PATHS[family].format(code) + slug
    reference = FAMILIES[family].reference(url)
    assert reference is not None
    assert (reference.key, reference.code) == ("206356", "206356")
    assert reference.address == url
    if family != "generic":
        assert reference.url == FAMILIES[family].article_url(
            f"https://x.ir{PATHS[family].format(206356)}"
        )
        assert reference.url.endswith("206356")


@pytest.mark.parametrize("family", PATHS)
@pytest.mark.parametrize("code", ["0", "000", "۰۰۰۰۰", quote("۰۰۰۰۰")])
def test_zero_is_no_article(family: str, code: str) -> None:
    assert FAMILIES[family].reference("https://x.ir" + PATHS[family].format(code)) is None


def test_the_address_of_an_article_of_unknown_design_stays_as_it_is() -> None:
    """Whether its site has the other spelling, too, nobody knows."""
    reference = FAMILIES["generic"].reference("https://x.ir/news/0206356/۱۰-خبر")
    assert reference is not None
    assert reference.url == "https://x.ir/news/0206356/" + quote("۱۰-خبر")
