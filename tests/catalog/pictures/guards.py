"""What is taken as a picture, made once and shown only where it is meant to be: the guards."""

from tests.guard import Guard

ROOM, TESTS = "catalog/pictures", "tests/catalog/pictures"
STAY = f"{ROOM}/migrations/0002_pictures_are_of_medicines_and_stay.py"

PICTURES_GUARDS = (
    Guard(
        "a picture's pixels are counted before they are read",
        f"{ROOM}/looking.py",
        "    if width * height > MOST_PIXELS:\n",
        "    if False:\n",
        f"{TESTS}/test_looking.py::test_more_pixels_than_can_be_read_are_refused_before_they_are",
    ),
    Guard(
        "of a picture only what is seen is kept",
        f"{ROOM}/looking.py",
        "return _as_jpeg(_seen(_opened(content)))",
        "return _as_jpeg(_seen(_opened(content))) and content",
        f"{TESTS}/test_looking.py::"
        "test_of_what_is_a_picture_and_something_else_the_picture_alone_is_kept",
    ),
    Guard(
        "a picture keeps no notes of its camera",
        f"{ROOM}/looking.py",
        "    image.info.clear()\n",
        "",
        f"{TESTS}/test_looking.py::test_where_and_by_what_it_was_taken_is_gone",
    ),
    Guard(
        "a picture is what its first bytes say",
        f"{ROOM}/looking.py",
        'content.startswith(b"RIFF") and content[8:12] == b"WEBP"',
        "content",
        f"{TESTS}/test_looking.py::test_what_begins_as_another_kind_is_refused",
    ),
    Guard(
        "a picture that moves is refused",
        f"{ROOM}/looking.py",
        'getattr(image, "is_animated", False)',
        "False",
        f"{TESTS}/test_looking.py::test_what_moves_is_refused",
    ),
    Guard(
        "a picture that is too large is let go while it comes",
        "catalog/uploads.py",
        'getattr(view, "most_upload_bytes", MOST_BYTES)',
        'getattr(view, "most_upload_bytes", MOST_BYTES) * 2',
        f"{TESTS}/test_desk.py::test_a_larger_one_is_let_go_while_it_comes",
    ),
    Guard(
        "no other page takes files as large as pictures",
        "catalog/uploads.py",
        'getattr(view, "most_upload_bytes", MOST_BYTES)',
        "15 * 2**20",
        f"{TESTS}/test_desk.py::test_other_pages_take_no_larger_files_than_before",
    ),
    Guard(
        "who may not read texts sees no pictures of staff's",
        f"{ROOM}/desk.py",
        "@who_sees_texts()\n",
        "",
        f"{TESTS}/test_desk.py::test_who_may_not_read_texts_finds_no_pictures",
    ),
    *(
        Guard(
            f"only who may change texts may {deed} a picture",
            f"{ROOM}/desk.py",
            f"@who_sees_texts(CHANGE_TEXTS)\ndef {deed}(",
            f"def {deed}(",
            f"{TESTS}/test_desk.py::test_who_only_reads_changes_none",
        )
        for deed in ("add", "describe", "move", "remove")
    ),
    Guard(
        "a picture's deed is posted",
        f"{ROOM}/desk.py",
        "@require_POST\n@who_sees_texts(CHANGE_TEXTS)\ndef remove(",
        "@who_sees_texts(CHANGE_TEXTS)\ndef remove(",
        f"{TESTS}/test_desk.py::test_a_deed_is_posted_from_our_own_page",
    ),
    Guard(
        "a medicine's pictures are added by one person at a time",
        f"{ROOM}/actions.py",
        "    lock_medicine(medicine.pk)\n",
        "",
        f"{TESTS}/test_actions.py::test_of_two_who_add_the_last_one_at_once_the_second_is_told",
    ),
    Guard(
        "a medicine's pictures are moved by one person at a time",
        f"{ROOM}/actions.py",
        "    lock_medicine(picture.medicine_id)\n",
        "",
        f"{TESTS}/test_actions.py::test_two_who_move_pictures_at_once_leave_each_its_place",
    ),
    Guard(
        "a picture that is being kept is removed after that",
        f"{ROOM}/actions.py",
        "Picture.objects.select_for_update().filter",
        "Picture.objects.filter",
        f"{TESTS}/test_actions.py::"
        "test_a_picture_removed_while_its_sizes_are_kept_leaves_none_behind",
    ),
    Guard(
        "a picture is one worker's at a time",
        f"{ROOM}/making.py",
        "picture.tries + 1, now + LEASE",
        "picture.tries + 1, now",
        f"{TESTS}/test_making.py::test_a_worker_killed_half_way_leaves_the_picture_to_the_next",
    ),
    Guard(
        "a worker that was late keeps no sizes",
        f"{ROOM}/making.py",
        "    if _ours(picture).update(address=address):\n",
        "    if Picture.objects.filter(pk=picture.pk).update(address=address):\n",
        f"{TESTS}/test_making.py::test_of_two_workers_the_one_whose_lease_ran_out_writes_nothing",
    ),
    Guard(
        "a picture that ends every worker is given up",
        f"{ROOM}/making.py",
        "picture.is_broken = picture.tries >= MOST_TRIES",
        "picture.is_broken = False",
        f"{TESTS}/test_making.py::test_a_picture_that_ends_every_worker_is_given_up",
    ),
    Guard(
        "a picture that cannot be read is not tried again",
        f"{ROOM}/making.py",
        "        _ours(picture).update(is_broken=True)\n",
        "",
        f"{TESTS}/test_making.py::"
        "test_a_picture_that_cannot_be_read_is_marked_and_keeps_no_other_from_being_made",
    ),
    Guard(
        "no transaction is open while a picture's sizes are drawn",
        f"{ROOM}/making.py",
        "@transaction.atomic(durable=True)\n",
        "@transaction.atomic\n",
        f"{TESTS}/test_making.py::test_no_lease_is_taken_inside_a_transaction_that_would_hide_it",
    ),
    Guard(
        "what a picture's address opens never changes",
        STAY,
        "        OR OLD.address <> '' AND NEW.address <> OLD.address\n",
        "",
        f"{TESTS}/test_constraints.py::test_what_an_address_opens_never_changes",
    ),
    Guard(
        "the history has what a picture was said to show",
        "pharmacy/history/migrations/0002_what_changes_enters_the_history.py",
        "for column in columns)\n\n\ndef written(",
        'for column in columns if column != "alt")\n\n\ndef written(',
        f"{TESTS}/test_desk.py::test_what_was_done_stands_in_the_histories",
    ),
    Guard(
        "a picture's size never changes",
        STAY,
        "    BEFORE UPDATE ON pictures_picturesize FOR EACH ROW\n",
        "    BEFORE TRUNCATE ON pictures_picturesize FOR EACH STATEMENT\n",
        f"{TESTS}/test_constraints.py::test_a_size_never_changes",
    ),
)
