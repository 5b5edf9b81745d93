"""Who imports prices, what is read of a file, and that nothing of a wrong one is applied."""

from tests.guard import Guard

PRICES, TESTS = "catalog/prices", "tests/catalog/prices"
DESK, READING, PROPOSING = (
    f"{PRICES}/{name}.py" for name in ("sheet_desk", "sheet_reading", "proposing")
)
FORMATS, XLSX, RESOURCE = (
    f"{PRICES}/{name}.py" for name in ("sheet_formats", "sheet_xlsx", "sheet_resource")
)
FILES = f"{TESTS}/test_sheet_files.py"
SHEETS, ROWS = f"{TESTS}/test_sheets.py", f"{TESTS}/test_sheet_rows.py"
REFUSED = f"{FILES}::test_what_is_no_price_sheet_is_refused_in_words"
NOBODY = f"{TESTS}/test_sheet_desk.py::test_who_may_not_change_prices_opens_nothing"

SHEETS_GUARDS = (
    Guard(
        "only who may change prices imports them",
        DESK,
        "@may_price\ndef import_sheet(",
        "def import_sheet(",
        NOBODY,
    ),
    Guard(
        "only who may change prices exports them as XLSX",
        DESK,
        "@may_price\ndef export_xlsx(",
        "def export_xlsx(",
        NOBODY,
    ),
    Guard(
        "only who may change prices exports them as CSV",
        DESK,
        "@may_price\ndef export_csv(",
        "def export_csv(",
        NOBODY,
    ),
    Guard(
        "a sheet with errors is not applied, nor one that is not read",
        PROPOSING,
        "        raise NotReadWhole\n",
        "        pass\n",
        f"{SHEETS}::test_a_sheet_with_problems_is_never_applied",
    ),
    Guard(
        "a pack that is there by now is not added again",
        PROPOSING,
        "        raise PricesMoved(there.values())\n",
        "        pass\n",
        f"{SHEETS}::test_prices_and_new_packs_are_applied_together_or_not_at_all",
    ),
    Guard(
        "what is applied is of the size that was looked at",
        f"{PRICES}/proposal_outcome.py",
        "{pack.key} {pack.units} {pack.price}",
        "{pack.key} {pack.price}",
        f"{SHEETS}::test_a_pack_of_another_size_is_not_what_was_looked_at",
    ),
    Guard(
        "an unchanged price that was moved meanwhile is not passed over",
        PROPOSING,
        "        raise PricesMoved({pack_id for pack_id, *_row in moved})\n",
        "        pass\n",
        f"{TESTS}/test_sheet_unchanged.py::"
        "test_a_price_moved_at_the_last_moment_is_not_passed_over",
    ),
    Guard(
        "two workers read two sheets",
        READING,
        "select_for_update(skip_locked=True, no_key=True)",
        "select_for_update(no_key=True)",
        f"{TESTS}/test_sheet_reading.py::test_two_workers_read_two_sheets",
    ),
    Guard(
        "a sheet is read by one worker at a time",
        READING,
        "next_at__lte=now)",
        ")",
        f"{TESTS}/test_sheet_reading.py::"
        "test_a_sheet_of_a_killed_worker_is_read_again_from_the_start",
    ),
    Guard(
        "a sheet is read again from its start",
        READING,
        "    _forget_what_was_read(sheet)\n    sheet.state, sheet.tries, sheet.next_at",
        "    sheet.state, sheet.tries, sheet.next_at",
        f"{TESTS}/test_sheet_reading.py::"
        "test_a_sheet_of_a_killed_worker_is_read_again_from_the_start",
    ),
    Guard(
        "a worker that lost a sheet writes nothing of it",
        READING,
        "        raise LeaseLost\n",
        "        pass\n",
        f"{TESTS}/test_sheet_reading.py::test_a_worker_whose_lease_is_lost_writes_nothing",
    ),
    Guard(
        "a sheet that ends every worker is given up",
        READING,
        "if sheet.tries > MOST_TRIES:",
        "if False:",
        f"{TESTS}/test_sheet_reading.py::test_a_sheet_that_ends_every_worker_is_given_up",
    ),
    Guard(
        "a sheet that breaks its reader breaks no worker",
        READING,
        "        _given_up(sheet)\n\n\ndef _read_or",
        "        raise\n\n\ndef _read_or",
        f"{TESTS}/test_sheet_reading.py::"
        "test_a_sheet_that_breaks_the_reader_is_refused_and_no_other_waits",
    ),
    Guard(
        "a price is never a formula",
        FORMATS,
        '    if kind == "f":\n        return formula(value)\n',
        "",
        f"{FILES}::test_a_formula_and_a_date_in_a_price_are_told",
    ),
    Guard(
        "an exported cell is never a formula",
        f"{PRICES}/sheet_export.py",
        "[harmless(cell) if isinstance(cell, str) else cell for cell in cells]",
        "list(cells)",
        f"{SHEETS}::test_nothing_in_an_exported_file_is_a_formula",
    ),
    Guard(
        "an exported line of CSV has no formula",
        f"{PRICES}/sheet_export.py",
        "writer.writerow(harmless(str(cell)) for cell in cells)",
        "writer.writerow(cells)",
        f"{SHEETS}::test_nothing_in_an_exported_file_is_a_formula",
    ),
    Guard(
        "a pack stands in a sheet once",
        RESOURCE,
        "        if first != row.number:\n",
        "        if False:\n",
        f"{ROWS}::test_a_pack_that_stands_there_twice_is_told_with_the_other_row",
    ),
    Guard(
        "a dosage gets no more packs than a page takes",
        RESOURCE,
        "if row.there or row.dosage.takes_one_more():",
        "if True:",
        f"{ROWS}::test_a_dosage_gets_no_more_packs_than_a_page_takes",
    ),
    Guard(
        "a name of two medicines is neither",
        f"{PRICES}/sheet_shop.py",
        "        if len(found) > 1:\n",
        "        if False:\n",
        f"{ROWS}::test_two_medicines_of_one_name_are_told",
    ),
    Guard(
        "a sheet's zip bomb is not unpacked",
        XLSX,
        " or sum(info.file_size for info in infos) > MOST_UNPACKED",
        "",
        REFUSED,
    ),
    Guard(
        "a sheet's row of a million cells is not read",
        XLSX,
        "            or self.together > self.most_together\n",
        "",
        REFUSED,
    ),
    Guard(
        "a sheet's million blank rows are not read",
        XLSX,
        "            or self.rows > MOST_ROWS\n",
        "",
        REFUSED,
    ),
    Guard(
        "a sheet declares nothing to unfold",
        XLSX,
        "        parser.StartDoctypeDeclHandler = _doctype\n",
        "",
        REFUSED,
    ),
    Guard(
        "a sheet has a number of rows that is read in time",
        FORMATS,
        "            if count == MOST_ROWS:\n",
        "            if False:\n",
        f"{FILES}::test_more_rows_than_a_sheet_has_are_refused",
    ),
    Guard(
        "a sheet of prices has ten megabytes at most",
        f"{PRICES}/sheet_forms.py",
        "        if is_left_out:\n",
        "        if False:\n",
        f"{TESTS}/test_sheet_desk.py::test_a_file_that_is_too_large_is_not_taken_in",
    ),
)
