"""The guards of the shop, each with the test that fails without it: `make guards` tries them.

A guard is a lock, a check or a permission that nobody misses until the day it was needed.
"""

from tests.crowd.guards import CROWDS_GUARDS
from tests.guard import Guard

PLACING = "checkout/order/placing.py"
ACTIONS = "checkout/order/actions.py"
SYNC = "checkout/payment/sync.py"
FACTS = "checkout/payment/facts.py"
KEEPERS = "checkout/payment/keepers.py"
OUTBOX = "checkout/payment/outbox.py"
GATEWAY = "checkout/payment/gateway/door.py"
PAYING = "tests/checkout/payment/test_paying.py"
ENDINGS = "tests/checkout/payment/test_endings.py"
PROMISES = "tests/checkout/payment/test_outbox.py"
WEBHOOK = "tests/checkout/payment/test_webhook.py"
REVIEW = "tests/checkout/review/test_review.py"
CHANGES = "tests/checkout/review/test_changes.py"


GUARDS = (
    # --- what is sold ------------------------------------------------------------------------
    Guard(
        "units are reserved only where they are free",
        "catalog/stock.py",
        'lambda units: Q(units_on_hand__gte=F("units_reserved") + units),',
        "lambda units: Q(),",
        "tests/checkout/order/test_placing.py::"
        "test_units_sold_in_the_last_moment_are_told_and_nothing_is_written",
    ),
    Guard(
        "a medicine is changed by one person at a time",
        "catalog/actions.py",
        "medicines = Product.objects.medicines().select_for_update(no_key=True)",
        "medicines = Product.objects.medicines()",
        "tests/catalog/test_actions.py::test_people_who_add_the_same_pack_at_once_get_one_pack",
    ),
    Guard(
        "a controlled medicine is never sold",
        "checkout/basket/rules.py",
        "        if line.legal_class == LegalClass.CD:\n",
        "        if False:\n",
        "tests/checkout/basket/test_rules.py::test_a_controlled_medicine_is_never_sold",
    ),
    Guard(
        "packs of one dosage share its pool",
        "checkout/basket/rules.py",
        "left[line.dosage_id] = free - fitting * line.offer.units",
        "left[line.dosage_id] = free",
        "tests/checkout/basket/test_rules.py::test_packs_of_a_dosage_share_its_pool",
    ),
    Guard(
        "a pack staff made another is chosen again",
        "checkout/basket/rules.py",
        "if line.is_another_pack:",
        "if False:",
        f"{CHANGES}::test_what_staff_made_another_pack_is_not_ordered_and_has_to_be_chosen_again",
    ),
    # --- placing -----------------------------------------------------------------------------
    Guard(
        "a total that was not seen is not ordered",
        PLACING,
        "if totals.total != seen.total:",
        "if False:",
        f"{CHANGES}::test_another_total_than_the_one_that_was_seen_is_said_and_can_be_ordered_then",
    ),
    Guard(
        "packs, address and delivery that were not seen are not ordered",
        PLACING,
        "if fingerprint(cart, details, method_id, totals.tax) != seen.fingerprint:",
        "if False:",
        f"{REVIEW}::test_an_order_nobody_can_have_seen_is_shown_again",
    ),
    Guard(
        "a cart becomes one order",
        PLACING,
        "    if placed:\n        return placed\n",
        "",
        "tests/checkout/order/test_placing.py::test_ordering_the_same_cart_twice_is_one_order",
    ),
    Guard(
        "the pools are locked last",
        PLACING,
        '    basket.save(update_fields=["status", "date_submitted"])\n    _reserve(cart)\n',
        '    _reserve(cart)\n    basket.save(update_fields=["status", "date_submitted"])\n',
        "tests/checkout/review/test_cost.py::"
        "test_the_pools_are_the_last_that_is_written_before_the_commit",
    ),
    Guard(
        "an ordered cart's cookie opens no order",
        "checkout/progress.py",
        'if _kept(request).get("looked_over") != basket_id:\n        raise',
        "if False:\n        raise",
        f"{CHANGES}::test_an_ordered_carts_cookie_opens_its_order_to_no_other_session",
    ),
    Guard(
        "a sum no card can pay is not ordered",
        PLACING,
        "if not least <= total <= most:",
        "if False:",
        f"{CHANGES}::test_a_total_no_card_can_pay_is_not_ordered",
    ),
    # --- many at once ------------------------------------------------------------------------
    *CROWDS_GUARDS,
    # --- who may -----------------------------------------------------------------------------
    Guard(
        "a post from another site changes no cart",
        "checkout/basket/views.py",
        "@same_origin\ndef add(",
        "def add(",
        "tests/checkout/test_same_origin.py::"
        "test_what_another_site_sends_changes_nothing_and_is_told_so",
    ),
    Guard(
        "a number alone opens no order",
        "checkout/order/access.py",
        "if order is None or not may(request, order):",
        "if order is None:",
        "tests/checkout/order/test_access.py::test_a_number_alone_opens_nothing",
    ),
    Guard(
        "a mailed link ends after 30 days",
        "checkout/order/access.py",
        ", max_age=LINK_LIFE)",
        ")",
        "tests/checkout/order/test_access.py::test_a_link_opens_for_30_days",
    ),
    Guard(
        "a link is mailed to the order's own address alone",
        "checkout/order/finding.py",
        "if order and address_of(order).casefold() == email.casefold():",
        "if order:",
        "tests/checkout/test_find_order.py::"
        "test_whatever_was_typed_the_answer_is_the_same_and_nothing_is_mailed",
    ),
    Guard(
        "who has paid or need not is never asked to pay by mail",
        "checkout/order/letters.py",
        "if case.order != S.APPROVED_AWAITING_PAYMENT or case.paid.charged:",
        "if False:",
        "tests/checkout/order/test_letters.py::test_who_has_paid_or_need_not_is_never_asked_to",
    ),
    Guard(
        "who has paid or need not is never asked to pay on the order's page",
        "checkout/order/payment_view.py",
        "    if _is_taken(at):\n        return False\n",
        "",
        "tests/checkout/order/test_payment_view.py::test_nothing_is_said_that_is_not_so",
    ),
    Guard(
        "only who may decide decides",
        "checkout/order/admin.py",
        '        if not request.user.has_perm("order.decide_order"):\n',
        "        if False:\n",
        "tests/checkout/order/test_admin.py::test_a_price_editor_neither_sees_nor_decides_orders",
    ),
    # --- what Stripe says --------------------------------------------------------------------
    Guard(
        "only what Stripe signed is believed",
        GATEWAY,
        "stripe.Webhook.construct_event(  # type: ignore[no-untyped-call]\n"
        "            body, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300\n"
        "        )",
        'stripe.Event.construct_from(__import__("json").loads(body), "")',
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "a signed message is not believed again later",
        GATEWAY,
        "tolerance=300",
        "tolerance=None",
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "an event of the other mode is refused",
        GATEWAY,
        "if event.livemode != settings.LIVE:",
        "if False:",
        f"{WEBHOOK}::test_what_stripe_did_not_sign_just_now_changes_nothing",
    ),
    Guard(
        "an event whose payment is not known yet waits",
        "checkout/payment/worker.py",
        "    if attempt and _synced(attempt):\n",
        "    if not attempt or _synced(attempt):\n",
        f"{WEBHOOK}::test_an_event_that_comes_before_we_know_its_payment_waits_for_it",
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
        "elif moves[-1] not in GONE and (ours or order.status in DEAD):",
        "elif ours or order.status in DEAD:",
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
        "if order.status == S.APPROVED and attempt.captured == owed(order):",
        "if True:",
        f"{ENDINGS}::test_what_staff_charged_by_hand_is_paid_once_the_pharmacist_agrees",
    ),
    # --- what we ask of Stripe ---------------------------------------------------------------
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
        "attempt=attempt, tries=0)",
        "attempt=attempt)",
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
        "        except KeyMisused as misused:\n"
        "            raise StartOver(str(misused)) from misused\n",
        "",
        f"{ENDINGS}::"
        "test_a_key_that_once_stood_for_something_else_is_replaced_and_the_card_charged",
    ),
    Guard(
        "Stripe is never waited for inside a transaction",
        GATEWAY,
        "    with transaction.atomic(durable=True):\n        pass  # raises",
        "    if True:\n        pass  # raises",
        "tests/checkout/payment/test_gateway.py::test_stripe_is_never_asked_inside_a_transaction",
    ),
    Guard(
        "stock goes back only after Stripe has let go",
        ACTIONS,
        "    if not live:\n",
        "    if True:\n",
        f"{PAYING}::test_a_rejected_order_is_released_and_its_units_go_back",
    ),
    Guard(
        "one broken payment stops no other",
        "checkout/payment/worker.py",
        "        # One broken payment must not keep the others from being looked after.\n",
        "        raise\n",
        "tests/checkout/payment/test_worker.py::"
        "test_one_broken_payment_keeps_no_other_from_being_looked_after",
    ),
)
