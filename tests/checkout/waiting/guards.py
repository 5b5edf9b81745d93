"""Who is mailed about what is back: the guards, each with its test."""

from tests.guard import Guard

ACTIONS, READS = "checkout/waiting/actions.py", "checkout/waiting/querysets.py"
LEAVING = "tests/checkout/waiting/test_leaving.py"
STORIES = "tests/checkout/waiting/test_waiting.py"

WAITINGS_GUARDS = (
    Guard(
        "another site makes nobody wait",
        "pharmacy/foreign_posts.py",
        ' if comes_from_us(request) else _refused(request, "checkout/not_ours.html")',
        "",
        "tests/checkout/waiting/test_views.py::test_another_site_makes_nobody_wait",
    ),
    Guard(
        "a mail somebody asked for says how to end it",
        "checkout/mail.py",
        "        if not self.way_out:\n            return {}\n",
        "        return {}\n",
        f"{LEAVING}::test_a_mail_program_ends_it_by_itself",
    ),
    Guard(
        "a mail is ended by whom it was sent to alone",
        "checkout/waiting/leaving.py",
        "        return _seal().decrypt(key.encode()).decode()\n",
        "        return key\n",
        f"{LEAVING}::test_the_address_in_a_link_is_sealed_and_another_ones_is_nobodys",
    ),
    Guard(
        "a look at a mail's link ends nothing",
        "checkout/waiting/views.py",
        '    if request.method == "POST":\n        actions.leave(email)\n',
        '    actions.leave(email)\n    if request.method == "POST":\n',
        f"{LEAVING}::test_who_opens_the_link_is_asked_once_because_programs_look_at_links_too",
    ),
    Guard(
        "an address waits once",
        "checkout/waiting/migrations/0001_who_waits_for_what.py",
        "django.db.models.functions.text.Lower('email')",
        "models.F('email')",
        f"{STORIES}::test_a_second_time_is_once_in_any_spelling",
    ),
    Guard(
        "who was told is forgotten",
        ACTIONS,
        "        Waiting.objects.filter(pk=waiting.pk).delete()\n",
        "        pass\n",
        f"{STORIES}::test_who_waits_is_told_once_and_forgotten",
    ),
    Guard(
        "one who is refused keeps nobody else waiting",
        ACTIONS,
        "waiting.next_at = now + min(LEASE * 2 ** min(waiting.tries - 1, 9), LONGEST_WAIT)",
        "waiting.next_at = now",
        f"{STORIES}::test_one_who_is_refused_keeps_nobody_else_waiting",
    ),
    Guard(
        "an address that is refused is not kept for ever",
        ACTIONS,
        "        Waiting.objects.filter(pk=waiting.pk, tries__gte=MOST_TRIES).delete()\n",
        "        pass\n",
        f"{STORIES}::test_a_mail_server_that_refuses_is_tried_again_later_and_not_for_ever",
    ),
    Guard(
        "a mail that breaks is not tried for ever",
        ACTIONS,
        "    except Exception:\n",
        "    except ZeroDivisionError:\n",
        f"{STORIES}::test_a_mail_that_breaks_is_given_up_as_one_that_is_refused",
    ),
    Guard(
        "a database that is away gives up nobody who waits",
        ACTIONS,
        "    except DATABASE_AWAY:\n        raise\n",
        "",
        f"{STORIES}::test_a_database_that_is_away_gives_up_nobody",
    ),
    Guard(
        "however often one was tried, the others are told",
        ACTIONS,
        "2 ** min(waiting.tries - 1, 9)",
        "2 ** (waiting.tries - 1)",
        f"{STORIES}::test_one_whose_every_try_ended_its_worker_keeps_nobody_else_waiting",
    ),
    Guard(
        "who was put off by a wrong clock is told",
        READS,
        " | Q(next_at__gt=now + TOO_FAR)",
        "",
        f"{STORIES}::test_a_clock_that_was_wrong_once_keeps_nobody_waiting",
    ),
    Guard(
        "one worker tells, not two",
        ACTIONS,
        '.select_for_update(of=["self"], skip_locked=True)',
        "",
        "tests/checkout/waiting/test_two_workers.py::test_whom_one_worker_tells_no_other_does",
    ),
    Guard(
        "what may not be sold is not told to be back",
        READS,
        "Product.objects.packs().buyable()",
        "Product.objects.packs().filter(units__lte=1000)",
        f"{STORIES}::test_a_pack_that_is_off_sale_or_may_not_be_sold_is_not_back",
    ),
    Guard(
        "a text that awaits its review is not told to be back",
        READS,
        ".filter(parent__in=Product.objects.published())",
        ".filter(parent__is_public=True)",
        f"{STORIES}::test_a_text_that_awaits_its_review_is_not_back",
    ),
    Guard(
        "an erased person waits for nothing",
        "checkout/prescriptions/forgetting.py",
        "    waiting.delete()\n",
        "",
        f"{STORIES}::test_whoever_is_forgotten_waits_for_nothing",
    ),
)
