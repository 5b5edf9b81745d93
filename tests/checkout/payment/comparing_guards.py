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
        "a comparison that never ends is told of",
        "checkout/order/desk/comparison.py",
        "        if begun is None or now - begun <= A_NIGHT:\n",
        "        if True:\n",
        "tests/checkout/order/desk/test_compared_reads.py::"
        "test_nights_that_never_come_to_an_end_are_told_of",
    ),
    Guard(
        "a comparison goes on past what has no id",
        "checkout/payment/gateway/events.py",
        '_named(subject, "id")}',
        'subject["id"]}',
        f"{PAYMENTS}/test_comparing_others.py::test_money_that_becomes_available_ends_no_night",
    ),
    Guard(
        "a comparison goes on past a payment that is no card",
        "checkout/payment/gateway/reading.py",
        '    return getattr(details, "card", None)\n',
        "    return details.card if details else None\n",
        f"{PAYMENTS}/test_comparing_others.py::test_a_payment_that_is_no_card_ends_no_comparison",
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
