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
)
