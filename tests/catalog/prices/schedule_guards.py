"""Prices that change by themselves: the guards."""

from tests.guard import Guard

SCHEDULE, TESTS = "catalog/prices/schedule", "tests/catalog/prices"
ACTIONS, APPLYING, DESK, FORMS, RULES = (
    f"{SCHEDULE}/{name}.py" for name in ("actions", "applying", "desk", "forms", "rules")
)
MIGRATION = "catalog/prices/migrations/0002_scheduled_prices.py"
DEEDS = f"{TESTS}/test_schedule_actions.py"
OVERLAPS = f"{TESTS}/test_schedule_overlaps.py"
PROPOSED = f"{TESTS}/test_schedule_proposed.py"
TOLD = f"{TESTS}/test_schedule_told.py"
TOGETHER = f"{TESTS}/test_schedule_together.py"
AT_ONCE = f"{TESTS}/test_schedule_one_at_a_time.py"
ON_THE_DESK = f"{TESTS}/test_schedule_desk.py"
CHANGING = f"{TESTS}/test_schedule_changing.py"
WHO = f"{TESTS}/test_schedule_who.py"

SCHEDULES_GUARDS = (
    Guard(
        "what is over before the worker comes never changes a price",
        RULES,
        "Deed.MISS if self.ends_at is not None and self.ends_at <= now else Deed.START",
        "Deed.START",
        f"{DEEDS}::test_after_a_downtime_what_is_over_by_then_never_changes_the_price",
    ),
    Guard(
        "a price somebody set meanwhile stays when a scheduled one ends",
        RULES,
        "return before if now == scheduled else now",
        "return before",
        f"{DEEDS}::test_a_price_somebody_set_meanwhile_stays",
    ),
    Guard(
        "a scheduled price ends before the next of its pack starts",
        f"{SCHEDULE}/querysets.py",
        '.order_by("due_at", "state", "pk")',
        '.order_by("-due_at", "-state", "-pk")',
        f"{DEEDS}::test_after_a_downtime_one_is_ended_before_the_next_starts",
    ),
    Guard(
        "of two workers one is at a medicine's scheduled prices",
        APPLYING,
        'first.select_for_update(skip_locked=True, no_key=True, of=["self"]).first()',
        "first.first()",
        f"{AT_ONCE}::test_while_one_worker_ends_one_another_does_not_start_the_next_of_that_pack",
    ),
    Guard(
        "what is due is read again once the medicine is locked",
        APPLYING,
        "    rows = list(due.select_related",
        "    rows = list(ScheduledPrice.objects.filter(pack__parent=medicine).select_related",
        f"{AT_ONCE}::test_a_worker_that_comes_second_finds_nothing_left_and_goes_on",
    ),
    Guard(
        "the price before is read under a lock",
        ACTIONS,
        "StockRecord.objects.select_for_update(no_key=True).filter(",
        "StockRecord.objects.filter(",
        f"{AT_ONCE}::test_a_price_changed_in_the_database_itself_is_not_lost",
    ),
    Guard(
        "who schedules waits for who schedules the same pack",
        ACTIONS,
        "    lock_medicines_of(prices)\n",
        "",
        f"{AT_ONCE}::test_who_schedules_waits_for_who_is_at_the_medicine",
    ),
    Guard(
        "an overlap is refused before it is written",
        ACTIONS,
        "        raise CannotSchedule(problems)\n",
        "        pass\n",
        f"{OVERLAPS}::test_an_overlap_is_refused_with_the_others_time",
    ),
    Guard(
        "an overlap the database refuses is said in words",
        ACTIONS,
        "        if ONE_AT_A_TIME in str(error):\n",
        "        if False:\n",
        f"{AT_ONCE}::test_the_database_refuses_what_was_written_without_the_lock_in_the_same_words",
    ),
    Guard(
        "who changes or cancels a scheduled price waits for the worker that starts it",
        ACTIONS,
        "    lock_medicines_of([one.pack_id])\n    return ScheduledPrice.objects"
        ".select_for_update(no_key=True)",
        "    return ScheduledPrice.objects",
        f"{AT_ONCE}::test_who_cancels_while_it_starts_gives_the_price_back",
    ),
    Guard(
        "only what waits is changed",
        ACTIONS,
        "    if one.state != ScheduleState.WAITING:\n",
        "    if False:\n",
        f"{DEEDS}::test_one_that_runs_is_not_changed_any_more",
    ),
    Guard(
        "what a colleague changed meanwhile is not undone unseen",
        ACTIONS,
        "    if one.seen != seen:\n",
        "    if False:\n",
        f"{DEEDS}::test_one_that_a_colleague_changed_meanwhile_is_looked_at_again",
    ),
    Guard(
        "what a colleague changed is shown before it is replaced",
        FORMS,
        'if self.changed and self.cleaned_data["seen"] != self.changed.seen:',
        "if False:",
        f"{CHANGING}::test_what_a_colleague_changed_meanwhile_is_said_once",
    ),
    Guard(
        "what is over is not cancelled",
        ACTIONS,
        "    check_move(one.state, ScheduleState.CANCELLED)\n",
        "",
        f"{DEEDS}::test_what_is_over_is_not_cancelled",
    ),
    Guard(
        "what is odd about a scheduled price is read first",
        FORMS,
        "        return self.has_read()\n",
        "        return True\n",
        f"{ON_THE_DESK}::test_what_is_odd_is_read_before_it_is_scheduled",
    ),
    Guard(
        "the sentences that were read are those of the prices that are scheduled",
        "catalog/prices/read_first.py",
        "if unread or (",
        "if (",
        f"{ON_THE_DESK}::test_a_box_ticked_for_other_sentences_does_not_count",
    ),
    Guard(
        "a scheduled price starts ahead",
        f"{SCHEDULE}/moments.py",
        "        if starts_at <= self.now:\n",
        "        if False:\n",
        f"{ON_THE_DESK}::test_what_cannot_be_is_said",
    ),
    Guard(
        "only who may schedule schedules",
        DESK,
        "        if not self.has_add_permission(request):\n",
        "        if False:\n",
        f"{WHO}::test_who_may_not_finds_none_of_it",
    ),
    Guard(
        "only who may see scheduled prices opens one",
        DESK,
        "        if not self.has_view_or_change_permission(request):\n",
        "        if False:\n",
        f"{WHO}::test_who_may_not_finds_none_of_it",
    ),
    Guard(
        "who may only look changes no scheduled price",
        DESK,
        "if one.state != ScheduleState.WAITING or not may_change:",
        "if one.state != ScheduleState.WAITING:",
        f"{WHO}::test_who_may_only_look_changes_nothing",
    ),
    Guard(
        "only who may change scheduled prices cancels one",
        DESK,
        "        if not self.has_change_permission(request):\n",
        "        if False:\n",
        f"{WHO}::test_who_may_not_finds_none_of_it",
    ),
    Guard(
        "only who may change scheduled prices cancels several",
        DESK,
        '@admin.action(description=gettext_lazy("Cancel"), permissions=["change"])',
        '@admin.action(description=gettext_lazy("Cancel"))',
        f"{WHO}::test_who_may_only_look_changes_nothing",
    ),
    Guard(
        "a scheduled price is cancelled by a post",
        DESK,
        "require_POST(self.cancel_view)",
        "self.cancel_view",
        f"{WHO}::test_one_is_cancelled_by_a_post",
    ),
    Guard(
        "the worker looks after scheduled prices",
        "checkout/running/loops.py",
        "    apply_next_scheduled,\n    expire",
        "    expire",
        f"{TESTS}/test_schedule_shown.py::test_it_is_a_duty_of_the_worker",
    ),
    Guard(
        "the database has one scheduled price of a pack at a time",
        MIGRATION,
        "('pack', '='), (models.Func(",
        "('id', '='), (models.Func(",
        f"{TESTS}/test_schedule_constraints.py::test_a_pack_has_one_scheduled_price_at_a_time",
    ),
    Guard(
        "who schedules a price may change prices",
        DESK,
        "        return may_add and request.user.has_perm(CHANGE_PRICES)\n",
        "        return may_add\n",
        f"{WHO}::test_who_may_not_change_prices_schedules_none",
    ),
    Guard(
        "who changes or cancels a scheduled price may change prices",
        DESK,
        "        return may_change and request.user.has_perm(CHANGE_PRICES)\n",
        "        return may_change\n",
        f"{WHO}::test_who_may_not_change_prices_changes_and_cancels_no_scheduled_one",
    ),
    Guard(
        "who sets a price over a scheduled one that runs is asked first",
        "catalog/prices/schedule/ahead.py",
        "is_asked and table[edit] is not STAYS",
        "False",
        f"{TOLD}::test_a_price_over_one_that_runs_is_saved_once_that_is_read",
    ),
    Guard(
        "the page of many prices knows what is scheduled",
        "catalog/prices/proposal_reads.py",
        "ahead.get(key, ())",
        "()",
        f"{TOLD}::test_a_rule_over_one_that_runs_is_applied_once_that_is_read",
    ),
    Guard(
        "all that is due of a medicine starts together",
        APPLYING,
        'rows = list(due.select_related("pack").select_for_update(no_key=True, of=["self"]))',
        'rows = list(due.select_related("pack").select_for_update(of=["self"])[:1])',
        f"{TOGETHER}::test_all_that_is_due_of_a_medicine_is_one_turn_and_one_transaction",
    ),
    Guard(
        "a price that cannot be set keeps no other waiting",
        APPLYING,
        "    except Exception as error:\n        _put_off(of_pack, reason_of(error), now)\n",
        "    except ZeroDivisionError:\n        pass\n",
        f"{TOGETHER}::test_what_cannot_be_set_is_passed_over_and_tried_again_later",
    ),
    Guard(
        "what follows on a pack whose price cannot be set waits for that",
        f"{SCHEDULE}/querysets.py",
        "self.filter(~Exists(held_up), due_at__lte=now)",
        "self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), due_at__lte=now)",
        f"{TOGETHER}::test_what_follows_on_its_pack_waits_for_it_and_what_is_elsewhere_does_not",
    ),
    Guard(
        "a database that is away counts as no try of a price",
        APPLYING,
        "    except OperationalError:\n",
        "    except ZeroDivisionError:\n",
        f"{TOGETHER}::test_a_database_that_is_away_is_no_fault_of_a_price",
    ),
    Guard(
        "what was to change later does not change now by who may not schedule",
        "catalog/prices/proposal_desk.py",
        "        # What was to change later must not change now.\n        raise PermissionDenied\n",
        "        pass\n",
        f"{PROPOSED}::test_who_may_not_schedule_changes_nothing_by_a_forged_time",
    ),
    Guard(
        "proposed prices are scheduled once",
        f"{SCHEDULE}/proposed.py",
        "    proposing.hold(proposal)\n",
        "",
        f"{PROPOSED}::test_one_that_was_scheduled_is_not_scheduled_again",
    ),
)
