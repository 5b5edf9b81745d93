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
DESK = "checkout/order/desk.py"
SEEN = "checkout/order/seen.py"
DESK_FORMS = "checkout/order/desk_forms.py"
AT_THE_DESK = "tests/checkout/order/test_desk.py"
DESK_MONEY = "tests/checkout/order/test_desk_money.py"
ROLES = "tests/checkout/order/test_desk_roles.py"
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
        "only who may decide approves",
        DESK,
        '@who_may("order.decide_order")\ndef approve(',
        '@who_may("order.view_order")\ndef approve(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may decide rejects",
        DESK,
        '@who_may("order.decide_order")\ndef reject(',
        '@who_may("order.view_order")\ndef reject(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may refund refunds",
        DESK,
        '@who_may("order.refund_order")\ndef refund(',
        '@who_may("order.view_order")\ndef refund(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may dispense dispenses",
        DESK,
        '@who_may("order.dispense_order")\ndef dispense(',
        '@who_may("order.view_order")\ndef dispense(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may repair cancels for the shop",
        DESK,
        '@who_may("order.repair_order")\ndef give_up(',
        '@who_may("order.view_order")\ndef give_up(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair asks to pay with another card",
        DESK,
        '@who_may("order.repair_order")\ndef ask_to_pay(',
        '@who_may("order.view_order")\ndef ask_to_pay(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair tries again at once",
        DESK,
        '@who_may("order.repair_order")\ndef try_again(',
        '@who_may("order.view_order")\ndef try_again(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair puts aside",
        DESK,
        '@who_may("order.repair_order")\ndef put_aside(',
        '@who_may("order.view_order")\ndef put_aside(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair mails a link again",
        DESK,
        '@who_may("order.repair_order")\ndef mail_link(',
        '@who_may("order.view_order")\ndef mail_link(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "a deed of staff asks for any permission",
        DESK,
        "            if not request.user.has_perm(permission):\n",
        "            if False:\n",
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "a deed of staff is posted",
        DESK,
        "        @require_POST\n",
        "",
        f"{ROLES}::test_a_deed_is_posted_with_a_token_and_never_followed_as_a_link",
    ),
    Guard(
        "a deed of staff asks who has signed in",
        DESK,
        "                seen_by_staff(view),\n",
        "                view,\n",
        f"{ROLES}::test_nobody_signed_in_is_sent_to_sign_in_and_nothing_is_done",
    ),
    Guard(
        "only who may see orders sees what needs attention",
        DESK,
        '    if not request.user.has_perm("order.view_order"):\n',
        "    if False:\n",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders sees one",
        "checkout/order/admin.py",
        "        if not self.has_view_permission(request):\n",
        "        if False:\n",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders sees the comparisons with Stripe",
        "checkout/payment/admin.py",
        '        return request.user.has_perm("order.view_order")',
        "        return True",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders hears of them on Today",
        "checkout/order/today.py",
        '    if not request.user.has_perm("order.view_order"):\n',
        "    if False:\n",
        "tests/checkout/order/test_admin.py::test_today_tells_a_price_editor_nothing_of_orders",
    ),
    # --- what staff decide -------------------------------------------------------------------
    Guard(
        "a deed pressed twice is done once",
        SEEN,
        "    if mark_of(with_mark(Order.objects).get(pk=order.pk)) != mark:\n",
        "    if False:\n",
        f"{DESK_MONEY}::test_a_refund_pressed_twice_is_one_refund",
    ),
    Guard(
        "two people who refund at once refund once",
        SEEN,
        "    locked(order.pk)\n",
        "",
        f"{DESK_MONEY}::test_two_people_who_refund_at_once_refund_once",
    ),
    Guard(
        "a reason nobody has seen is not put aside",
        SEEN,
        '"\\n".join(order.calls).encode()',
        'b""',
        f"{DESK_MONEY}::test_a_reason_that_came_meanwhile_is_not_put_aside_unseen",
    ),
    Guard(
        "a form refunds no more than is left",
        DESK_FORMS,
        "        if amount > self.left:\n",
        "        if False:\n",
        f"{DESK_MONEY}::"
        "test_a_refund_that_cannot_be_is_refused_in_the_form_and_nothing_typed_is_lost",
    ),
    Guard(
        "a refund is of the order it is asked for at",
        DESK,
        'get_object_or_404(order.attempts, pk=_number(request, "payment"))',
        'get_object_or_404(type(order.attempts.get()), pk=_number(request, "payment"))',
        f"{DESK_MONEY}::test_the_payment_of_another_order_is_not_refunded",
    ),
    Guard(
        "a refund is confirmed before it is made",
        DESK,
        '    if "confirmed" not in request.POST:\n',
        "    if False:\n",
        f"{DESK_MONEY}::test_support_refunds_a_part_with_a_reason",
    ),
    Guard(
        "no more packs are approved than were ordered",
        DESK_FORMS,
        " or int(text) > self.ordered:",
        ":",
        f"{AT_THE_DESK}::"
        "test_more_packs_than_were_ordered_or_no_number_are_refused_and_nothing_typed_is_lost",
    ),
    Guard(
        "an approval of nothing approves nothing",
        DESK_FORMS,
        "if not self.errors and not any(self.quantities.values()):",
        "if False:",
        f"{AT_THE_DESK}::test_nothing_approved_is_a_rejection_that_needs_a_reason",
    ),
    Guard(
        "a deed is offered only to those who may do it",
        "checkout/order/attention.py",
        "if self.helps is None or NEEDS[self.helps.deed] in may:",
        "if True:",
        f"{DESK_MONEY}::test_a_pharmacist_is_told_that_a_refund_is_for_somebody_else",
    ),
    Guard(
        "what is against a payment is against dispensing",
        "checkout/order/dispensing.py",
        "    problems = [trouble for trouble in troubles if trouble]\n",
        "    problems = []\n",
        f"{AT_THE_DESK}::test_what_is_against_a_payment_is_against_dispensing",
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
