import pytest
import stripe


def test_a_list_is_read_page_by_page(shop):
    opened = [shop.open(order=str(number)).id for number in range(5)][::-1]
    sessions = shop.client.v1.checkout.sessions

    first = sessions.list({"limit": 2})
    assert ([one.id for one in first.data], first.has_more) == (opened[:2], True)
    second = sessions.list({"limit": 2, "starting_after": opened[1]})
    assert [one.id for one in second.data] == opened[2:4]
    back = sessions.list({"limit": 2, "ending_before": opened[3]})
    assert ([one.id for one in back.data], back.has_more) == (opened[1:3], True)
    assert [one.id for one in first.auto_paging_iter()] == opened


def test_a_list_of_a_window_of_time(shop):
    old = shop.open()
    shop.sandbox.move_clock(days=3)
    shop.open()
    new = shop.open()
    since = {"created": {"gte": shop.sandbox.now() - 48 * 3600}}

    found = shop.client.v1.checkout.sessions.list(since).data

    assert len(found) == 2
    assert old.id not in {one.id for one in found}
    exactly = shop.client.v1.checkout.sessions.list({"created": new.created}).data
    assert new.id in {one.id for one in exactly}


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_has_one_to_a_hundred(shop, limit):
    with pytest.raises(stripe.InvalidRequestError, match="between 1 and 100"):
        shop.client.v1.charges.list({"limit": limit})


def test_intents_and_charges_are_listed(shop):
    intent = shop.held()

    assert [one.id for one in shop.client.v1.payment_intents.list().data] == [intent.id]
    assert [one.id for one in shop.client.v1.charges.list().data] == [intent.latest_charge.id]
