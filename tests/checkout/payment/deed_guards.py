"""What keeps refunds and links to pay right: the guards."""

from tests.guard import Guard

ORDERS, PAYMENTS = "tests/checkout/order", "tests/checkout/payment"
REACTIONS = "checkout/order/reactions.py"
KEEPERS, OUTBOX = "checkout/payment/keepers.py", "checkout/payment/outbox.py"
PAYING, REFUNDING = "checkout/payment/paying.py", "checkout/payment/refunding.py"
WITHIN = "checkout/payment/migrations/0007_refunds_within_what_was_captured.py"
ADDED_TO = "checkout/payment/migrations/0008_ledger_is_only_added_to.py"

DATABASES = (
    Guard(
        "the database refuses more refunds than was charged",
        WITHIN,
        "IF given + NEW.amount > taken THEN",
        "IF false THEN",
        f"{PAYMENTS}/test_refund_limits.py::test_the_database_refuses_more_than_was_charged",
    ),
    Guard(
        "the database lets a second refund wait for the first",
        WITHIN,
        "WHERE id = NEW.attempt_id FOR UPDATE;",
        "WHERE id = NEW.attempt_id;",
        f"{PAYMENTS}/test_refund_limits.py::test_the_database_lets_a_second_refund_wait_for_the_first",
    ),
    Guard(
        "a refund keeps its amount and its payment",
        WITHIN,
        "IF TG_OP = 'UPDATE' AND (NEW",
        "IF TG_OP = 'NEVER' AND (NEW",
        f"{PAYMENTS}/test_refund_limits.py::test_a_refund_keeps_its_amount_and_its_payment",
    ),
    Guard(
        "the ledger is only added to",
        ADDED_TO,
        "BEFORE UPDATE OR DELETE ON payment_ledgerentry",
        "BEFORE UPDATE ON payment_ledgerentry",
        f"{PAYMENTS}/test_booking.py::test_a_real_orders_ledger_is_only_ever_added_to",
    ),
    Guard(
        "the ledger is not emptied",
        ADDED_TO,
        "BEFORE TRUNCATE ON payment_ledgerentry",
        "AFTER INSERT ON payment_refund",
        f"{PAYMENTS}/test_booking.py::test_a_real_orders_ledger_is_only_ever_added_to",
    ),
)

REFUNDS = (
    Guard(
        "no more is given back than is left",
        REFUNDING,
        "if not 0 < amount <= left:",
        "if False:",
        f"{ORDERS}/test_repairs.py::test_a_sum_that_cannot_be_given_back_is_refused_in_words",
    ),
    Guard(
        "a payment is refunded by one person at a time",
        "checkout/order/repairs.py",
        "    attempt, order = moving.locked(attempt)\n    try:\n",
        "    order = attempt.order\n    try:\n",
        f"{PAYMENTS}/test_refund_limits.py::test_two_who_refund_at_once_give_no_more_than_there_is",
    ),
    Guard(
        "a refund is looked for before it is sent again",
        KEEPERS,
        "    if row.tries > 1:\n        sync(attempt.pk)\n        refund.refresh_from_db()\n",
        "",
        f"{PAYMENTS}/test_refunding.py::test_a_refund_is_looked_for_before_it_is_sent_again",
    ),
    Guard(
        "a charge is looked for before it is sent again",
        KEEPERS,
        "    if row.tries > 1 and _is_over(sync(attempt.pk)):\n        return\n    # Noted",
        "    # Noted",
        f"{PAYMENTS}/test_keepers.py::test_what_was_done_and_not_heard_of_is_not_asked_for_again",
    ),
    Guard(
        "a refund of ours gives way to one made at Stripe",
        REFUNDING,
        "    _make_room(attempt, ours, facts)\n",
        "",
        f"{PAYMENTS}/test_refunding.py::test_staff_refund_all_at_stripe_while_ours_is_on_its_way",
    ),
    Guard(
        "our own refund is known when Stripe tells of it",
        REFUNDING,
        "refund = by_name.get(found.id) or by_name.get(found.token)",
        "refund = by_name.get(found.id)",
        f"{PAYMENTS}/test_refunding.py::test_a_whole_refund_ends_the_order_and_puts_its_packs_back",
    ),
    Guard(
        "a dead order's charge goes back by itself once",
        REACTIONS,
        "    if not refunding.failed_by_itself(attempt):\n",
        "    if True:\n",
        f"{PAYMENTS}/test_refunding.py::"
        "test_what_was_charged_for_a_dead_order_goes_back_by_itself_once",
    ),
    Guard(
        "a worker that lost its lease asks nothing of Stripe",
        OUTBOX,
        "        raise LeaseLost\n",
        "        pass\n",
        f"{PAYMENTS}/test_keepers.py::test_a_worker_that_lost_its_lease_asks_nothing_of_stripe",
    ),
    Guard(
        "no mail is given up that is being sent",
        OUTBOX,
        "kind=Kind.MAIL) & _free(now)\n",
        "kind=Kind.MAIL)\n",
        f"{ORDERS}/desk/test_given_up_mail.py::test_a_mail_that_is_just_being_sent_is_not_given_up",
    ),
    Guard(
        "a key is replaced before Stripe forgets it",
        OUTBOX,
        "if row.first_sent_at and now - row.first_sent_at > key_life:",
        "if False:",
        f"{PAYMENTS}/test_keepers.py::"
        "test_a_day_later_it_is_looked_up_and_asked_for_under_a_new_key",
    ),
)

LINKS = (
    Guard(
        "a payment is begun anew by one device at a time",
        PAYING,
        "    order = locked(order.pk)\n",
        "    order = Order.objects.get(pk=order.pk)\n",
        f"{PAYMENTS}/test_paying_by_link.py::"
        "test_the_device_that_asks_second_is_given_what_the_first_began",
    ),
    Guard(
        "only an approved order that waits is charged at once",
        PAYING,
        "order.status != OrderState.APPROVED_AWAITING_PAYMENT or order.payment_due_at <= now:",
        "order.payment_due_at and order.payment_due_at <= now:",
        f"{PAYMENTS}/test_paying_by_link.py::"
        "test_only_an_approved_order_that_waits_is_charged_at_once",
    ),
    Guard(
        "nobody pays after the last day",
        PAYING,
        "APPROVED_AWAITING_PAYMENT or order.payment_due_at <= now:",
        "APPROVED_AWAITING_PAYMENT:",
        f"{PAYMENTS}/test_paying_by_link.py::test_after_the_last_day_there_is_no_page",
    ),
    Guard(
        "no page is opened beside money that was taken",
        PAYING,
        "if live or any(attempt.not_refunded() for attempt in order.attempts.all()):",
        "if live:",
        f"{ORDERS}/test_repairs.py::test_no_page_is_opened_beside_money_that_was_taken_by_hand",
    ),
    Guard(
        "an order ends as refunded with the payment that pays for it",
        REACTIONS,
        "    if attempt.pays and nobody_has_packs(order) and",
        "    if nobody_has_packs(order) and",
        f"{PAYMENTS}/test_paying_by_link.py::"
        "test_a_second_charge_of_a_paid_order_goes_back_by_itself",
    ),
    Guard(
        "what is charged beside the payment that pays goes back",
        REACTIONS,
        "elif order.status in DEAD or (order.status in PAID_FOR and not attempt.pays):",
        "elif order.status in DEAD:",
        f"{PAYMENTS}/test_paying_by_link.py::"
        "test_a_second_charge_of_a_paid_order_goes_back_by_itself",
    ),
)

DEEDS_GUARDS = (*DATABASES, *REFUNDS, *LINKS)
