"""What holds a patient's part: limits, files, waiting; each guard with its test."""

from tests.guard import Guard

ACTIONS = "checkout/prescriptions/actions.py"
TESTS = "tests/checkout/prescriptions"

PATIENTS_GUARDS = (
    Guard(
        "two orders of one person at once do not pass a limit together",
        "checkout/order/placing.py",
        "        one_order_of_a_person_at_a_time(told)\n",
        "        pass\n",
        f"{TESTS}/test_limits.py::"
        "test_the_second_order_of_a_person_waits_for_the_first_and_is_refused",
    ),
    Guard(
        "what is told does not change under an order that is being placed",
        ACTIONS,
        "    if locked_cart(basket_id) is None:\n",
        "    if False:\n",
        f"{TESTS}/test_limits.py::"
        "test_what_is_told_does_not_change_under_an_order_that_is_being_placed",
    ),
    Guard(
        "a prescription is used again for its own patient only",
        "checkout/order/placing.py",
        "            if one.is_for(told.name, told.born_on)\n",
        "",
        f"{TESTS}/test_again.py::test_more_than_is_left_or_another_patient_needs_another_one",
    ),
    Guard(
        "what has no letter is no name to order under",
        "checkout/prescriptions/telling.py",
        "not as_compared(told.name)",
        "not told.name",
        f"{TESTS}/test_telling.py::test_each_thing_that_is_missing_is_named",
    ),
    Guard(
        "what never left the shelf counts for no limit",
        "checkout/prescriptions/reads.py",
        "order__status__in=NOTHING_LEFT",
        "order__status__in=()",
        f"{TESTS}/test_limits.py::test_what_is_refunded_counts_where_it_had_left_the_shelf",
    ),
    Guard(
        "a patient sends five files at most",
        ACTIONS,
        "    if sent >= most:\n",
        "    if False:\n",
        f"{TESTS}/test_actions.py::test_a_patient_sends_five_files_at_most",
    ),
    Guard(
        "a patient adds nothing to what is with the pharmacist",
        ACTIONS,
        "    if patient is None or order.status not in waits:\n",
        "    if patient is None:\n",
        f"{TESTS}/test_actions.py::"
        "test_the_patient_adds_nothing_to_an_order_that_is_with_the_pharmacist",
    ),
    Guard(
        "a file the pharmacist has seen stays",
        ACTIONS,
        "    if file.views.exists():\n",
        "    if False:\n",
        f"{TESTS}/test_actions.py::test_what_the_pharmacist_has_seen_or_has_by_now_stays",
    ),
    Guard(
        "what was told for a cart opens to the session that told it",
        "checkout/progress.py",
        '    return bool(_kept(request).get("tells") == basket_id)\n',
        "    return True\n",
        f"{TESTS}/test_patient_page.py::"
        "test_who_comes_by_the_carts_cookie_alone_reads_nothing_and_tells_anew",
    ),
    Guard(
        "no more files are read than there are places for",
        "checkout/prescriptions/uploads.py",
        "_refused(sent[: places.free], add, until)",
        "_refused(sent, add, until)",
        f"{TESTS}/test_patient_page.py::test_no_more_files_are_read_than_there_are_places_for",
    ),
    Guard(
        "files are read one at a time",
        "checkout/prescriptions/files/proving.py",
        "    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):\n",
        "    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE) and False:\n",
        f"{TESTS}/test_patient_page.py::"
        "test_a_file_that_meets_another_being_read_is_to_be_sent_again",
    ),
    Guard(
        "one prescription is used by one order of a person after the other",
        "checkout/prescriptions/deciding.py",
        'orders_of_the_person.order_by("pk").select_for_update()',
        'orders_of_the_person.order_by("pk")',
        f"{TESTS}/test_deciding.py::"
        "test_two_orders_of_a_person_decided_at_once_do_not_use_one_prescription_twice",
    ),
)
