"""Who imports a page, and that it does what was shown: the guards."""

from tests.guard import Guard

ACTIONS, DESK = "catalog/importing/actions.py", "catalog/importing/desk.py"
TESTS = "tests/catalog/importing/test_desk.py"
ROLES = "tests/catalog/importing/test_desk_roles.py"

PAGES_GUARDS = (
    Guard(
        "only who may add medicines imports a page",
        DESK,
        "@permission_required(MAY_IMPORT, raise_exception=True)\n",
        "",
        f"{ROLES}::test_the_page_is_closed_to_others",
    ),
    Guard(
        "a page is imported as it was shown or not at all",
        ACTIONS,
        "        if fingerprint(report, text, overwrite=overwrite) != shown:\n",
        "        if False:\n",
        f"{TESTS}::test_what_changed_meanwhile_is_shown_and_asked_again",
    ),
    Guard(
        "who sets no prices sets none by a page",
        ACTIONS,
        "        if not (may_price or may_come_unpriced(report)):\n",
        "        if False:\n",
        f"{ROLES}::test_who_sets_no_prices_sets_none_by_a_page",
    ),
    Guard(
        "what is odd about a page's prices is read before they are taken",
        ACTIONS,
        "        if report.asked and not has_read:\n",
        "        if False:\n",
        "tests/catalog/importing/test_desk_asking.py::"
        "test_an_odd_price_of_a_page_is_read_before_it_is_taken",
    ),
)
