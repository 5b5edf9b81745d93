"""What proves who changed what, and who may forget a person: the guards."""

from tests.guard import Guard

HISTORY, CASES = "tests/pharmacy/history", "tests/checkout/prescriptions"
APPEND_ONLY, HEALTH = "pharmacy/append_only.py", "pharmacy/health.py"
ERASING, FORGETTING = "checkout/prescriptions/erasing.py", "checkout/prescriptions/forgetting.py"
PARCELS = "checkout/order/migrations/0024_what_left_the_shelf_is_only_added_to.py"
ROLES = "tests/pharmacy/test_append_only.py"

PROOFS_GUARDS = (
    Guard(
        "nobody is looked up for the history's sake",
        "pharmacy/history/acting.py",
        "        if isinstance(user, LazyObject) and user._wrapped is empty:\n",
        "        if False:\n",
        f"{HISTORY}/test_acting.py::test_nobody_is_looked_up_for_the_historys_sake",
    ),
    Guard(
        "each turn of the worker is told from the others in the history",
        "pharmacy/management/commands/worker.py",
        '            with acting(command="worker"):\n',
        "            if True:\n",
        f"{HISTORY}/test_acting.py::"
        "test_the_worker_names_itself_and_each_of_its_turns_has_an_id_of_its_own",
    ),
    Guard(
        "only who may see the history sees it",
        "pharmacy/history/admin.py",
        "        if not self.has_view_permission(request):\n",
        "        if False:\n",
        f"{HISTORY}/test_admin.py::test_others_of_the_staff_do_not_see_it",
    ),
    Guard(
        "the web's role alters nothing that is only added to",
        APPEND_ONLY,
        '        f"REVOKE UPDATE, DELETE ON {kept} FROM {to}",\n',
        "",
        f"{ROLES}::test_the_webs_role_can_change_nothing_that_is_only_added_to",
    ),
    Guard(
        "a live shop whose role could alter the history is not ready",
        HEALTH,
        'role_problem() if settings.LIVE else ""',
        '""',
        f"{ROLES}::test_a_live_shop_is_ready_with_that_role_and_with_no_other",
    ),
    Guard(
        "a right to one column of the history is found too",
        APPEND_ONLY,
        "        OR has_any_column_privilege(kept.oid, 'UPDATE')\n",
        "",
        f"{ROLES}::test_a_live_shop_is_ready_with_that_role_and_with_no_other",
    ),
    Guard(
        "a role no grant binds is refused",
        "pharmacy/management/commands/grant_web.py",
        "    if found[0]:\n",
        "    if False:\n",
        f"{ROLES}::test_a_role_that_no_grant_binds_is_refused_and_one_that_is_missing_named",
    ),
    Guard(
        "nothing is granted to every role there is",
        "pharmacy/management/commands/grant_web.py",
        "    if found is None:\n",
        "    if found and False:\n",
        f"{ROLES}::test_nothing_is_granted_to_everybody",
    ),
    Guard(
        "the web's role makes no temporary tables",
        APPEND_ONLY,
        '        f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {to}",\n',
        "",
        f"{ROLES}::test_the_webs_role_stands_no_table_of_its_own_before_the_shops",
    ),
    Guard(
        "a role that makes temporary tables by another is refused",
        "pharmacy/management/commands/grant_web.py",
        "    if may_shadow(role):  # PostgreSQL only warns where a right is not ours to take\n",
        "    if False:\n",
        f"{ROLES}::test_a_role_that_may_make_temporary_tables_by_another_is_refused",
    ),
    Guard(
        "a live shop whose role makes temporary tables is not ready",
        APPEND_ONLY,
        '    return "could make temporary tables" if may_shadow() else ""\n',
        '    return ""\n',
        f"{ROLES}::test_a_live_shop_whose_role_may_make_temporary_tables_is_not_ready",
    ),
    Guard(
        "a function of ours looks into the shop's tables first",
        "pharmacy/history/apps.py",
        "        cursor.execute(SHOPS_TABLES_FIRST)\n",
        "",
        f"{HISTORY}/test_events.py::test_so_does_a_function_that_a_later_migration_brings",
    ),
    Guard(
        "a record the law requires is not erased",
        ERASING,
        "    check_erasable(order, today=timezone.localdate(now))\n",
        "",
        f"{CASES}/test_erasing.py::"
        "test_while_the_law_requires_the_record_the_day_is_said_and_nothing_is_erased",
    ),
    Guard(
        "what staff wrote of a forgotten order is gone",
        ERASING,
        '    OrderNote.objects.filter(order=order, user__isnull=False).update(message="")\n',
        "",
        f"{CASES}/test_erasing.py::"
        "test_how_a_forgotten_order_was_sent_and_what_staff_wrote_of_it_is_gone",
    ),
    Guard(
        "how a forgotten order was sent is gone",
        ERASING,
        "    _erase_parcels(order, now=now)\n",
        "",
        f"{CASES}/test_erasing.py::"
        "test_how_a_forgotten_order_was_sent_and_what_staff_wrote_of_it_is_gone",
    ),
    Guard(
        "how an order was sent is forgotten with its person alone",
        PARCELS,
        "        AND ordered.guest_email = '' AND ordered.user_id IS NULL\n"
        "        AND ordered.shipping_address_id IS NULL AND ordered.billing_address_id IS NULL\n",
        "",
        f"{CASES}/test_forgotten_parcels.py::test_how_an_order_was_sent_is_forgotten_with_its_person_alone",
    ),
    Guard(
        "of a forgotten order's parcels nothing but the words goes",
        PARCELS,
        "        AND to_jsonb(NEW) - words = written - words\n",
        "",
        f"{CASES}/test_forgotten_parcels.py::test_of_a_forgotten_order_nothing_but_the_words_goes",
    ),
    Guard(
        "the law counts from the last supply on a prescription",
        ERASING,
        "Patient.objects.filter(uses_again__patient__order=order, order__isnull=False)",
        "Patient.objects.none()",
        f"{CASES}/test_erasing.py::test_the_law_counts_from_the_last_supply_on_the_prescription",
    ),
    Guard(
        "money under way keeps its person",
        ERASING,
        "        money_is_open=_money_is_open(order),\n",
        "",
        f"{CASES}/test_erasing.py::test_money_that_is_on_its_way_keeps_the_person",
    ),
    Guard(
        "an erased file does not come back when the keys change",
        "checkout/prescriptions/rotating.py",
        "kept.select_for_update().first()",
        "kept.first()",
        f"{CASES}/test_one_file_at_a_time.py::"
        "test_keys_are_changed_of_no_file_that_is_being_destroyed",
    ),
    Guard(
        "a file that comes while the keys change is sealed anew, too",
        "checkout/prescriptions/rotating.py",
        "        done |= left\n",
        "        return\n",
        f"{CASES}/test_rotating.py::"
        "test_a_file_that_comes_while_the_keys_change_is_sealed_anew_too",
    ),
    Guard(
        "keys are not changed where the new one is not known",
        "pharmacy/management/commands/rotate_file_keys.py",
        "        if len(settings.FILE_KEYS) < 2:\n",
        "        if False:\n",
        f"{CASES}/test_rotating.py::"
        "test_keys_are_not_said_to_be_changed_where_the_new_one_is_not_here",
    ),
    Guard(
        "erasing that was killed is ended",
        FORGETTING,
        "    deeds.each(left, partial(_is_erased, now=now),",
        "    deeds.each([], partial(_is_erased, now=now),",
        f"{CASES}/test_erasing.py::test_erasing_that_was_killed_goes_on_the_next_night",
    ),
    Guard(
        "without an address nobody is erased",
        FORGETTING,
        "    if not email:\n",
        "    if False:\n",
        f"{CASES}/test_forgetting.py::test_without_an_address_nobody_is_forgotten",
    ),
    Guard(
        "no browser remembers who was forgotten",
        FORGETTING,
        "        if end_sessions(email=email, numbers=numbers, user_id=user_id):\n",
        "        if False:\n",
        f"{CASES}/test_forgetting.py::test_no_browser_remembers_a_person_who_was_forgotten",
    ),
    Guard(
        "what a guest told for an open cart goes with the person",
        FORGETTING,
        "Q(owner=None, patient__in=told_by(email))",
        "Q(pk=None)",
        f"{CASES}/test_forgetting.py::"
        "test_what_a_guest_told_for_a_cart_nobody_ordered_goes_at_once_and_is_said",
    ),
    Guard(
        "staff's accounts are not erased by a command",
        FORGETTING,
        "    if account and (account.is_staff or account.is_superuser):\n",
        "    if False:\n",
        f"{CASES}/test_forgetting.py::test_staff_are_not_forgotten_by_a_command",
    ),
    Guard(
        "an order under way keeps its person",
        "checkout/prescriptions/keeping.py",
        "    if not standing.is_over:\n",
        "    if False:\n",
        f"{CASES}/test_erasing.py::test_an_order_under_way_keeps_its_person",
    ),
    Guard(
        "an order under way keeps the person of its prescription",
        ERASING,
        "is_over=not on_it.exclude(status__in=OVER).exists()",
        "is_over=order.status in OVER",
        f"{CASES}/test_erasing.py::test_the_law_counts_from_the_last_supply_on_the_prescription",
    ),
    Guard(
        "who is given money back just now is not forgotten",
        ERASING,
        "    order = locked(order.pk)\n",
        "    order = Order.objects.get(pk=order.pk)\n",
        f"{CASES}/test_one_at_a_time.py::test_who_is_given_money_back_just_now_is_not_forgotten",
    ),
    Guard(
        "a file somebody is at is not destroyed yet",
        ERASING,
        "PrescriptionFile.objects.select_for_update().get(pk=pk)",
        "PrescriptionFile.objects.get(pk=pk)",
        f"{CASES}/test_one_at_a_time.py::test_a_file_somebody_is_at_is_not_destroyed_yet",
    ),
    Guard(
        "an account is closed when no order needs it any more",
        FORGETTING,
        "if account and not account.orders.exclude(number__in=forgotten).exists():",
        "if account:",
        f"{CASES}/test_forgetting.py::test_the_account_is_closed_when_no_order_needs_it_any_more",
    ),
    Guard(
        "an event stays as it was written",
        "pharmacy/history/migrations/0001_events_of_every_kind.py",
        'operation="UPDATE OR DELETE OR TRUNCATE"',
        'operation="TRUNCATE"',
        f"{HISTORY}/test_events.py::test_an_event_stays_as_it_was_written",
    ),
    Guard(
        "a database in the middle of merged migrations is left alone",
        "pharmacy/migrating.py",
        "        if gone and len(lacking) < len(migration.replaces):\n",
        "        if False:\n",
        "tests/pharmacy/test_migrating.py::"
        "test_one_in_the_middle_of_them_is_left_alone_and_says_what_to_do",
    ),
    Guard(
        "a migration that was killed while it made indexes goes on",
        "catalog/concurrently.py",
        "                schema_editor.remove_index(model, self.index, concurrently=True)\n",
        "                pass\n",
        "tests/catalog/test_concurrently.py::"
        "test_an_index_is_made_whatever_was_left_of_it[an_invalid_one]",
    ),
    Guard(
        "no migration makes an index that stops the next release",
        "pharmacy/history/migrations/0005_events_are_found_by_whom_and_request.py",
        "from catalog.concurrently import",
        "from django.contrib.postgres.operations import",
        "tests/pharmacy/test_migrations.py::test_one_that_was_stopped_halfway_goes_on",
    ),
)
