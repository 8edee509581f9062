import gc
import weakref

from scrapy.http import HtmlResponse

from newscrawl.discovery.front import hrefs, urls

PAGE = '<head><link rel="next" href="?p=2"></head><a href="/fa/news/1">خبر</a><a name="x">'


def test_links_and_the_next_page() -> None:
    response = HtmlResponse("https://x.ir/fa/economy", body=PAGE.encode("cp1256", "ignore"))
    assert hrefs(response) == ["/fa/news/1", "?p=2"]


def test_addresses_of_links() -> None:
    html = "<base href='/fa/x/'><a href='../news/1'>a</a><a href='tel:1'>b</a><a href='/fa'>c</a>"
    response = HtmlResponse("https://x.ir/fa/economy", body=html.encode())
    assert urls(response) == ["https://x.ir/fa/news/1", "https://x.ir/fa"]


def test_no_page_waits_for_the_garbage_collector() -> None:
    gc.disable()
    try:
        response = HtmlResponse("https://x.ir/", body=PAGE.encode(), encoding="utf-8")
        is_there = weakref.ref(response)
        hrefs(response)
        del response
        assert is_there() is None
    finally:
        gc.enable()
