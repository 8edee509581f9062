"""Tables of the archive. Migrations in ``migrations/versions`` lead here, with the columns in this
order: a new one is added at the end."""

from __future__ import annotations

from newscrawl.database.schema.archived import articles as articles
from newscrawl.database.schema.archived import cold_files as cold_files
from newscrawl.database.schema.archived import cold_pages as cold_pages
from newscrawl.database.schema.archived import comments as comments
from newscrawl.database.schema.archived import failures as failures
from newscrawl.database.schema.archived import pages as pages
from newscrawl.database.schema.archived import removals as removals
from newscrawl.database.schema.archived import revisions as revisions
from newscrawl.database.schema.archived import signatures as signatures
from newscrawl.database.schema.archived import story_keys as story_keys
from newscrawl.database.schema.archived import tombstones as tombstones
from newscrawl.database.schema.crawling import archive_days as archive_days
from newscrawl.database.schema.crawling import crawl_days as crawl_days
from newscrawl.database.schema.crawling import crawls as crawls
from newscrawl.database.schema.crawling import frontier as frontier
from newscrawl.database.schema.crawling import paces as paces
from newscrawl.database.schema.crawling import revisits as revisits
from newscrawl.database.schema.crawling import totals as totals
from newscrawl.database.schema.naming import metadata as metadata
from newscrawl.database.schema.operating import alarms as alarms
from newscrawl.database.schema.operating import alert_hits as alert_hits
from newscrawl.database.schema.operating import alert_place as alert_place
from newscrawl.database.schema.operating import alerts as alerts
from newscrawl.database.schema.operating import data_steps as data_steps
from newscrawl.database.schema.operating import exports as exports
from newscrawl.database.schema.operating import imports as imports
from newscrawl.database.schema.operating import outbox as outbox
from newscrawl.database.schema.operating import schedule as schedule
from newscrawl.database.schema.operating import workers as workers

# Landed migrations take their types from here, and are never changed.
from newscrawl.database.types import Id as Id
from newscrawl.database.types import Json as Json
from newscrawl.database.types import UtcDateTime as UtcDateTime
