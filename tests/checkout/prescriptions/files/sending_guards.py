"""How a stranger's file comes in and goes out again: the guards."""

from tests.guard import Guard

FILES, TESTS = "checkout/prescriptions/files", "tests/checkout/prescriptions/files"
HOSTILE = f"{TESTS}/test_prover.py::test_a_hostile_file_is_refused_for_what_it_is"
SERVING, SERVED = f"{FILES}/serving.py", f"{TESTS}/test_serving.py"
PATIENTS = "tests/checkout/prescriptions/test_patient_files.py"

SENDINGS_GUARDS = (
    Guard(
        "a file that is too large is let go while it comes",
        "catalog/uploads.py",
        "        if start + len(raw_data) > _most_bytes(request):\n",
        "        if False:\n",
        "tests/checkout/prescriptions/test_mailed_link.py::"
        "test_a_file_that_is_too_large_is_let_go_while_it_comes",
    ),
    Guard(
        "a hostile file has ten megabytes at most",
        f"{FILES}/prover.py",
        "    if len(data) > MOST_BYTES:\n",
        "    if False:\n",
        f"{HOSTILE}[one byte too many]",
    ),
    Guard(
        "a file that is too large starts no prover",
        f"{FILES}/proving.py",
        "    if len(data) > MOST_BYTES:\n",
        "    if False:\n",
        f"{TESTS}/test_proving.py::test_a_file_that_is_too_large_starts_no_process",
    ),
    Guard(
        "a hostile PDF's forms in XML are seen",
        f"{FILES}/pdfs.py",
        "    if keys & ACTING_KEYS or action in ACTING_ACTIONS or subtype in ACTING_ANNOTATIONS:\n",
        "    if action in ACTING_ACTIONS or subtype in ACTING_ANNOTATIONS:\n",
        f"{HOSTILE}[a form in XML]",
    ),
    Guard(
        "a hostile PDF's deeds are seen",
        f"{FILES}/pdfs.py",
        "keys & ACTING_KEYS or action in ACTING_ACTIONS or",
        "keys & ACTING_KEYS or",
        f"{HOSTILE}[a program a PDF starts]",
    ),
    Guard(
        "a hostile PDF's films are seen",
        f"{FILES}/pdfs.py",
        " or subtype in ACTING_ANNOTATIONS:",
        ":",
        f"{HOSTILE}[a film]",
    ),
    Guard(
        "a hostile PDF's links into other files are seen",
        f"{FILES}/pdfs.py",
        "    if action in ACTIONS_ELSEWHERE:\n",
        "    if False:\n",
        f"{HOSTILE}[a link into another file]",
    ),
    Guard(
        "a private file is lent to no other site",
        SERVING,
        '            "Cross-Origin-Resource-Policy": "same-origin",\n',
        "",
        f"{SERVED}::test_no_browser_runs_frames_lends_or_keeps_it",
    ),
    Guard(
        "a full disk is told to the patient in words",
        "checkout/prescriptions/uploads.py",
        "        except OSError as error:\n",
        "        except ZeroDivisionError as error:\n",
        f"{PATIENTS}::test_where_the_disk_is_full_the_patient_reads_so_and_the_log_names_nobody",
    ),
    Guard(
        "who waited for another's file in vain waits once",
        "checkout/prescriptions/uploads.py",
        "            for one in (upload, *waiting):\n",
        "            for one in (upload,):\n",
        f"{PATIENTS}::test_who_waited_for_anothers_file_in_vain_waits_for_no_other_of_a_post",
    ),
    Guard(
        "files are counted together wherever they are sent",
        "pharmacy/limits.py",
        "self._counted(limit.work or page, visitor)",
        "self._counted(page, visitor)",
        f"{PATIENTS}::test_files_are_counted_together_wherever_a_visitor_sends_them",
    ),
)
