"""What the database itself refuses about decisions and prescriptions: the guards."""

from tests.guard import Guard

MIGRATIONS, TESTS = "checkout/prescriptions/migrations", "tests/checkout/prescriptions"
KEPT = f"{MIGRATIONS}/0002_decisions_and_looks_are_only_added_to.py"
FITS = f"{MIGRATIONS}/0003_decisions_fit_what_was_ordered_and_prescribed.py"
APPROVED = f"{MIGRATIONS}/0004_what_is_approved_was_decided.py"
REFUSED = f"{TESTS}/test_constraints.py"
ONLY_ADDED = f"{REFUSED}::test_decisions_and_looks_are_only_added_to"


def _let(condition: str, rule: str, test: str) -> Guard:
    """The database without one of the conditions under which it refuses a decision."""
    name = f"the database: {rule.replace('_', ' ')}"
    then = f"THEN\n        PERFORM prescriptions_refuse('{rule}')"
    return Guard(name, FITS, f"IF {condition} {then}", f"IF FALSE {then}", f"{REFUSED}::{test}")


DATABASES_GUARDS = (
    _let(
        "line.order_status <> 'awaiting_pharmacist'",
        "decided_while_the_pharmacist_is_awaited",
        "test_only_what_awaits_the_pharmacist_is_decided[paid]",
    ),
    _let(
        "line.user_id = NEW.by_id",
        "nobody_decides_an_own_order",
        "test_nobody_decides_an_own_order",
    ),
    _let(
        "line.replaces_id IS NOT NULL",
        "decided_is_what_was_ordered",
        "test_packs_a_pharmacist_chose_are_not_decided_themselves",
    ),
    _let(
        "NEW.units > line.units * line.quantity OR NEW.packs > line.quantity",
        "no_more_is_approved_than_was_ordered",
        "test_no_more_is_approved_than_was_ordered",
    ),
    _let(
        "NEW.outcome = 'approved' AND NEW.units <> NEW.packs * line.units",
        "approved_units_are_those_of_the_packs",
        "test_approved_units_are_those_of_the_packs",
    ),
    _let(
        "line.is_high_risk AND NEW.verification = ''",
        "high_risk_is_verified",
        "test_high_risk_is_verified",
    ),
    _let(
        "item.dosage_id <> line.dosage_id",
        "prescription_is_of_the_same_dosage",
        "test_the_prescription_is_of_the_same_dosage",
    ),
    _let(
        "NEW.decided_on NOT BETWEEN item.issued_on AND item.valid_until",
        "prescription_is_in_date",
        "test_the_prescription_is_in_date",
    ),
    _let(
        "(item.same_person, item.born_on) IS DISTINCT FROM (line.same_person, line.born_on)",
        "prescription_is_of_the_same_person",
        "test_the_prescription_is_of_the_same_person",
    ),
    Guard(
        "the database: prescription is not over used",
        FITS,
        "prescriptions_check_use('item_id')",
        "prescriptions_check_use('nothing')",
        f"{REFUSED}::test_a_prescription_is_not_over_used_across_orders",
    ),
    Guard(
        "the database: prescription only needs a prescription",
        FITS,
        "    IF NEW.item_id IS NULL AND line.legal_class <> 'POM' THEN\n",
        "    IF NEW.item_id IS NULL THEN\n",
        f"{REFUSED}::test_prescription_only_needs_a_prescription",
    ),
    Guard(
        "the database counts decisions on a prescription one after the other",
        FITS,
        "        FOR UPDATE OF prescribed;\n",
        "        ;\n",
        f"{TESTS}/test_one_at_a_time.py::"
        "test_of_two_decisions_on_what_is_left_of_a_prescription_one_is_refused",
    ),
    Guard(
        "the database: what is used cannot be taken from the prescription",
        FITS,
        "prescriptions_check_use('id')",
        "prescriptions_check_use('nothing')",
        f"{REFUSED}::test_what_is_used_cannot_be_taken_from_the_prescription",
    ),
    Guard(
        "the database: what is approved was decided",
        APPROVED,
        "    IF given.units <> coalesce(decided, 0) THEN\n",
        "    IF FALSE THEN\n",
        f"{REFUSED}::test_what_is_approved_was_decided",
    ),
    Guard(
        "the database: packs that replace others cost no more",
        APPROVED,
        "    IF given.price > ordered.line_price_incl_tax OR NOT given.same_dosage THEN\n",
        "    IF NOT given.same_dosage THEN\n",
        f"{REFUSED}::test_packs_that_replace_others_cost_no_more",
    ),
    Guard(
        "the database: packs that replace others are of the same dosage",
        APPROVED,
        "    IF given.price > ordered.line_price_incl_tax OR NOT given.same_dosage THEN\n",
        "    IF given.price > ordered.line_price_incl_tax THEN\n",
        f"{REFUSED}::test_packs_that_replace_others_are_of_the_same_dosage",
    ),
    Guard(
        "the database: decisions are only added to",
        KEPT,
        "    RAISE EXCEPTION 'Decisions are only ever added: decide the line anew.'\n"
        "        USING ERRCODE = 'restrict_violation';\n",
        "    RETURN coalesce(NEW, OLD);\n",
        ONLY_ADDED,
    ),
    Guard(
        "the database: looks at files are only added to",
        KEPT,
        "    RAISE EXCEPTION 'Who looked at a file is only ever added.'\n"
        "        USING ERRCODE = 'restrict_violation';\n",
        "    RETURN coalesce(NEW, OLD);\n",
        ONLY_ADDED,
    ),
)
