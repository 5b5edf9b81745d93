"""What the shop says of itself and to search engines, and when it says nothing: the guards."""

from tests.guard import Guard

TEXTS, FOUND = "tests/catalog/texts", "tests/catalog/found"

FURNITURES_GUARDS = (
    Guard(
        "a live shop says nothing that a demo brought",
        "catalog/texts/querysets.py",
        "self.filter(is_sample=False) if settings.LIVE else self.all()",
        "self.all()",
        f"{TEXTS}/test_pages.py::test_a_sample_says_so_and_no_live_shop_shows_it",
    ),
    Guard(
        "nothing of a text runs",
        "catalog/markdown.py",
        '{"html": False}',
        '{"html": True}',
        f"{TEXTS}/test_rendering.py::test_nothing_of_a_text_runs_or_loads",
    ),
    Guard(
        "nobody writes over a text they have not seen",
        "catalog/texts/actions.py",
        "standing if standing and standing.mark != seen else None",
        "None",
        f"{TEXTS}/test_admin.py::"
        "test_what_a_colleague_wrote_meanwhile_is_shown_and_replaced_only_knowingly",
    ),
    Guard(
        "who saves a text while another does waits for the other",
        "catalog/texts/actions.py",
        "Text.objects.select_for_update()",
        "Text.objects",
        f"{TEXTS}/test_admin.py::test_of_two_who_save_a_text_at_once_the_second_is_told",
    ),
    Guard(
        "the history has every word of a text",
        "pharmacy/history/migrations/0002_what_changes_enters_the_history.py",
        "for column in columns)\n\n\ndef written(",
        'for column in columns if column != "body")\n\n\ndef written(',
        f"{TEXTS}/test_admin.py::test_every_word_that_stood_there_is_in_the_history",
    ),
    Guard(
        "a closed shop sells nothing",
        "pharmacy/closing.py",
        "        if is_closed() and not _stays_open(request.path_info):\n",
        "        if False:\n",
        "tests/pharmacy/test_closing.py::test_shoppers_are_told_to_come_again_without_any_database",
    ),
    Guard(
        "a closed shop hears what Stripe says",
        "pharmacy/closing.py",
        '(reverse("admin:index"), reverse("account"), reverse("webhook"))',
        '(reverse("admin:index"), reverse("account"))',
        "tests/pharmacy/test_closing.py::"
        "test_what_watches_the_shop_and_what_stripe_says_is_not_turned_away",
    ),
    Guard(
        "nothing runs of a mail that staff look at",
        "pharmacy/mail_pages.py",
        '    "sandbox": True,\n',
        "",
        "tests/pharmacy/test_mail_pages.py::"
        "test_what_is_in_the_frame_is_the_mail_and_nothing_of_it_runs",
    ),
    Guard(
        "what may not be sold is offered to no search engine",
        "catalog/structured_data.py",
        " for row in dosage.rows if row.for_sale]",
        " for row in dosage.rows]",
        f"{FOUND}/test_public_pages.py::test_what_may_not_be_sold_here_is_offered_to_nobody",
    ),
    Guard(
        "what awaits its review is in no sitemap",
        "catalog/found/reads.py",
        "_with_changed(Product.objects.published().filter(",
        "_with_changed(Product.objects.medicines().filter(",
        f"{FOUND}/test_sitemap.py::"
        "test_a_live_shop_lists_no_sample_and_nothing_that_awaits_its_review",
    ),
)
