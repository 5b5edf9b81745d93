"""What is found, and what is not: the guards."""

from tests.guard import Guard

ROOM = "tests/catalog/search"
READS = "catalog/search/reads.py"
WRITTEN = "catalog/search/migrations/0005_medicines_are_found_by_what_is_written.py"
FOLLOWING = f"{ROOM}/test_following.py"
PROMOTION = "tests/pharmacy/test_promotion.py"

FINDINGS_GUARDS = (
    Guard(
        "search finds only what is on the site",
        "catalog/search/finding.py",
        "return Place.objects.of(ALL)",
        "return Place.objects.all()",
        f"{ROOM}/test_suggestions.py::test_a_live_shop_suggests_no_text_that_waits_for_its_review",
    ),
    Guard(
        "no name is offered that is not on the site",
        READS,
        "known = Spelling.objects.of(Place.objects.of(ALL))",
        "known = Spelling.objects.all()",
        f"{ROOM}/test_search.py::"
        "test_a_medicine_that_is_not_on_the_site_is_neither_found_nor_suggested_as_meant",
    ),
    Guard(
        "no search asks the database for more words than a few",
        "catalog/search/words.py",
        "islice(dict.fromkeys(words), MOST_WORDS)",
        "words",
        f"{ROOM}/test_any_text.py::test_no_text_is_more_than_a_few_words_each_once",
    ),
    Guard(
        "one letter suggests nothing, whoever asks",
        READS,
        "    if len(words.text) < LEAST_TYPED:\n        return Suggestions((), words)\n",
        "",
        f"{ROOM}/test_suggestions.py::test_one_letter_suggests_nothing",
    ),
    Guard(
        "a headline that may not be promoted says of nothing why it was found",
        READS,
        "texts=(shown_headline(product), ",
        "texts=(product.headline, ",
        f"{PROMOTION}::test_no_public_page_names_a_price_a_saving_or_a_pack",
    ),
    Guard(
        "no list says sold out of what begins with a consultation",
        "catalog/pages.py",
        "not self.begins_with_consultation and self.from_unit_price",
        "self.from_unit_price",
        f"{PROMOTION}::test_no_list_says_that_what_begins_with_a_consultation_is_sold_out",
    ),
    Guard(
        "whoever changes what a medicine is found by waits for the other",
        WRITTEN,
        "    PERFORM FROM search_entry WHERE medicine_id = ANY (medicines)"
        " ORDER BY medicine_id FOR UPDATE;\n",
        "",
        f"{FOLLOWING}::test_of_two_who_change_a_medicine_at_once_both_are_found",
    ),
    Guard(
        "a category is not renamed while a medicine enters it",
        WRITTEN,
        "            PERFORM FROM catalogue_category\n"
        "                WHERE id = (to_jsonb(NEW) ->> 'category_id')::bigint FOR SHARE;\n",
        "",
        f"{FOLLOWING}::"
        "test_a_category_that_is_renamed_while_a_medicine_enters_it_is_found_by_its_new_name",
    ),
    Guard(
        "a substance is not renamed while a medicine gets it",
        WRITTEN,
        "            PERFORM FROM substances_substance\n"
        "                WHERE id = (to_jsonb(NEW) ->> 'substance_id')::bigint FOR SHARE;\n",
        "",
        f"{FOLLOWING}::"
        "test_a_substance_that_is_renamed_while_a_medicine_gets_it_is_found_by_its_new_name",
    ),
    Guard(
        "what a substance is called is found when it changes",
        WRITTEN,
        '    {"table": "substances_substance", "changes": "UPDATE OF name, other_names",'
        ' "when": ""},\n',
        "",
        f"{FOLLOWING}::test_a_substance_is_found_by_every_name_it_gets",
    ),
    Guard(
        "a form that is not in the list never reaches the database",
        "catalog/list_reads.py",
        "    wanted = wanted.known({group.form for group in groups})\n",
        "",
        "tests/catalog/test_lists.py::"
        "test_what_cannot_be_understood_is_said_at_its_field_and_nothing_is_lost",
    ),
)
