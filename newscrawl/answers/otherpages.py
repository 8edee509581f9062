"""Words of pages that a site does mean, but that are no article: not found, login, about, \
        contact.

See :mod:`newscrawl.answers.barriers`, and :mod:`newscrawl.answers.words` for how they are
compared.
"""

from __future__ import annotations

from typing import Final

from newscrawl.answers.words import Phrases

#: «موردی یافت نشد» is what an archive says of an empty day, and no word of these.
MISSING: Final = Phrases("""
    (صفحه|برگه|آدرس|نشانی|لینک|پیوند|محتوای|سند) … (مورد نظر|مورد نظرتان|درخواستی|درخواست شده|\
        وارد شده|مربوطه|مذکور) … (یافت نشد|پیدا نشد|پیدا نکردیم|نیافتیم|وجود ندارد|موجود نیست|\
        موجود نمی باشد|در دسترس نیست|حذف شده)
    (خبر|مطلب|نوشته|خبری|مطلبی) (مورد نظر|درخواستی|با این) … (یافت نشد|پیدا نشد|وجود ندارد|\
        موجود نیست|موجود نمی باشد|حذف شده|حذف گردیده)
    (این |)(صفحه|برگه|صفحه ای|برگه ای) (با این (آدرس|نشانی) |)(یافت نشد|پیدا نشد|وجود ندارد|\
        موجود نیست|موجود نمی باشد)
    (این|چنین) (صفحه|برگه|صفحه ای|برگه ای|خبر|مطلب) … (حذف شده|وجود ندارد|یافت نشد|پیدا نشد|\
        منتقل شده است)
    خطای 404
    (خطا|ارور) 404
    404 (صفحه|یافت|پیدا|not found|page|error|error page)
    error 404
    http 404
    page (not found|cannot be found|could not be found|you requested|you are looking for)
    (the |)(requested |)(page|url|resource|article|content|document) … (was not found|not \
        found on this server|could not be found|does not exist|doesnt exist|no longer exists|\
        has been removed|cannot be found|cant be found)
    sorry … page … (exist|found)
""")
MISSING_NAMES: Final = Phrases("""
    404
    Not Found
    404 Not Found
    Page Not Found
    Error 404
    یافت نشد
    پیدا نشد
    صفحه پیدا نشد
    صفحه یافت نشد
    برگه پیدا نشد
    صفحه موجود نیست
    صفحه وجود ندارد
""")
#: What the headline of a page is that asks for a password.
LOGIN_NAMES: Final = Phrases("""
    (فرم |صفحه |)(ورود|لاگین)(| کاربران| اعضا| کاربر| مدیران| مدیر| مدیریت| خبرنگاران| همکاران|\
        مشترکین| مشترکان| و ثبت نام| یا ثبت نام| و عضویت| یا عضویت| ثبت نام)
    ورود به (سایت|سامانه|سیستم|پنل|پنل کاربری|پنل مدیریت|حساب|حساب کاربری|پورتال|پایگاه|مدیریت|\
        بخش|ناحیه|ناحیه کاربری|بخش مدیریت|پیشخوان|وب سایت|وبسایت|حساب خود|حساب کاربری خود)
    (پنل|ناحیه) (کاربری|مدیریت)
    (ثبت نام|عضویت) (و|یا) ورود
    (log in|login|sign in|signin|log on|logon)(| page| form| required| to your account|\
        to continue| or register| register| to site)
    (member|user|admin|administrator|control panel) (login|log in|sign in)
    please (log in|login|sign in)
""")
#: Headlines of pages of the site about itself, which stand at an article's address.
ABOUT_NAMES: Final = Phrases("""
    (صفحه |)(تماس|ارتباط) (|با ما|با سایت|با تحریریه|با خبرگزاری…|با پایگاه…|با روزنامه…)
    (راه های|راههای|راه) (ارتباطی|تماس|ارتباط)(| با ما|با…)
    اطلاعات تماس
    درباره
    (درباره|درباره ی|معرفی) (ما|سایت|این سایت|خبرگزاری…|پایگاه…|روزنامه…|وب سایت…|وبسایت…)
    (تعرفه|تعرفه ها|تعرفه های|نرخ|هزینه|جدول تعرفه|شرایط|سفارش|پذیرش|درج|ثبت|بخش|واحد) \
        (|درج|سفارش|چاپ|انتشار|پخش) (تبلیغات|تبلیغ|آگهی|آگهی ها|آگهی های|رپورتاژ|بنر|اگهی)…
    (تبلیغات|آگهی|رپورتاژ|رپورتاژ آگهی|بازرگانی) (|ما|سایت|در سایت|اینترنتی|در این سایت)
    (تبلیغات در|آگهی در) (سایت|خبرگزاری|پایگاه|وب سایت|وبسایت|روزنامه)…
    تعرفه(| ها| های ما)
    (دانلود|نصب|دریافت|معرفی) (اپلیکیشن|اپ|نرم افزار|برنامه|نسخه) (|موبایل|اندروید|ای او اس)…
    (اپلیکیشن|نسخه) (|موبایل|اندروید|تلفن همراه|همراه)
    (شرایط|قوانین|ضوابط) (|و مقررات|و شرایط|و ضوابط) (|استفاده|سایت|استفاده از سایت|درج نظر)
    (|سیاست|سیاست های|بیانیه) (|حفظ) حریم (خصوصی|شخصی)
    نقشه سایت
    (پیوندها|پیوندهای مرتبط|لینک ها|لینک های مفید|جستجوی پیشرفته|خبرنامه|آب و هوا)
    (همکاری|دعوت به همکاری|استخدام) (|با ما)
    عضویت در خبرنامه
    (about|contact)(| us| page)
    (advertise|advertising|advertisement)(| with us| rates| here)
    (privacy policy|terms of use|terms of service|terms and conditions|sitemap|newsletter)
""")
