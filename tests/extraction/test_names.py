"""Whose names they are."""

import pytest

from newscrawl.extraction.names import OwnNames, is_company, person

OWN = OwnNames(["خبرگزاری سپیدار | صفحه اصلی | Sepidar", "سپیدار"], "https://www.sepidarnews.ir/1")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("مریم احمدی", "مریم احمدی"),
        ("نویسنده: مریم احمدی", "مریم احمدی"),
        ("خبرنگار : رضا گروسی", "رضا گروسی"),
        ("سپیدار", None),
        ("خبرگزاری سپیدار", None),
        ("تحریریه سپیدار", None),
        ("Sepidar | سپیدار", None),
        ("sepidarnews.ir", None),
        ("SepidarNews", None),
        ("admin", None),
        ("Admin2", None),
        ("مدیر سایت", None),
        ("ایران‌سامانه", None),
        ("Nastooh Saba Newsroom", None),
        ("WordPress", None),
        ("71038", None),
        ("سردبیر", None),
        ("DNN", None),
        ("https://facebook.com/x", None),
        ("info@x.ir", None),
        ("خبرنگار:", None),
        ("", None),
    ],
)
def test_person(written: str, name: str | None) -> None:
    assert person(written, OWN) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Arya Group", True),
        ("شرکت نرم‌افزاری موج", True),
        ("روابط عمومی شهرداری", True),
        ("PortalBuilder", True),
        ("Pars CMS", True),
        ("Newsha Groupi", False),
        ("تیمور شرکتی", False),
    ],
)
def test_company(name: str, is_one: bool) -> None:
    assert is_company(name) is is_one


def test_a_part_of_the_sites_name_may_be_a_section() -> None:
    own = OwnNames(["خبرگزاری حوزه"], "https://hawzah.ir/1")
    assert "حوزه" in own
    assert not own.are("حوزه")
    assert own.are("خبرگزاری حوزه")
