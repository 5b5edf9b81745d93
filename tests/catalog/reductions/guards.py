"""What may be called a reduction, by whom, and what stays of it: the guards."""

from tests.guard import Guard

REDUCTIONS, TESTS = "catalog/reductions", "tests/catalog/reductions"
ACTIONS, RULES, DESK = (f"{REDUCTIONS}/{name}.py" for name in ("actions", "rules", "desk"))
RECORDED = "catalog/partner/migrations/0010_prices_are_recorded_by_the_database.py"
STAYS = f"{REDUCTIONS}/migrations/0002_reductions_stay_what_they_were.py"
SHOWN = f"{TESTS}/test_rules.py::test_what_is_shown"

REDUCTIONS_GUARDS = (
    Guard(
        "a reduction is below the lowest price of the 30 days before",
        RULES,
        "return self.lowest is not None and self.price < self.lowest",
        "return self.lowest is not None",
        SHOWN,
    ),
    Guard(
        "every price of the 30 days before counts",
        RULES,
        "if until > begin)",
        "if until >= prices[-1][0])",
        f"{TESTS}/test_rules.py::test_it_is_what_one_finds_who_goes_through_the_days",
    ),
    Guard(
        "a pack on sale for less than 30 days has no reduction",
        RULES,
        "    if prices[0][0] > begin:\n",
        "    if False:\n",
        SHOWN,
    ),
    Guard(
        "a break in being on sale begins the 30 days anew",
        RULES,
        "            prices.clear()\n",
        "            continue\n",
        SHOWN,
    ),
    Guard(
        "a price that was lowered long ago is no reduction",
        RULES,
        "return self.since < begins_at - ANNOUNCED_WITHIN",
        "return False",
        SHOWN,
    ),
    Guard(
        "what is not lower is not announced",
        ACTIONS,
        "        raise CannotAnnounce(problems)\n",
        "        pass\n",
        f"{TESTS}/test_desk.py::test_what_is_not_lower_is_refused_beside_its_pack",
    ),
    Guard(
        "who announces waits for who is saving prices",
        ACTIONS,
        "    lock_medicine(medicine.pk)\n",
        "",
        f"{TESTS}/test_actions.py::test_who_announces_waits_for_who_is_saving_prices",
    ),
    Guard(
        "a reduction is ended once",
        ACTIONS,
        "rows.filter(begins_at__lt=now, ends_at__gt=now)",
        "rows.filter(begins_at__lt=now)",
        f"{TESTS}/test_desk.py::test_a_reduction_is_ended_once",
    ),
    Guard(
        "only who may announce sees and announces reductions",
        DESK,
        "        if not request.user.has_perm(ANNOUNCE_REDUCTIONS):\n",
        "        if False:\n",
        f"{TESTS}/test_desk.py::test_who_may_not_announce_finds_none_of_it",
    ),
    Guard(
        "only who may announce ends a reduction",
        DESK,
        "@who_announces\ndef end(",
        "def end(",
        f"{TESTS}/test_desk.py::test_who_may_not_announce_finds_none_of_it",
    ),
    Guard(
        "a reduction is announced by a post",
        DESK,
        "@require_POST\n@who_announces\ndef announce(",
        "@who_announces\ndef announce(",
        f"{TESTS}/test_desk.py::test_reductions_are_announced_and_ended_by_post",
    ),
    Guard(
        "a reduction is ended by a post",
        DESK,
        "@require_POST\n@who_announces\ndef end(",
        "@who_announces\ndef end(",
        f"{TESTS}/test_desk.py::test_reductions_are_announced_and_ended_by_post",
    ),
    Guard(
        "a reduction is shown from its beginning until its end",
        f"{REDUCTIONS}/querysets.py",
        "return self.filter(begins_at__lte=now, ends_at__gt=now)",
        "return self.filter(begins_at__lte=now)",
        f"{TESTS}/test_shown.py::test_a_reduction_begins_and_ends_by_itself",
    ),
    Guard(
        "a pack made another one has no past",
        "catalog/querysets.py",
        'units=F("pack__units"), ',
        "",
        f"{TESTS}/test_shown.py::test_a_pack_made_another_has_no_former_price",
    ),
    Guard(
        "the database records a price when its transaction ends",
        RECORDED,
        "    AFTER UPDATE ON catalogue_product DEFERRABLE INITIALLY DEFERRED FOR EACH ROW\n"
        "    WHEN (\n",
        "    AFTER UPDATE ON catalogue_product NOT DEFERRABLE FOR EACH ROW\n    WHEN (\n",
        "tests/catalog/partner/test_prices.py::test_a_price_nobody_was_asked_is_not_recorded",
    ),
    Guard(
        "the database keeps what was asked for a pack",
        RECORDED,
        "    BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_pricefrom\n",
        "    BEFORE TRUNCATE ON partner_pricefrom\n",
        "tests/catalog/partner/test_prices.py::test_the_database_keeps_what_was_asked",
    ),
    Guard(
        "the database keeps a reduction as it was announced",
        STAYS,
        "= (OLD.id, OLD.pack_id, OLD.begins_at, OLD.announced_by_id, OLD.announced_at)",
        "IS NOT NULL",
        f"{TESTS}/test_constraints.py::test_a_reduction_stays_what_it_was_announced_as",
    ),
    Guard(
        "the database ends no reduction in the past",
        STAYS,
        "NEW.ends_at BETWEEN now() - interval '1 hour' AND OLD.ends_at",
        "NEW.ends_at <= OLD.ends_at",
        f"{TESTS}/test_constraints.py::"
        "test_a_reduction_that_runs_is_ended_by_somebody_and_not_in_the_past",
    ),
    Guard(
        "the database keeps a reduction that is over",
        STAYS,
        "OLD.ends_at > now() AND ",
        "",
        f"{TESTS}/test_constraints.py::test_what_is_over_stays_over",
    ),
    Guard(
        "the database deletes no reduction that has begun",
        STAYS,
        "OLD.begins_at > now() OR EXISTS",
        "TRUE OR EXISTS",
        f"{TESTS}/test_constraints.py::"
        "test_a_reduction_that_runs_is_ended_by_somebody_and_not_in_the_past",
    ),
)
