from lxml import etree  # type: ignore[import-untyped]

from newscrawl.demo.pictures import HEIGHT, WIDTH, picture


def test_a_picture_is_svg_and_always_the_same_for_its_address() -> None:
    pictures = [picture(f"/files/{number}.jpg") for number in range(30)]
    assert len(set(pictures)) == 30
    assert picture("/files/7.jpg") == pictures[7]
    for made in pictures:
        root = etree.fromstring(made)
        assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
        assert len(root) > 3
