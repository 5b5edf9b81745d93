"""What keeps money from being lost, doubled or believed too early: the guards."""

from tests.guard import Guard

ACTIONS = "checkout/order/actions.py"
SYNC = "checkout/payment/sync.py"
FACTS = "checkout/payment/facts.py"
KEEPERS = "checkout/payment/keepers.py"
OUTBOX = "checkout/payment/outbox.py"
DOOR, EVENTS = "checkout/payment/gateway/door.py", "checkout/payment/gateway/events.py"
REACTIONS = "checkout/order/reactions.py"
PAYING = "tests/checkout/payment/test_paying.py"
ENDED = "tests/checkout/payment/test_ended_unpaid.py"
ENDINGS = "tests/checkout/payment/test_endings.py"
PROMISES = "tests/checkout/payment/test_outbox.py"
WEBHOOK = "tests/checkout/payment/test_webhook.py"

MONEYS_GUARDS = (
    Guard(
        "only what Stripe signed is believed",
        EVENTS,
        "stripe.Webhook.construct_event(  # type: ignore[no-untyped-call]\n"
        "            body, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300\n"
        "        )",
        'stripe.Event.construct_from(__import__("json").loads(body), "")',
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "a signed message is not believed again later",
        EVENTS,
        "tolerance=300",
        "tolerance=None",
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "an event of the other mode is refused",
        EVENTS,
        "if event.livemode != settings.LIVE:",
        "if False:",
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "an event whose payment is not known yet waits",
        "checkout/payment/worker.py",
        "        return [] if event.received_at < now - NOBODYS_AFTER else None\n",
        "        return []\n",
        f"{WEBHOOK}::test_an_event_that_comes_before_we_know_its_payment_waits_for_it",
    ),
    Guard(
        "an event whose payment is being opened waits for it",
        "checkout/payment/worker.py",
        "    if any(attempt.state == AttemptState.NEW for attempt in of_order):\n",
        "    if False:\n",
        f"{WEBHOOK}::test_however_long_stripe_was_away_an_event_is_looked_up_soon_after",
    ),
    Guard(
        "no event waits for longer than half an hour, however old it is",
        "checkout/payment/worker.py",
        "max(now - event.received_at, EVENT_RETRY), outbox.LONGEST_WAIT)",
        "max(now - event.received_at, EVENT_RETRY), timedelta(days=99))",
        f"{WEBHOOK}::test_however_long_stripe_was_away_an_event_is_looked_up_soon_after",
    ),
    Guard(
        "facts read earlier never overwrite facts read later",
        SYNC,
        "if attempt.facts_read_at and read_at < attempt.facts_read_at <= database_now():",
        "if False:",
        f"{PAYING}::test_what_was_read_earlier_never_overwrites_what_was_read_later",
    ),
    Guard(
        "a page that expired after a declined card held nothing",
        FACTS,
        '            case "expired", _:\n                return S.EXPIRED\n'
        '            case "complete", "canceled":',
        '            case _, "canceled":',
        f"{ENDINGS}::test_a_page_that_expires_after_a_card_was_refused_never_held_anything",
    ),
    Guard(
        "a hold that was gone before we saw it is told to no order",
        SYNC,
        "elif state == S.AUTHORISED and moves[-1] not in GONE and (ours or order.status in DEAD):",
        "elif state == S.AUTHORISED and (ours or order.status in DEAD):",
        f"{ENDINGS}::test_a_hold_that_came_and_went_unseen_is_nothing_to_build_an_order_on",
    ),
    Guard(
        "another amount than the order's is never paid",
        SYNC,
        "_follow(order, attempt, facts, ours=not difference)",
        "_follow(order, attempt, facts, ours=True)",
        f"{PAYING}::test_the_amount_is_the_orders_and_another_one_waits_for_a_person",
    ),
    Guard(
        "what was charged has to be what was approved",
        "checkout/order/reactions.py",
        "if order.status in TO_BE_PAID and attempt.not_refunded() == owed(order):",
        "if order.status in TO_BE_PAID:",
        f"{ENDINGS}::test_what_staff_charged_by_hand_pays_for_nothing_where_it_is_another_sum",
    ),
    Guard(
        "nothing is charged that is not approved",
        KEEPERS,
        "    if order.status not in order_states:\n        return False\n",
        "",
        f"{ENDINGS}::test_an_approval_that_was_taken_back_charges_nothing",
    ),
    Guard(
        "a promise is one worker's at a time",
        OUTBOX,
        "    return Outbox.objects.filter(free, done_at__isnull=True)",
        "    return Outbox.objects.filter(done_at__isnull=True)",
        f"{PROMISES}::test_a_leased_promise_is_nobody_elses_until_the_lease_runs_out",
    ),
    Guard(
        "a kept promise is never kept again",
        OUTBOX,
        "    return Outbox.objects.filter(free, done_at__isnull=True)",
        "    return Outbox.objects.filter(free)",
        f"{PROMISES}::test_a_kept_promise_is_never_taken_again",
    ),
    Guard(
        "a worker whose lease ran out writes nothing",
        OUTBOX,
        "    return Outbox.objects.filter(pk=lease.row.pk, leased_until=lease.until)",
        "    return Outbox.objects.filter(pk=lease.row.pk)",
        f"{PROMISES}::test_a_worker_whose_lease_ran_out_cannot_finish_what_another_took",
    ),
    Guard(
        "a click asks Stripe once",
        OUTBOX,
        "attempt_id=attempt_id, tries=0)",
        "attempt_id=attempt_id)",
        f"{ENDINGS}::test_a_page_that_looks_again_asks_stripe_no_second_time",
    ),
    Guard(
        "a key that may have failed is not sent again",
        "checkout/payment/worker.py",
        "outbox.give_back(lease, now, str(error), new_key=True)",
        "outbox.give_back(lease, now, str(error))",
        f"{PAYING}::test_a_payment_page_that_could_not_be_opened_is_opened_by_the_worker",
    ),
    Guard(
        "a key that once stood for something else is replaced",
        KEEPERS,
        "        raise StartOver(str(refusal)) from refusal\n"
        "    if not _is_over(sync(attempt.pk)):\n"
        '        raise NotYet("Stripe has not charged yet.")',
        "        return\n",
        f"{ENDINGS}::"
        "test_a_key_that_once_stood_for_something_else_is_replaced_and_the_card_charged",
    ),
    Guard(
        "Stripe is never waited for inside a transaction",
        DOOR,
        "    with transaction.atomic(durable=True):\n        pass  # raises",
        "    if True:\n        pass  # raises",
        "tests/checkout/payment/test_gateway.py::test_stripe_is_never_asked_inside_a_transaction",
    ),
    Guard(
        "stock goes back only after Stripe has let go",
        ACTIONS,
        "    if not any(attempt.state in LIVE for attempt in attempts):\n",
        "    if True:\n",
        f"{ENDED}::test_a_rejected_order_is_released_and_its_units_go_back",
    ),
    Guard(
        "one broken payment stops no other",
        SYNC,
        "    except Exception as error:\n"
        '        log.exception("Attempt %s could not be brought up to date", attempt_id)\n',
        "    except ZeroDivisionError as error:\n",
        "tests/checkout/payment/test_worker.py::"
        "test_one_broken_payment_keeps_no_other_from_being_looked_after",
    ),
)
