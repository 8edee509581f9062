"""Addresses of the system of icana.ir."""

import pytest

from newscrawl.cms.esnews import EsNews

FAMILY = EsNews()
SITE = "https://x.ir"


def test_the_code_at_the_end_is_the_news_code() -> None:
    assert FAMILY.key(f"{SITE}/اجتماعی/طرح-آبخیزداری-به-صحن-رسید/8916") == "8916"


@pytest.mark.parametrize("path", ["/اقتصادی/بودجه-به-صحن-رسید", "/اخبار/سفر-وزیر-به-یزد-"])
def test_else_an_article_goes_by_its_whole_address(path: str) -> None:
    key = FAMILY.key(SITE + path)
    assert key is not None
    assert key == FAMILY.key(FAMILY.article_url(SITE + path)) == FAMILY.article_url(SITE + path)
    assert FAMILY.code_in(SITE + path) is None


@pytest.mark.parametrize("path", ["/", "/اخبار", "/اجتماعی"])
def test_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.key(SITE + path) is None
