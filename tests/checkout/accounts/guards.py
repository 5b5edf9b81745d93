"""What an account keeps, what comes along, and that it is its own person's: the guards."""

from tests.guard import Guard

ACTIONS, MERGING = "checkout/accounts/actions.py", "checkout/accounts/merging.py"
KEEPING, VIEWS = "checkout/accounts/keeping.py", "checkout/accounts/views.py"
CURRENT, OWN_DATA = "checkout/basket/current.py", "checkout/accounts/own_data.py"
TESTS = "tests/checkout/accounts"

ACCOUNTS_GUARDS = (
    Guard(
        "an account's cart is its own person's alone",
        CURRENT,
        "    return int(basket_id) if basket_id and not is_anothers else None\n",
        "    return int(basket_id) if basket_id else None\n",
        f"{TESTS}/test_own_cart.py::test_an_accounts_cookie_copied_into_another_browser_is_no_cart",
    ),
    Guard(
        "an account's cart is never brought into another",
        MERGING,
        "guests is None or guests.owner_id is not None or not",
        "guests is None or not",
        f"{TESTS}/test_own_cart.py::test_an_accounts_cart_is_never_brought_whatever_names_it",
    ),
    Guard(
        "a cart that comes along obeys the rules of carts",
        MERGING,
        "            save_checked(into or line)\n",
        "            (into or line).save()\n",
        f"{TESTS}/test_merging.py::test_what_does_not_fit_stays_out_and_is_said",
    ),
    Guard(
        "a guest's cart comes along once",
        MERGING,
        "    guests = locked_cart(guest_basket_id)\n",
        '    guests = Basket.objects.filter(pk=guest_basket_id, status="Open").first()\n',
        f"{TESTS}/test_merging.py::"
        "test_two_sign_ins_with_the_same_guests_cart_bring_its_packs_once",
    ),
    Guard(
        "an account has one open cart",
        "checkout/basket/actions.py",
        "    carts = Basket.objects.select_for_update()\n"
        "    return carts.get_or_create(owner_id=owner_id, status=Basket.OPEN)[0]\n",
        "    return Basket.objects.create(owner_id=owner_id)\n",
        f"{TESTS}/test_own_cart.py::test_an_accounts_first_pack_makes_its_cart",
    ),
    Guard(
        "an account fills no cart but its own",
        "checkout/basket/actions.py",
        "    return basket if basket and basket.owner_id == owner_id else new_cart(owner_id)\n",
        "    return basket or new_cart(owner_id)\n",
        f"{TESTS}/test_own_cart.py::"
        "test_an_account_fills_no_cart_but_its_own_whatever_names_another",
    ),
    Guard(
        "only what was told for the cart that comes along opens its packs",
        "checkout/consultation/begun.py",
        'if instead_of is not None and _kept(request).get("cart") == instead_of:',
        "if True:",
        "tests/checkout/consultation/test_consultation.py::"
        "test_a_consultation_for_an_ordered_cart_opens_no_packs_of_the_accounts_next",
    ),
    Guard(
        "only what this session told of a patient comes along",
        MERGING,
        "filter(basket=guests, pk=patient_id)",
        "filter(basket=guests)",
        f"{TESTS}/test_merging.py::"
        "test_what_another_told_anew_with_the_same_cart_in_hand_stays_behind",
    ),
    Guard(
        "signing out leaves no cart in the browser",
        "checkout/accounts/entrance.py",
        "    leave_no_cart(response)\n",
        "",
        f"{TESTS}/test_own_cart.py::test_signing_out_leaves_no_cart_in_the_browser",
    ),
    Guard(
        "only a confirmed address claims an order",
        ACTIONS,
        'account.emailaddress_set.filter(verified=True).values("email")',
        'account.emailaddress_set.values("email")',
        f"{TESTS}/test_claims.py::test_changing_to_somebody_elses_address_claims_nothing",
    ),
    Guard(
        "only the order's own address claims it",
        ACTIONS,
        "mine = guests.filter("
        'address__in=account.emailaddress_set.filter(verified=True).values("email"))',
        "mine = guests",
        f"{TESTS}/test_claims.py::test_another_address_claims_nothing",
    ),
    Guard(
        "only the browser that placed an order claims it",
        "checkout/accounts/arriving.py",
        "placed_here(request.session)",
        'request.session.get("orders", [])',
        f"{TESTS}/test_claims.py::test_an_order_that_was_only_opened_by_its_link_is_not_claimed",
    ),
    Guard(
        "an order is kept by whoever placed it alone",
        KEEPING,
        "        order.number in placed_here(request.session)\n        and ",
        "        ",
        f"{TESTS}/test_keeping.py::test_who_merely_has_the_link_is_offered_nothing",
    ),
    Guard(
        "an order is kept once its address is confirmed",
        ACTIONS,
        "        if has_confirmed(account, kept.order.guest_email):\n",
        "        if True:\n",
        f"{TESTS}/test_keeping.py::test_an_order_waits_for_its_own_address_and_no_other",
    ),
    Guard(
        "an account's pages are its own person's",
        VIEWS,
        "    return personal(login_required(view))\n",
        "    return personal(view)\n",
        f"{TESTS}/test_pages.py::test_a_page_is_its_owners_and_nobody_keeps_a_copy",
    ),
    Guard(
        "an address is its own person's",
        ACTIONS,
        "    return UserAddress.objects.filter(user=account)\n",
        "    return UserAddress.objects.all()\n",
        f"{TESTS}/test_own_addresses.py::test_another_persons_address_is_not_there",
    ),
    Guard(
        "an account is deleted by whoever is there just now",
        VIEWS,
        "@reauthentication_required(allow_get=True)\ndef delete(",
        "def delete(",
        f"{TESTS}/test_closing.py::test_without_the_password_nothing_is_deleted",
    ),
    Guard(
        "no browser remembers whose account is deleted",
        "checkout/accounts/closing.py",
        "    end_sessions(email=account.email, numbers=numbers, user_id=account.pk)\n",
        "",
        f"{TESTS}/test_closing.py::test_no_browser_remembers_the_person",
    ),
    Guard(
        "nobody waits whose account is deleted",
        "checkout/accounts/closing.py",
        "    Waiting.objects.of(account.email).delete()\n",
        "",
        f"{TESTS}/test_closing.py::test_nobody_waits_any_more",
    ),
    Guard(
        "an order that stays is no closed account's",
        "checkout/prescriptions/forgetting.py",
        "    account.orders.update(user=None)\n",
        "",
        f"{TESTS}/test_closing.py::"
        "test_an_order_that_stays_becomes_a_later_accounts_of_the_same_person",
    ),
    Guard(
        "staff's accounts are not deleted by themselves",
        "checkout/accounts/closing.py",
        "    if account.is_staff or account.is_superuser:\n",
        "    if False:\n",
        f"{TESTS}/test_closing.py::test_staff_are_not_deleted_here",
    ),
    Guard(
        "a deleted account leaves no way back in",
        "checkout/prescriptions/forgetting.py",
        "    account.emailaddress_set.all().delete()\n",
        "",
        f"{TESTS}/test_closing.py::test_an_account_goes_with_everything_about_its_person",
    ),
    Guard(
        "an account's data are taken along by whoever is there just now",
        VIEWS,
        "@reauthentication_required(allow_get=True)\ndef own_data(",
        "def own_data(",
        f"{TESTS}/test_own_data.py::test_nobody_takes_it_who_has_not_just_shown_who_it_is",
    ),
    Guard(
        "an account's data are its own alone",
        OWN_DATA,
        "    own = Q(patient__order__user=account) | Q(patient__basket__in=_carts(account))\n",
        "    own = Q()\n",
        f"{TESTS}/test_own_data.py::test_nothing_of_anybody_elses_is_in_it",
    ),
    Guard(
        "what staff added is not taken along",
        OWN_DATA,
        "filter(own, erased_at=None, added_by=None)",
        "filter(own, erased_at=None)",
        f"{TESTS}/test_own_data.py::test_a_file_is_opened_and_what_staff_added_is_not_among_them",
    ),
    Guard(
        "a decision that may still change is not taken along",
        OWN_DATA,
        "    if order.status in NOT_DECIDED:\n        return\n",
        "",
        f"{TESTS}/test_own_data.py::test_a_decision_that_may_still_change_is_not_told",
    ),
    Guard(
        "a session that was ended while it was used stays ended",
        "checkout/accounts/session_store.py",
        "            raise UpdateError\n",
        "            row.save()\n",
        f"{TESTS}/test_sessions.py::test_a_session_that_was_ended_meanwhile_stays_ended",
    ),
    Guard(
        "a live shop lets in none of the demo's staff, one by one neither",
        "catalog/demo/staff.py",
        "    _refuse_in_a_live_shop()\n    # One who went",
        "    # One who went",
        "tests/catalog/demo/test_staff.py::test_a_live_shop_gets_no_demo_staff",
    ),
)
