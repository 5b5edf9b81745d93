"""What calls staff to a payment, or calls nobody twice, and what compares it: the guards."""

from tests.guard import Guard

REACTIONS = "checkout/order/reactions.py"
WRONG_CLOCK = "checkout/payment/wrong_clock.py"
ORDERS = "tests/checkout/order"
PAYMENTS = "tests/checkout/payment"
REFUNDING = "checkout/payment/refunding.py"
COMPARING = "checkout/payment/reconciling.py"
CALLING = "checkout/payment/calling.py"

CALLS_GUARDS = (
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
