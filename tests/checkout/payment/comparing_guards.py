"""What keeps the comparison with Stripe going, and its eyes open: the guards."""

from tests.guard import Guard

PAYMENTS = "tests/checkout/payment"
COMPARING, SYNC = "checkout/payment/reconciling.py", "checkout/payment/sync.py"

COMPARISONS_GUARDS = (
    Guard(
        "a comparison that breaks is noted as broken off",
        COMPARING,
        "    except Exception as error:\n",
        "    except ZeroDivisionError as error:\n",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_a_night_that_breaks_as_nobody_had_foreseen_is_made_up_for",
    ),
    Guard(
        "a comparison lets a database that is away end its turn",
        COMPARING,
        "    except DATABASE_AWAY:\n        raise\n",
        "",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_a_database_that_goes_away_is_no_comparisons_to_bear",
    ),
    Guard(
        "a comparison from the future stops none",
        COMPARING,
        "    begun = begun.filter(started_at__lte=now + MARGIN)\n",
        "",
        f"{PAYMENTS}/test_comparing_once.py::test_a_clock_that_was_wrong_once_stops_no_comparison",
    ),
    Guard(
        "a night after a pause looks back as far as the last",
        COMPARING,
        "    since = _unheard_since(now)\n",
        "    since = now - WINDOW\n",
        f"{PAYMENTS}/test_comparing_once.py::"
        "test_a_refund_made_at_stripe_while_the_shop_was_down_for_days_is_found",
    ),
    Guard(
        "what the list did not show is looked for",
        COMPARING,
        "        _look_for(run, missing)\n",
        "        pass\n",
        f"{PAYMENTS}/test_unknown_pages.py::test_the_comparison_names_it_and_calls_a_person",
    ),
    Guard(
        "a page that Stripe does not know calls a person",
        SYNC,
        "        if isinstance(error, Unknown):\n",
        "        if False:\n",
        f"{PAYMENTS}/test_unknown_pages.py::test_so_does_the_worker_who_looks_after_it",
    ),
    Guard(
        "a Stripe that does not answer is no page it does not know",
        SYNC,
        "        if isinstance(error, Unknown):\n",
        "        if True:\n",
        f"{PAYMENTS}/test_unknown_pages.py::test_a_stripe_that_does_not_answer_calls_nobody",
    ),
)
