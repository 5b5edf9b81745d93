"""What one person may have and has to tell first, a prescription used again: the guards."""

from tests.guard import Guard

ROOM, TESTS = "checkout/prescriptions", "tests/checkout/prescriptions"
PLACING, BUYER = "checkout/order/placing.py", "checkout/basket/buyer.py"
READS, FORGETTING = f"{ROOM}/reads.py", f"{ROOM}/forgetting.py"
LIMITS, AGAIN = f"{TESTS}/test_limits.py", f"{TESTS}/test_again.py"
AT_ONCE = f"{TESTS}/test_one_at_a_time.py"
TOO_YOUNG = f"{LIMITS}::test_a_minimum_age_is_counted_by_the_date_of_birth[17-of 18 years and over]"

LIMITS_GUARDS = (
    Guard(
        "two orders of one person at once do not pass a limit together",
        PLACING,
        "        one_order_of_a_person_at_a_time(told)\n",
        "        pass\n",
        f"{LIMITS}::test_the_second_order_of_a_person_waits_for_the_first_and_is_refused",
    ),
    Guard(
        "a person is the same under another spelling",
        READS,
        "lines_of(plain_name(told.name), told.born_on)",
        "lines_of(told.name, told.born_on)",
        f"{LIMITS}::test_what_one_person_ordered_counts_in_every_later_order",
    ),
    Guard(
        "what one person ordered before counts in a period's limit",
        BUYER,
        "before + wanted > limit",
        "wanted > limit",
        f"{LIMITS}::test_what_one_person_ordered_counts_in_every_later_order",
    ),
    Guard(
        "who is too young is sold nothing of it",
        BUYER,
        "        if line.minimum_age is not None and age < line.minimum_age:\n",
        "        if False:\n",
        TOO_YOUNG,
    ),
    Guard(
        "an order is placed for the person it is for",
        PLACING,
        "    buyer = buyer_of(told, cart, today=today)\n",
        "    buyer = None\n",
        TOO_YOUNG,
    ),
    Guard(
        "without what the pharmacist has to know nothing is ordered",
        PLACING,
        "    reasons = missing(needs_for(cart), told)\n",
        "    reasons: list[str] = []\n",
        f"{LIMITS}::test_without_what_the_pharmacist_has_to_know_nothing_is_ordered[allergies]",
    ),
    Guard(
        "without what the pharmacist has to know there is no review",
        "checkout/progress.py",
        '    if reasons:\n        raise StepMissing(reverse("checkout-patient")',
        '    if False:\n        raise StepMissing(reverse("checkout-patient")',
        f"{TESTS}/test_patient_page.py::test_questions_that_are_left_out_are_asked_again",
    ),
    Guard(
        "what was told since the review is not ordered",
        "checkout/seen.py",
        "method_id, str(tax), patient]",
        "method_id, str(tax)]",
        f"{LIMITS}::test_what_a_patient_told_since_the_review_is_looked_over_again",
    ),
    Guard(
        "a birthday is not to come",
        f"{ROOM}/telling.py",
        "    if born_on > today:\n",
        "    if False:\n",
        f"{TESTS}/test_telling.py::test_a_birthday_is_neither_to_come_nor_of_another_century",
    ),
    Guard(
        "a cart that is being forgotten is not ordered",
        FORGETTING,
        "    Basket.objects.select_for_update().get(pk=basket_id)\n",
        "",
        f"{AT_ONCE}::test_a_cart_that_is_being_forgotten_is_not_ordered_without_its_patient",
    ),
    Guard(
        "a cart that is being ordered is not forgotten",
        FORGETTING,
        "    Basket.objects.select_for_update().get(pk=basket_id)\n",
        "",
        f"{AT_ONCE}::test_a_cart_that_is_being_ordered_is_not_forgotten",
    ),
    Guard(
        "a prescription is used again only where it may be",
        PLACING,
        "        if cart.prescription_names and told.uses_again not in usable:\n",
        "        if False:\n",
        f"{AGAIN}::test_it_is_nobody_elses_and_not_used_out_of_date",
    ),
    Guard(
        "a prescription is used again by its own patient's account",
        READS,
        "        patient__order__user=user, patient__erased_at__isnull=True,",
        "        patient__erased_at__isnull=True,",
        f"{AGAIN}::test_it_is_nobody_elses_and_not_used_out_of_date",
    ),
    Guard(
        "a prescription is used again for its own patient only",
        PLACING,
        "            if one.is_for(told.name, told.born_on)\n",
        "",
        f"{AGAIN}::test_more_than_is_left_or_another_patient_needs_another_one",
    ),
    Guard(
        "a prescription is used again in date",
        READS,
        "patient__erased_at__isnull=True, valid_until__gte=today\n",
        "patient__erased_at__isnull=True\n",
        f"{AGAIN}::test_it_is_nobody_elses_and_not_used_out_of_date",
    ),
    Guard(
        "a prescription is used again for what is left of it",
        READS,
        " if _covers(one, wanted)]",
        "]",
        f"{AGAIN}::test_more_than_is_left_or_another_patient_needs_another_one",
    ),
    Guard(
        "a prescription is used again for its own dosages",
        READS,
        "left.get(dosage_id, 0) >= units",
        "left.get(dosage_id, units) >= units",
        f"{AGAIN}::test_it_is_used_for_its_own_dosages",
    ),
    Guard(
        "a forgotten patient's prescription is offered to nobody",
        READS,
        "patient__order__user=user, patient__erased_at__isnull=True,",
        "patient__order__user=user,",
        f"{AGAIN}::test_a_forgotten_patients_is_offered_to_nobody",
    ),
)
