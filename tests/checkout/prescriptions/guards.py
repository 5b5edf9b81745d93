"""What holds a patient's part: files, answers, waiting; each guard with its test."""

from tests.guard import Guard

ROOM, TESTS = "checkout/prescriptions", "tests/checkout/prescriptions"
ACTIONS, VIEWS = f"{ROOM}/actions.py", f"{ROOM}/views.py"
OVERDUE, ASKING = "checkout/order/overdue.py", "checkout/order/mails/asking_letters.py"
SENDS, PAGE = f"{TESTS}/test_actions.py", f"{TESTS}/test_mailed_link.py"
AT_ONCE = f"{TESTS}/test_one_at_a_time.py"
ANSWERED = 'if order.status != S.NEEDS_INFORMATION:\n        raise CannotSend(_("The pharmacist '
REMINDER = '    outbox.withdraw_mail(order, "reminder", now=now)\n'
OTHERS = "    if patient and patient.pk != patient_id:\n"

PATIENTS_GUARDS = (
    Guard(
        "a patient sends five files at most",
        ACTIONS,
        "    if not places.free:\n",
        "    if False:\n",
        f"{SENDS}::test_a_patient_sends_five_files_at_most",
    ),
    Guard(
        "what is told does not change under an order that is being placed",
        ACTIONS,
        "    if locked_cart(basket_id) is None:\n",
        "    if False:\n",
        f"{AT_ONCE}::test_a_cart_that_is_being_ordered_is_the_pharmacists_as_it_was_looked_at",
    ),
    Guard(
        "what has no letter is no name to order under",
        "checkout/prescriptions/telling.py",
        "not plain_name(told.name)",
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
        "files come to an order one after the other",
        ACTIONS,
        "    order = locked(order.pk)\n    patient = ",
        "    order = Order.objects.get(pk=order.pk)\n    patient = ",
        f"{AT_ONCE}::test_of_two_files_that_come_to_an_order_at_once_one_is_the_last",
    ),
    Guard(
        "a patient adds nothing to what is with the pharmacist",
        ACTIONS,
        "    if patient is None or order.status not in waits:\n",
        "    if patient is None:\n",
        f"{SENDS}::test_the_patient_adds_nothing_to_an_order_that_is_with_the_pharmacist",
    ),
    Guard(
        "of a file that cannot be written down nothing is kept",
        f"{ROOM}/sending.py",
        "        taking.discard(taken)\n",
        "",
        f"{PAGE}::test_what_comes_too_late_is_told_and_not_kept",
    ),
    Guard(
        "a patient takes back files of the own cart",
        ACTIONS,
        "    sent = patient.files.select_for_update()",
        "    sent = PrescriptionFile.objects.select_for_update()",
        "tests/checkout/prescriptions/test_patient_files.py::test_nobody_removes_anothers_file",
    ),
    Guard(
        "what staff added is not the patient's",
        ACTIONS,
        "patient.files.select_for_update().filter(added_by=None)",
        "patient.files.select_for_update()",
        f"{SENDS}::test_what_staff_added_is_not_the_patients_to_take_back",
    ),
    Guard(
        "a file the pharmacist has by now stays",
        ACTIONS,
        "    elif locked(patient.order_id).status != S.NEEDS_INFORMATION:\n",
        "    elif False:\n",
        f"{SENDS}::test_what_the_pharmacist_has_seen_or_has_by_now_stays",
    ),
    Guard(
        "a file is taken back before its order is sent, or not at all",
        ACTIONS,
        "locked(patient.order_id).status",
        "Order.objects.get(pk=patient.order_id).status",
        f"{AT_ONCE}::test_no_file_goes_while_the_order_is_being_sent_to_the_pharmacist",
    ),
    Guard(
        "a file the pharmacist has seen stays",
        ACTIONS,
        "    if file.views.exists():\n",
        "    if False:\n",
        f"{SENDS}::test_what_the_pharmacist_has_seen_or_has_by_now_stays",
    ),
    Guard(
        "a file is taken back before somebody looks, or not at all",
        ACTIONS,
        "    sent = patient.files.select_for_update()",
        "    sent = patient.files",
        f"{AT_ONCE}::test_no_file_goes_while_somebody_looks_at_it",
    ),
    Guard(
        "only what waits for the patient is sent to the pharmacist",
        ACTIONS,
        ANSWERED,
        ANSWERED.replace("order.status != S.NEEDS_INFORMATION", "False"),
        f"{SENDS}::test_nothing_is_asked_of_an_order_that_is_paid",
    ),
    Guard(
        "an order is sent to the pharmacist once",
        ACTIONS,
        f"order = locked(order.pk)\n    {ANSWERED}",
        f"order = Order.objects.get(pk=order.pk)\n    {ANSWERED}",
        f"{AT_ONCE}::test_what_is_sent_twice_at_once_goes_to_the_pharmacist_once",
    ),
    Guard(
        "a question is answered before the order goes on",
        ACTIONS,
        "        if not inquiry.answer:\n",
        "        if False:\n",
        f"{SENDS}::test_a_question_makes_the_order_wait_and_its_answer_brings_it_back",
    ),
    Guard(
        "an answer that was given stays",
        f"{ROOM}/reads.py",
        "decision__line__order=order, answered_at__isnull=True",
        "decision__line__order=order",
        f"{SENDS}::test_an_order_can_be_asked_about_again_and_each_time_by_mail",
    ),
    Guard(
        "what was to follow comes before the order goes on",
        ACTIONS,
        "if not was_asked and not patient.files.filter(",
        "if False and patient.files.filter(",
        f"{SENDS}::test_what_followed_goes_to_the_pharmacist_and_is_paid_once_it_is_approved",
    ),
    Guard(
        "who has sent what was wanted is not reminded of it",
        ACTIONS,
        REMINDER,
        "",
        f"{SENDS}::test_who_has_sent_what_was_wanted_is_not_reminded_of_it_when_something_else_is",
    ),
    Guard(
        "what is promised twice is promised once",
        "checkout/payment/outbox.py",
        "ignore_conflicts=True",
        "ignore_conflicts=False",
        "tests/checkout/payment/test_outbox.py::test_promising_the_same_twice_is_one_promise",
    ),
    Guard(
        "nobody is asked by mail for what is not waited for",
        ASKING,
        "    if case.order != S.NEEDS_INFORMATION or case.is_asked:\n",
        "    if False:\n",
        f"{SENDS}::test_an_order_that_waits_can_be_given_up",
    ),
    Guard(
        "an order waits its fourteen days for the patient",
        OVERDUE,
        'filter(status=wait.state, **{f"{wait.due}__lte": now})',
        "filter(status=wait.state)",
        f"{SENDS}::test_an_order_nothing_comes_for_ends_after_14_days_and_its_stock_is_free",
    ),
    Guard(
        "an order that is answered in the last moment does not end",
        OVERDUE,
        "    if order.status == wait.state and getattr(order, wait.due) <= now:\n",
        "    if True:\n",
        f"{AT_ONCE}::test_an_order_that_is_answered_in_the_last_moment_does_not_end",
    ),
    Guard(
        "an order ends after it was answered, or not at all",
        OVERDUE,
        "    order = locked(order_id)\n",
        "    order = Order.objects.get(pk=order_id)\n",
        f"{AT_ONCE}::test_an_order_that_is_answered_in_the_last_moment_does_not_end",
    ),
    Guard(
        "a number alone opens no order's prescription",
        VIEWS,
        "@for_whoever(may_see)\ndef prescription(",
        "@for_whoever(lambda *_: True)\ndef prescription(",
        f"{PAGE}::test_a_number_alone_opens_no_page_and_takes_no_file",
    ),
    Guard(
        "a number alone takes no file",
        VIEWS,
        "@for_whoever(may_see)\ndef order_files(",
        "@for_whoever(lambda *_: True)\ndef order_files(",
        f"{PAGE}::test_a_number_alone_opens_no_page_and_takes_no_file",
    ),
    Guard(
        "a key that was altered opens nothing",
        "checkout/order/page/link_opens.py",
        "if key and access.link_opens(number, key):",
        "if key:",
        f"{PAGE}::test_no_other_key_opens_it[altered]",
    ),
    Guard(
        "what was told for a cart opens to the session that told it",
        f"{ROOM}/reads.py",
        "return patient if patient and patient.pk == patient_id else None",
        "return patient",
        f"{TESTS}/test_told_anew.py::test_who_told_first_reads_nothing_of_who_told_anew",
    ),
    Guard(
        "a file is not added to what another session told",
        ACTIONS,
        OTHERS,
        "    if False:\n",
        "tests/checkout/prescriptions/test_patient_files.py::"
        "test_who_sends_a_file_first_sees_and_keeps_nothing_of_another[add_file]",
    ),
    Guard(
        "what is told is not put over what another session told",
        ACTIONS,
        OTHERS,
        "    if False:\n",
        f"{TESTS}/test_patient_page.py::"
        "test_who_comes_by_the_carts_cookie_alone_reads_nothing_and_tells_anew",
    ),
    Guard(
        "who told is looked at while nobody else tells for the cart",
        ACTIONS,
        "    _lock_open_cart(basket_id)\n    patient: ",
        "    patient: ",
        f"{AT_ONCE}::"
        "test_who_tells_while_another_tells_anew_for_the_same_cart_keeps_nothing_of_that",
    ),
    Guard(
        "nobody goes on while a file is on its way",
        "templates/checkout/_files.html",
        ' hx-disabled-elt="main form button"',
        "",
        "tests/journeys/test_prescriptions.py::test_nobody_goes_on_while_a_file_is_on_its_way",
    ),
    Guard(
        "no more files are read than there are places for",
        "checkout/prescriptions/uploads.py",
        "_refused(sent[: places.free], add, until)",
        "_refused(sent, add, until)",
        "tests/checkout/prescriptions/test_patient_files.py::"
        "test_no_more_files_are_read_than_there_are_places_for",
    ),
    Guard(
        "files are read one at a time",
        "checkout/prescriptions/files/proving.py",
        "    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):\n",
        "    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE) and False:\n",
        "tests/checkout/prescriptions/test_patient_files.py::"
        "test_a_file_that_meets_another_being_read_is_to_be_sent_again",
    ),
    Guard(
        "one prescription is used by one order of a person after the other",
        "checkout/prescriptions/recording.py",
        'orders_of_the_person.order_by("pk").select_for_update()',
        'orders_of_the_person.order_by("pk")',
        f"{TESTS}/test_deciding.py::"
        "test_two_orders_of_a_person_decided_at_once_do_not_use_one_prescription_twice",
    ),
    Guard(
        "a file whose row is not written yet is not stray",
        "checkout/prescriptions/forgetting.py",
        "vault.names_before(now - STRAYS_AFTER, folder)",
        "vault.names_before(now, folder)",
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
    Guard(
        "a reason that may still change is not told to the patient",
        "checkout/prescriptions/reads.py",
        "    if order.status in NOT_DECIDED or not order.needs_pharmacist:\n",
        "    if False:\n",
        f"{TESTS}/test_reasons.py::"
        "test_what_is_rejected_while_something_is_asked_is_not_the_last_word",
    ),
    Guard(
        "no reason is told of a patient who is forgotten",
        "checkout/prescriptions/reads.py",
        "decisions.exclude(line__order__patient__erased_at__isnull=False)",
        "decisions",
        f"{TESTS}/test_reasons.py::test_of_a_forgotten_patient_nothing_is_told_that_may_name_her",
    ),
)
