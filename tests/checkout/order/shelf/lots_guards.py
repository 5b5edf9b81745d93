"""What leaves the shelf out of which lot, what is sent and comes back, who recalls: the guards."""

from tests.guard import Guard

ORDERS, DESK = "tests/checkout/order", "tests/checkout/order/desk"
SHELF, RECALL = "checkout/order/desk/shelf_views.py", "checkout/order/desk/recall_views.py"
SENDING = "checkout/order/shelf/sending.py"
ADDS_UP = "checkout/order/migrations/0025_what_left_the_shelf_adds_up.py"
ROLES = f"{DESK}/test_roles.py"

ORDERS_LOTS_GUARDS = (
    *(
        Guard(
            f"only who may {words}",
            SHELF,
            f'@who_may("order.{permission}")\ndef {verb}(',
            f'@who_may("order.view_order")\ndef {verb}(',
            f"{ROLES}::test_each_deed_asks_for_its_permission",
        )
        for words, permission, verb in (
            ("ship ships", "ship_order", "ship"),
            ("ship corrects a tracking number", "ship_order", "correct_dispatch"),
            ("ship notes a delivery", "ship_order", "deliver"),
            ("take back writes down what came back", "take_back_order", "take_back"),
        )
    ),
    *(
        Guard(
            f"only who may dispense sees {words}",
            SHELF,
            f'@who_may("order.dispense_order", method=require_safe)\ndef {page}(',
            f'@who_may("order.view_order", method=require_safe)\ndef {page}(',
            f"{ROLES}::test_pick_lists_and_labels_are_for_those_who_dispense",
        )
        for words, page in (("a pick list", "pick_list"), ("labels", "labels"))
    ),
    Guard(
        "only who may recall sees who got a lot",
        RECALL,
        '["order.view_order", "order.recall_lot", *more]',
        '["order.view_order", *more]',
        f"{DESK}/test_recall.py::test_who_got_what_is_shown_to_those_alone_who_recall",
    ),
    Guard(
        "only who may withdraw withdraws a recalled lot",
        RECALL,
        "@who_may_recall(WITHDRAW_LOTS)",
        "@who_may_recall()",
        f"{DESK}/test_recall.py::test_who_may_recall_and_not_withdraw_only_looks",
    ),
    Guard(
        "no name in a recall's file is taken for a formula",
        "checkout/order/desk/recall_csv.py",
        "[harmless(cell) for cell in",
        "[cell for cell in",
        f"{DESK}/test_recall.py::test_a_name_that_is_a_formula_stays_a_name",
    ),
    Guard(
        "only what is dispensed is shipped",
        SENDING,
        '    _must_be(order, S.DISPENSED, _("only what is dispensed is shipped."))\n',
        "",
        f"{ORDERS}/shelf/test_sending.py::test_only_what_is_dispensed_is_shipped",
    ),
    Guard(
        "what a bank says keeps a dispensed order here",
        SENDING,
        "    if problems:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_sending.py::test_what_a_bank_says_after_it_was_dispensed_keeps_it_here",
    ),
    Guard(
        "nothing comes back that never left",
        SENDING,
        "    if order.status not in OFF_THE_SHELF:\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_sending.py::test_nothing_comes_back_that_never_left",
    ),
    Guard(
        "only packs of the order itself come back",
        SENDING,
        "    if not back or len(lines) < len(back):\n",
        "    if False:\n",
        f"{ORDERS}/shelf/test_sending.py::test_what_comes_back_are_packs_of_this_order",
    ),
    Guard(
        "no more comes back than was sent",
        SENDING,
        "        if back[line.pk] > line.packs_out:\n",
        "        if False:\n",
        f"{ORDERS}/shelf/test_sending.py::test_no_more_comes_back_than_was_sent",
    ),
    Guard(
        "nobody is told of a parcel that has not left",
        "checkout/order/mails/letters.py",
        "    if case.order not in SENT:\n",
        "    if False:\n",
        f"{ORDERS}/mails/test_letters.py::test_of_a_parcel_is_told_once_it_has_left",
    ),
    Guard(
        "what has expired is withdrawn by itself",
        "checkout/running/loops.py",
        "    warn_next,\n    withdraw_next_expired,\n)",
        "    warn_next,\n)",
        f"{ORDERS}/shelf/test_lots.py::test_what_expires_between_approval_and_shelf_is_given_to_nobody",
    ),
    Guard(
        "the database lets no unusable lot be dispensed",
        ADDS_UP,
        "        AND withdrawn_at IS NULL AND (expires_on IS NULL OR expires_on >"
        " NEW.dispensed_on)\n",
        "",
        f"{ORDERS}/shelf/test_lots.py::test_no_unusable_lot_is_written_down",
    ),
    Guard(
        "the database lets no day be made up to get round an expiry",
        ADDS_UP,
        "        AND NEW.dispensed_on >= CURRENT_DATE - 1\n",
        "",
        f"{ORDERS}/shelf/test_lots.py::test_no_day_is_made_up_to_get_round_an_expiry",
    ),
    Guard(
        "the database holds what left to what was approved",
        ADDS_UP,
        "        AND coalesce(approved_quantity, 0) * units <> (",
        "        AND 0 > (",
        f"{ORDERS}/shelf/test_lots.py::test_what_left_is_what_was_approved_whoever_writes",
    ),
    Guard(
        "the database wants a shipped order's tracking number",
        ADDS_UP,
        "IF NOT EXISTS (SELECT FROM order_dispatch",
        "IF EXISTS (SELECT FROM order_dispatch",
        f"{ORDERS}/shelf/test_sending.py::test_an_order_is_shipped_with_its_tracking_number",
    ),
    Guard(
        "the database takes no more back than was sent",
        ADDS_UP,
        "    ) > coalesce(most, 0) THEN",
        "    ) > 99 THEN",
        f"{ORDERS}/shelf/test_sending.py::test_the_database_takes_no_more_back_than_was_sent",
    ),
    Guard(
        "what left the shelf is only added to",
        "checkout/order/migrations/0024_what_left_the_shelf_is_only_added_to.py",
        "BEFORE UPDATE OR DELETE ON order_{table}",
        "BEFORE DELETE ON order_{table}",
        f"{ORDERS}/shelf/test_lots.py::test_what_left_the_shelf_is_only_ever_added",
    ),
    *(
        Guard(
            f"an order is {done} by one person at a time",
            SENDING,
            f"    order = locked(order.pk)\n    {then}",
            f"    order = Order.objects.get(pk=order.pk)\n    {then}",
            f"{ORDERS}/test_one_at_a_time.py::{test}",
        )
        for done, then, test in (
            (
                "shipped",
                "_must_be(order, S.DISPENSED",
                "test_who_does_it_while_another_does_is_told[ship]",
            ),
            (
                "noted as delivered",
                '_must_be(order, S.SHIPPED, _("only what',
                "test_what_is_noted_as_delivered_by_two_is_delivered_once",
            ),
            (
                "given another tracking number",
                '_must_be(order, S.SHIPPED, _("only of',
                "test_a_number_that_two_correct_at_once_is_mailed_once",
            ),
            (
                "taken back",
                "if order.status not in OFF_THE_SHELF",
                "test_who_does_it_while_another_does_is_told[take back]",
            ),
        )
    ),
    Guard(
        "only of what is on its way the number is corrected",
        SENDING,
        '_must_be(order, S.SHIPPED, _("only of',
        '(order, S.SHIPPED, _("only of',
        f"{ORDERS}/shelf/test_sending.py::test_only_while_it_is_on_its_way_the_number_is_corrected",
    ),
    Guard(
        "only what is shipped is delivered",
        SENDING,
        '    _must_be(order, S.SHIPPED, _("only what is shipped is delivered."))\n',
        "",
        f"{ORDERS}/shelf/test_sending.py::test_only_what_is_shipped_is_delivered",
    ),
    Guard(
        "the database lets no lot out that is being withdrawn",
        ADDS_UP,
        "        FOR SHARE OF lots_lot;\n",
        "        ;\n",
        f"{ORDERS}/test_one_at_a_time.py::"
        "test_the_database_lets_no_lot_out_that_is_being_withdrawn_by_hand",
    ),
    Guard(
        "the database gives a line no lot of another dosage",
        ADDS_UP,
        "JOIN order_line ON order_line.dosage_id = lots_lot.dosage_id",
        "CROSS JOIN order_line",
        f"{ORDERS}/shelf/test_lots.py::test_no_line_is_given_a_lot_of_another_dosage",
    ),
    Guard(
        "the database counts what comes back one after the other",
        ADDS_UP,
        "        FOR NO KEY UPDATE OF order_line;\n",
        "        ;\n",
        f"{ORDERS}/test_one_at_a_time.py::"
        "test_the_database_counts_what_comes_back_one_after_the_other",
    ),
    Guard(
        "who dispenses does not learn who got a lot",
        "checkout/order/migrations/0026_who_does_what_with_orders.py",
        '"ship_order", "take_back_order"),\n    "Pharmacist"',
        '"ship_order", "take_back_order", "recall_lot"),\n    "Pharmacist"',
        f"{DESK}/test_recall.py::test_who_got_what_is_shown_to_those_alone_who_recall",
    ),
    Guard(
        "a recalled lot is withdrawn by a post",
        RECALL,
        "@who_may_recall(WITHDRAW_LOTS)\n@require_POST\n",
        "@who_may_recall(WITHDRAW_LOTS)\n",
        f"{DESK}/test_recall.py::test_what_is_left_of_it_is_withdrawn",
    ),
)
