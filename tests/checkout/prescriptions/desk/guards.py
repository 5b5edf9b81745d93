"""Who may see and decide what of a case: the guards, each with the test that proves it."""

from tests.guard import Guard

VIEWS = "checkout/prescriptions/desk/views.py"
FORMS = "checkout/prescriptions/desk/line_form.py"
DECIDING = "checkout/prescriptions/deciding.py"
DESK = "tests/checkout/prescriptions/desk"
ROLES, DECIDE = f"{DESK}/test_roles.py", f"{DESK}/test_decide.py"
RACE = "tests/checkout/prescriptions/test_deciding.py"

CASES_GUARDS = (
    Guard(
        "only pharmacists see cases",
        VIEWS,
        "has_perms([SEE_CASES, *permissions])",
        "has_perms(permissions)",
        f"{ROLES}::test_only_pharmacists_see_cases",
    ),
    Guard(
        "only who may decide does anything to a case",
        VIEWS,
        "has_perms([SEE_CASES, *permissions])",
        "has_perms([SEE_CASES])",
        f"{ROLES}::test_who_may_only_look_does_nothing_and_who_may_not_look_does_neither",
    ),
    *(
        Guard(
            f"only who may decide may {words}",
            VIEWS,
            f"@require_POST\n@who_may(DECIDE_CASES)\ndef {view}(",
            f"@require_POST\n@who_may()\ndef {view}(",
            f"{ROLES}::test_who_may_only_look_does_nothing_and_who_may_not_look_does_neither",
        )
        for view, words in {
            "decide": "record a decision",
            "take": "take a case",
            "put_back": "put a case back",
            "add_file": "add a file that came by post",
            "note_answers": "note what a patient said",
            "original_received": "record that the original came",
        }.items()
    ),
    Guard(
        "who opens a case has signed in",
        VIEWS,
        'path("<int:pk>/", by_staff(review), name="prescriptions_case_change")',
        'path("<int:pk>/", review, name="prescriptions_case_change")',
        f"{ROLES}::test_nobody_signed_in_is_sent_to_sign_in",
    ),
    Guard(
        "a deed about a case is posted",
        VIEWS,
        "@require_POST\n@who_may(DECIDE_CASES)\ndef take(",
        "@who_may(DECIDE_CASES)\ndef take(",
        f"{ROLES}::test_a_deed_is_posted_with_a_token_and_never_followed_as_a_link",
    ),
    Guard(
        "a file is shown with its own case only",
        VIEWS,
        "PrescriptionFile.objects.filter(patient__order=pk, erased_at__isnull=True)",
        "PrescriptionFile.objects.filter(erased_at__isnull=True)",
        f"{DESK}/test_files.py::test_a_page_that_is_none_is_not_found_and_not_recorded",
    ),
    Guard(
        "a look at a file is recorded before it is sent",
        "checkout/prescriptions/desk/looking.py",
        "    FileView.objects.create(file=file, page=page, by=by, at=now)\n",
        "",
        f"{DESK}/test_files.py::test_each_look_is_one_row_and_is_there_before_the_bytes",
    ),
    Guard(
        "an original is received by its own case",
        VIEWS,
        "Prescription.objects.filter(items__decisions__line__order=case.pk)",
        "Prescription.objects.filter(items__decisions__isnull=False)",
        f"{DESK}/test_review.py::test_the_original_is_received_once_and_by_its_own_case",
    ),
    Guard(
        "a decision is about the case as it was seen",
        "checkout/prescriptions/desk/seen.py",
        'f"{case.status}-{case.last_decision or 0}-{case.last_file or 0}"',
        'f"{case.status}"',
        "tests/checkout/prescriptions/desk/test_decide_at_once.py::"
        "test_a_round_of_asking_that_came_between_is_seen",
    ),
    Guard(
        "a file that came meanwhile is looked at first",
        "checkout/prescriptions/desk/seen.py",
        "-{case.last_file or 0}",
        "",
        "tests/checkout/prescriptions/desk/test_decide_at_once.py::"
        "test_what_came_meanwhile_is_looked_at_before_anything_is_recorded",
    ),
    Guard(
        "two pharmacists decide one after the other",
        DECIDING,
        "    order = locked(order.pk)\n    _must_be_decidable(order, by=by, now=now)\n    lines =",
        "    order = Order.objects.get(pk=order.pk)\n"
        "    _must_be_decidable(order, by=by, now=now)\n    lines =",
        f"{RACE}::test_of_two_pharmacists_who_decide_at_once_one_waits_and_is_told",
    ),
    Guard(
        "two pharmacists take a case one after the other",
        DECIDING,
        "    order = locked(order.pk)\n    _must_be_decidable(order, by=by, now=now)\n    Claim",
        "    order = Order.objects.get(pk=order.pk)\n"
        "    _must_be_decidable(order, by=by, now=now)\n    Claim",
        f"{RACE}::test_of_two_pharmacists_who_take_a_case_at_once_one_has_it",
    ),
    Guard(
        "more than a prescription allows is refused with words",
        DECIDING,
        "            _add_up_what_is_used()\n",
        "",
        "tests/checkout/prescriptions/test_misread.py::"
        "test_more_than_the_prescription_allows_is_refused_over_all_lines_of_an_order",
    ),
    Guard(
        "nobody decides an own order",
        "checkout/prescriptions/claims.py",
        "    if is_own(order, user):\n",
        "    if False:\n",
        f"{RACE}::test_nobody_decides_or_takes_an_own_order",
    ),
    Guard(
        "an address with a tag is the same mailbox",
        "checkout/prescriptions/same_buyer.py",
        "{name.partition('+')[0]}",
        "{name}",
        f"{RACE}::test_nobody_decides_or_takes_an_own_order",
    ),
    Guard(
        "nobody notes that the paper of an own order has come",
        DECIDING,
        "    if is_own(order, by):\n"
        '        raise CannotDecide(_("This is your own order: a colleague notes',
        '    if False:\n        raise CannotDecide(_("This is your own order: a colleague notes',
        f"{RACE}::test_nobody_notes_that_the_paper_of_an_own_order_has_come",
    ),
    Guard(
        "nobody adds a file to an own order as staff",
        "checkout/prescriptions/desk/receiving.py",
        "    if is_own(order, by):\n"
        '        raise CannotSend(_("This is your own order: a colleague adds',
        '    if False:\n        raise CannotSend(_("This is your own order: a colleague adds',
        f"{DESK}/test_files.py::test_nobody_adds_a_file_to_an_own_order",
    ),
    Guard(
        "what became controlled after ordering is not approved",
        DECIDING,
        "    if controlled:\n",
        "    if False:\n",
        f"{RACE}::test_what_became_controlled_after_ordering_is_rejected_and_nothing_else",
    ),
    Guard(
        "a verification is not overwritten with none",
        "checkout/prescriptions/recording.py",
        "    if before is None or read.verified:\n",
        "    if True:\n",
        f"{RACE}::test_a_prescription_stays_verified_when_it_is_read_again_without_a_verification",
    ),
    Guard(
        "a colleague's case is a colleague's",
        "checkout/prescriptions/claims.py",
        "    if claim and not is_mine(claim, user):\n",
        "    if False:\n",
        f"{RACE}::test_a_colleagues_case_is_decided_by_nobody_else",
    ),
    Guard(
        "every line of a case is decided",
        DECIDING,
        "    if {line.pk for line in lines} != set(decisions):\n",
        "    if False:\n",
        f"{RACE}::test_every_line_is_decided_and_no_other",
    ),
    Guard(
        "a high-risk medicine asks for a note of how it was verified",
        FORMS,
        '        if outcome in GIVES and "verification" in self.fields:\n',
        "        if False:\n",
        "tests/checkout/prescriptions/desk/test_decide_refused.py::"
        "test_a_high_risk_medicine_is_approved_only_with_a_note_of_how_it_was_verified",
    ),
    Guard(
        "packs are sent instead at the price that was seen",
        "checkout/prescriptions/replacing.py",
        "x{self.packs}at{self.price}",
        "x{self.packs}",
        f"{DECIDE}::test_packs_whose_price_has_changed_meanwhile_are_chosen_again",
    ),
    Guard(
        "without a patient nothing is approved",
        FORMS,
        "[O.REJECTED] if not has_patient else _outcomes(line)",
        "_outcomes(line)",
        f"{DESK}/test_review.py::test_an_old_order_without_a_patient_can_be_rejected_only",
    ),
    Guard(
        "an approval needs the whole prescription",
        "checkout/prescriptions/desk/case_forms.py",
        "        if self.prescription and needed:\n",
        "        if False:\n",
        "tests/checkout/prescriptions/desk/test_decide_refused.py::"
        "test_an_approval_needs_the_whole_prescription",
    ),
)
