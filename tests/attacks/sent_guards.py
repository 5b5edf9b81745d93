"""What keeps somebody with bad intentions out: the guards of what may be sent."""

from tests.guard import Guard

ANY_INPUT, BODIES = "tests/attacks/test_any_input.py", "tests/attacks/test_bodies.py"
BOMBS, TEXTS = "tests/attacks/test_bombs.py", "tests/attacks/test_texts.py"
DOOR, DOORS = "pharmacy/bodies.py", "tests/pharmacy/test_bodies.py"

SENT_GUARDS = (
    Guard(
        "a consultation begins by what can be a medicine's address",
        "checkout/consultation/forms.py",
        "forms.SlugField(max_length=255)",
        "forms.Field()",
        f"{ANY_INPUT}::test_a_consultation_begins_about_no_odd_medicine",
    ),
    Guard(
        "a page of staff is asked by no field without a name",
        "pharmacy/staff_site.py",
        ' and request.GET.get(TO_FIELD_VAR) != ""',
        "",
        f"{ANY_INPUT}::test_every_parameter_and_every_form_may_hold_anything",
    ),
    Guard(
        "too many parameters are refused with every header",
        "pharmacy/exact/answering.py",
        "    except TooManyFieldsSent:\n",
        "    except ZeroDivisionError:\n",
        f"{BODIES}::test_too_many_parameters_are_refused_as_everything_is",
    ),
    Guard(
        "who sends a body slowly holds one thread and no other",
        DOOR,
        "        self._has_turn = not self.is_refused and self._turn.take()\n",
        "        self._has_turn = True\n",
        f"{BODIES}::test_who_sends_slowly_holds_up_nobody_else",
    ),
    Guard(
        "one who is slow is waited for a moment and not again",
        DOOR,
        "                if left <= 0:\n",
        "                if left <= -2:\n",
        f"{DOORS}::test_one_who_is_slow_is_waited_for_a_moment_and_not_again",
    ),
    Guard(
        "a body that was not read is answered as such",
        DOOR,
        "        if not (isinstance(body, Body) and body.is_refused):\n",
        "        if True:\n",
        f"{DOORS}::test_whoever_is_refused_reads_what_to_do_without_any_database",
    ),
    Guard(
        "half a form is none",
        DOOR,
        "        if len(content) < wanted:\n",
        "        if False:\n",
        f"{BODIES}::test_who_sends_slowly_holds_up_nobody_else",
    ),
    Guard(
        "of a leaflet no more is unpacked than a process can hold",
        "catalog/leaflets/pdf.py",
        "            flate_max_memory=MOST_UNPACKED,\n",
        "",
        f"{BOMBS}::test_leaflets_are_read_within_bounds",
    ),
    Guard(
        "the text of a mail is a text on the page that shows it",
        "templates/admin/mail.html",
        "{{ sample.mail.text|force_escape }}",
        "{{ sample.mail.text }}",
        f"{TEXTS}::test_no_text_becomes_a_part_of_a_page",
    ),
)
