from itertools import islice

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.story import DECKS, deal


@pytest.mark.parametrize("deck", DECKS)
def test_each_card_is_dealt_as_often_as_it_is_in_the_deck(deck: str) -> None:
    size = len(DECKS[deck])
    first, second = (list(islice(deal(deck, seed), 2 * size)) for seed in (1, 2))
    for cards in (first[:size], first[size:], second[:size]):
        assert sorted(cards) == sorted(DECKS[deck])


def test_the_date_that_a_page_shows() -> None:
    for story in Newspaper(60).listed:
        shown = story.visible_date
        match story.theme.date:
            case "date-only":
                assert shown is not None and (shown.hour, shown.minute) == (0, 0)
            case "none" | "impossible":
                assert shown in (None, story.published)
            case _:
                assert shown == story.published
        assert (story.expected()["published_at"] is None) == (shown is None)
