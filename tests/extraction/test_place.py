"""The agency and the place that a lead may begin with."""

import pytest

from newscrawl.extraction.names import OwnNames
from newscrawl.extraction.place import without_dateline
from tests.extraction.builders import ARTICLE, read

OWN = OwnNames(["سپیدار"], "https://sepidar.ir/1")


@pytest.mark.parametrize(
    ("lead", "rest"),
    [
        ("سپیدار/کرمان استاندار گفت", "استاندار گفت"),
        ("سپیدار / خراسان رضوی استاندار گفت", "استاندار گفت"),
        ("سپیدار/آذربایجان شرقی/تبریز: استاندار گفت", "استاندار گفت"),
        ("خبرگزاری فارس/اهواز - استاندار گفت", "استاندار گفت"),
        ("ایسنا/سیستان و بلوچستان استاندار گفت", "استاندار گفت"),
        ("سپیدار/کرمان", None),
        ("مهر/آبان ماه سردی است", "مهر/آبان ماه سردی است"),
        ("آب/برق همه روستاها وصل شد", "آب/برق همه روستاها وصل شد"),
        ("تهران- ایرنا- وزیر گفت", "تهران- ایرنا- وزیر گفت"),
        ("سپیدار نوشت: باران بارید", "سپیدار نوشت: باران بارید"),
        (None, None),
    ],
)
def test_dateline(lead: str | None, rest: str | None) -> None:
    assert without_dateline(lead, OWN) == rest


def test_a_dateline_in_an_element_of_its_own() -> None:
    lead = '<p class="lead"><span class="src">روزپلاس/کرمان </span>استاندار گفت.</p>'
    assert read(ARTICLE.replace('<div class="body">', f'{lead}<div class="body">')).lead == (
        "استاندار گفت."
    )
