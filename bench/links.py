"""What choosing the links of a page costs: ``python -m bench.links``.

Pages of the demo newspaper, filled to the size and the links of real ones. Ways to choose the links
to articles of a page are timed in turns, and printed as shares of the time that parsing the page
takes in the same round. newscrawl's own takes them from the tree that is there for reading the
article, so its parsing is not counted; the others parse the page with parsel.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable

from lxml import etree
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.demo import addresses as demo
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.discovery import front
from newscrawl.discovery.links import LinkSorter
from newscrawl.urls import Addresses

DOMAIN = demo.IranSamanehAddresses.domain
BASE = f"https://{DOMAIN}"


def pages(count: int, padding: int) -> list[HtmlResponse]:
    paper = Newspaper(max(500, count))
    site = Site(paper, padding=padding)
    stories = paper.listed[:: max(1, len(paper.listed) // count)][:count]
    return [
        HtmlResponse(BASE + story.path, body=site.reply(story.path, BASE).body, encoding="utf-8")
        for story in stories
    ]


def seconds(work: Callable[[HtmlResponse], object], responses: list[HtmlResponse]) -> float:
    began = time.perf_counter()
    for response in responses:
        work(response)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--padding", type=int, default=80, metavar="KB")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    responses = pages(options.pages, options.padding)
    documents = {response.url: front.page_of(response).document for response in responses}
    addresses = Addresses(DOMAIN)
    links = statistics.mean(len(front.hrefs(response)) for response in responses)
    size = statistics.mean(len(response.body) for response in responses)
    print(f"{len(responses)} pages of {size / 1000:.0f} kB with {links:.0f} links")

    extractor = LinkExtractor(allow=IranSamaneh.article_path.pattern)
    compiled = re.compile(IranSamaneh.article_path.pattern)
    shares: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        sorter = LinkSorter(IranSamaneh(), addresses)
        contestants: dict[str, Callable[[HtmlResponse], object]] = {
            "newscrawl, every link new": lambda r: LinkSorter(
                IranSamaneh(), addresses
            ).new_articles(documents[r.url], r.url),
            "newscrawl, in a crawl": lambda r, sorter=sorter: sorter.new_articles(  # type: ignore[misc]
                documents[r.url], r.url
            ),
            "XPath and a regular expression": lambda r: [
                href for href in r.xpath("//a/@href").getall() if compiled.match(href)
            ],
            "LinkExtractor": extractor.extract_links,
        }
        parsing = seconds(
            lambda r: HtmlResponse(r.url, body=r.body, encoding="utf-8").selector, responses
        )
        tree = seconds(lambda r: etree.HTML(r.body), responses)
        shares.setdefault("lxml's tree alone", []).append(tree / parsing)
        for name, work in contestants.items():
            shares.setdefault(name, []).append(seconds(work, responses) / parsing)
    for name, values in shares.items():
        print(
            f"{name:32} {statistics.median(values):6.2f} of parsing"
            f"  ({min(values):.2f}-{max(values):.2f})"
        )


if __name__ == "__main__":
    main()
