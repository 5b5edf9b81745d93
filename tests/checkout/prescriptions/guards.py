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
        "a file whose row is not written yet is not stray",
        "checkout/prescriptions/forgetting.py",
        "vault.names_before(now - STRAYS_AFTER)",
        "vault.names_before(now)",
        f"{TESTS}/test_forgetting.py::"
        "test_what_was_kept_by_a_process_that_was_killed_before_its_row_is_destroyed",
    ),
    Guard(
        "a file that a row names is not stray",
        "checkout/prescriptions/forgetting.py",
        "        left -= {name, *pages}\n",
        "        left -= {name}\n",
        f"{TESTS}/test_forgetting.py::"
        "test_what_was_kept_by_a_process_that_was_killed_before_its_row_is_destroyed",
    ),
)
