"""What is contained in what, and what follows from it: the guards."""

from tests.guard import Guard

ROOM = "tests/catalog/substances"
ACTIONS, IMPORTING = "catalog/substances/actions.py", "catalog/substances/importing"
PAGES, SIZED = "catalog/substances/admin/table_pages.py", f"{ROOM}/test_constraints.py"
KINDS = "catalog/substances/migrations/0002_groups_hold_members_and_no_medicines.py"
BY_SIZE = "catalog/substances/migrations/0003_packs_are_classed_by_their_size.py"

SUBSTANCES_GUARDS = (
    Guard(
        "a review of an interaction ends with the words it was of",
        "catalog/substances/rules.py",
        'return name if says_the_same or name != before else ""',
        "return name",
        f"{ROOM}/admin/test_interactions.py::test_a_review_ends_with_the_words_it_was_of",
    ),
    Guard(
        "who saves a substance takes no medicine out that was not shown",
        "catalog/substances/admin/substances.py",
        "[medicine for medicine in shown if str(medicine.pk) in before]",
        "self._now",
        f"{ROOM}/admin/test_substances.py::"
        "test_what_a_colleague_adds_meanwhile_stays_also_after_a_refusal",
    ),
    Guard(
        "of two who add a pair at once one is told",
        ACTIONS,
        "    except IntegrityError as taken:\n",
        "    except AlreadyThere as taken:\n",
        f"{ROOM}/admin/test_interactions.py::"
        "test_whoever_adds_a_pair_a_moment_later_is_told_at_its_field",
    ),
    Guard(
        "a new pack is as strict as its size demands",
        "catalog/actions.py",
        "    class_packs({product.parent_id for product, _ in rows})\n",
        "",
        f"{ROOM}/test_actions.py::test_a_new_pack_is_as_strict_as_its_size_demands",
    ),
    Guard(
        "a pack that grows becomes stricter",
        "catalog/actions.py",
        "    class_packs({product.parent_id for product, _ in packs})\n",
        "",
        f"{ROOM}/test_actions.py::test_a_pack_that_grows_becomes_stricter",
    ),
    Guard(
        "a medicine that becomes laxer keeps its large packs strict",
        "catalog/actions.py",
        '    if {"legal_class", "unit"} & set(changed):\n',
        "    if False:\n",
        f"{ROOM}/test_actions.py::test_a_medicine_that_becomes_laxer_keeps_its_large_packs_strict",
    ),
    Guard(
        "new sizes wait for whoever changes a medicine's packs",
        ACTIONS,
        "    _lock(medicine_ids)\n",
        "",
        f"{ROOM}/test_actions.py::test_new_sizes_wait_for_whoever_changes_a_medicines_packs",
    ),
    Guard(
        "staff choose no class that is too lax for a pack's size",
        "catalog/admin/price_rows.py",
        "            self.class_form.refuse_too_lax(law, self.units_typed)\n",
        "            pass\n",
        "tests/catalog/admin/test_pack_class.py::"
        "test_a_class_too_lax_for_the_packs_size_is_refused_at_the_cell",
    ),
    Guard(
        "the database refuses packs that are too lax for their size",
        BY_SIZE,
        "    IF FOUND THEN\n",
        "    IF FALSE THEN\n",
        f"{SIZED}::test_sizes_refuse_packs_that_are_too_lax",
    ),
    Guard(
        "the database judges packs and medicines as well as sizes",
        BY_SIZE,
        '    {"table": "catalogue_product", "of": "OF units, legal_class, unit, parent_id",'
        ' "when": ""},\n',
        "",
        f"{SIZED}::test_a_pack_a_link_and_a_medicine_are_judged_as_well",
    ),
    Guard(
        "no group is in a medicine",
        KINDS,
        '        "kind": "false",\n        **A_SUBSTANCE,\n    },\n    {\n'
        '        "constraint": "substance_is_of_a_medicine",\n',
        '        "kind": "NULL::boolean",\n        **A_SUBSTANCE,\n    },\n    {\n'
        '        "constraint": "substance_is_of_a_medicine",\n',
        f"{SIZED}::test_no_group_is_in_a_medicine",
    ),
    Guard(
        "the limit of a substance counts every medicine that contains it",
        "checkout/basket/rules.py",
        "sum(line.counted_units for line in lines if one in line.substances)",
        "last.counted_units",
        "tests/checkout/basket/test_rules.py::"
        "test_the_limit_of_a_substance_counts_every_medicine_that_contains_it",
    ),
    Guard(
        "more of a substance than goes into one order is not ordered",
        "checkout/basket/rules.py",
        "        *_over_a_substances_limit(for_sale),\n",
        "",
        "tests/checkout/order/test_placing.py::"
        "test_more_of_a_substance_than_goes_into_one_order_is_not_ordered",
    ),
    Guard(
        "only who may change interactions imports them",
        PAGES,
        "@permission_required(MAY_IMPORT, raise_exception=True)\n",
        "",
        f"{ROOM}/admin/test_interactions.py::test_a_price_editor_takes_the_table_out_and_not_in",
    ),
    Guard(
        "only who may see interactions exports them",
        PAGES,
        '@permission_required("substances.view_interaction", raise_exception=True)\n',
        "",
        f"{ROOM}/admin/test_interactions.py::test_the_table_is_closed_to_others",
    ),
    Guard(
        "a file is looked at before it is taken",
        PAGES,
        "dry_run=not apply)",
        "dry_run=False)",
        f"{ROOM}/admin/test_interactions.py::test_a_file_is_looked_at_first_and_taken_then",
    ),
    Guard(
        "one wrong row keeps all others out",
        f"{IMPORTING}/table.py",
        "    if errors:\n        raise TableRefused(errors)\n",
        "",
        f"{ROOM}/importing/test_actions.py::test_one_wrong_row_keeps_all_others_out",
    ),
    Guard(
        "two imports are done one after the other",
        f"{IMPORTING}/actions.py",
        "        _let_nobody_else_write()\n",
        "",
        f"{ROOM}/importing/test_actions.py::test_one_import_waits_for_the_other",
    ),
    Guard(
        "no spreadsheet computes what it opens",
        f"{IMPORTING}/table.py",
        "writer.writerow(harmless(cell) for cell in cells)",
        "writer.writerow(cells)",
        f"{ROOM}/importing/test_table.py::test_what_a_spreadsheet_would_compute_is_written_as_text",
    ),
)
