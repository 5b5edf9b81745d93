"""What may be received, withdrawn and taken out of lots: the guards."""

from tests.guard import Guard

LOTS, DESK = "tests/catalog/lots", "tests/catalog/admin"
ACTIONS, READS = "catalog/lots/actions.py", "catalog/lots/querysets.py"
PAGE, AT_ONCE = "catalog/admin/stock_page.py", f"{LOTS}/test_one_at_a_time.py"
SEE_STOCK = '@who_may("catalogue.view_stockmovement")'

LOTS_GUARDS = (
    Guard(
        "what has expired is not received",
        ACTIONS,
        "    if has_expired(expires_on, localdate(now)):\n",
        "    if False:\n",
        f"{LOTS}/test_actions.py::test_nothing_that_has_expired_comes_in_by_the_shops_clock",
    ),
    Guard(
        "what was withdrawn is not received again",
        ACTIONS,
        '    if lot.withdrawn_at:\n        words = _("This lot was withdrawn',
        '    if False:\n        words = _("This lot was withdrawn',
        f"{LOTS}/test_actions.py::test_what_was_withdrawn_does_not_come_back",
    ),
    Guard(
        "a lot has one expiry",
        ACTIONS,
        "    if lot.units or lot.expires_on is None:\n",
        "    if False:\n",
        f"{LOTS}/test_actions.py::"
        "test_a_lot_has_one_expiry_and_a_slip_is_put_right_once_it_is_empty",
    ),
    Guard(
        "no more is taken out than a lot has",
        ACTIONS,
        "    if lot.units + units < 0:\n",
        "    if False:\n",
        f"{LOTS}/test_actions.py::test_no_more_is_taken_out_than_a_lot_has",
    ),
    Guard(
        "a lot is withdrawn once",
        ACTIONS,
        '    if lot.withdrawn_at:\n        words = _("Lot %(number)s is withdrawn already.")',
        '    if False:\n        words = _("Lot %(number)s is withdrawn already.")',
        f"{LOTS}/test_actions.py::test_a_withdrawn_lot_is_counted_no_more_and_keeps_its_units_to_be"
        "_taken_off_the_shelf",
    ),
    Guard(
        "what has expired lies on no shelf",
        READS,
        "return self.in_the_pool().filter(Q(expires_on__isnull=True) | Q(expires_on__gt=today))",
        "return self.in_the_pool()",
        "tests/catalog/lots/test_taking.py::test_what_nobody_may_have_is_not_taken",
    ),
    Guard(
        "what was withdrawn lies on no shelf",
        READS,
        "        return self.filter(withdrawn_at__isnull=True)\n",
        "        return self.all()\n",
        "tests/catalog/lots/test_taking.py::test_what_nobody_may_have_is_not_taken",
    ),
    Guard(
        "what somebody chose at the shelf is looked at",
        ACTIONS,
        "    elif problems := choice_problems(chosen, wants, shelf):\n",
        "    elif problems := {}:\n",
        "tests/catalog/lots/test_taking.py::test_what_nobody_may_have_is_not_taken",
    ),
    Guard(
        "a pool knows what it is short of",
        "catalog/stock.py",
        "Greatest(in_lots, reserved, output_field=number)",
        "in_lots",
        f"{LOTS}/test_actions.py::"
        "test_what_is_missing_for_orders_is_told_and_what_comes_is_theirs_first",
    ),
    Guard(
        "only who may correct stock receives it",
        PAGE,
        "@who_may(CORRECT_STOCK)\ndef receive(",
        f"{SEE_STOCK}\ndef receive(",
        f"{DESK}/test_roles.py::test_who_may_only_see_stock_moves_none",
    ),
    Guard(
        "only who may correct stock corrects it",
        PAGE,
        "@who_may(CORRECT_STOCK)\ndef correct(",
        f"{SEE_STOCK}\ndef correct(",
        f"{DESK}/test_roles.py::test_who_may_only_see_stock_moves_none",
    ),
    Guard(
        "only who may withdraw withdraws a lot",
        PAGE,
        "@who_may(WITHDRAW_LOTS)\ndef withdraw(",
        "@who_may(CORRECT_STOCK)\ndef withdraw(",
        f"{DESK}/test_roles.py::test_a_dispenser_receives_stock_and_withdraws_no_lot",
    ),
    Guard(
        "only who may withdraw takes a withdrawal back",
        PAGE,
        "@who_may(WITHDRAW_LOTS)\ndef put_back(",
        "@who_may(CORRECT_STOCK)\ndef put_back(",
        f"{DESK}/test_roles.py::test_a_dispenser_takes_no_withdrawal_back",
    ),
    Guard(
        "nothing comes back that has expired meanwhile",
        ACTIONS,
        "    if has_expired(lot.expires_on, localdate(now)):\n",
        "    if False:\n",
        f"{LOTS}/test_actions.py::test_what_has_expired_meanwhile_is_not_put_back",
    ),
    Guard(
        "a lot's number is one that can be read",
        "catalog/lots/numbers.py",
        "number if says_something(number) else",
        "number if number else",
        f"{LOTS}/test_expiry.py::test_what_nobody_reads_is_no_number",
    ),
    Guard(
        "a note that verifies a high risk can be read",
        "checkout/prescriptions/desk/line_form.py",
        "return text if says_something(text) else",
        "return text if text else",
        "tests/checkout/prescriptions/desk/test_decide_refused.py::"
        "test_a_high_risk_medicine_is_approved_only_with_a_note_of_how_it_was_verified",
    ),
    Guard(
        "the database holds a pool to the sum of its lots",
        "catalog/lots/migrations/0002_pools_are_the_sum_of_their_lots.py",
        "IF FOUND AND counted <> (",
        "IF FALSE AND counted <> (",
        f"{LOTS}/test_constraints.py::test_a_pool_is_the_sum_of_its_lots_whoever_writes",
    ),
    Guard(
        "the database lets no withdrawn lot come back unwritten",
        "catalog/lots/migrations/0003_lots_stay_what_they_are.py",
        "NEW.units IS DISTINCT FROM (",
        "0 = (",
        f"{LOTS}/test_constraints.py::test_what_is_withdrawn_stays_withdrawn",
    ),
    Guard(
        "who takes units waits for whoever takes or withdraws others",
        ACTIONS,
        'Dosage.objects.select_for_update(no_key=True, of=["self"])',
        "Dosage.objects",
        f"{AT_ONCE}::test_of_two_who_take_at_once_the_second_takes_what_the_first_has_left",
    ),
    Guard(
        "who counts a lot waits for whoever takes of it",
        ACTIONS,
        "    _locked_dosages({lot.dosage_id})\n",
        "",
        f"{AT_ONCE}::test_who_counts_a_lot_while_it_is_taken_counts_what_is_left",
    ),
    Guard(
        "a worker that comes second to a lot goes on",
        ACTIONS,
        "    with suppress(CannotMove):\n",
        "    if True:\n",
        f"{AT_ONCE}::test_a_lot_that_expires_while_it_is_recalled_is_withdrawn_once",
    ),
    Guard(
        "what is not there is not taken",
        ACTIONS,
        "    if missing := missing_units(wants, shelf):\n",
        "    if missing := {}:\n",
        "tests/checkout/order/shelf/test_lots.py::test_an_order_waits_for_a_lot_that_was_recalled",
    ),
    Guard(
        "no more leaves a pool than orders have reserved",
        "catalog/stock.py",
        'Q(units_reserved__gte=units, units_on_hand__gte=F("units_short") + units)',
        'Q(units_on_hand__gte=F("units_short") + units)',
        "tests/catalog/lots/test_taking.py::test_no_more_is_taken_than_orders_have_reserved",
    ),
    Guard(
        "the database keeps a lot's number and dosage",
        "catalog/lots/migrations/0003_lots_stay_what_they_are.py",
        "(NEW.dosage_id, NEW.number) IS DISTINCT FROM (OLD.dosage_id, OLD.number)\n"
        "        OR OLD.units > 0 AND NEW.expires_on IS DISTINCT FROM OLD.expires_on\n"
        "        OR NEW",
        "FALSE\n"
        "        OR OLD.units > 0 AND NEW.expires_on IS DISTINCT FROM OLD.expires_on\n"
        "        OR NEW",
        f"{LOTS}/test_constraints.py::test_a_lot_stays_what_it_is",
    ),
    Guard(
        "the database keeps a movement to a lot of its dosage",
        "catalog/migrations/0035_what_is_of_a_medicine_fits.py",
        '"columns": "lot_id, dosage_id",\n        "target": "lots_lot (id, dosage_id)",\n',
        '"columns": "lot_id",\n        "target": "lots_lot (id)",\n',
        f"{LOTS}/test_constraints.py::test_a_movement_is_of_a_lot_of_its_own_dosage",
    ),
)
