"""Words of pages that a site without its content shows: maintenance, errors, a server's own page.

See :mod:`newscrawl.answers.barriers`, and :mod:`newscrawl.answers.words` for how they are
compared.
"""

from __future__ import annotations

import re
from typing import Final

from newscrawl.answers.words import Phrases

MAINTENANCE: Final = Phrases("""
    (سایت|وبسایت|وب سایت|پایگاه|پورتال|سامانه|تارنما|خبرگزاری|سرور|صفحه) … (در دست|درحال|در \
        حال) (تعمیر|به روز رسانی|بروز رسانی|بروزآوری|به روزآوری|ارتقا|بازسازی|ساخت|طراحی|\
        راه اندازی|توسعه|نگهداری)
    (در دست|در حال) (تعمیر|به روز رسانی|بروز رسانی|ارتقا|بازسازی|ساخت|طراحی) (هستیم|می باشیم)
    (سایت|وبسایت|وب سایت|پایگاه|پورتال|سامانه|تارنما|سرور|خدمات|سرویس) … (موقتا|موقتاً|موقت) … \
        (خارج|قطع|دسترس|غیرفعال|تعطیل|بسته)
    (موقتا|موقتاً|به طور موقت|بطور موقت) … (از دسترس خارج|در دسترس نیست|در دسترس نمی|غیرفعال|قطع)
    (در حال|درحال) (تعمیر|تعمیرات|به روز رسانی|بروز رسانی|ارتقا) (سایت|وبسایت|وب سایت|سرور|\
        سامانه|زیرساخت|سیستم)
    (به روز رسانی|بروز رسانی|تعمیر|تعمیرات|ارتقا) (سایت|وبسایت|سرور|سامانه|فنی) … (به زودی|\
        بزودی|مراجعه|شکیبا|صبر|دقایق|ساعات|لحظات)
    تعمیر و نگهداری … (سایت|سرور|سامانه|به زودی|بزودی|شکیبا|دقایق)
    (به زودی|بزودی) (باز می گردیم|باز خواهیم گشت|بر می گردیم|برخواهیم گشت|با شما خواهیم بود|در \
        خدمت شما|در خدمتتان|راه اندازی)
    (سایت|وبسایت|وب سایت|سرویس|سرور|خدمات) … در دسترس (نیست|نمی باشد)
    در حال حاضر … (سایت|سرویس|خدمات) … (در دسترس نیست|قطع است|امکان پذیر نیست)
    به دلیل (مشکل|مشکلات|اختلال|نقص) فنی … (دسترس|قطع|مختل|ناتوان|نیست|عذر)
    (حجم|تعداد|ترافیک) … (بالای|زیاد) … (بعدا|دقایقی|لحظاتی|دیگر) … (تلاش|مراجعه|امتحان)
    (site|website|page|server|system|portal|we|were|are|is) (currently |temporarily |now |) … \
        under … maintenance
    (down|offline|closed) for … maintenance
    (scheduled|planned|routine|performing|undergoing) … maintenance
    maintenance (mode|in progress|break)
    briefly unavailable for scheduled
    (well|we will|will) be (right back|back soon|back shortly|back online)
    be right back
    (site|website|page|we|were) (is |are |) (currently |) under construction
    (site|website|service|page|server) … (temporarily|currently) (unavailable|offline|down|closed)
    (were|we are) sorry … temporarily unavailable
""")
MAINTENANCE_NAMES: Final = Phrases("""
    تعمیرات
    تعمیر و نگهداری
    (در دست|در حال) (تعمیر|تعمیرات|ساخت|طراحی|به روز رسانی|بروز رسانی|ارتقا|بازسازی)\
        (|است|می باشد)
    به‌روزرسانی
    بروزرسانی
    به‌روزرسانی سایت
    به زودی
    به زودی برمی‌گردیم
    به زودی باز می‌گردیم
    با عرض پوزش
    Maintenance
    Site Maintenance
    Website Maintenance
    Under Maintenance
    Down for Maintenance
    Maintenance mode
    Under Construction
    Coming Soon
    Be right back
    Site offline
    Temporarily unavailable
    Service Unavailable
    503 Service Unavailable
    503 Service Temporarily Unavailable
    Service Temporarily Unavailable
    503
""")
ERROR: Final = Phrases("""
    error establishing a database connection
    error connecting to (the |)database
    (could not|unable to|cannot|cant|failed to) connect to (the |)(database|mysql|server|local \
        mysql)
    database (connection |)(error|failed)
    (خطا|خطایی|اشکال|مشکل) در (برقراری |)(ارتباط|اتصال) (با|به) (پایگاه|بانک|دیتابیس|سرور)
    (اتصال|ارتباط) (به|با) (پایگاه داده|بانک اطلاعاتی|دیتابیس|سرور) … (برقرار نشد|قطع|ممکن \
        نیست|امکان پذیر نیست|با خطا|ناموفق)
    (sqlstate|uncaught pdoexception|uncaught mysqli|uncaught exception|uncaught error)
    fatal error uncaught
    too many connections
    server error in … application
    (internal server error|خطای داخلی سرور|خطای سرور داخلی)
    (bad gateway|gateway time out|gateway timeout)
    the service is unavailable
    there has been a critical error on (this|your) (website|site)
    (یک |)خطای (مهم|بحرانی|حیاتی) در (این |)(وب سایت|وبسایت|سایت|وب سایت شما) (رخ داده|وجود)
    (خطایی|مشکلی) (در (سرور|سیستم|سامانه|سایت) |)(رخ داده|پیش آمده|به وجود آمده) است
    whoops looks like something went wrong
    oops an error occurred
    an error occurred while processing your request
    the website encountered an unexpected error
    we are sorry but something went wrong
    were sorry but something went wrong
    a server error (has |)occurred
    runtime error … (description|application error)
    http status 50(0|2|3|4)
    http error 50(0|2|3|4)
    ((resource limit|bandwidth limit) (is reached|exceeded|is exceeded))
    resource limit is reached
    traceback most recent call last
    application error … (exception|occurred)
    no input file specified
""")
ERROR_NAMES: Final = Phrases("""
    500
    502
    504
    Error
    Server Error
    500 Internal Server Error
    500 Server Error
    502 Bad Gateway
    504 Gateway Time-out
    Application Error
    Runtime Error
    Database Error
    خطا
    خطای سرور
    خطای ۵۰۰
    خطای پایگاه داده
""")
#: How the text of an error message begins, where a long trace may follow.
ERROR_OPENING: Final = re.compile(
    r"(?:PHP )?(?:Fatal|Parse) error\s*:|\w+(?:Error|Exception) at /|Traceback \(most recent"
    r"|Uncaught \w*(?:Error|Exception)|(?:System|java|javax|org|com)\.[\w.]+(?:Error|Exception)\b"
)

