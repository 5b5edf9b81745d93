"""What proves who changed what, and who may forget a person: the guards."""

from tests.guard import Guard

HISTORY, CASES = "tests/pharmacy/history", "tests/checkout/prescriptions"
APPEND_ONLY, HEALTH = "pharmacy/append_only.py", "pharmacy/health.py"
ERASING, FORGETTING = "checkout/prescriptions/erasing.py", "checkout/prescriptions/forgetting.py"
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
        "alterable_tables() if settings.LIVE else []",
        "[]",
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
        "            if _is_above_grants(role):\n",
        "            if False:\n",
        f"{ROLES}::test_a_role_that_no_grant_binds_is_refused_and_one_that_is_missing_named",
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
        "the law counts from the last supply on a prescription",
        ERASING,
        "        | Q(patient__uses_again__patient__order=order)\n",
        "",
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
        "erasing that was killed is ended",
        FORGETTING,
        "    erase_files(PrescriptionFile.objects.exclude(patient__erased_at=None), now=now)\n",
        "",
        f"{CASES}/test_erasing.py::test_erasing_that_was_killed_goes_on_the_next_night",
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
        " and not account.orders.exists():",
        ":",
        f"{CASES}/test_forgetting.py::test_the_account_is_closed_when_no_order_needs_it_any_more",
    ),
    Guard(
        "an event stays as it was written",
        "pharmacy/history/migrations/0001_what_enters_the_history.py",
        "operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_e1822'",
        "operation='TRUNCATE', pgid='pgtrigger_only_added_to_e1822'",
        f"{HISTORY}/test_events.py::test_an_event_stays_as_it_was_written",
    ),
)
