"""What answers 200, but is not the article: challenges, logins, repairs, errors."""

from __future__ import annotations

from newscrawl.demo.hostile.case import Case, LinkedFrom, fails, read, waits
from newscrawl.demo.hostile.pages import page
from newscrawl.demo.hostile.wire import http

NO_TEXT = "no headline|no text|no article|does not exist"

ARVAN = page(
    "در حال انتقال به سایت مورد نظر هستید...",
    '<div class="content"><h1>در حال بررسی درخواست شما</h1><p>در حال انتقال به سایت مورد نظر '
    "هستید. لطفا کوکی را در مرورگر خود فعال کنید.</p></div>"
    '<script>document.cookie="__arcsjs=1";location.reload()</script>',
)
CLOUDFLARE = page(
    "Just a moment...",
    '<div class="main-wrapper"><div class="main-content"><h1 class="zone-name-title h1">'
    'demo-hostile.newscrawl.example</h1><h2 class="h2">Checking if the site connection is secure'
    '</h2><div class="core-msg spacer">demo-hostile.newscrawl.example needs to review the security '
    "of your connection before proceeding.</div></div></div>"
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
)
FILTER = (
    '<html><head><meta charset="windows-1256"><title>M1-6</title></head><body><iframe '
    'src="http://10.10.34.34?type=Invalid Site&policy=MainPolicy" style="width:100%;height:100%" '
    'scrolling="no" marginwidth="0"></iframe></body></html>'
)
REPAIR = page(
    "تعمیرات",
    '<h1>سایت در دست تعمیر است</h1><div class="body"><p>به زودی برمی‌گردیم. از شکیبایی شما '
    "سپاسگزاریم.</p></div>",
)
PHP = (
    "<br />\n<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] in "
    "<b>/var/www/index.php</b> on line <b>12</b><br />"
)
LOGIN = page(
    "ورود به سامانه",
    '<h1 class="title">ورود کاربران</h1><div class="body"><form action="/login" method="post">'
    '<p>نام کاربری: <input name="user"></p><p>گذرواژه: <input type="password" name="password"></p>'
    "<button>ورود</button></form></div>",
)
MISSING = page("خطای ۴۰۴", '<div class="error_container"><h1>صفحه مورد نظر شما یافت نشد</h1></div>')

CASES = [
    Case("instead-challenge-of-arvancloud", http(ARVAN), waits("challenge.*Arvan")),
    Case("instead-challenge-of-arvancloud-503", http(ARVAN, 503), waits("challenge|HTTP 503")),
    Case("instead-challenge-of-cloudflare", http(CLOUDFLARE), waits("challenge.*Cloudflare")),
    Case(
        "instead-challenge-of-cloudflare-403",
        http(CLOUDFLARE, 403, {"Server": "cloudflare", "cf-mitigated": "challenge"}),
        waits("challenge.*Cloudflare"),
    ),
    Case("instead-filter", http(FILTER, kind="text/html"), waits("filter")),
    Case("instead-repair", http(REPAIR), waits("maintenance|repair")),
    Case("instead-repair-503", http(REPAIR, 503), waits("maintenance|repair|HTTP 503")),
    Case("instead-php-error", http(PHP), waits("error")),
    Case("instead-php-error-500", http(PHP, 500), waits("HTTP 500|error")),
    Case("instead-login", http(LOGIN), fails("login|log in|" + NO_TEXT)),
    Case("login", http(LOGIN), read((0, 9)), "/fa/login", LinkedFrom.CASE),
    Case("instead-missing", http(MISSING), fails("does not exist")),
    Case(
        "instead-empty-shell",
        http(page("خبر", '<div id="root"></div><script src="/app.js"></script>')),
        fails(NO_TEXT),
    ),
    Case(
        "instead-index-of-files",
        http(page("Index of /", "<h1>Index of /</h1><pre><a href='../'>../</a></pre>")),
        waits("without a site"),
    ),
    Case(
        "instead-welcome-to-nginx",
        http(page("Welcome to nginx!", "<h1>Welcome to nginx!</h1>")),
        waits("without a site"),
    ),
    Case(
        "instead-rejected",
        http(
            page(
                "Request Rejected", "The requested URL was rejected. Your support ID is: 1234567890"
            )
        ),
        waits("challenge.*F5"),
    ),
    Case(
        "instead-the-home-page",
        http(page("صفحه نخست", "<ul><li><a href='/fa/news/{good}'>خبر</a></li></ul>")),
        fails(NO_TEXT),
    ),
    Case("instead-ok", http("OK", kind="text/plain"), fails(NO_TEXT)),
    Case(
        "instead-xml", http("<?xml version='1.0'?><error/>", kind="application/xml"), fails(NO_TEXT)
    ),
]
