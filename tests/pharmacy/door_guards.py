"""Who gets in as staff, who is asked again, and how often anybody may try: the guards."""

from tests.guard import Guard

PRESENCE, SITE = "checkout/accounts/presence.py", "pharmacy/staff_site.py"
ASKED, LIMITS = "pharmacy/asked_again.py", "pharmacy/limits.py"
COUNTING, ADMIN = "checkout/accounts/counting.py", "checkout/accounts/admin.py"
DOOR, AGAIN = "tests/pharmacy/test_staff_door.py", "tests/pharmacy/test_asked_again.py"
OFTEN, AT_ONCE = "tests/pharmacy/test_limits.py", "tests/pharmacy/test_counting.py"
HELD, FOREIGN = "checkout/accounts/held.py", "tests/pharmacy/test_foreign_visits.py"
ACCOUNTS = "tests/checkout/accounts"
OUT = f"{ACCOUNTS}/test_signing_out.py"

READ_THEN_WRITE = """\
        who = [page, visitor]
        cursor.execute("SELECT visits FROM visits_counted WHERE page = %s AND visitor = %s", who)
        visits, seconds = (cursor.fetchone() or [0])[0] + 1, 600
        cursor.execute(
            "INSERT INTO visits_counted VALUES (%s, %s, %s, now() + %s) "
            "ON CONFLICT (page, visitor) DO UPDATE SET visits = excluded.visits",
            [*who, visits, window],
        )
"""

