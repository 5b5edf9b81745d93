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


def test_refunds_are_read_to_the_end(shop):
    intents = [shop.captured(order=str(number), total=10000).id for number in range(2)]
    given = [shop.refund(intent, 100).id for intent in intents for _ in range(4)]
    refunds = shop.client.v1.refunds

    assert [one.id for one in refunds.list({"limit": 3}).auto_paging_iter()] == given[::-1]
    of_one = refunds.list({"limit": 3, "payment_intent": intents[0]}).auto_paging_iter()
    assert [one.id for one in of_one] == given[3::-1]
    back = refunds.list({"limit": 3, "ending_before": given[0]}).auto_paging_iter()
    assert [one.id for one in back] == given[1:]


def test_events_of_some_types_since_an_hour_are_read_to_the_end(shop):
    shop.captured(order="old")
    shop.sandbox.move_clock(hours=2)
    for number in range(3):
        shop.captured(order=str(number))
    types = ["charge.captured", "payment_intent.succeeded"]
    since = {"gte": shop.sandbox.now() - 3600}

    found = shop.client.v1.events.list({"types": types, "created": since, "limit": 4})

    assert [event.type for event in found.auto_paging_iter()] == types[::-1] * 3


def test_sessions_are_read_to_the_end_with_all_that_belongs_to_them(shop):
    paid = [shop.held(order=str(number)).latest_charge.id for number in range(5)][::-1]
    asked = {"limit": 2, "expand": ["data.payment_intent.latest_charge"]}
    sessions = shop.client.v1.checkout.sessions

    read = [*sessions.list(asked).auto_paging_iter()]
    rest = sessions.list({**asked, "starting_after": read[2].id})

    assert [one.payment_intent.latest_charge.id for one in read] == paid
    assert [one.payment_intent.latest_charge.id for one in rest.data] == paid[3:]
    assert not rest.has_more


def test_a_window_with_two_ends(shop):
    opened = []
    for number in range(3):
        opened.append(shop.open(order=str(number)))
        shop.sandbox.move_clock(hours=1)
    window = {"gt": opened[0].created, "lte": opened[1].created}

    found = shop.client.v1.checkout.sessions.list({"created": window})

    assert [one.id for one in found.data] == [opened[1].id]


@pytest.mark.parametrize("cursor", ["starting_after", "ending_before"])
def test_a_page_begins_at_something_that_is_there(shop, cursor):
    session = shop.open()

    for key in ("re_none", session.id):
        with pytest.raises(stripe.InvalidRequestError, match=f"No such refund: '{key}'") as caught:
            shop.client.v1.refunds.list({cursor: key})
        assert (caught.value.http_status, caught.value.param) == (400, cursor)


def test_a_page_has_one_beginning(shop):
    session = shop.open()

    with pytest.raises(stripe.InvalidRequestError, match="pass in only one"):
        shop.client.v1.checkout.sessions.list(
            {"starting_after": session.id, "ending_before": session.id}
        )


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_has_one_to_a_hundred(shop, limit):
    with pytest.raises(stripe.InvalidRequestError, match="between 1 and 100"):
        shop.client.v1.charges.list({"limit": limit})


def test_intents_and_charges_are_listed(shop):
    intent = shop.held()

    assert [one.id for one in shop.client.v1.payment_intents.list().data] == [intent.id]
    assert [one.id for one in shop.client.v1.charges.list().data] == [intent.latest_charge.id]
