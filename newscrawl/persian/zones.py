"""Time zones as pages name them, in the spelling of `newscrawl.persian.words`."""

from typing import Final

TEHRAN_KEY: Final = "Asia/Tehran"

UNKNOWN: Final = "?"

#: Minutes east of UTC, or a name of the IANA data, or `UNKNOWN`.
Zone = int | str

_EAST_OF_UTC: Final = {  # in hours
    "z utc gmt ut greenwich گرینویچ گرینویج wet": 0,
    "bst west cet mez": 1, "cest mesz eet": 2, "eest msk trt idt": 3, "gst azt": 4,
    "pkt uzt tjt tmt": 5, "sgt hkt awst": 8, "jst kst": 9, "aest": 10, "aedt": 11, "nzst": 12,
    "adt": -3, "edt": -4, "est cdt": -5, "cst mdt": -6, "mst pdt": -7, "pst akdt": -8, "akst": -9,
    "hst": -10,
}  # fmt: skip
_PLACES: Final = {
    "Asia/Tehran": "تهران ایران irst irdt", "Asia/Kabul": "کابل افغانستان هرات aft",
    "UTC": "گرینویچ گرینویج جهانی utc gmt",
    "Europe/Berlin": "اروپای_مرکزی اروپا برلین المان پاریس فرانسه رم ایتالیا مادرید اسپانیا وین"
    " اتریش ژنو زوریخ سوییس بروکسل بلژیک امستردام هلند پراگ ورشو بوداپست استکهلم سوید اسلو کپنهاگ",
    "Europe/Athens": "اروپای_شرقی اتن یونان", "Europe/London": "لندن بریتانیا انگلیس انگلستان",
    "Europe/Kyiv": "کییف کیف اوکراین", "Europe/Moscow": "مسکو روسیه",
    "Europe/Istanbul": "استانبول انکارا ترکیه", "Asia/Baku": "باکو اذربایجان",
    "Asia/Yerevan": "ایروان ارمنستان", "Asia/Tbilisi": "تفلیس گرجستان",
    "Asia/Baghdad": "بغداد عراق کربلا نجف اربیل", "Asia/Damascus": "دمشق سوریه",
    "Asia/Beirut": "بیروت لبنان", "Asia/Jerusalem": "قدس بیت_المقدس تل_اویو", "Asia/Gaza": "غزه",
    "Africa/Cairo": "قاهره مصر", "Asia/Riyadh": "مکه مدینه ریاض عربستان صنعا یمن",
    "Asia/Kuwait": "کویت", "Asia/Qatar": "دوحه قطر", "Asia/Bahrain": "منامه بحرین",
    "Asia/Dubai": "دبی ابوظبی امارات", "Asia/Muscat": "مسقط عمان",
    "Asia/Karachi": "اسلام_اباد کراچی لاهور پاکستان", "Asia/Kolkata": "دهلی_نو دهلی بمبیی هند",
    "Asia/Dushanbe": "تاجیکستان", "Asia/Tashkent": "تاشکند ازبکستان",
    "Asia/Ashgabat": "عشق_اباد ترکمنستان", "Asia/Shanghai": "پکن شانگهای چین",
    "Asia/Tokyo": "توکیو ژاپن", "Asia/Seoul": "سیول کره_جنوبی", "Asia/Bangkok": "بانکوک تایلند",
    "Asia/Kuala_Lumpur": "کوالالامپور مالزی", "Australia/Sydney": "سیدنی ملبورن",
    "America/New_York": "شرق_امریکا شرقی_امریکا نیویورک واشنگتن",
    "America/Chicago": "شیکاگو مرکزی_امریکا", "America/Los_Angeles": "غرب_امریکا لس_انجلس",
    "America/Toronto": "تورنتو اتاوا",
}  # fmt: skip

ABBREVIATIONS: Final[dict[str, Zone]] = {
    **{name: hours * 60 for names, hours in _EAST_OF_UTC.items() for name in names.split()},
    **{"irst": TEHRAN_KEY, "irdt": TEHRAN_KEY, "aft": "Asia/Kabul"},
    **{"et": "America/New_York", "ct": "America/Chicago", "pt": "America/Los_Angeles"},
    **dict.fromkeys(["ist", "ast", "sst", "ect", "amt"], UNKNOWN),  # each means several zones
}
PLACES: Final = {
    name.replace("_", blank): key
    for key, names in _PLACES.items()
    for name in names.split()
    for blank in (" ", "")  # «اسلام آباد», «اسلام‌آباد»
}
