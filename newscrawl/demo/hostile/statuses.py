"""Status codes, with and without ``Retry-After``."""

from newscrawl.demo.hostile.case import Becomes, Case, fails, stored, waits
from newscrawl.demo.hostile.pages import TITLE, article, page
from newscrawl.demo.hostile.wire import after, head, http, raw

ERROR = page("خطا", "<h1>خطا</h1>")
#: Final: the page is not there, or not for us.
FINAL = (
    *(300, 304, 305, 306, 400, 401, 402, 404, 405, 406, 409, 410, 411, 412, 413, 414),
    *(415, 416, 417, 418, 421, 422, 423, 424, 426, 428, 431, 444, 451, 494, 499),
    *(501, 505, 506, 508, 510, 511, 600, 999),
)
#: The server can do no better now.
PASSING = (
    *(
        403,
        407,
        408,
        425,
        429,
        500,
        502,
        503,
        504,
        507,
        509,
        520,
        521,
        522,
        523,
        524,
        525,
        526,
        527,
        530,
    ),
    *(598, 599),
)
#: Name → the header: seconds, dates, and nonsense, which must harm nobody.
RETRY_AFTER = {
    "zero": "0",
    "a-second": "1",
    "two-minutes": "120",
    "a-thousand-years": "31536000000",
    "a-thousand-digits": "9" * 1000,
    "negative": "-5",
    "a-fraction": "1.5",
    "a-float": "1e9",
    "persian-digits": "۱۲۰",
    "a-date": "Fri, 27 Nov 2099 12:00:00 GMT",
    "a-past-date": "Thu, 26 Nov 1998 12:00:00 GMT",
    "no-date": "Fri, 99 Nov 99999 99:99:99 GMT",
    "words": "soon",
    "empty": "",
}


def _becomes(status: int) -> Becomes:
    reason = rf"^HTTP {status}\b"
    return waits(reason) if status in PASSING else fails(reason)


CASES = [
    *(
        Case(f"status-{status}", http(ERROR, status), _becomes(status))
        for status in (*FINAL, *PASSING)
    ),
    *(
        Case(
            f"status-{status}-retry-after-{name}",
            http(ERROR, status, {"Retry-After": value}),
            _becomes(status),
        )
        for name, value in RETRY_AFTER.items()
        for status in ((429, 503) if name in ("two-minutes", "a-date", "words") else (503,))
    ),
    Case("status-404-with-an-article", http(article(), 404), fails("^HTTP 404$")),
    Case("status-503-with-an-article", http(article(), 503), waits("^HTTP 503$")),
    Case("status-200-with-retry-after", http(article(), 200, {"Retry-After": "99"}), stored()),
    Case("status-201", http(article(), 201), stored(title=TITLE)),
    Case("status-203", http(article(), 203), stored(title=TITLE)),
    Case("status-204", raw(head(204)), waits("empty page")),
    Case("status-206", http(article(), 206), stored(title=TITLE)),
    Case("status-299", http(article(), 299), stored(title=TITLE)),
    Case(
        "status-100-before-200",
        after(b"HTTP/1.1 100 Continue\r\n\r\n", http(article())),
        stored(title=TITLE),
    ),
    Case(
        "status-103-before-200",
        after(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", http(article())),
        stored(title=TITLE),
    ),
]
