"""What an order may be approved for, ended for and dispensed for: the guards."""

from tests.guard import Guard

ORDERS = "tests/checkout/order"
ACTIONS, REPAIRS = "checkout/order/actions.py", "checkout/order/repairs.py"
APPROVING, OVERDUE = "checkout/order/approving.py", "checkout/order/overdue.py"
UNSENT = f"{ORDERS}/test_given_back_unsent.py"
DISPENSING, SOLD_STILL = "checkout/order/shelf/dispensing.py", "checkout/order/shelf/sold_still.py"

SHELFS_GUARDS = (
    Guard(
        "only what is paid is dispensed",
        DISPENSING,
        "    if order_state != S.PAID:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_dispensing.py::test_nothing_leaves_that_is_not_paid_for_as_approved",
    ),
    Guard(
        "what a bank says keeps an order on the shelf",
        DISPENSING,
        "problems = [trouble for trouble in troubles if trouble]",
        "problems = []",
        f"{ORDERS}/shelf/test_dispensing.py::"
        "test_what_a_bank_says_against_it_keeps_it_on_the_shelf_until_put_aside",
    ),
    Guard(
        "what was given back is not sent",
        DISPENSING,
        "    if not still_ours:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_dispensing.py::test_what_was_given_back_whole_stays_here",
    ),
    Guard(
        "more charged than approved is not sent",
        DISPENSING,
        "elif owed is None or still_ours > owed:",
        "elif False:",
        f"{ORDERS}/shelf/test_dispensing.py::test_money_kept_by_an_earlier_payment_counts_as_well",
    ),
    Guard(
        "what is controlled by now does not leave the shelf",
        SOLD_STILL,
        "    if controlled:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_sold_still.py::"
        "test_what_is_controlled_by_now_is_refunded_and_not_dispensed",
    ),
    Guard(
        "what needs a pharmacist by now does not leave the shelf undecided",
        SOLD_STILL,
        "    if undecided:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_sold_still.py::"
        "test_what_needs_a_pharmacist_by_now_is_not_dispensed_without_one",
    ),
    Guard(
        "a pharmacist has decided only the lines that needed one",
        SOLD_STILL,
        "        and not needs_pharmacist(line.legal_class)\n",
        "        and not any(needs_pharmacist(one.legal_class) for one in lines)\n",
        f"{ORDERS}/shelf/test_sold_still.py::"
        "test_a_pharmacist_who_decided_another_line_has_not_decided_this_one",
    ),
    Guard(
        "an order leaves the shelf once",
        DISPENSING,
        "    order = locked(order.pk)\n",
        "    order = Order.objects.get(pk=order.pk)\n",
        f"{ORDERS}/test_one_at_a_time.py::test_who_dispenses_while_another_does_is_told",
    ),
    Guard(
        "no more is approved than was ordered",
        APPROVING,
        "if not 0 <= approved <= line.quantity:",
        "if False:",
        f"{ORDERS}/test_approving.py::"
        "test_no_more_can_be_approved_than_was_ordered_and_no_less_than_nothing",
    ),
    Guard(
        "what is not approved goes back to its pool",
        APPROVING,
        "    _free_the_rest(lines)\n",
        "",
        f"{ORDERS}/test_approving.py::"
        "test_a_part_is_charged_with_delivery_in_full_and_the_rest_of_the_hold_let_go",
    ),
    Guard(
        "an order is decided once",
        "checkout/prescriptions/claims.py",
        "    if order.status != OrderState.AWAITING_PHARMACIST:\n",
        "    if False:\n",
        f"{ORDERS}/test_approving.py::test_an_order_is_decided_once",
    ),
    Guard(
        "an order is approved once",
        ACTIONS,
        "    if order.status != S.AWAITING_PHARMACIST:\n",
        "    if False:\n",
        f"{ORDERS}/test_approving.py::test_an_order_is_approved_once_whoever_calls_it_decided",
    ),
    Guard(
        "what is being charged is not cancelled",
        "checkout/order/receipt_reads.py",
        "        or (attempt.state in HOLDING and attempt.charge_sent)\n",
        "",
        f"{ORDERS}/test_actions.py::"
        "test_what_is_being_charged_cannot_be_cancelled_though_stripe_shows_no_charge_yet",
    ),
    Guard(
        "an approval answers every call of the order's payments",
        ACTIONS,
        "    for one in attempts:\n",
        "    for one in [attempt] if attempt else []:\n",
        f"{ORDERS}/test_approving.py::"
        "test_what_called_for_a_person_before_the_approval_calls_no_more",
    ),
    Guard(
        "an approved order waits its seven days",
        OVERDUE,
        'filter(status=wait.state, **{f"{wait.due}__lte": now})',
        "filter(status=wait.state)",
        f"{ORDERS}/test_overdue.py::"
        "test_an_approved_order_waits_seven_days_for_its_payment_and_ends_then",
    ),
    Guard(
        "of the end of a hold is warned once",
        OVERDUE,
        "            ~Exists(warned),\n",
        "",
        f"{ORDERS}/test_overdue.py::"
        "test_pharmacists_are_warned_two_days_and_half_a_day_before_a_hold_ends_each_once",
    ),
    Guard(
        "a paid order is not given up but refunded",
        REPAIRS,
        "    if order.status not in MAY_BE_GIVEN_UP:\n",
        "    if False:\n",
        f"{ORDERS}/test_repairs.py::test_a_paid_order_is_refunded_and_not_given_up",
    ),
    Guard(
        "a paid order is not ended while something of it is left",
        REPAIRS,
        "    if not charged or left_for_goods(charged):\n",
        "    if not charged:\n",
        f"{ORDERS}/test_given_back_otherwise.py::test_not_while_something_is_left",
    ),
    Guard(
        "what staff charged by hand is not cancelled as if it cost nothing",
        "checkout/order/cancelling.py",
        "    if is_charged:\n",
        "    if False:\n",
        "tests/checkout/payment/test_ended_unpaid.py::"
        "test_an_order_charged_by_hand_is_not_cancelled_as_if_it_cost_nothing",
    ),
    Guard(
        "an order is not ended while packs of it are out",
        REPAIRS,
        "        if not nobody_has_packs(order):\n",
        "        if False:\n",
        f"{UNSENT}::test_what_a_bank_took_back_is_ended_once_its_packs_came_back",
    ),
    Guard(
        "a refunded order has not ended while packs of it are out",
        "checkout/order/reactions.py",
        "attempt.pays and nobody_has_packs(order) and",
        "attempt.pays and order.status in (S.PAID, S.DISPENSED) and",
        f"{UNSENT}::test_what_is_given_back_waits_for_its_packs_and_ends_with_the_last",
    ),
    Guard(
        "a refunded order that came back has not ended while money of it is left",
        "checkout/order/reactions.py",
        "nobody_has_packs(order) and _all_is_given_back(attempt):",
        "nobody_has_packs(order):",
        f"{UNSENT}::test_what_came_back_first_ends_with_the_last_refund",
    ),
    Guard(
        "what came back whole is not sent",
        "checkout/order/shelf/sending.py",
        "    if not nobody_has_packs(order):\n",
        "    if True:\n",
        f"{UNSENT}::test_what_came_back_whole_is_not_sent",
    ),
    Guard(
        "a paid order is not ended while a refund is on its way",
        REPAIRS,
        "refund.state == RefundState.PENDING for refund",
        "False for refund",
        f"{ORDERS}/test_given_back_otherwise.py::test_not_while_a_refund_is_on_its_way",
    ),
    Guard(
        "a paid order is not ended while its dispute is open",
        REPAIRS,
        "    return attempt.is_disputed or any(",
        "    return any(",
        f"{ORDERS}/test_lost_dispute.py::test_nothing_is_dispensed_while_the_bank_has_the_money",
    ),
    Guard(
        "what a bank has taken is gone only where none of it may be won",
        "checkout/payment/facts.py",
        "and all(one.is_lost for",
        "and any(one.is_lost for",
        f"{ORDERS}/test_lost_dispute.py::test_while_one_of_two_disputes_may_be_won_nothing_is_ended",
    ),
    Guard(
        "what was given back more than once is not dispensed",
        DISPENSING,
        "max(attempt.still_ours() - _given_back_otherwise(attempt), 0) for",
        "attempt.still_ours() - _given_back_otherwise(attempt) for",
        f"{ORDERS}/test_given_back_otherwise.py::"
        "test_what_was_given_back_more_than_once_pays_for_nothing_either",
    ),
    Guard(
        "what failed and was tried again is subtracted once",
        DISPENSING,
        "for one in not_tried_again(attempt.refunds.all()) if not one.calls)",
        'for one in attempt.refunds.filter(state="failed") if not one.calls)',
        f"{ORDERS}/test_given_back_otherwise.py::"
        "test_what_a_second_try_gave_back_is_subtracted_once",
    ),
    Guard(
        "nobody is asked to pay for what needs no payment",
        REPAIRS,
        "    if order.status != S.APPROVED or live is None:\n",
        "    if live is None:\n",
        f"{ORDERS}/test_repairs.py::test_nobody_is_asked_to_pay_for_what_needs_no_payment",
    ),
)
