from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class SharghdailySpider(NewsSpider):
    name = "sharghdaily"
    domain = "sharghdaily.com"
    title = "شرق"
    family = Asam(
        archive_path="/newsstudios/archive/?query=&dateRange[start][day]={day:02}&dateRange[start][month]={month:02}&dateRange[start][year]={year}&dateRange[end][day]={day:02}&dateRange[end][month]={month:02}&dateRange[end][year]={year}&order=publish_time&page={page}"
    )
    checked = "declared from second-hand selectors; the archive by day second-hand, too"
