"""What keeps staff from a price they did not mean, and others from any: the guards."""

from tests.guard import Guard

PRICES, ADMIN = "catalog/prices", "catalog/admin"
CARD, ROWS = (f"{ADMIN}/{name}.py" for name in ("dosage_card", "price_rows"))
READ_FIRST = f"{PRICES}/read_first.py"
DESK, PROPOSING = f"{PRICES}/proposal_desk.py", f"{PRICES}/proposing.py"
NOTES = "tests/catalog/admin/test_price_notes.py"
CLASHES = "tests/catalog/admin/test_clashes.py"
PROPOSALS = "tests/catalog/prices/test_proposing.py"
AT_DESK = "tests/catalog/prices/test_proposal_desk.py"
WARNINGS = "tests/catalog/prices/test_proposal_warnings.py"
HISTORY = "tests/catalog/prices/test_history_desk.py"
HOW = "tests/catalog/prices/test_how.py"

PRICES_GUARDS = (
    Guard(
        "what is odd about prices is read before they are saved",
        READ_FIRST,
        'if unread or (asked and not self.cleaned_data["have_read"]):',
        "if False:",
        f"{NOTES}::test_nothing_is_saved_before_the_warnings_are_read",
    ),
    Guard(
        "only sentences that were shown count as read",
        READ_FIRST,
        'set(asked) - set(self.cleaned_data["read_notes"])',
        "set()",
        f"{NOTES}::test_a_box_ticked_unread_does_not_count",
    ),
    Guard(
        "what a unit costs is changed by those who may see it alone",
        CARD,
        "        if not (self.rights.may_price and self.rights.may_see_costs):\n",
        "        if False:\n",
        f"{NOTES}::test_who_may_not_see_costs_sees_none_and_changes_none",
    ),
    Guard(
        "a price that a colleague changed meanwhile is not undone unseen",
        ROWS,
        "for name in changed_by_both(seen, self.saved.cells, typed):",
        "for name in ():",
        f"{CLASHES}::test_a_price_both_changed_is_shown_with_both_and_replaced_by_the_next_save",
    ),
    Guard(
        "a text that a colleague changed meanwhile is not undone unseen",
        f"{ADMIN}/clashes.py",
        "if differs(bound.initial, seen) and differs(bound.initial, typed):",
        "if False:",
        f"{CLASHES}::test_a_field_both_changed_is_shown_and_replaced_by_the_next_save",
    ),
    Guard(
        "prices are set over those that were seen alone",
        f"{PRICES}/actions.py",
        "WHERE kept.product_id = wanted.pack AND kept.price = wanted.seen",
        "WHERE kept.product_id = wanted.pack",
        f"{PROPOSALS}::test_prices_are_set_all_or_none",
    ),
    Guard(
        "prices are set all or none",
        f"{PRICES}/actions.py",
        "        raise PricesMoved(moved)\n",
        "        pass\n",
        f"{PROPOSALS}::test_prices_are_set_all_or_none",
    ),
    Guard(
        "a proposal is applied once",
        PROPOSING,
        "    if row.state != Proposal.State.OPEN:\n",
        "    if False:\n",
        f"{PROPOSALS}::test_it_is_applied_once",
    ),
    Guard(
        "a price changed since takes no part in undoing a batch",
        f"{PRICES}/undoing.py",
        "takes_part=price == set_then[pack_id],",
        "takes_part=True,",
        f"{PROPOSALS}::test_a_price_changed_since_takes_no_part_in_an_undoing_by_itself",
    ),
    Guard(
        "a price that somebody changed while a batch is undone stays",
        PROPOSING,
        "        packs.filter(pk__in=[one.pk for one in moved]).update(takes_part=False)\n",
        "        pass\n",
        "tests/catalog/prices/test_undoing.py::"
        "test_a_price_changed_while_a_batch_is_undone_is_left_with_a_word",
    ),
    Guard(
        "an added pack that somebody changed since stays on sale",
        f"{PRICES}/undoing.py",
        "takes_part=price == added_at[pack_id]",
        "takes_part=True",
        "tests/catalog/prices/test_undoing.py::"
        "test_an_added_pack_that_somebody_changed_since_stays",
    ),
    Guard(
        "an added pack is taken off sale at the price that was seen alone",
        PROPOSING,
        '    if moved := list(moved.values_list("pack_id", flat=True)):\n',
        "    if False:\n",
        "tests/catalog/prices/test_undoing.py::"
        "test_an_added_pack_changed_at_the_last_moment_ends_nothing",
    ),
    Guard(
        "many prices are changed by price editors alone",
        DESK,
        "        if not request.user.has_perm(CHANGE_PRICES):\n",
        "        if False:\n",
        f"{AT_DESK}::test_who_may_not_change_prices_opens_nothing",
    ),
    Guard(
        "only prices that were looked at are applied",
        DESK,
        "if warnings.are_of_other_prices:",
        "if False:",
        f"{AT_DESK}::test_an_old_page_applies_nothing_that_was_not_looked_at",
    ),
    Guard(
        "many prices are applied once their warnings are read",
        DESK,
        'if outcome.warnings and "have_read" not in request.POST:',
        "if False:",
        f"{AT_DESK}::test_nothing_is_applied_before_the_warnings_are_read",
    ),
    Guard(
        "many prices are applied once all of their warnings were shown",
        DESK,
        "if not warnings.were_all_shown:",
        "if False:",
        f"{WARNINGS}::test_a_page_that_showed_some_warnings_applies_nothing",
    ),
    Guard(
        "the mark of what was shown is made by the shop alone",
        f"{PRICES}/proposal_warnings.py",
        "if found and constant_time_compare(mark, self._mark(int(found[1]))):",
        "if found:",
        f"{WARNINGS}::test_nobody_makes_the_mark_of_what_was_shown",
    ),
    Guard(
        "what is odd about a restored price is read first",
        f"{PRICES}/history_desk.py",
        "if outcome_of(proposal, sees_costs=request.user.has_perm(SEE_COSTS)).warnings:",
        "if False:",
        f"{HISTORY}::test_a_restored_price_that_is_odd_is_read_first",
    ),
    Guard(
        "what a pack has cost is shown to price editors alone",
        f"{PRICES}/history_desk.py",
        "    if not request.user.has_perm(CHANGE_PRICES):\n",
        "    if False:\n",
        f"{HISTORY}::test_who_may_not_change_prices_sees_no_history_of_them",
    ),
    Guard(
        "why a price was changed is told of no later change of the turn",
        f"{PRICES}/how.py",
        "            told.metadata.clear()\n            told.metadata.update(before)\n",
        "            pass\n",
        f"{HOW}::test_of_two_writes_in_one_turn_only_the_first_has_the_reason",
    ),
    Guard(
        "a price is recorded while its reason is told",
        f"{PRICES}/how.py",
        "            yield\n            _record()\n",
        "            yield\n",
        f"{HOW}::test_of_two_writes_in_one_turn_only_the_first_has_the_reason",
    ),
    Guard(
        "who changed a price is taken from the record of prices",
        f"{ADMIN}/price_rows.py",
        "who = who_moved(self.saved.pk, name, getattr(self.saved, name))",
        "who = Colleague(1).words",
        f"{CLASHES}::test_a_price_that_came_by_itself_is_the_schedules",
    ),
)
