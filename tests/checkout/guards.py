"""What is sold and how it is ordered: the guards, each with its test."""

from tests.guard import Guard

PLACING = "checkout/order/placing.py"
REVIEW = "tests/checkout/review/test_review.py"
CHANGES = "tests/checkout/review/test_changes.py"

ORDERING_GUARDS = (
    Guard(
        "units are reserved only where they are free",
        "catalog/stock.py",
        'lambda units: Q(units_on_hand__gte=F("units_reserved") + units),',
        "lambda units: Q(),",
        "tests/checkout/order/test_placing.py::"
        "test_units_sold_in_the_last_moment_are_told_and_nothing_is_written",
    ),
    Guard(
        "a medicine is changed by one person at a time",
        "catalog/actions.py",
        "medicines = Product.objects.medicines().select_for_update(no_key=True)",
        "medicines = Product.objects.medicines()",
        "tests/catalog/test_actions.py::test_people_who_add_the_same_pack_at_once_get_one_pack",
    ),
    Guard(
        "a controlled medicine is never sold",
        "checkout/basket/rules.py",
        "        if line.legal_class == LegalClass.CD:\n",
        "        if False:\n",
        "tests/checkout/basket/test_rules.py::test_a_controlled_medicine_is_never_sold",
    ),
    Guard(
        "packs of one dosage share its pool",
        "checkout/basket/rules.py",
        "left[line.dosage_id] = free - fitting * line.offer.units",
        "left[line.dosage_id] = free",
        "tests/checkout/basket/test_rules.py::test_packs_of_a_dosage_share_its_pool",
    ),
    Guard(
        "a pack staff made another is chosen again",
        "checkout/basket/rules.py",
        "if line.is_another_pack:",
        "if False:",
        f"{CHANGES}::test_what_staff_made_another_pack_is_not_ordered_and_has_to_be_chosen_again",
    ),
    Guard(
        "a total that was not seen is not ordered",
        PLACING,
        "if totals.total != seen.total:",
        "if False:",
        f"{CHANGES}::test_another_total_than_the_one_that_was_seen_is_said_and_can_be_ordered_then",
    ),
    Guard(
        "packs, address and delivery that were not seen are not ordered",
        PLACING,
        "if fingerprint(cart, details, method_id, totals.tax, told) != seen.fingerprint:",
        "if False:",
        f"{REVIEW}::test_an_order_nobody_can_have_seen_is_shown_again",
    ),
    Guard(
        "a cart becomes one order",
        PLACING,
        "    if basket.status != Basket.OPEN:\n        return _placed_before(basket, details)\n",
        "",
        "tests/checkout/order/test_placing.py::test_ordering_the_same_cart_twice_is_one_order",
    ),
    Guard(
        "the pools are locked last",
        PLACING,
        '    basket.save(update_fields=["status", "date_submitted"])\n    _reserve(cart)\n',
        '    _reserve(cart)\n    basket.save(update_fields=["status", "date_submitted"])\n',
        "tests/checkout/review/test_cost.py::"
        "test_the_pools_are_the_last_that_is_written_before_the_commit",
    ),
    Guard(
        "an ordered cart's cookie opens no order",
        "checkout/progress.py",
        'if _kept(request).get("ready") != basket_id:\n        raise',
        "if False:\n        raise",
        f"{CHANGES}::test_an_ordered_carts_cookie_opens_its_order_to_no_other_session",
    ),
    Guard(
        "an order opens to who placed it alone, whoever had its cart in hand",
        PLACING,
        "if placed is None or placed.guest_email != details.email:",
        "if placed is None:",
        f"{CHANGES}::test_who_had_the_same_cart_in_hand_opens_nobody_elses_order[email]",
    ),
    Guard(
        "an order opens to nobody who only knows its address of mail",
        PLACING,
        "if any(getattr(address, name) != value",
        "if False and any(getattr(address, name) != value",
        f"{CHANGES}::test_who_had_the_same_cart_in_hand_opens_nobody_elses_order[first_name]",
    ),
    Guard(
        "a sum no card can pay is not ordered",
        PLACING,
        "if not least <= total <= most:",
        "if False:",
        f"{CHANGES}::test_a_total_no_card_can_pay_is_not_ordered",
    ),
)
