"""Words by which such pages speak to their readers, and news does not.

They count only on a page that shows nothing of a site: see :mod:`newscrawl.answers.barriers`.
"""

from __future__ import annotations

from typing import Final

from newscrawl.answers.words import Phrases

#: What a source holds that asks whether its reader is human, in small letters.
MARKS: Final = (b"cf-turnstile", b"g-recaptcha", b"h-captcha", b"hcaptcha.com")

CHALLENGE: Final = Phrases("""
    (چند|یک) لحظه … (صبر|منتظر|شکیبا|تامل)
    (فقط |)یک لحظه
    لحظه ای (صبر|منتظر|شکیبا)
    (انسان|ربات) (بودن|نبودن) شما
    (تایید|بررسی) امنیتی
    (مرورگر|اتصال) شما … (بررسی|تایید)
    please wait while
    not a robot
    javascript is (required|disabled)
    requires javascript
""")
BLOCKED: Final = Phrases("""
    درخواست(| ها| های) شما … (بیش از حد|زیاد|مجاز نیست|رد شد)
    (تعداد|حجم) درخواست … (بیش از حد|زیاد)
    دسترسی (محدود|مسدود|غیرمجاز|غیر مجاز|ندارید)
    (مجوز|اجازه) (دسترسی|مشاهده) … ندارید
""")
MISSING: Final = Phrases("""
    (صفحه|صفحه ای|برگه|آدرس|نشانی) … (وجود ندارد|حذف شده|در دسترس نیست|در دسترس نمی باشد|\
        یافت نشد|پیدا نشد|پیدا نکردیم|موجود نیست|موجود نمی باشد)
    (page|url|address|article) … (not found|not exist|doesnt exist|been (removed|deleted|moved))
    nothing was found at this
""")
LOGIN: Final = Phrases("""
    (لطفا|باید|ابتدا) … وارد … شوید
    وارد (حساب|سایت|سامانه|پنل|ناحیه) … شوید
    (برای|جهت) (مشاهده|خواندن|مطالعه|ادامه|دسترسی) … (مشترک|اشتراک|عضو|عضویت|وارد|ثبت نام)
    شماره (موبایل|همراه|تلفن) … وارد (کنید|نمایید)
    نام کاربری … (رمز|کلمه) عبور
    (log in|login|sign in|subscribe) to (continue|view|read|see|access)
    please (log in|login|sign in|subscribe)
    (username|email) … password
""")
MAINTENANCE: Final = Phrases("""
    (سایت|وبسایت|وب سایت|سرور|سامانه|صفحه|دسترسی|سرویس|پورتال) … (در دسترس نخواهد بود|\
        امکان پذیر نیست|امکان پذیر نمی باشد|امکان پذیر نخواهد|ممکن نیست|در دسترس نیست|\
        در دسترس نمی باشد|قطع است|بسته است|فعال نیست|غیرفعال است)
    از (شکیبایی|صبر|صبوری|بردباری|حوصله|صبر و شکیبایی) شما
    (پوزش|عذرخواهی|عذر خواهی) … (می طلبیم|می خواهیم|می کنیم|می نماییم)
    (دقایقی|ساعاتی|لحظاتی|لحظه ای|مدتی|زمان|بعدا) … (مراجعه|تلاش|امتحان) (کنید|نمایید|فرمایید)
    (مجددا|دوباره) (مراجعه|تلاش|امتحان) (کنید|نمایید|فرمایید)
    (اختلال|نقص|مشکل) (در|فنی|موقت) … (سرور|سایت|سامانه|برطرف|رفع)
    (try|check back|come back|visit us) again (later|soon)
    (check|come) back (later|soon|shortly)
    sorry for the inconvenience
    apologi(z|s)e for … inconvenience
""")
