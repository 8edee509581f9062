from datetime import date

import pytest

from newscrawl.cms.asam import Asam
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.nastooh import Nastooh
from newscrawl.discovery import days as archive
from newscrawl.spiders.sharghdaily import SharghdailySpider

DAY = date(2021, 7, 13)


def test_days_newest_first() -> None:
    days = [archive.name(day) for day in archive.days(date(2021, 3, 20), date(2021, 3, 22))]
    assert days == ["1400-01-02", "1400-01-01", "1399-12-30"]
    assert list(archive.days(DAY, date(2021, 7, 12))) == []


def test_addresses() -> None:
    assert archive.path(IranSamaneh(), DAY, 2) == (
        "/fa/archive?service_id=-1&sec_id=-1&cat_id=-1&rpp=100"
        "&from_date=1400/04/22&to_date=1400/04/22&p=2"
    )
    assert archive.path(Nastooh(), DAY, 1) == "/page/archive.xhtml?mn=4&dy=22&yr=1400&pi=1"
    assert archive.path(SharghdailySpider.family, date(2020, 3, 20), 2) == (
        "/newsstudios/archive/?query=&dateRange[start][day]=01&dateRange[start][month]=01"
        "&dateRange[start][year]=1399&dateRange[end][day]=01&dateRange[end][month]=01"
        "&dateRange[end][year]=1399&order=publish_time&page=2"
    )
    with pytest.raises(ValueError, match="asam has no archive"):
        archive.path(Asam(), DAY, 1)
