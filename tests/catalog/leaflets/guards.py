"""Who stands for a text, what shoppers see without, and what may be a leaflet: the guards."""

from tests.guard import Guard

LEAFLETS, TESTS = "catalog/leaflets", "tests/catalog/leaflets"
KEPT = f"{LEAFLETS}/migrations/0003_reviews_and_leaflets_are_only_added.py"

READINGS_GUARDS = (
    Guard(
        "a leaflet opens at a page and nothing else",
        f"{LEAFLETS}/pdf.py",
        "if not _opens_at_a_page(pdf) or any(",
        "if any(",
        f"{TESTS}/test_pdf.py::test_what_runs_or_carries_something_is_no_leaflet",
    ),
    Guard(
        "a leaflet's links lead to websites and mailboxes",
        f"{LEAFLETS}/pdf.py",
        "    if not all(map(_leads_to_the_web, _dictionaries(pdf))):\n",
        "    if False:\n",
        f"{TESTS}/test_pdf.py::test_a_link_elsewhere_is_none",
    ),
    Guard(
        "of a leaflet only what its pages need is kept",
        f"{LEAFLETS}/pdf.py",
        "LeafletPdf(_saved_anew(pdf), pages)",
        "LeafletPdf(content, pages)",
        f"{TESTS}/test_pdf.py::test_what_stands_behind_the_end_is_not_kept",
    ),
    Guard(
        "a live shop shows no prescription-only text that nobody has reviewed",
        "catalog/querysets.py",
        "return shown.exclude(self._text_awaits_review()) if settings.LIVE else shown",
        "return shown",
        f"{TESTS}/test_publishing.py::"
        "test_an_unreviewed_prescription_only_text_is_nowhere_on_the_site",
    ),
    Guard(
        "a pack that needs a prescription asks for a reviewed text",
        "catalog/querysets.py",
        "(of_a_class | Exists(packs))",
        "of_a_class",
        f"{TESTS}/test_publishing.py::test_the_strictest_pack_decides_whether_a_text_is_reviewed",
    ),
    Guard(
        "a review ends with the text it is of",
        f"{LEAFLETS}/querysets.py",
        "medicine=medicine, digest=TextDigest(medicine)",
        "medicine=medicine",
        f"{TESTS}/test_reviews.py::test_other_sections_are_another_text",
    ),
    Guard(
        "a review of the demo's people counts in no live shop",
        f"{LEAFLETS}/querysets.py",
        "found.filter(is_demo=False) if settings.LIVE else found",
        "found",
        f"{TESTS}/test_publishing.py::test_what_the_demos_people_stood_for_counts_in_a_demo_only",
    ),
    Guard(
        "a cart sells no medicine that is kept back",
        "checkout/basket/cart_reads.py",
        "Product.objects.published().filter(",
        "Product.objects.filter(is_public=True).filter(",
        "tests/checkout/basket/test_actions.py::"
        "test_a_live_cart_sells_no_medicine_whose_text_nobody_has_reviewed",
    ),
    Guard(
        "a text that was not read is not reviewed",
        f"{LEAFLETS}/actions.py",
        "    if digest != text_digest(medicine.pk):\n",
        "    if False:\n",
        f"{TESTS}/test_desk.py::test_a_text_that_changed_since_it_was_shown_is_not_reviewed",
    ),
    Guard(
        "who reviews waits for who is saving the text",
        f"{LEAFLETS}/actions.py",
        "    lock_medicine(medicine.pk)\n    if digest",
        "    if digest",
        f"{TESTS}/test_reviews.py::test_who_reviews_waits_for_who_is_saving_the_text",
    ),
    Guard(
        "only who may review reviews",
        f"{LEAFLETS}/desk.py",
        "@who_sees_texts(REVIEW_TEXTS)",
        "@who_sees_texts()",
        f"{TESTS}/test_desk.py::test_who_edits_texts_alone_stands_for_none_and_uploads_nothing",
    ),
    Guard(
        "only who may add leaflets uploads one",
        f"{LEAFLETS}/desk.py",
        "@who_sees_texts(ADD_LEAFLETS)",
        "@who_sees_texts()",
        f"{TESTS}/test_desk.py::test_who_edits_texts_alone_stands_for_none_and_uploads_nothing",
    ),
    Guard(
        "only who may read texts sees their page",
        "catalog/admin/permissions.py",
        "not may_see_texts(request.user) or ",
        "",
        f"{TESTS}/test_desk.py::test_who_may_not_read_texts_finds_none_of_it",
    ),
    Guard(
        "a review is posted",
        f"{LEAFLETS}/desk.py",
        "@require_POST\n@who_sees_texts(REVIEW_TEXTS)",
        "@who_sees_texts(REVIEW_TEXTS)",
        f"{TESTS}/test_desk.py::test_a_review_is_posted",
    ),
    Guard(
        "reviews and leaflets are only added",
        KEPT,
        "IF TG_OP = 'DELETE' AND OLD.is_demo THEN",
        "IF TG_OP <> 'TRUNCATE' THEN",
        f"{TESTS}/test_reviews.py::test_the_database_keeps_every_review_as_it_was_written",
    ),
    Guard(
        "reviews and leaflets are not emptied",
        KEPT,
        "    BEFORE TRUNCATE ON {table}\n",
        "    BEFORE DELETE ON {table}\n",
        f"{TESTS}/test_reviews.py::test_the_database_keeps_every_review_as_it_was_written",
    ),
    Guard(
        "a leaflet is paper",
        f"{LEAFLETS}/pdf.py",
        "any(map(_is_more_than_paper, _dictionaries(pdf)))",
        "False",
        f"{TESTS}/test_pdf.py::test_what_runs_or_carries_something_is_no_leaflet",
    ),
    Guard(
        "a leaflet is not encrypted",
        f"{LEAFLETS}/pdf.py",
        "    if pdf.is_encrypted:\n",
        "    if False:\n",
        f"{TESTS}/test_pdf.py::test_what_nobody_can_read_is_no_leaflet",
    ),
    Guard(
        "a leaflet is as large as one may be before it is read",
        f"{LEAFLETS}/forms.py",
        "if upload.size > MOST_BYTES:",
        "if False:",
        f"{TESTS}/test_desk.py::test_a_file_that_is_too_large_is_not_even_read",
    ),
    Guard(
        "only what was sent has its leaflets listed",
        "checkout/order/shelf/sent_reads.py",
        "if order.status not in OFF_THE_SHELF:",
        "if False:",
        "tests/checkout/order/test_leaflets.py::"
        "test_leaflets_are_listed_from_the_day_the_packs_left_the_shelf",
    ),
    Guard(
        "who uploads a leaflet waits for who is at the same medicine",
        f"{LEAFLETS}/actions.py",
        "    lock_medicine(dosage.medicine_id)\n",
        "",
        f"{TESTS}/test_leaflets.py::test_of_two_who_upload_the_same_leaflet_at_once_one_does",
    ),
    Guard(
        "nobody stands for a text without a name",
        f"{LEAFLETS}/forms.py",
        "        if not self.name:\n",
        "        if False:\n",
        f"{TESTS}/test_desk.py::test_a_pharmacist_without_a_name_stands_for_nothing",
    ),
    Guard(
        "a leaflet stands in nobody's frame",
        f"{LEAFLETS}/views.py",
        '@csp({"frame-ancestors": [NONE]})\n',
        "@csp({})\n",
        f"{TESTS}/test_leaflets.py::test_a_leaflet_opens_in_the_browser_and_is_kept_for_ever",
    ),
    Guard(
        "a leaflet is looked through in time",
        f"{LEAFLETS}/pdf.py",
        "    if len(pdf.objects) > MOST_OBJECTS:\n",
        "    if False:\n",
        f"{TESTS}/test_pdf.py::test_what_takes_long_to_look_through_is_no_leaflet",
    ),
    Guard(
        "the database has reviews of medicines alone",
        KEPT,
        "FOREIGN KEY (medicine_id, medicine_structure) REFERENCES catalogue_product"
        " (id, structure)",
        "FOREIGN KEY (medicine_id) REFERENCES catalogue_product (id)",
        f"{TESTS}/test_reviews.py::test_the_database_refuses_a_review_of_a_pack",
    ),
)
