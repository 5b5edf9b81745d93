"""What one click may change in a cart: the guards, each with its test."""

from tests.guard import Guard

ACTIONS, SWAPS = "checkout/basket/actions.py", "checkout/basket/swaps.py"
SETS, SWAPPING = "tests/checkout/basket/test_sets.py", "tests/checkout/basket/test_swaps.py"
SAME_ORIGIN = (
    "tests/checkout/test_same_origin.py::"
    "test_what_another_site_sends_changes_nothing_and_is_told_so"
)

CARTS_GUARDS = (
    Guard(
        "a set of packs is added whole or not at all",
        ACTIONS,
        "@transaction.atomic\ndef add_packs(",
        "def add_packs(",
        f"{SETS}::test_a_set_that_is_not_left_adds_nothing",
    ),
    Guard(
        "a swap that was not seen is not made",
        ACTIONS,
        " or found.saving != saving:",
        ":",
        f"{SWAPPING}::test_what_was_not_seen_is_not_swapped",
    ),
    Guard(
        "nobody is led from a free pack to one a pharmacist decides about",
        SWAPS,
        " if STRICTNESS[pack.legal_class] <= strictest",
        "",
        f"{SWAPPING}::test_nobody_is_led_to_a_pack_that_a_pharmacist_has_to_agree_to",
    ),
    Guard(
        "a cart of thousands of pills keeps no web server busy",
        SWAPS,
        "    if sum(line.units_total for line in lines) > MOST_UNITS:\n",
        "    if False:\n",
        f"{SWAPPING}::test_a_cart_of_thousands_of_pills_is_not_counted",
    ),
    Guard(
        "a set that another site sends is not added",
        "pharmacy/foreign_posts.py",
        ' if comes_from_us(request) else _refused(request, "checkout/not_ours.html")',
        "",
        SAME_ORIGIN,
    ),
    Guard(
        "a swap that another site sends is not made",
        "pharmacy/foreign_posts.py",
        ' if comes_from_us(request) else _refused(request, "checkout/not_ours.html")',
        "",
        SAME_ORIGIN,
    ),
)
