"""What keeps backups whole and what is restored honest: the guards."""

from tests.guard import Guard

BACKUPS = "tests/pharmacy/backups"
RESTORING, SEALING = "pharmacy/backups/restoring.py", "pharmacy/backups/sealing.py"
READING, WRITING = "pharmacy/backups/reading.py", "pharmacy/backups/writing.py"
TROUBLE = f"{BACKUPS}/test_trouble_while_backing_up.py"
COMMAND, RESTORED = "pharmacy/management/commands/backup.py", "checkout/payment/restored.py"

BACKUPS_GUARDS = (
    Guard(
        "nothing is backed up that nobody could open again",
        COMMAND,
        "        if not settings.BACKUP_RECIPIENTS:\n",
        "        if False:\n",
        f"{BACKUPS}/test_backup.py::"
        "test_without_a_key_nothing_is_backed_up_and_how_to_make_one_is_said",
    ),
    Guard(
        "a backup replaces no other",
        WRITING,
        "    if place.exists():\n",
        "    if False:\n",
        f"{BACKUPS}/test_backup.py::test_a_backup_replaces_none",
    ),
    Guard(
        "a backup that is written is nobody else's",
        WRITING,
        "os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)",
        "os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)",
        f"{BACKUPS}/test_backup.py::test_two_do_not_write_one_backup",
    ),
    Guard(
        "of a backup that fails nothing is left",
        WRITING,
        "                unfinished.unlink(missing_ok=True)\n",
        "",
        f"{BACKUPS}/test_backup.py::test_a_full_disk_leaves_nothing_and_says_so",
    ),
    Guard(
        "a dump that fails is no backup",
        "pharmacy/backups/dump.py",
        "            if process.wait() != 0:\n",
        "            if process.wait() is None:\n",
        f"{BACKUPS}/test_backup.py::test_a_dump_that_fails_leaves_nothing",
    ),
    Guard(
        "what cannot be written of a backup is heard of",
        SEALING,
        "    if writer.broken:\n        raise writer.broken\n",
        "",
        f"{BACKUPS}/test_sealing.py::test_the_last_bytes_that_cannot_be_written_are_heard_of",
    ),
    Guard(
        "a backup is of one moment",
        "pharmacy/backups/dump.py",
        '        f"--snapshot={of}",\n',
        "",
        f"{BACKUPS}/test_backup.py::test_rows_are_counted_as_of_the_dump",
    ),
    Guard(
        "a file is backed up whole",
        "pharmacy/backups/tar.py",
        "        if left:\n",
        "        if False:\n",
        f"{BACKUPS}/test_backup.py::"
        "test_a_file_that_changes_while_it_is_read_is_not_backed_up_in_halves",
    ),
    Guard(
        "a link leads no backup out of the shop",
        "pharmacy/backups/files.py",
        "os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC",
        "os.O_RDONLY | os.O_CLOEXEC",
        f"{BACKUPS}/test_backup.py::test_a_link_leads_no_backup_out_of_the_shop",
    ),
    Guard(
        "a backup that was altered or cut short is refused",
        SEALING,
        "            if opening.problem:\n",
        "            if False:\n",
        f"{BACKUPS}/test_refusals.py::test_a_backup_that_is_cut_short_is_refused",
    ),
    Guard(
        "a backup a stranger has sealed puts nothing anywhere else",
        READING,
        "self.manifest or not _belongs(entry):",
        "self.manifest:",
        f"{BACKUPS}/test_refusals.py::"
        "test_a_backup_that_a_stranger_has_sealed_puts_nothing_anywhere_else",
    ),
    Guard(
        "what is restored has the sum it had",
        READING,
        '            if self._sums.pop(name, "") != digest:\n',
        "            if False:\n",
        f"{BACKUPS}/test_refusals.py::test_a_backup_whose_members_do_not_add_up_is_refused",
    ),
    Guard(
        "nothing is restored into a database that has a table",
        RESTORING,
        "    if found:\n",
        "    if False:\n",
        f"{BACKUPS}/test_refusals.py::test_nothing_is_put_into_a_database_that_has_a_table",
    ),
    Guard(
        "nothing is restored into a folder that has a file",
        RESTORING,
        "    if lying:\n",
        "    if False:\n",
        f"{BACKUPS}/test_refusals.py::test_nothing_is_put_into_a_folder_that_has_a_file",
    ),
    Guard(
        "a newer shop's backup is not restored into an older one",
        RESTORING,
        "    _refuse_a_newer_shop(manifest)\n",
        "",
        f"{BACKUPS}/test_refusals.py::test_a_backup_of_a_newer_shop_is_refused",
    ),
    Guard(
        "a restored database is committed when every file lies there",
        RESTORING,
        '            pipe.write(held_back)\n            held_back = b"".join(member.chunks)\n',
        '            pipe.write(b"".join(member.chunks))\n            pipe.flush()\n',
        f"{BACKUPS}/test_refusals.py::"
        "test_a_restore_that_is_broken_off_leaves_nothing_and_can_be_begun_again",
    ),
    Guard(
        "what was restored is counted",
        RESTORING,
        "    _compare(manifest)\n",
        "",
        f"{BACKUPS}/test_refusals.py::test_what_was_to_be_restored_is_counted",
    ),
    Guard(
        "a restored shop is closed until somebody has looked",
        RESTORING,
        "    (settings.DATA_DIR / SIGN).touch()\n",
        "",
        f"{BACKUPS}/test_restored.py::"
        "test_the_shop_is_closed_and_nobody_signed_in_until_somebody_has_looked",
    ),
    Guard(
        "nobody is signed in to a restored shop",
        RESTORING,
        "    Session.objects.all().delete()\n",
        "",
        f"{BACKUPS}/test_restored.py::"
        "test_the_shop_is_closed_and_nobody_signed_in_until_somebody_has_looked",
    ),
    Guard(
        "a promise out of a backup is looked up before it is kept",
        RESTORED,
        "    untried = open_promises.filter(tries=0).update(tries=1)\n",
        "    untried = 0\n",
        f"{BACKUPS}/test_money.py::"
        "test_a_database_that_was_brought_back_by_other_means_is_doubted_as_well",
    ),
    Guard(
        "a restored shop is compared with Stripe at once",
        RESTORED,
        "    nightly.filter(started_at__gte=last_night(now)).delete()\n",
        "",
        f"{BACKUPS}/test_money.py::"
        "test_all_is_compared_at_once_also_where_last_night_was_in_the_backup",
    ),
    Guard(
        "what is restored gives patients time who may have paid or answered since",
        RESTORED,
        "        waiting.update(**{wait.due: now + DAYS_TO_LOOK})\n",
        "",
        f"{BACKUPS}/test_paid_since.py::"
        "test_no_order_ends_and_nobody_is_mailed_before_somebody_has_looked",
    ),
    Guard(
        "what was paid since a backup is found before a page opens once more",
        "checkout/running/loops.py",
        "    reconcile_nightly,\n    keep_next_about_money,\n",
        "    keep_next_about_money,\n",
        f"{BACKUPS}/test_paid_since.py::test_what_was_paid_is_known_before_anything_is_given_up",
    ),
    Guard(
        "what was paid since a backup is not paid once more",
        "checkout/payment/reconciling.py",
        "    if adopted := adopt(listed, now=run.started_at):\n",
        "    if adopted := None:\n",
        f"{BACKUPS}/test_paid_since.py::test_it_is_found_and_not_paid_once_more",
    ),
    Guard(
        "a payment of another sum than was asked for is not taken for ours",
        "checkout/payment/adopting.py",
        "attempt.state != AttemptState.NEW or attempt.amount != facts.amount:",
        "attempt.state != AttemptState.NEW:",
        f"{BACKUPS}/test_paid_since.py::test_another_sum_than_the_orders_calls_a_person",
    ),
    Guard(
        "no worker works in a restored shop until somebody has looked",
        "pharmacy/management/commands/worker.py",
        "        if why_not := why_nothing_is_kept():\n",
        "        if why_not := None:\n",
        f"{BACKUPS}/test_refusals.py::test_no_worker_works_where_a_restore_did_not_come_to_its_end",
    ),
    Guard(
        "a restore that was killed is not taken for one that is over",
        RESTORING,
        "    _close_the_shop(BROKEN_OFF)\n    say(",
        "    say(",
        f"{BACKUPS}/test_refusals.py::test_no_worker_works_where_a_restore_did_not_come_to_its_end",
    ),
    Guard(
        "whoever goes through with a restore has its files",
        RESTORING,
        "    doubt_what_is_written(now)\n    files.take_over()\n",
        "    doubt_what_is_written(now)\n",
        f"{BACKUPS}/test_refusals.py::test_no_worker_works_where_a_restore_did_not_come_to_its_end",
    ),
    Guard(
        "files that were brought back are not overwritten by older ones",
        "pharmacy/backups/files.py",
        "        elif belongs.exists():\n",
        "        elif False:\n",
        f"{BACKUPS}/test_taking_over.py::test_what_is_there_is_not_overwritten",
    ),
    Guard(
        "nothing is backed up that could not be put back",
        WRITING,
        "            if not files.is_ours(kept.name):\n",
        "            if False:\n",
        f"{TROUBLE}::test_what_could_not_be_put_back_is_left_out_and_said",
    ),
    Guard(
        "patients' files that are not there are missed",
        WRITING,
        "        _must_have_its_files()\n",
        "",
        f"{TROUBLE}::test_a_folder_that_is_not_mounted_is_no_shop_without_files",
    ),
    Guard(
        "nobody migrates while pg_dump reads",
        WRITING,
        "    with one_at_a_time(), snapshot() as of:\n",
        "    with snapshot() as of:\n",
        f"{TROUBLE}::test_who_migrates_waits_for_a_backup_and_a_backup_for_who_migrates",
    ),
    Guard(
        "whoever migrates is alone at it",
        "pharmacy/management/commands/migrate.py",
        "        with one_at_a_time(), in_nobodys_way(database):\n",
        "        with in_nobodys_way(database):\n",
        f"{TROUBLE}::test_migrating_holds_what_a_backup_waits_for",
    ),
    Guard(
        "a secret key is not repeated",
        "pharmacy/management/commands/restore.py",
        "            raise CommandError(KEY_ITSELF)\n",
        "            pass\n",
        f"{BACKUPS}/test_refusals.py::"
        "test_a_key_that_is_typed_in_place_of_its_file_is_not_repeated",
    ),
    Guard(
        "backups that stopped wake somebody",
        "pharmacy/health.py",
        "(*troubles(now), backup_problem(now))",
        "troubles(now)",
        "tests/pharmacy/test_health.py::test_a_live_shop_whose_backups_stopped_wakes_somebody",
    ),
)
