"""The list of what does not go together: edited by hand, and as a table in and out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.substances.admin import interactions
from catalog.substances.models import Interaction
from tests.catalog.admin.conftest import staff
from tests.catalog.test_actions import at_once
from tests.factories import a_substance, an_interaction
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db
LIST, ADD = "admin:substances_interaction_changelist", "admin:substances_interaction_add"
IMPORT, EXPORT = "admin:substances_interaction_import", "admin:substances_interaction_export"
HEAD = "substance A,substance B,severity,advice,source,reviewed by"
GINKGO = f"{HEAD}\nginkgo,warfarin,serious,Bleeding.,,\n"


@pytest.fixture
def pharmacist():
    return staff("Pharmacist")


def add(client, one, other, **typed):
    fields = {"a": one.pk, "b": other.pk, "severity": "minor", "advice": "Less sleep."}
    return client.post(reverse(ADD), fields | typed, follow=True).content.decode()


def choose(client, content):
    file = SimpleUploadedFile("interactions.csv", content.encode(), "text/csv")
    return client.post(reverse(IMPORT), {"file": file}).content.decode()


def test_a_pair_is_added_whichever_is_named_first_and_only_once(pharmacist):
    older, newer = a_substance("aspirin"), a_substance("caffeine")
    add(pharmacist, newer, older, advice="Less\r\nsleep.")
    pair = Interaction.objects.get(advice="Less\nsleep.")
    assert (pair.a, pair.b) == (older, newer)

    page = add(pharmacist, older, newer)
    assert "There is already advice on these two: edit that." in page
    assert "Choose another substance than the first." in add(pharmacist, newer, newer)
    assert not Interaction.objects.filter(advice="Less sleep.").exists()


def test_a_pharmacist_signs_the_advice_and_the_list_tells_what_still_waits(pharmacist):
    pair = an_interaction("caffeine", "aspirin")
    address = reverse("admin:substances_interaction_change", args=[pair.pk])
    form = HtmlForm(pharmacist.get(address).content.decode(), "interaction_form")
    form["reviewed_by"] = "Tom Adeyemi"
    pharmacist.post(address, form.fields)

    def listed(review):
        page = pharmacist.get(reverse(LIST), {"review": review})
        return [str(pair) for pair in page.context["cl"].result_list]

    assert "aspirin + caffeine" not in listed(0)
    assert "baclofen + opioids" in listed(0)
    assert "aspirin + caffeine" in listed(1)
    assert "baclofen + opioids" not in listed(1)
    assert "baclofen + opioids" in listed("x")


@pytest.mark.parametrize(
    ("typed", "reviewer"),
    [
        ({"source": "A book"}, "Tom Adeyemi"),
        ({"advice": "Mind the\r\nsleep."}, ""),
        ({"severity": "minor"}, ""),
        ({"severity": "minor", "reviewed_by": "Ada Example"}, "Ada Example"),
    ],
)
def test_a_review_ends_with_the_words_it_was_of(pharmacist, typed, reviewer):
    pair = an_interaction("caffeine", "aspirin", reviewed_by="Tom Adeyemi")
    address = reverse("admin:substances_interaction_change", args=[pair.pk])
    form = HtmlForm(pharmacist.get(address).content.decode(), "interaction_form")
    page = pharmacist.post(address, form.fields | typed, follow=True).content.decode()
    pair.refresh_from_db()
    assert pair.reviewed_by == reviewer
    assert ("its review has ended: have it signed anew" in page) == (not reviewer)


@pytest.mark.django_db(transaction=True)
def test_whoever_adds_a_pair_a_moment_later_is_told_at_its_field(monkeypatch):
    pharmacist = staff("Pharmacist")
    older, newer = a_substance("aspirin"), a_substance("caffeine")
    save = interactions.save_interaction

    def somebody_else_is_quicker(pair):
        monkeypatch.setattr(interactions, "save_interaction", save)
        assert not isinstance(at_once(lambda: an_interaction("aspirin", "caffeine"))[0], Exception)
        return save(pair)

    monkeypatch.setattr(interactions, "save_interaction", somebody_else_is_quicker)
    page = add(pharmacist, newer, older)
    assert "There is already advice on these two: edit that." in page
    assert Interaction.objects.filter(a=older, b=newer).count() == 1


def test_a_file_is_looked_at_first_and_taken_then(pharmacist):
    count = Interaction.objects.count()
    page = choose(pharmacist, GINKGO)
    assert "New: ginkgo + warfarin." in page
    assert "Save 1 interaction<" in page
    assert Interaction.objects.count() == count

    page = pharmacist.post(reverse(IMPORT), {"text": GINKGO, "apply": "1"}, follow=True)
    assert "Imported: 1 new, 0 changed, 0 unchanged; new substances: 1." in page.content.decode()
    assert Interaction.objects.filter(advice="Bleeding.").exists()


def test_a_file_that_says_nothing_new_offers_no_button(pharmacist):
    page = choose(pharmacist, pharmacist.get(reverse(EXPORT)).content.decode())
    assert "0 new, 0 changed" in page
    assert 'name="apply"' not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEAD}\nginkgo,<b>warfarin</b>,heavy,x,,", "Row 2, severity: write serious,"),
        ("\x00\xff", "column missing"),
        ("x", "column missing: substance A"),
        ("", "The submitted file is empty."),
    ],
)
def test_what_cannot_be_taken_is_told_and_changes_nothing(pharmacist, content, words):
    count = Interaction.objects.count()
    assert words in choose(pharmacist, content)
    assert Interaction.objects.count() == count


def test_a_file_that_is_no_text_is_refused_at_the_field(pharmacist):
    file = SimpleUploadedFile("x.csv", b"\xff\xfe\x00")
    page = pharmacist.post(reverse(IMPORT), {"file": file}).content.decode()
    assert "the file is not UTF-8 text" in page


@pytest.mark.parametrize("typed", [{}, {"apply": "1"}, {"text": "\0", "apply": "1"}])
def test_nothing_chosen_is_no_import(pharmacist, typed):
    page = pharmacist.post(reverse(IMPORT), typed)
    assert page.status_code == 200
    assert "Choose a file" in page.content.decode()


def test_the_table_goes_out_as_a_spreadsheet_opens_it(pharmacist):
    an_interaction("caffeine", "aspirin", advice="=1+1")
    response = pharmacist.get(reverse(EXPORT))
    assert response["Content-Disposition"] == 'attachment; filename="interactions.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == HEAD
    assert "aspirin,caffeine,serious,'=1+1,," in lines


def test_a_price_editor_takes_the_table_out_and_not_in():
    editor = staff("Price editor")
    assert editor.get(reverse(EXPORT)).status_code == 200
    assert editor.get(reverse(IMPORT)).status_code == 403
    assert editor.post(reverse(IMPORT), {"text": GINKGO, "apply": "1"}).status_code == 403
    assert "Import" not in editor.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize("group", ["Support", None])
def test_the_table_is_closed_to_others(group, client):
    who = staff(group) if group else client
    for name in (IMPORT, EXPORT):
        assert who.get(reverse(name)).status_code == (403 if group else 302)


def test_the_list_needs_the_same_reads_for_any_number_of_pairs(pharmacist):
    def reads():
        with CaptureQueriesContext(connection) as captured:
            pharmacist.get(reverse(LIST))
        return len(captured)

    before = reads()
    for number in range(20):
        an_interaction("caffeine", f"substance {number}")
    assert reads() == before <= 10
