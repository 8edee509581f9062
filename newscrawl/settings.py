"""Every setting of the project that differs from Scrapy's default, with the reason."""

import os
from pathlib import Path

from scrapy.settings import default_settings

from newscrawl import __version__
from newscrawl.ondemand import on_demand

# -- the project -----------------------------------------------------------------------
BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
SPIDER_LOADER_CLASS = "newscrawl.spiderloader.LazySpiderLoader"  # imports one site, not 230
COMMANDS_MODULE = "newscrawl.commands"

# -- the archive -----------------------------------------------------------------------
# An SQLAlchemy URL: sqlite:///FILE, relative to the working directory, or postgresql+psycopg://….
DATABASE_URL = os.environ.get("NEWSCRAWL_DATABASE_URL") or "sqlite:///data/news.db"
# Articles share a transaction: it is committed at this many, or after this many seconds, or when
# the one before is.
DATABASE_BATCH_SIZE = 100
DATABASE_BATCH_SECONDS = 0.01
STORE_PAGES = True  # raw pages too (zstd, about a fifth of the page): for `scrapy reparse`, WARC
DATABASE_RETRY_SECONDS = 60  # how long a crawl bears with a PostgreSQL that is away
LEASE_SECONDS = 60  # a crawl on PostgreSQL that was not heard of for so long is dead

# -- politeness ------------------------------------------------------------------------
# A site is a newspaper's live server: obey it, say who asks, and adapt to its speed.
# A mirror on this machine (base_url) is not slowed down: see newscrawl.spider.
USER_AGENT = f"newscrawl/{__version__} (news archive crawler; Scrapy)"
ROBOTSTXT_OBEY = True
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
DOWNLOAD_DELAY = 0.25  # AutoThrottle never goes below this
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # a page of text, not a film
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fa,en;q=0.5",
}

# -- safety ----------------------------------------------------------------------------
REMOTE_CONTROL_ENABLED = False  # Scrapy's default runs Python sent to a local port
TELNETCONSOLE_ENABLED = False  # likewise
DOWNLOAD_VERIFY_CERTIFICATES = True  # an archive must know whose words it keeps
COOKIES_ENABLED = False  # not needed, and their domain list would be fetched at first use
METAREFRESH_ENABLED = False  # home pages reload themselves every few minutes

# -- the way of an article -------------------------------------------------------------
REQUEST_FINGERPRINTER_CLASS = "newscrawl.fingerprint.NewsCodeFingerprinter"
SCHEDULER = "newscrawl.frontier.scheduler.FrontierScheduler"  # survives any kill
DOWNLOAD_HANDLERS = {  # the pace of a site is kept by all its crawls together
    "http": "newscrawl.downloadhandlers.FleetDownloadHandler",
    "https": "newscrawl.downloadhandlers.FleetDownloadHandler",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newscrawl.downloadermiddlewares.OnSiteRedirectMiddleware": 600,
}
SPIDER_MIDDLEWARES = {
    "newscrawl.frontier.middleware.UnitOfWork": 1,  # the nearest to the engine
    "newscrawl.spidermiddlewares.KeepPages": 900,
}
ITEM_PIPELINES = {
    "newscrawl.pipelines.ValidatePipeline": 100,
    "newscrawl.pipelines.StorePipeline": 300,
}
EXTENSIONS = {
    # In this order: what the monitors find is stored with the stats of the crawl.
    "newscrawl.monitors.Monitors": 1,
    "newscrawl.extensions.archive.ArchiveExtension": 2,
    "newscrawl.extensions.longlived.LongLived": 3,
    "newscrawl.extensions.progress.Progress": 500,
}
PROGRESS_ENABLED = True  # a live view, if standard error is a terminal
PROGRESS_TOTAL = 0  # articles expected, 0 for unknown
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 250_000  # bytes that wait to be read: a kill fetches them again
CONCURRENT_ITEMS = 4  # a page has one item, rarely three; Scrapy would start 100 tasks for each
WARN_ON_GENERATOR_RETURN_VALUE = False  # it would read a callback's source for nearly every page
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # duplicates are normal; failures are logged by us

TEXT_DIGITS = "keep"  # digits in running text: keep, latin or persian

# -- a fast start ----------------------------------------------------------------------
# In Scrapy's own lists, and not ours: it would import these just to take them off the list.
DOWNLOADER_MIDDLEWARES_BASE = on_demand(default_settings.DOWNLOADER_MIDDLEWARES_BASE)
EXTENSIONS_BASE = on_demand(default_settings.EXTENSIONS_BASE)

# -- feeds -----------------------------------------------------------------------------
FEED_EXPORT_ENCODING = "utf-8"  # Persian as itself, not as \u escapes
FEED_EXPORTERS = {"csv": "newscrawl.exporters.CsvExporter"}

# -- monitors: is a crawl as the site's own past lets expect? --------------------------
SPIDERMON_ENABLED = True
SPIDERMON_SPIDER_CLOSE_MONITORS = ("newscrawl.monitors.CrawlSuite",)
MONITOR_HISTORY_DAYS = 30  # how much of the past is compared with: news has seasons
MONITOR_ARTICLES_RATIO = 0.25  # fewer new articles a day than this share of the median are few
MONITOR_ARTICLES_LEAST = 20  # a site with fewer articles a day may well have none for a day
MONITOR_COVERAGE_DROP = 0.3  # a site that changes its pages loses a field nearly wholly
MONITOR_FAILURES_RISE = 0.2  # a few pages always fail
MONITOR_ACTIONS: list[str] = []  # what to do on an alarm: mail, slack, telegram, or a path

# -- the rest --------------------------------------------------------------------------
LOG_LEVEL = "INFO"
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
