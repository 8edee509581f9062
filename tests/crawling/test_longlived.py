import gc

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawl.crawling.longlived import LongLived


def test_what_was_there_before_a_crawl_is_left_alone_while_it_runs() -> None:
    crawler = Crawler(Spider)
    extension = LongLived.from_crawler(crawler)
    before = [extension]
    crawler.signals.send_catch_log(signals.engine_started)
    assert not any(there is before for there in gc.get_objects())
    crawler.signals.send_catch_log(signals.engine_stopped)
    assert any(there is before for there in gc.get_objects())
