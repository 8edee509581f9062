import gc
import weakref

from scrapy.http import HtmlResponse

from newscrawl.discovery.front import hrefs

PAGE = '<head><link rel="next" href="?p=2"></head><a href="/fa/news/1">خبر</a><a name="x">'


def test_links_and_the_next_page() -> None:
    response = HtmlResponse("https://x.ir/fa/economy", body=PAGE.encode("cp1256", "ignore"))
    assert hrefs(response) == ["/fa/news/1", "?p=2"]


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
