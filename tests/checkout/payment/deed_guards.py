"""What keeps refunds, links to pay and the comparison with Stripe right: the guards."""

from tests.guard import Guard

ORDERS, PAYMENTS = "tests/checkout/order", "tests/checkout/payment"
REACTIONS = "checkout/order/reactions.py"
KEEPERS, OUTBOX = "checkout/payment/keepers.py", "checkout/payment/outbox.py"
PAYING, REFUNDING = "checkout/payment/paying.py", "checkout/payment/refunding.py"
COMPARING, CALLING = "checkout/payment/reconciling.py", "checkout/payment/calling.py"
WITHIN = "checkout/payment/migrations/0007_refunds_within_what_was_captured.py"
WRONG_CLOCK = "checkout/payment/wrong_clock.py"
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

CALLS = (
    Guard(
        "what was put aside stays aside",
        REACTIONS,
        "for reason in reasons if reason not in seen)",
        "for reason in reasons)",
        f"{ORDERS}/test_repairs.py::"
        "test_what_was_put_aside_stays_there_until_there_is_another_reason",
    ),
    Guard(
        "a refund that was put aside stays aside",
        "checkout/payment/models.py",
        "return self.state in GIVES_NOTHING and self.put_aside_at is None",
        "return self.state in GIVES_NOTHING",
        f"{ORDERS}/test_failed_refunds.py::"
        "test_a_second_refund_that_fails_like_the_first_calls_as_well",
    ),
    Guard(
        "what is put aside by words alone keeps the packs here",
        "checkout/payment/failed_refunds.py",
        "    return [*noted, *(line for line in said if line not in noted)]\n",
        "    return noted\n",
        f"{ORDERS}/test_failed_refunds.py::"
        "test_what_another_version_puts_aside_by_its_words_keeps_the_packs_here",
    ),
    Guard(
        "a refund that is put aside is so for the version before",
        REACTIONS,
        "reason in reasons or reason in of_refunds]",
        "reason in reasons]",
        f"{ORDERS}/test_failed_refunds.py::"
        "test_what_is_put_aside_here_is_so_for_the_version_before",
    ),
    Guard(
        "a try at Stripe takes the place of ours that was not sent",
        REFUNDING,
        "waiting_for_another_try(attempt.refunds.all()) if one.pk in called]",
        "waiting_for_another_try([]) if one.pk in called]",
        f"{ORDERS}/test_given_back_otherwise.py::"
        "test_a_try_at_stripe_takes_the_place_of_ours_that_was_not_sent",
    ),
    Guard(
        "a refund is put aside until Stripe says something else of it",
        REFUNDING,
        "    refund.put_aside_at = None\n",
        "",
        f"{ORDERS}/test_failed_refunds.py::"
        "test_what_was_put_aside_of_a_refund_that_arrived_after_all_is_forgotten",
    ),
    Guard(
        "what fails again for a reason that was put aside calls nobody",
        CALLING,
        "        if reason not in attempt.attention_seen.splitlines():\n",
        "        if True:\n",
        f"{ORDERS}/test_repairs.py::"
        "test_a_charge_that_goes_on_failing_for_the_reason_that_was_put_aside_calls_nobody",
    ),
    Guard(
        "what no look explains calls until somebody has looked",
        REACTIONS,
        "troubles = attempt.unexplained.splitlines()",
        "troubles = []",
        f"{PAYMENTS}/test_reconciling.py::"
        "test_money_on_a_page_nobody_knows_calls_a_person_until_somebody_has_looked",
    ),
    Guard(
        "of two workers one compares",
        COMPARING,
        "if not cursor.fetchone()[0] or begun.exists():",
        "if begun.exists():",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_who_comes_while_another_begins_leaves_it_to_the_other",
    ),
    Guard(
        "a night that was broken off is made up for",
        COMPARING,
        "begun = Reconciliation.objects.filter(under_way, span=span",
        "begun = Reconciliation.objects.filter(span=span",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_a_night_broken_off_by_a_stripe_that_is_away_is_made_up_for",
    ),
    Guard(
        "a list that is older than what we know calls nobody",
        COMPARING,
        "    facts = gateway.payment_facts(attempt.session_id)\n    attempt.refresh",
        "    [listed] = gateway.payments_since(timezone.now())\n"
        "    facts = listed.facts\n"
        "    attempt.refresh",
        f"{PAYMENTS}/test_reconciling.py::test_a_list_older_than_what_we_know_by_now_calls_nobody",
    ),
    Guard(
        "a night in which three o'clock comes twice has one comparison",
        COMPARING,
        "microsecond=0, fold=0)",
        "microsecond=0)",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_every_night_has_one_comparison_also_where_clocks_change",
    ),
    Guard(
        "one broken payment stops no comparison",
        COMPARING,
        "                    run.differences += 1\n                    synced(attempt.pk)\n",
        "                    run.differences += 1\n"
        "                    from checkout.payment.sync import sync\n\n"
        "                    sync(attempt.pk)\n",
        f"{PAYMENTS}/test_reconciling.py::"
        "test_one_broken_payment_keeps_no_other_from_being_compared",
    ),
    Guard(
        "a duty that breaks ends no other",
        "checkout/duties.py",
        "    except Exception:\n        log.exception(",
        "    except ZeroDivisionError:\n        log.exception(",
        "tests/checkout/running/test_loops.py::"
        "test_a_duty_that_breaks_keeps_no_other_from_being_done",
    ),
    Guard(
        "what Stripe says while we look is looked up for itself",
        "checkout/payment/worker.py",
        "        StripeEvent.objects.filter(pk__in=heard).update(processed_at=now)\n",
        "        StripeEvent.objects.filter(pk__in=_heard_with(event)).update(processed_at=now)\n",
        f"{PAYMENTS}/test_worker.py::"
        "test_one_look_answers_all_that_was_heard_of_a_payment_before_it",
    ),
    Guard(
        "what a wrong clock has put off is done once it is right again",
        "checkout/running/loops.py",
        "    heed_promises_put_off,\n",
        "",
        f"{PAYMENTS}/test_wrong_clock.py::test_what_was_tried_then_is_tried_now",
    ),
    Guard(
        "a mail for a later day is not taken for a wrong clock's",
        WRONG_CLOCK,
        "    tried_then = Q(next_at__gt=far, tries__gt=0)\n",
        "    tried_then = Q(next_at__gt=far)\n",
        f"{PAYMENTS}/test_wrong_clock.py::"
        "test_what_is_for_a_later_day_stays_so_and_what_waits_its_turn_as_well",
    ),
)

DEEDS_GUARDS = (*DATABASES, *REFUNDS, *LINKS, *CALLS)
