"""What lets one person sleep: the guards of the log, the health checks and the daily report."""

from tests.guard import Guard

LINES, HEALTH = "pharmacy/log_lines.py", "pharmacy/health.py"
ACTIONS, CALLS = "checkout/running/actions.py", "checkout/payment/gateway/calls.py"
LOG_TESTS, HEALTH_TESTS = "tests/pharmacy/test_log_lines.py", "tests/pharmacy/test_health.py"
REPORTS = "tests/checkout/running/test_reporting.py"
HOUSE = "checkout/running/housekeeping.py"
KEEPING = "tests/checkout/running/test_housekeeping.py"
GOES = "tests/checkout/running/test_what_goes.py"
IN_VAIN = "tests/checkout/prescriptions/test_forgetting_in_vain.py"
FOLLOWED = "tests/checkout/payment/test_request_ids.py"

RUNNINGS_GUARDS = (
    Guard(
        "a log line has no error's words that may be a person's",
        LINES,
        '    return errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""\n',
        "    return first\n",
        f"{LOG_TESTS}::test_no_failure_writes_down_whom_it_was_about",
    ),
    Guard(
        "a log line has of a database's error the first line alone",
        LINES,
        "    if isinstance(error, OF_THE_DATABASE):\n        return first\n",
        "    if isinstance(error, OF_THE_DATABASE):\n        return str(error)\n",
        f"{LOG_TESTS}::test_a_database_error_is_told_by_its_first_line",
    ),
    Guard(
        "a log line repeats no value the database could not read",
        LINES,
        "    if isinstance(error, REPEATS_A_VALUE):\n",
        "    if False:\n",
        f"{LOG_TESTS}::test_what_the_database_could_not_read_is_not_repeated",
    ),
    Guard(
        "a log line names no address that was asked for",
        LINES,
        '    if hasattr(record, "request"):\n',
        "    if False:\n",
        f"{LOG_TESTS}::test_a_request_that_is_refused_is_named_by_its_route",
    ),
    Guard(
        "a traceback another handler left is not written",
        LINES,
        "own.msg, own.args, own.exc_text = message_of(record), None, None",
        "own.msg, own.args = message_of(record), None",
        f"{LOG_TESTS}::test_a_traceback_another_handler_has_written_is_written_anew",
    ),
    Guard(
        "a loop that breaks prints no traceback of Python's own",
        "pharmacy/management/commands/worker.py",
        '            log.exception("The worker\'s loop of %s broke", loop)\n',
        '            log.error("The worker\'s loop of %s broke", loop)\n            raise\n',
        f"{LOG_TESTS}::test_a_loop_of_the_worker_that_breaks_is_told_by_the_log_alone",
    ),
    Guard(
        "a command that breaks prints no traceback of Python's own",
        "manage.py",
        "        if not (settings.configured and settings.LIVE):\n            raise\n",
        "        raise\n",
        f"{LOG_TESTS}::test_a_command_that_breaks_names_nobody_in_a_live_shop",
    ),
    Guard(
        "a call to Stripe is told without what it was about",
        CALLS,
        """    asked = f"{method.lower()} {AN_ID.sub('/*', path)}"\n""",
        '    asked = f"{method.lower()} {path}"\n',
        f"{FOLLOWED}::test_a_call_is_told_without_whom_and_how_much_it_was_about",
    ),
    Guard(
        "a health check is kept by no cache",
        HEALTH,
        "    patch_cache_control(response, no_store=True)\n",
        "",
        f"{HEALTH_TESTS}::test_the_shop_is_ready_while_its_database_answers",
    ),
    Guard(
        "a database that lacks a migration serves nobody",
        HEALTH,
        "        check_migrated()\n",
        "        pass\n",
        f"{HEALTH_TESTS}::test_a_database_that_lacks_a_migration_serves_nobody",
    ),
    Guard(
        "who waits to migrate keeps no index from being made",
        "pharmacy/migrating.py",
        "SELECT pg_try_advisory_lock(%s)",
        "SELECT pg_advisory_lock(%s) IS NOT NULL",
        "tests/pharmacy/test_migrating.py::"
        "test_who_waits_for_another_to_migrate_keeps_no_index_from_being_made",
    ),
    Guard(
        "a full disk wakes somebody",
        "checkout/running/troubles.py",
        "    if room.left < disk.LEAST_BYTES:\n",
        "    if False:\n",
        f"{HEALTH_TESTS}::test_a_full_disk_wakes_somebody_and_keeps_nobody_from_shopping",
    ),
    Guard(
        "what nobody may read keeps nobody from shopping",
        HEALTH,
        '    except Error:\n        return ["nobody',
        '    except ZeroDivisionError:\n        return ["nobody',
        f"{HEALTH_TESTS}::test_what_nobody_may_read_wakes_somebody_and_keeps_nobody_from_shopping",
    ),
    Guard(
        "a day's report is one worker's",
        ACTIONS,
        "select_for_update(skip_locked=True)",
        "all()",
        f"{REPORTS}::test_of_two_workers_one_sends_it",
    ),
    Guard(
        "a day has one report",
        ACTIONS,
        "    if known and (known.sent_at or known.next_at > now):\n        return None\n",
        "",
        f"{REPORTS}::test_an_idle_worker_asks_once_and_before_the_hour_not_at_all",
    ),
    Guard(
        "a report that breaks keeps no mail waiting",
        ACTIONS,
        "    except Exception:\n",
        "    except ZeroDivisionError:\n",
        f"{REPORTS}::test_what_breaks_is_told_to_the_log_and_keeps_no_mail_waiting",
    ),
    Guard(
        "a step of housekeeping is one worker's",
        HOUSE,
        "due.select_for_update(skip_locked=True)",
        "due",
        f"{KEEPING}::test_of_two_workers_each_takes_another_kind",
    ),
    Guard(
        "a step of housekeeping is a killed worker's for five minutes and no longer",
        HOUSE,
        "        chore.next_at = now + LEASE\n",
        "        chore.next_at = now + DAY\n",
        f"{KEEPING}::test_a_step_of_a_killed_worker_is_taken_again_from_where_it_was",
    ),
    Guard(
        "a worker that slept undoes no other's housekeeping",
        HOUSE,
        "Chore.objects.filter(pk=chore.pk, next_at=chore.next_at)",
        "Chore.objects.filter(pk=chore.pk)",
        f"{KEEPING}::test_a_worker_that_slept_too_long_does_not_undo_what_another_wrote",
    ),
    Guard(
        "housekeeping that breaks keeps no other waiting",
        HOUSE,
        "    except Exception:\n",
        "    except ZeroDivisionError:\n",
        f"{KEEPING}::test_what_breaks_is_tried_again_in_an_hour_and_keeps_nothing_else_waiting",
    ),
    Guard(
        "who cannot be forgotten keeps no other from it",
        "checkout/in_vain.py",
        "            except Exception:\n",
        "            except ZeroDivisionError:\n",
        f"{IN_VAIN}::test_an_order_that_cannot_be_forgotten_keeps_no_other_from_it",
    ),
    Guard(
        "a round that was in vain of some has no end",
        HOUSE,
        "chore.in_vain or in_vain",
        "False",
        f"{IN_VAIN}::test_an_order_that_cannot_be_forgotten_keeps_no_other_from_it",
    ),
    Guard(
        "what is forgotten is forgotten some at a time",
        "catalog/forgetting.py",
        "flat=True)[:AT_ONCE])",
        "flat=True))",
        f"{KEEPING}::test_a_large_backlog_goes_in_small_steps",
    ),
    Guard(
        "a cart somebody is at is not forgotten",
        "catalog/forgetting.py",
        "rows.select_for_update(skip_locked=True)",
        "rows",
        f"{GOES}::test_a_cart_somebody_comes_back_to_at_that_moment_stays",
    ),
    Guard(
        "a cart somebody has told for is not forgotten before what was told",
        "checkout/basket/forgetting.py",
        "guests_carts().filter(~Exists(touched), ~Exists(told), date_created__lt=left)",
        "guests_carts().filter(~Exists(touched), date_created__lt=left)",
        f"{GOES}::test_a_cart_nobody_comes_back_to_goes_and_every_other_stays",
    ),
    Guard(
        "a message of Stripe that waits is not forgotten",
        "checkout/payment/actions.py",
        "StripeEvent.objects.filter(processed_at__isnull=False)",
        "StripeEvent.objects.all()",
        f"{GOES}::test_a_message_of_stripe_goes_after_three_months_once_it_was_looked_up",
    ),
    Guard(
        "a sign of life that may not be given ends no loop",
        "checkout/running/heartbeats.py",
        "        except ProgrammingError:\n",
        "        except ZeroDivisionError:\n",
        "tests/checkout/running/test_heartbeats.py::test_a_loop_that_may_not_say_so_goes_on",
    ),
    Guard(
        "a report that may not be read keeps no mail from being sent",
        "checkout/running/loops.py",
        "tried(send_due_report, now)",
        "send_due_report(now)",
        f"{REPORTS}::test_a_report_that_nobody_may_read_keeps_no_mail_from_being_sent",
    ),
    Guard(
        "a connection that has ended keeps no request from being answered",
        "pharmacy/postgres/base.py",
        "        return not poll.poll(0)\n",
        "        return True\n",
        "tests/pharmacy/postgres/test_base.py::test_one_that_has_ended_is_opened_anew",
    ),
    Guard(
        "a clock that is years ahead has nothing forgotten",
        "checkout/running/housekeeping.py",
        "is_unlikely(rows, now) or ",
        "",
        "tests/checkout/running/test_clocks.py::"
        "test_a_clock_that_is_years_ahead_has_nothing_forgotten",
    ),
    Guard(
        "beside another database no file is a stray",
        "checkout/prescriptions/forgetting.py",
        "    must_be_of_this_database()\n",
        "",
        "tests/checkout/prescriptions/test_belonging.py::"
        "test_beside_another_database_no_file_is_a_stray",
    ),
    Guard(
        "a vault nobody has signed for is not just anybody's",
        "checkout/prescriptions/belonging.py",
        "(signed or not _is_known())",
        "signed",
        "tests/checkout/prescriptions/test_belonging.py::"
        "test_nor_where_nobody_has_signed_for_the_vault_yet",
    ),
    Guard(
        "who is forgotten is forgotten with the open cart",
        "checkout/prescriptions/forgetting.py",
        "    _empty(carts)\n",
        "",
        "tests/checkout/prescriptions/test_forgetting.py::"
        "test_what_was_told_for_an_open_cart_is_forgotten_whether_the_account_stays_or_not",
    ),
    Guard(
        "the clock of a worker's host has nothing ended",
        "pharmacy/management/commands/worker.py",
        "work(database_now())",
        'work(__import__("django.utils.timezone", fromlist=["now"]).now())',
        "tests/pharmacy/management/commands/test_worker_command.py::"
        "test_the_process_goes_by_the_clock_of_the_database",
    ),
    Guard(
        "what was planned once is not planned anew for each value",
        "pharmacy/postgres/base.py",
        "SET plan_cache_mode = force_generic_plan",
        "SET plan_cache_mode = auto",
        "tests/catalog/test_prepared.py::test_it_is_planned_for_no_value_of_its_own",
    ),
)
