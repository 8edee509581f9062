"""Every setting of the project that differs from Scrapy's default, with the reason."""

import os
from pathlib import Path

from scrapy.settings import default_settings

from newscrawl import __version__
from newscrawl.crawling.ondemand import on_demand
from newscrawl.database.default import default_url

# -- the project -----------------------------------------------------------------------
BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
SPIDER_LOADER_CLASS = "newscrawl.crawling.spiderloader.LazySpiderLoader"  # imports one site
COMMANDS_MODULE = "newscrawl.commands"

# -- the archive -----------------------------------------------------------------------
# An SQLAlchemy URL: sqlite:///FILE, relative to the working directory, or postgresql+psycopg://….
# The default is data/news.db in the project that one stands in, or else one archive of the user.
DATABASE_URL = os.environ.get("NEWSCRAWL_DATABASE_URL") or default_url()
# Pages share a transaction. It is committed when it has this many pages, after this many seconds,
# or when the one before is.
DATABASE_BATCH_SIZE = 100
DATABASE_BATCH_SECONDS = 0.01
ARCHIVE_ENABLED = True  # False: crawl without it, so without frontier and alarms; feeds only
# Which articles are the same story, also of other sites (story_id)? Needs the extra stories. Off,
# because an archive of one site has few copies; scrapy story --rebuild finds out later, too.
STORIES_ENABLED = os.environ.get("NEWSCRAWL_STORIES_ENABLED") in ("1", "True", "true")
STORE_PAGES = True  # raw pages too (zstd, about a fifth of the page): for `scrapy reparse`, WARC
# The folder that `scrapy prune --cold` moves raw pages of past months to; None: FILE.cold beside an
# archive in SQLite, DATABASE.cold in the project's data folder for PostgreSQL.
COLD_DIR = os.environ.get("NEWSCRAWL_COLD_DIR") or None
COLD_FILE_MAXSIZE = 1024**3  # bytes; a takedown writes a whole file anew
# The pictures of articles, too, as files in IMAGES_STORE. Needs the extra images. IMAGES_STORE is a
# folder; None: FILE.images beside an archive in SQLite, otherwise as for COLD_DIR.
IMAGES_ENABLED = os.environ.get("NEWSCRAWL_IMAGES_ENABLED") in ("1", "True", "true")
IMAGES_STORE = os.environ.get("NEWSCRAWL_IMAGES_STORE") or None
IMAGES_THUMBS = {"small": (320, 320)}  # what `scrapy browse` shows: some pictures have megabytes
MEDIA_ALLOW_REDIRECTS = True  # many addresses of pictures still begin with http
DATABASE_RETRY_SECONDS = 60  # how long a crawl waits for a PostgreSQL that is away
# A page that the site could not answer (outage, overload, challenge) waits for a later crawl: so
# long at first, then twice as long each time, at most a day; after two weeks it has failed.
OUTAGE_RETRY_SECONDS = 600
# A crawl ends, and the rest waits for the next one, after so many requests in a row without any
# answer, or if the site refuses such a share of the last 50 (5xx, 429, challenges); 0: never.
OUTAGE_REQUESTS = 15
OUTAGE_SHARE = 0.8
# Stored articles are looked at again when they are so old, by crawls with revisit=auto, as all of
# crawlall; what comes to more than REVISIT_BUDGET in one crawl waits for the next one. 0: none.
REVISIT_AGES = ["1h", "6h", "1d", "7d", "30d"]
REVISIT_BUDGET = 200
LEASE_SECONDS = 60  # a crawl on PostgreSQL without a heartbeat for so long is dead

# -- politeness ------------------------------------------------------------------------
# A site is a newspaper's live server: obey it, say who we are, and adapt to its speed.
# A mirror on this machine (base_url) is not slowed down: see newscrawl.spider.
USER_AGENT = f"newscrawl/{__version__} (news archive crawler; Scrapy)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_PARSER = "newscrawl.answers.robots.Robots"  # in bounded time
ROBOTSTXT_MAX_DELAY = 60.0  # the longest Crawl-delay that is kept: some ask for hours
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
DOWNLOAD_DELAY = 0.25  # AutoThrottle never goes below this
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # a sitemap or feed, not a film
# Of HTML less: 5 MB take up to 640 MB and 12 seconds to read, in which nothing else goes on.
ARTICLE_MAXSIZE = 5 * 1024 * 1024
LIST_MAXSIZE = 10 * 1024 * 1024
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fa,en;q=0.5",
}

# -- access: for sites that refuse a plain request; see docs/access.md -----------------
FETCHER = "scrapy"  # who fetches: scrapy, impersonate or playwright
IMPERSONATE = "chrome"  # the browser that FETCHER=impersonate looks like
# Proxies, each in turn; of one site by NEWSCRAWL_PROXIES_SITE, or in its file.
PROXIES = (os.environ.get("NEWSCRAWL_PROXIES") or "").split()
BROWSER_PATH = os.environ.get("NEWSCRAWL_BROWSER") or None  # else the first Chromium on the PATH
BROWSER_WAIT_SECONDS = 10.0  # how long a page that shows hardly any text is waited for
BROWSER_SANDBOX = True  # a container may allow none; root never has one

# -- safety ----------------------------------------------------------------------------
REMOTE_CONTROL_ENABLED = False  # Scrapy's default runs Python sent to a local port
TELNETCONSOLE_ENABLED = False  # likewise
DOWNLOAD_VERIFY_CERTIFICATES = True  # an archive must know whose words it keeps
COOKIES_ENABLED = False  # until the site asks for one: crawling/access/cookies.py
METAREFRESH_ENABLED = False  # home pages reload themselves every few minutes

