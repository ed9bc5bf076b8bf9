"""Which requirement a visited address stands for."""

from __future__ import annotations

import pytest

from framework_compare.ui.frame.address import Address, Query

NONE: Query = ()
SHOP: Query = (("goal", ("ecommerce",)),)
NAMED: Query = (("name", ("Pricing",)),)
SITE: Query = (("goal", ("content_website",)),)


@pytest.fixture
def address() -> Address:
    """A session that was opened at the landing page and given one answer."""
    address = Address()
    address.arrive("", NONE, travelled=False)
    address.publish("", SHOP, travelled=False)
    return address


def test_the_first_address_applies():
    """A session starts with its link."""
    assert Address().arrive("compare", SHOP, travelled=False) == SHOP


def test_the_published_address_changes_nothing(address: Address):
    """The browser shows what was published."""
    assert address.arrive("", SHOP, travelled=False) is None


def test_a_menu_link_keeps_the_answers(address: Address):
    """Streamlit drops the query from the links of its menu."""
    address.arrive("", SHOP, travelled=False)

    assert address.arrive("compare", NONE, travelled=False) is None


def test_a_link_between_pages_may_carry_another_requirement(address: Address):
    """A query that is there is meant."""
    assert address.arrive("compare", SITE, travelled=False) == SITE


def test_a_menu_link_from_before_the_last_answer_keeps_it(address: Address):
    """It was drawn by the run before, and what was typed came with the very click."""
    address.draw(SHOP)
    address.finish()
    address.publish("", SITE, travelled=False)
    address.draw(SITE)

    assert address.arrive("compare", SHOP, travelled=False) is None


def test_a_menu_link_from_before_several_answers_keeps_them(address: Address):
    """None of the runs in between came to its end, so the browser still shows the first menu."""
    address.draw(SHOP)
    address.finish()
    for query in (SITE, NAMED):
        address.publish("", query, travelled=False)
        address.draw(query)
        address.arrive("", query, travelled=False)

    assert address.arrive("compare", SHOP, travelled=False) is None


def test_a_link_that_the_menu_no_longer_shows_is_meant(address: Address):
    """Somebody set it: a page's own link may lead to answers from before."""
    address.draw(SHOP)
    address.finish()
    address.publish("", SITE, travelled=False)
    address.draw(SITE)
    address.finish()

    assert address.arrive("compare", SHOP, travelled=False) == SHOP


def test_an_address_that_is_late_changes_nothing(address: Address):
    """The next click may leave before the browser has taken the last address."""
    assert address.arrive("", NONE, travelled=False) is None


def test_two_late_addresses_change_nothing(address: Address):
    """Whichever of the earlier ones the browser still shows."""
    address.publish("", SITE, travelled=False)

    assert address.arrive("", SHOP, travelled=False) is None


def test_an_address_from_elsewhere_applies(address: Address):
    """It is neither late nor a menu link."""
    assert address.arrive("", SITE, travelled=False) == SITE


def test_back_brings_the_requirement_of_that_entry(address: Address):
    """Also the one without an answer."""
    assert address.arrive("", NONE, travelled=True) == NONE


def test_forward_brings_it_again(address: Address):
    """The way back is the way forward."""
    address.arrive("", NONE, travelled=True)

    assert address.arrive("", SHOP, travelled=True) == SHOP


def test_back_to_the_entry_of_a_menu_link_keeps_the_answers(address: Address):
    """Its address has no query, but it stands for what was answered when it was followed."""
    address.arrive("compare", NONE, travelled=False)
    address.publish("compare", SHOP, travelled=False)

    assert address.arrive("compare", NONE, travelled=True) == SHOP


def test_back_across_pages_finds_the_nearest_entry(address: Address):
    """The landing page was seen twice, empty and by a menu link; the nearer one counts."""
    address.arrive("compare", NONE, travelled=False)
    address.publish("compare", SHOP, travelled=False)
    address.arrive("", NONE, travelled=False)
    address.publish("", SHOP, travelled=False)

    assert address.arrive("", NONE, travelled=True) == SHOP


def test_an_entry_from_before_a_reload_applies(address: Address):
    """A session does not know the history before it, so the address says it."""
    assert address.arrive("verdict", SITE, travelled=True) == SITE


def test_a_menu_link_from_before_a_reload_keeps_the_answers(address: Address):
    """Away from the landing page an empty query can only be that."""
    assert address.arrive("verdict", NONE, travelled=True) == SHOP


def test_the_history_is_bounded(address: Address):
    """A session's memory does not grow with every answer."""
    for step in range(300):
        address.publish("", (("name", (str(step),)),), travelled=False)
        address.draw((("name", (str(step),)),))

    assert max(len(address._entries), len(address._drawn)) <= 60
