"""Persian names of tables and columns, and which columns are shown."""

from __future__ import annotations

from newscrawl.database.schema import UtcDateTime, metadata
from newscrawl.report.words import FIELD_LABELS

LABELS = {
    **FIELD_LABELS,
    "id": "شناسه", "title": "عنوان", "site": "سایت", "spider": "سایت", "published_jalali": "ماه",
    "published_text": "تاریخ در صفحه", "modified_at": "ویرایش در سایت", "url": "نشانی",
    "topic": "موضوع", "news_code": "کد خبر", "status": "وضعیت", "reason": "دلیل", "at": "زمان",
    "is_missing": "ناموجود", "is_waiting": "در انتظار", "run": "شماره", "arguments": "ورودی‌ها",
    "started_at": "آغاز", "finished_at": "پایان", "finish_reason": "چگونگی پایان",
    "stats": "آمار", "heartbeat_at": "واپسین نشانه", "fetched_at": "ثبت",
    "reparsed_at": "بازخوانی", "vanished_at": "ناپدید", "revision": "ویرایش",
    "article_id": "شناسهٔ خبر", "problems": "خوانده نشد", "content_hash": "چکیدهٔ متن",
    "day": "روز", "articles": "خبر", "pages": "صفحه", "read_at": "خوانده‌شده در",
    "way": "راه", "span": "بازه", "total": "شمار", "read_to": "ادامه از",
    "scope": "گستره", "epoch": "دور", "newest_id": "تازه‌ترین خبر", "slots": "درخواست هم‌زمان",
    "delay": "درنگ", "monitor": "پایش", "problem": "مشکل", "began_at": "آغاز", "over_at": "پایان",
    "every": "هر چند ثانیه", "due_at": "نوبت", "taken_by": "در دست", "taken_until": "در دست تا",
    "failures": "ناموفق", "key": "کلید", "destination": "مقصد", "created_at": "ساخته‌شده در",
    "attempts": "تلاش", "sent_at": "رسیده در",
    "name": "نام", "seen_at": "دیده‌شده", "crawling": "در حال خزش", "time_of_day": "ساعت",
    "is_of_all": "با همهٔ سایت‌ها", "crawls": "خزش", "failed": "ناموفق", "why": "دلیل",
    "comment_id": "شناسهٔ دیدگاه", "parent_id": "پاسخ به", "text": "متن", "likes": "پسند",
    "dislikes": "ناپسند", "first_seen_at": "نخستین دیدار",
    "story_id": "شمارهٔ داستان", "replaced_at": "تغییر تا", "is_edited": "ویرایش سایت",
    "is_back": "بازگشته", "missed_at": "نخستین نبود", "last_missed_at": "واپسین نبود",
}  # fmt: skip
TABLE_LABELS = {
    "articles": "خبرها", "failures": "صفحه‌های ناموفق", "crawls": "خزش‌ها",
    "revisions": "نسخه‌های پیشین", "archive_days": "روزهای خوانده‌شده",
    "totals": "شمار خبرهای سایت", "alarms": "هشدارها", "schedule": "زمان‌بندی",
    "outbox": "پیام‌ها", "workers": "کارگرها", "crawl_days": "روزهای خزش",
    "tombstones": "برداشته‌شده‌ها", "comments": "دیدگاه‌ها", "removals": "ناپدیدشده‌ها",
    "alerts": "جست‌وجوهای ذخیره‌شده", "alert_hits": "یافته‌های جست‌وجوها",
}  # fmt: skip
#: Columns that say something only to the crawls themselves; the page of a row has all.
UNSHOWN = {
    "crawls": ("scope", "epoch", "newest_id", "heartbeat_at", "is_waiting", "slots", "delay"),
}  # fmt: skip
#: Columns with a moment, which is shown in the time of Tehran and in the Jalali calendar.
MOMENTS = frozenset(
    column.name
    for table in metadata.tables.values()
    for column in table.columns
    if isinstance(column.type, UtcDateTime)
)
#: Columns of yes and no.
FLAGS = frozenset(("is_missing", "is_waiting", "is_edited", "is_back"))
#: Columns of lists in an article.
LISTS = ("sections", "tags", "images", "problems")