# -- a server without a site -----------------------------------------------------------

NO_SITE: Final = Phrases("""
    welcome to (nginx|openresty|caddy|tengine|apache|centos|litespeed)
    (apache2|apache http server) … (default|test) page
    test page for the … (http server|apache|nginx)
    if you see this page the nginx web server is successfully installed
    iis windows server
    internet information services
    (web|domain|server) … default page
    default (web site|website|web|site|domain) page
    apache is functioning normally
    this is the default (welcome |)(page|web page|index page)
    if you are the owner of this (website|site|web site|domain)
    (account|site|website|domain|hosting) (has been |is |)suspended
    this (domain|website|site) … (is parked|has expired|is for sale|may be for sale|has been \
        registered|is registered|is not configured|is not connected)
    (buy|get) this domain
    domain (name |)(has |is |)(expired|for sale|parked)
    hosting … (has expired|expired|suspended)
    there is no website configured at this address
    این دامنه … (فروش|منقضی|پارک|ثبت شده|تمدید|مسدود|متصل|معلق|واگذار|به مزایده)
    (دامنه|دامین) … (منقضی شده|به فروش می رسد|برای فروش|قابل واگذاری|تمدید نشده|پارک شده)
    (هاست|هاستینگ|میزبانی|سرویس میزبانی|حساب|اکانت|سرویس|وب سایت|وبسایت|سایت) … (معلق|مسدود|\
        تعلیق|منقضی|غیرفعال) (شده|گردیده|می باشد|است)
    (هاست|میزبانی|سرویس|اعتبار) … (به پایان رسیده|به اتمام رسیده|تمدید نشده)
    به دلیل عدم (پرداخت|تمدید) … (مسدود|معلق|غیرفعال|قطع|تعلیق)
    صفحه پیش فرض (سرور|هاست|وب سرور|دامنه|میزبانی|کنترل پنل|دایرکت ادمین|سی پنل)
    (سایت|وبسایت|وب سایت) (شما|جدید) با موفقیت (ایجاد|ساخته|راه اندازی)
""")
NO_SITE_NAMES: Final = Phrases("""
    It works!
    Account Suspended
    Suspended
    Domain Parking
    Parked Domain
    Default Page
    Website Suspended
    Suspended Website
    Suspended Domain
    Index of
    Index of /
    Test Page
    cPanel
    Plesk
    DirectAdmin
    حساب معلق شده است
    فروش دامنه
    دامنه منقضی شده است
""")
