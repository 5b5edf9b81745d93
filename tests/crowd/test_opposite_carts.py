"""Orders over the same dosages, put into their carts in opposite order, do not block each other."""

from tests.crowd.books import check_till, deadlocks, wrong_pools
from tests.crowd.shoppers import Shopper, buy_at_once
from tests.factories import a_dosage, a_pack
from tests.outside.at_once import run


def test_carts_filled_in_opposite_order_are_ordered_or_told_and_none_blocks_another(shop):
    packs = [a_pack(a_dosage(units_on_hand=20 * 60), 60) for _ in range(2)]
    crowd = [Shopper(shop, packs[:: 1 if number % 2 else -1]) for number in range(24)]
    before = deadlocks()

    run(buy_at_once(crowd))
    shop.wait_until_quiet()

    assert deadlocks() == before
    assert {shopper.answers[0].status for shopper in crowd} == {303, 422}
    assert sum(shopper.has_ordered for shopper in crowd) == 20
    assert wrong_pools() == []
    check_till(shop.till.payments())
    assert shop.errors() == []