DOORS_GUARDS = (
    Guard(
        "staff have a second step",
        SITE,
        "        return self._is_open_to(request) and may_work(request)\n",
        "        return self._is_open_to(request)\n",
        f"{DOOR}::test_without_a_second_step_no_address_of_staff_opens",
    ),
    Guard(
        "staff of a live shop have a second step whatever is set",
        "pharmacy/settings.py",
        "STAFF_SECOND_STEP = LIVE | env.flag(",
        "STAFF_SECOND_STEP = env.flag(",
        f"{DOOR}::test_a_live_shop_cannot_do_without",
    ),
    Guard(
        "a session made without the second step opens nothing of staff's",
        PRESENCE,
        "has_one and not shown.isdisjoint(steps)",
        "has_one",
        f"{DOOR}::test_a_session_that_was_made_without_the_second_step_does_not_pass",
    ),
    Guard(
        "a second step that was taken out opens nothing of staff's",
        PRESENCE,
        "has_one and not shown.isdisjoint(steps)",
        "has_one and bool(shown)",
        f"{DOOR}::test_a_second_step_that_was_taken_out_and_another_added_opens_nothing",
    ),
    Guard(
        "a second step leads nowhere but to our own pages",
        "checkout/accounts/views.py",
        "    if not get_adapter().is_safe_url(then):\n",
        "    if not then:\n",
        f"{DOOR}::"
        "test_the_second_step_leads_on_to_the_page_that_was_asked_for[//evil.example/-/admin/]",
    ),
    Guard(
        "recovery codes alone open nothing of staff's",
        PRESENCE,
        "has_one and not shown.isdisjoint(steps)",
        "not shown.isdisjoint(steps)",
        f"{DOOR}::test_recovery_codes_alone_open_nothing_of_staffs",
    ),
    Guard(
        "a password confirms nothing once there is a second step",
        PRESENCE,
        "    if kinds.isdisjoint(OWN_STEPS):\n",
        "    if True:\n",
        f"{DOOR}::test_a_password_confirms_nothing_once_there_is_a_second_step",
    ),
    Guard(
        "the first second step signs every other browser out",
        PRESENCE,
        "    sign_out(User.objects.filter(pk=account.pk), but=request.session.session_key)\n",
        "",
        f"{DOOR}::test_the_first_second_step_signs_every_other_browser_out",
    ),
    Guard(
        "a password adds no way round the second step there is",
        "checkout/accounts/entrance.py",
        "        if is_first:\n",
        "        if True:\n",
        f"{DOOR}::test_a_password_adds_no_way_round_the_second_step_there_is",
    ),
    Guard(
        "a receipt is shown to staff with a second step",
        "checkout/order/page/access.py",
        '    return request.user.has_perm("order.view_order") and may_work(request)\n',
        '    return request.user.has_perm("order.view_order")\n',
        f"{DOOR}::test_a_colleagues_receipt_page_is_behind_the_same_door",
    ),
    Guard(
        "what matters is done by whoever has shown it is them lately",
        ASKED,
        "        if not presence.was_shown_lately(request):\n",
        "        if False:\n",
        f"{AGAIN}::test_who_has_not_shown_it_for_ten_minutes_is_asked[order_order_refund]",
    ),
    Guard(
        "whoever takes a list away has shown it is them lately",
        ASKED,
        "    return str(LOOKED_AT.get(name) or posted)\n",
        "    return str(posted)\n",
        f"{AGAIN}::test_who_has_not_shown_it_for_ten_minutes_is_asked[catalogue_pack_export_csv]",
    ),
    Guard(
        "no copy of a password is held while somebody is asked",
        HELD,
        '        if name != "csrfmiddlewaretoken" and not is_secret(name)\n',
        '        if name != "csrfmiddlewaretoken"\n',
        f"{AGAIN}::test_of_a_password_no_copy_is_held",
    ),
    Guard(
        "nothing is held for longer than it counts who is there",
        HELD,
        'if held["at"] >= since',
        "if True",
        f"{AGAIN}::test_five_are_held_and_none_for_longer_than_it_counts_who_is_there",
    ),
    Guard(
        "who is given rights signs in anew",
        ADMIN,
        "        if OF_A_SESSION.intersection(form.changed_data):\n",
        "        if False:\n",
        f"{OUT}::test_who_is_given_rights_signs_in_anew",
    ),
    Guard(
        "who is of a role that changes signs in anew",
        ADMIN,
        '        if "permissions" in form.changed_data:\n',
        "        if False:\n",
        f"{OUT}::test_who_is_of_a_role_that_changes_signs_in_anew",
    ),
    Guard(
        "who changes the own rights goes on with another key",
        ADMIN,
        "        request.session.cycle_key()\n",
        "        pass\n",
        f"{OUT}::test_who_changes_the_own_rights_goes_on_with_another_key",
    ),
    Guard(
        "nobody signs a colleague out who may not change the account",
        ADMIN,
        "        if not self.has_change_permission(request, person):\n",
        "        if False:\n",
        f"{OUT}::test_a_clerk_signs_no_colleague_out",
    ),
    Guard(
        "whoever signs out elsewhere signs nobody else out",
        "checkout/accounts/views.py",
        "    me = User.objects.filter(pk=request.user.pk)\n",
        "    me = User.objects.all()\n",
        f"{OUT}::test_a_button_signs_every_other_browser_out_and_nobody_elses",
    ),
    Guard(
        "a visitor comes so often and no more",
        LIMITS,
        "counted.visits > limit.visits",
        "False",
        f"{OFTEN}::test_the_third_is_told_when_to_come_again_and_loses_nothing",
    ),
    Guard(
        "whoever looks at an own order has Stripe asked so often and no more",
        LIMITS,
        '    "pay": Limit(600, looked_or_posted),\n    "order-return": Limit(120, asked),\n',
        "",
        f"{OFTEN}::"
        "test_whoever_looks_at_an_own_order_has_stripe_asked_so_often_and_no_more[pay-payment_page]",
    ),
    Guard(
        "of many at once nobody is left uncounted",
        COUNTING,
        '        cursor.execute(COUNT, {"page": page, "visitor": visitor, "window": window})\n'
        "        visits, seconds = cursor.fetchone()\n",
        READ_THEN_WRITE,
        f"{AT_ONCE}::test_of_many_at_once_each_is_told_another_number",
    ),
    Guard(
        "what a visitor says of itself fools nobody",
        COUNTING,
        "network_of(get_adapter().get_client_ip(request))",
        'network_of(request.headers.get("X-Forwarded-For", "").partition(",")[0])',
        f"{OFTEN}::test_what_a_visitor_says_of_itself_fools_nobody",
    ),
    Guard(
        "a household is one visitor",
        COUNTING,
        "    return str(ip_network((seen.packed, IPV6_PREFIX), strict=False))\n",
        "    return str(seen)\n",
        f"{OFTEN}::test_a_household_is_one_visitor_whatever_addresses_it_takes",
    ),
    Guard(
        "no address of a visitor is kept",
        COUNTING,
        'salted_hmac("checkout.accounts.counting", network, algorithm="sha256").hexdigest()',
        "network",
        f"{OFTEN}::test_no_address_is_kept_and_nothing_for_longer_than_it_counts",
    ),
    Guard(
        "what is counted is forgotten",
        COUNTING,
        "    return _forget(VISITS_OVER, now)\n",
        "    return 0\n",
        f"{OFTEN}::test_no_address_is_kept_and_nothing_for_longer_than_it_counts",
    ),
    Guard(
        "in a live shop everybody is counted",
        LIMITS,
        "    return not settings.LIVE and comes_straight and",
        "    return comes_straight and",
        f"{OFTEN}::test_in_a_live_shop_everybody_is_counted",
    ),
    Guard(
        "behind a proxy of a demo everybody is counted",
        LIMITS,
        "not settings.LIVE and comes_straight and",
        "not settings.LIVE and",
        f"{OFTEN}::test_who_tries_a_demo_on_its_own_machine_is_not_counted_but_behind_a_proxy",
    ),
    Guard(
        "where the database does not count each process does",
        LIMITS,
        "            return self._alone.count(page, visitor, WINDOW)\n",
        "            return Counted(1, 1)\n",
        f"{OFTEN}::test_where_the_database_does_not_count_each_process_does",
    ),
    Guard(
        "what another site sends counts for nobody",
        "pharmacy/layers.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        '    "pharmacy.limits.Limits",\n    "django.middleware.csrf.CsrfViewMiddleware",\n',
        f"{OFTEN}::test_what_another_site_sends_counts_for_nobody",
    ),
    Guard(
        "a form sent from another site counts for nobody",
        "pharmacy/layers.py",
        '    "pharmacy.foreign_posts.ForeignPosts",\n',
        "",
        f"{FOREIGN}::test_a_form_sent_from_elsewhere_counts_for_nobody[/waiting/]",
    ),
    Guard(
        "what another site fetches is refused and counts for nobody",
        LIMITS,
        "        if asked(request) and _is_another_sites(request):\n",
        "        if False:\n",
        f"{FOREIGN}::test_a_search_fetched_from_elsewhere_is_refused_and_counts_for_nobody[how0]",
    ),
    Guard(
        "a password is not written into the page that refuses",
        LIMITS,
        '"fields": fields_of(request) if posted(request) else None,',
        '"fields": request.POST.items() if posted(request) else None,',
        f"{OFTEN}::test_a_password_is_not_written_into_the_page",
    ),
    Guard(
        "passwords are hashed by what takes memory",
        "pharmacy/sign_in.py",
        'for kind in ("Argon2", "PBKDF2")',
        'for kind in ("PBKDF2", "Argon2")',
        f"{ACCOUNTS}/test_passwords.py::test_a_password_of_before_goes_on_and_is_hashed_anew",
    ),
    Guard(
        "staff's passwords are longer",
        "checkout/accounts/passwords.py",
        "    return LEAST_OF_STAFF if is_staffs else LEAST\n",
        "    return LEAST\n",
        f"{ACCOUNTS}/test_passwords.py::test_staffs_password_has_twelve_characters[True-True]",
    ),
    Guard(
        "a password that is older than the rights is changed first",
        PRESENCE,
        "    if has_short_password(request):\n",
        "    if False:\n",
        f"{DOOR}::test_a_password_that_is_older_than_the_rights_is_changed_first",
    ),
    Guard(
        "who is added by staff gets a password long enough for them",
        ADMIN,
        "        colleague = User(email=user.email, is_staff=True)\n",
        "        colleague = user\n",
        f"{ACCOUNTS}/test_passwords.py::"
        "test_who_is_added_by_staff_gets_a_password_long_enough_for_them",
    ),
    Guard(
        "a password is hashed for a taken address as for a free one",
        "checkout/accounts/sign_in_forms.py",
        '            User().set_password(self.cleaned_data["password1"])\n',
        "            pass\n",
        f"{ACCOUNTS}/test_same_answers.py::"
        "test_a_password_is_hashed_as_often_for_an_unknown_address[sign-up]",
    ),
)