# -- the way of an article -------------------------------------------------------------
REQUEST_FINGERPRINTER_CLASS = "newscrawl.crawling.fingerprinter.NewsCodeFingerprinter"
SCHEDULER = "newscrawl.crawling.scheduler.FrontierScheduler"  # survives any kill
DOWNLOAD_HANDLERS = {  # the pace of a site is kept by all its crawls together
    "http": "newscrawl.crawling.downloadhandlers.PacedDownloadHandler",
    "https": "newscrawl.crawling.downloadhandlers.PacedDownloadHandler",
}
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.crawling.downloadermiddlewares.AddressLengthMiddleware": 40,
    "newscrawl.crawling.ondemand.ImageHosts": 45,
    "newscrawl.crawling.downloadermiddlewares.PageSizeMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.crawling.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newscrawl.crawling.slowdown.PatientRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newscrawl.crawling.downloadermiddlewares.CutAnswersMiddleware": 595,  # still compressed
    "newscrawl.crawling.downloadermiddlewares.OnSiteRedirectMiddleware": 600,
    "newscrawl.crawling.access.turns.ProxiesInTurn": 690,  # before cookies, Scrapy's HttpProxy
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "newscrawl.crawling.unit_of_work.UnitOfWorkMiddleware": 1,  # the nearest to the engine
    "newscrawl.crawling.spidermiddlewares.KeepPages": 900,
}
ITEM_PIPELINES = {
    "newscrawl.crawling.pipelines.ValidatePipeline": 100,
    "newscrawl.crawling.pipelines.StorePipeline": 300,
    "newscrawl.crawling.ondemand.Images": 400,  # after the archive has the article
}
EXTENSIONS = {
    # In this order: what the monitors find is stored with the stats of the crawl.
    "newscrawl.monitoring.monitors.Monitors": 1,
    "newscrawl.crawling.extension.ArchiveExtension": 2,
    "newscrawl.crawling.hangup.HangUp": 2,
    "newscrawl.crawling.longlived.LongLived": 3,
    "newscrawl.monitoring.delivery.Delivery": 4,
    "newscrawl.crawling.live_view.switch.LiveViewSwitch": 500,
}
PROGRESS_ENABLED = True  # a live view, if standard error is a terminal
PROGRESS_TOTAL = 0  # articles expected, 0 for unknown
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 250_000  # bytes that wait to be read: a kill fetches them again
CONCURRENT_ITEMS = 1  # Scrapy's tasks for each page; items have tasks of their own: unit_of_work.py
WARN_ON_GENERATOR_RETURN_VALUE = False  # it would read a callback's source for nearly every page
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # duplicates are normal; failures are logged by us

# What readers wrote below articles, too, in the table comments; of one site by
# custom_settings = {"COMMENTS_ENABLED": True} in its file. Off, nothing is looked for.
COMMENTS_ENABLED = False
TEXT_DIGITS = "keep"  # digits in running text: keep, latin or persian

# -- a fast start ----------------------------------------------------------------------
# Changed in Scrapy's own lists: with None in ours, Scrapy would still import these.
DOWNLOADER_MIDDLEWARES_BASE = on_demand(default_settings.DOWNLOADER_MIDDLEWARES_BASE)
EXTENSIONS_BASE = on_demand(default_settings.EXTENSIONS_BASE)

# -- feeds -----------------------------------------------------------------------------
FEED_EXPORT_ENCODING = "utf-8"  # Persian as itself, not as \u escapes
FEED_EXPORTERS = {"csv": "newscrawl.export.csv.CsvExporter"}

# -- monitors: is a crawl as the site's own past lets expect? --------------------------
SPIDERMON_ENABLED = True
SPIDERMON_SPIDER_CLOSE_MONITORS = ("newscrawl.monitoring.monitors.CrawlSuite",)
MONITOR_HISTORY_DAYS = 30  # how much of the past is compared with: news has seasons
MONITOR_ARTICLES_RATIO = 0.25  # fewer new articles a day than this share of the median are few
MONITOR_ARTICLES_LEAST = 20  # a site with fewer articles a day may well have none for a day
MONITOR_COVERAGE_DROP = 0.3  # a site that changes its pages loses a field nearly wholly
MONITOR_FAILURES_RISE = 0.2  # a few pages always fail
# Who is told when an alarm begins and when it is over: URLs of Apprise, which knows mail, Telegram,
# Slack, webhooks and a hundred others (https://github.com/caronc/apprise/wiki).
NOTIFY_URLS = (os.environ.get("NEWSCRAWL_NOTIFY_URLS") or "").split()
# A time of the day in Tehran, 08:00: they get a digest every day, too.
NOTIFY_DIGEST = os.environ.get("NEWSCRAWL_NOTIFY_DIGEST") or None
# By what alerts tell (scrapy alert): names and URLs of the same kind, as in mail=mailtos://…
# telegram=tgram://TOKEN, or a dict. They hold passwords, which the archive never has.
ALERT_SERVICES = os.environ.get("NEWSCRAWL_ALERT_SERVICES") or None
MONITOR_ACTIONS: list[str] = []  # Spidermon's actions when an alarm begins: mail, slack or a path

# -- metrics: the state of all sites for Prometheus; see docs/deploying.md -------------
METRICS_TEXTFILE = os.environ.get("NEWSCRAWL_METRICS_TEXTFILE") or None  # FILE.prom
METRICS_PORT = os.environ.get("NEWSCRAWL_METRICS_PORT") or 0  # of a worker; 0: none
METRICS_HOST = os.environ.get("NEWSCRAWL_METRICS_HOST") or "127.0.0.1"

# -- the rest --------------------------------------------------------------------------
LOG_LEVEL = "INFO"
STATS_DUMP = False  # the summary is enough; `scrapy crawl --stats`, or -L DEBUG
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
