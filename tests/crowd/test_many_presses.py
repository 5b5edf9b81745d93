"""One person presses the button more than once in the same instant."""

import pytest

from tests.crowd.books import check_till, wrong_pools
from tests.crowd.shoppers import Shopper
from tests.factories import a_pack
from tests.outside.at_once import run


@pytest.mark.parametrize("times", [2, 8])
def test_every_press_leads_to_the_one_order(shop, times):
    shopper = Shopper(shop, [a_pack()])
    run(shopper.come_to_the_button())

    run(shopper.press_the_button(times=times))
    run(shopper.pay_where_ordered())
    shop.wait_until_quiet()

    [order] = shopper.orders
    answers = [(answer.status, answer.location) for answer in shopper.answers]
    assert answers == [(303, f"/orders/{order.number}/pay/")] * times
    assert wrong_pools() == []
    check_till(shop.till.payments())
    assert shop.errors() == []
