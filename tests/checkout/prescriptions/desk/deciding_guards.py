"""What a pharmacist may enter, what may replace packs, what comes by post: the guards."""

from tests.guard import Guard

ROOM, TESTS = "checkout/prescriptions", "tests/checkout/prescriptions"
COPIED, REPLACING = f"{ROOM}/desk/prescription_form.py", f"{ROOM}/replacing.py"
DESK, REPLACED = f"{TESTS}/desk", f"{TESTS}/test_replacing.py"
AT_ONCE = f"{TESTS}/test_one_at_a_time.py"
REFUSED = f"{DESK}/test_decide_refused.py"
CANNOT_BE = f"{REFUSED}::test_a_prescription_that_cannot_be_is_told_at_its_field"

DECISIONS_GUARDS = (
    Guard(
        "a file is looked at before its sender takes it back, or not at all",
        f"{ROOM}/desk/looking.py",
        "PrescriptionFile.objects.select_for_update(no_key=True).filter(",
        "PrescriptionFile.objects.filter(",
        f"{AT_ONCE}::test_no_file_goes_while_somebody_looks_at_it",
    ),
    Guard(
        "a file that has just gone is not shown",
        f"{ROOM}/desk/looking.py",
        "filter(pk=file.pk).first():\n        raise CannotShow\n",
        "filter(pk=file.pk).first():\n        pass\n",
        f"{AT_ONCE}::test_a_file_that_goes_just_now_is_not_shown",
    ),
    Guard(
        "no more packs are offered for approval than were ordered",
        f"{ROOM}/desk/line_form.py",
        "for number in range(line.packs, 0, -1)",
        "for number in range(99, 0, -1)",
        "tests/checkout/prescriptions/desk/test_decide_refused.py::"
        "test_a_decision_says_what_it_needs",
    ),
    Guard(
        "a prescription is not of tomorrow",
        COPIED,
        "        if issued and issued > timezone.localdate():\n",
        "        if False:\n",
        CANNOT_BE,
    ),
    Guard(
        "a prescription is not verified tomorrow",
        COPIED,
        "        if at and at > timezone.now():\n",
        "        if False:\n",
        CANNOT_BE,
    ),
    Guard(
        "a prescription ends after it was issued",
        COPIED,
        "        if issued and until and until < issued:\n",
        "        if False:\n",
        CANNOT_BE,
    ),
    Guard(
        "a prescription that has ended approves nothing",
        COPIED,
        "        if until and until < timezone.localdate():\n",
        "        if False:\n",
        CANNOT_BE,
    ),
    Guard(
        "what was ordered does not replace itself",
        REPLACING,
        "        if pack_id != ordered_pack\n",
        "",
        f"{REPLACED}::test_what_was_ordered_does_not_replace_itself",
    ),
    Guard(
        "no more units replace packs than were ordered",
        REPLACING,
        "range(1, most_units // units + 1)",
        "range(1, most_units // units + 2)",
        f"{REPLACED}::test_no_more_units_are_sent_than_were_ordered",
    ),
    Guard(
        "nothing dearer replaces packs",
        REPLACING,
        "        if price * number <= most\n",
        "",
        f"{REPLACED}::test_nothing_dearer_is_sent_than_was_ordered",
    ),
    *(
        Guard(
            f"nothing {pack} replaces packs",
            REPLACING,
            instead_of,
            put,
            f"{REPLACED}::"
            f"test_a_pack_on_sale_of_the_same_dosage_and_no_stricter_class_replaces[{pack}]",
        )
        for pack, instead_of, put in (
            ("stricter", " and _is_no_stricter(row.product, line)", ""),
            ("off sale", "StockRecord.objects.on_sale()", "StockRecord.objects"),
        )
    ),
    Guard(
        "an order goes on once, whoever sends what it waits for",
        f"{ROOM}/desk/receiving.py",
        "    order = locked(order.pk)\n    if is_own(order, by):\n",
        "    if is_own(order, by):\n",
        f"{AT_ONCE}::"
        "test_what_comes_by_post_while_the_patient_sends_is_added_and_the_order_moves_once",
    ),
    Guard(
        "what comes by post answers no question",
        f"{ROOM}/desk/receiving.py",
        " and not open_inquiries_of(order).exists():",
        ":",
        f"{DESK}/test_files.py::test_a_question_stays_open_whatever_comes_by_post",
    ),
    Guard(
        "an answer is noted while it is waited for",
        f"{ROOM}/desk/receiving.py",
        "    if order.status != OrderState.NEEDS_INFORMATION:\n",
        "    if False:\n",
        f"{DESK}/test_answers.py::test_a_patient_who_answers_meanwhile_is_not_written_over",
    ),
    Guard(
        "nobody notes the answers of an own order",
        f"{ROOM}/desk/receiving.py",
        '        raise CannotSend(_("This is your own order: answer',
        '        print(_("This is your own order: answer',
        f"{DESK}/test_answers.py::test_nobody_notes_the_answers_of_an_own_order",
    ),
    Guard(
        "without the original nothing is dispensed",
        "checkout/order/shelf/dispensing.py",
        " *missing_originals(order)],",
        "],",
        f"{TESTS}/test_originals.py::test_without_the_original_an_order_stays_on_the_shelf",
    ),
    Guard(
        "the UK's law wants the original first",
        f"{ROOM}/originals.py",
        '"UK": True',
        '"UK": False',
        f"{TESTS}/test_originals.py::test_the_market_decides_unless_the_shop_does",
    ),
    Guard(
        "cases are the pharmacists'",
        f"{ROOM}/migrations/0005_pharmacists_decide_cases.py",
        'get_or_create(name="Pharmacist")',
        'get_or_create(name="Support")',
        f"{DESK}/test_roles.py::test_only_pharmacists_see_cases",
    ),
)
