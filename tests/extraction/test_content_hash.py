"""The content hash: whole archives would count as edited if it changed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.extraction import RawArticle
from newscrawl.extraction.loader import content_hash, load_article
from newscrawl.items import Article

#: Articles of archives as version 0.9 stored them.
STORED = [
    (
        {
            "title": "یوسف عطاران رکورد دوومیدانی را شکست",
            "lead": (
                "یوسف عطاران با شکستن رکورد 5 ساله، نام کاشان را در دوومیدانی بر سر زبان‌ها انداخت."
            ),
            "body": (
                "خبرنگار چکاوک گزارش می‌دهد که رقابت‌های دوومیدانی قهرمانی کشور سه‌شنبه در "
                "کاشان با معرفی برترین‌ها پایان یافت.\nآمار بازی نشان می‌دهد مالکیت توپ ۵۹ "
                "درصد و شمار کرنرها ۳ بوده است.\nاو دربارهٔ آیندهٔ تیم توضیح داد: پیشنهادهایی "
                "از ترکیه و قطر رسیده، اما تا پایان فصل حرفی نمی‌زنیم. یوسف عطاران پس از "
                "مسابقه گفت: «هنوز کارهای زیادی داریم.»\nپزشک تیم اعلام کرد ناصر بامداد به "
                "دلیل کشیدگی عضله 5 هفته از میادین دور خواهد بود.\nکمیتهٔ انضباطی نیز سه‌شنبه "
                "آینده دربارهٔ اتفاق‌های پایان مسابقه تصمیم می‌گیرد.\nمسئول روابط عمومی در "
                "پاسخ به پرسش دربارهٔ GPS و Wi-Fi گفت: «هر دو تا پایان تابستان راه می‌افتد.»\n"
                "جدول رده‌بندی با این نتیجه تغییر ٣ پله‌ای داشت."
            ),
        },
        "cfe1325f91ace59e49a287572d5398429ad59044449dd6e695a473f3ec5960da",
    ),
    (
        {
            "title": "هواشناسی زاهدان: منتظر شکوفه‌باران باشید",
            "kicker": "هواشناسی هشدار داد",
            "lead": (
                "هواشناسی زاهدان از ادامهٔ شکوفه‌باران تا شنبه خبر داد و توصیه کرد سفرهای "
                "غیرضروری عقب بیفتد."
            ),
            "body": (
                "خبرنگار چکاوک گزارش می‌دهد که شکوفه‌باران از بامداد شنبه در بیشتر بخش‌های "
                "زاهدان آغاز شد.\nجادهٔ روستای ده‌بالا که پس از بارندگی بسته شده بود، پس از ٢ "
                "ساعت بازگشایی شد.\nدر این طرح ۴ کیلومتر لولهٔ تازه کار گذاشته شده و ۳ مخزن "
                "ذخیره ساخته شده است.\nوی افزود: ۹۲ درصد کار پیش رفته و باقی تا زمستان به "
                "پایان می‌رسد.\nاهالی خواسته‌اند که نام قدیمی روستا نیز روی تابلوها نوشته شود."
            ),
        },
        "199a932f39e548877bb92bc99ec06096ba57c91f51fbac5df0e8859800d05e93",
    ),
]
#: What pages say, and the hash that version 0.9 made of it.
READ = [
    (
        {
            "title": "مدرسهٔ روستا نوسازی شد",
            "body": ["كلاس‌هاي تازه از مهر باز مي‌شود.", "هزینهٔ آن ۱۲۳٬۴۵۰ تومان بود."],
        },
        "3a146a78d75f93e8adf41e32edbec89b6c5aba407fcd8beff63e42d0c33f9fa4",
    ),
    (
        {
            "title": "خانه‌ی کتاب در مشهد",
            "kicker": "گزارشِ هفته",
            "lead": "دانشجویان مُعَلِّم شدند",
            "body": ["«می رود» یا «می‌رود»؟ COVID-19؛ ٤٥٦ نفر."],
        },
        "d03f1720422bfe4640b459483c76132770f0b10a10f0f4806b478c9dc959d342",
    ),
    (
        {
            "title": "آلودگیِ هوا ۲۰٪ کم شد",
            "lead": "1,250 تن",
            "body": [
                "مسئول و مؤسسه و رأی و إن و ة و ۀ",
                "نشانی: https://a.ir/ي?x=۱",
                "\ufefb \ufdfc ـــ",
            ],
        },
        "6dec92a62d3a1220c917ad49e197b8c50e140f46c112a5837d7d8cd61e9de08b",
    ),
    (
        {"title": "Tehran تهران", "body": ["یک\u200c\u200cدو  سه\u200c ", "چهار\tپنج"]},
        "45ab0525f6d2ae5bdb8e4f1947d682396c3f125bff718ea686192c16459b2d62",
    ),
]


@pytest.mark.parametrize(("fields", "stored"), STORED)
def test_what_archives_have(fields: dict[str, str], stored: str) -> None:
    assert content_hash(Article(**fields)) == stored


@pytest.mark.parametrize(("fields", "stored"), READ)
def test_what_pages_become(fields: dict[str, Any], stored: str) -> None:
    moment = datetime(2021, 7, 14, 12, tzinfo=UTC)
    article = load_article(RawArticle(**fields), site="x", url="https://x.ir/1", fetched_at=moment)
    assert article.content_hash == stored
