"""A substance's page: what staff enter, and what it makes of packs."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.substances import actions
from catalog.substances.models import Substance
from tests.catalog.admin.conftest import MedicinePage, staff
from tests.catalog.test_actions import at_once
from tests.factories import a_dosage, a_medicine, a_pack, a_substance
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db
ADD = "admin:substances_substance_add"


@pytest.fixture
def pharmacist():
    return staff("Pharmacist")


def page_of(substance):
    return reverse("admin:substances_substance_change", args=[substance.pk])


def save(client, address, **typed):
    """Type into the page as it is and save; the page that answers, as text."""
    form = HtmlForm(client.get(address).content.decode(), "substance_form")
    fields = {name: value for name, value in (form.fields | typed).items() if value is not None}
    return client.post(address, fields, follow=True).content.decode()


def test_a_substance_is_added_in_its_one_spelling(pharmacist):
    medicine = a_medicine("Excedrin")
    save(
        pharmacist,
        reverse(ADD),
        name=" Caffeine  CITRATE ",
        other_names="No-Doz,, Vivarin,no-doz",
        more_medicines="excedrin",
    )
    substance = Substance.objects.get(name="caffeine citrate")
    assert substance.other_names == "no-doz, vivarin"
    assert list(substance.medicines.all()) == [medicine]


@pytest.mark.django_db(transaction=True)
def test_whoever_adds_a_substance_a_moment_later_is_told_at_its_field(monkeypatch):
    pharmacist, save_it = staff("Pharmacist"), actions.save_substance

    def somebody_else_is_quicker(substance, **links):
        monkeypatch.setattr(actions, "save_substance", save_it)
        assert not isinstance(at_once(lambda: a_substance("caffeine"))[0], Exception)
        return save_it(substance, **links)

    monkeypatch.setattr(actions, "save_substance", somebody_else_is_quicker)
    page = save(pharmacist, reverse(ADD), name="Caffeine")
    assert "There is already a substance of this name: edit that one." in page
    assert Substance.objects.filter(name="caffeine").count() == 1


def test_sizes_make_packs_stricter_in_the_same_save(pharmacist, client):
    medicine = a_medicine("Paracetamol", legal_class="GSL")
    pack = a_pack(a_dosage(medicine, "500mg"), 100, "9.00")
    substance = a_substance("acetaminophen", medicines=[medicine])

    save(pharmacist, page_of(substance), general_sale_up_to="16", pharmacy_up_to="32")

    pack.refresh_from_db()
    assert pack.legal_class == "POM"
    assert "Prescription needed" in client.get("/medicines/paracetamol/").content.decode()


def test_a_group_gets_members(pharmacist):
    one, other = a_substance("caffeine"), a_substance("theophylline")
    save(pharmacist, reverse(ADD), name="Xanthines", is_group="on", members=[one.pk, other.pk])
    assert list(Substance.objects.get(name="xanthines").members.all()) == [one, other]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "12"}, "Enter a name with letters."),
        ({"name": "BACLOFEN"}, "There is already a substance of this name: edit that one."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"general_sale_up_to": "0"}, "greater than or equal to 1"),
        ({"max_units_per_sale": "99999999999"}, "less than or equal to"),
        ({"general_sale_up_to": "33", "pharmacy_up_to": "32"}, "Enter at least 33, up to which"),
        ({"is_group": "on", "max_units_per_sale": "100"}, "A group has no sizes"),
        ({"is_group": "on", "more_medicines": "Excedrin"}, "A group is in no medicine"),
        ({"members": "all"}, "Only a group has members"),
        ({"more_medicines": "Excedrin\r\nNothing"}, "Line 2: No medicine is called"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(pharmacist, typed, words):
    a_medicine("Excedrin")
    codeine = a_substance("codeine").pk
    typed = {name: codeine if value == "all" else value for name, value in typed.items()}
    assert words in save(pharmacist, reverse(ADD), **({"name": "caffeine"} | typed))
    assert not Substance.objects.filter(name="caffeine").exists()


def test_a_member_of_a_group_becomes_no_group(pharmacist):
    codeine = a_substance("codeine")
    words = "It is a member of opioids, and a group is in no other group."
    assert words in save(pharmacist, page_of(codeine), is_group="on")


def opened(client, substance):
    """The page's form as it is before anything is typed."""
    return HtmlForm(client.get(page_of(substance)).content.decode(), "substance_form")


def titles(substance):
    return sorted(substance.medicines.values_list("title", flat=True))


def test_medicines_are_taken_out_by_their_boxes_and_added_by_their_names(pharmacist):
    excedrin, anacin = a_medicine("Excedrin"), a_medicine("Anacin")
    for name in ("Vivarin", "No-Doz", "Baclofen"):
        a_medicine(name)
    substance = a_substance("caffeine", medicines=[excedrin, anacin])
    page = pharmacist.get(page_of(substance)).content.decode()
    assert page.index("Anacin") < page.index("Excedrin")
    assert "Vivarin" not in page

    save(
        pharmacist,
        page_of(substance),
        medicines=[anacin.pk],
        more_medicines="vivarin\r\nno-d\r\nAnacin",
    )

    assert titles(substance) == ["Anacin", "No-Doz", "Vivarin"]
    assert LogEntry.objects.get().get_change_message() == "Changed Medicines."


def test_the_last_is_taken_out_and_then_there_is_no_box(pharmacist):
    substance = a_substance("caffeine", medicines=[a_medicine("Excedrin")])
    save(pharmacist, page_of(substance), medicines=None)
    assert titles(substance) == []
    assert "What you untick" not in pharmacist.get(page_of(substance)).content.decode()


def test_a_refused_page_keeps_what_was_typed_and_unticked(pharmacist):
    medicines = [a_medicine("Excedrin"), a_medicine("Anacin")]
    substance = a_substance("caffeine", medicines=medicines)
    typed = {"medicines": [medicines[1].pk], "more_medicines": "Nothing\r\nExcedrin"}

    page = save(pharmacist, page_of(substance), **typed)

    assert "Line 1: No medicine is called “Nothing”." in page
    assert 'aria-describedby="id_more_medicines_helptext id_more_medicines_error"' in page
    form = HtmlForm(page, "substance_form")
    assert form["more_medicines"] == "Nothing\r\nExcedrin"
    assert form["medicines"] == str(medicines[1].pk)
    assert titles(substance) == ["Anacin", "Excedrin"]
    pharmacist.post(page_of(substance), form.fields | {"more_medicines": ""})
    assert titles(substance) == ["Anacin"]


def test_two_medicines_of_one_name_stand_beside_their_addresses(pharmacist):
    medicines = [a_medicine("Aspirin", slug=slug) for slug in ("aspirin", "aspirin-2")]
    page = pharmacist.get(page_of(a_substance("aspirin", medicines=medicines))).content.decode()
    assert "Aspirin (aspirin)" in page
    assert "Aspirin (aspirin-2)" in page


def test_what_a_colleague_adds_meanwhile_stays_also_after_a_refusal(pharmacist):
    substance = a_substance("caffeine", medicines=[a_medicine("Excedrin")])
    form = opened(pharmacist, substance)
    substance.medicines.add(a_medicine("Anacin"))

    refused = pharmacist.post(page_of(substance), form.fields | {"name": "12"})
    form = HtmlForm(refused.content.decode(), "substance_form")
    pharmacist.post(page_of(substance), form.fields | {"name": "caffeine"})

    assert titles(substance) == ["Anacin", "Excedrin"]


def test_what_a_colleague_takes_out_meanwhile_is_told_and_not_put_back(pharmacist):
    medicine = a_medicine("Excedrin")
    substance = a_substance("caffeine", medicines=[medicine])
    form = opened(pharmacist, substance)
    substance.medicines.remove(medicine)

    page = pharmacist.post(page_of(substance), form.fields).content.decode()

    assert "Somebody has taken one of these out meanwhile: look again, then save." in page
    form = HtmlForm(page, "substance_form")
    assert pharmacist.post(page_of(substance), form.fields).status_code == 302
    assert titles(substance) == []


def test_a_substance_in_medicines_becomes_no_group(pharmacist):
    substance = a_substance("caffeine", medicines=[a_medicine("Excedrin")])
    assert "A group is in no medicine" in save(pharmacist, page_of(substance), is_group="on")
    save(pharmacist, page_of(substance), is_group="on", medicines=None)
    assert Substance.objects.get(name="caffeine").is_group


def test_its_page_costs_the_same_however_many_medicines_there_are(pharmacist):
    substance = a_substance("caffeine", medicines=[a_medicine("Excedrin")])

    def cost():
        with CaptureQueriesContext(connection) as asked:
            pages = [pharmacist.get(page).content for page in (page_of(substance), reverse(ADD))]
        typed = {"name": "caffeine", "more_medicines": "Excedrin\r\nNothing"}
        with CaptureQueriesContext(connection) as asked_again:
            pharmacist.post(page_of(substance), typed)
        return len(asked), len(asked_again), [len(page) for page in pages]

    cost()
    before = cost()
    for number in range(60):
        a_medicine(f"Another {number}")
    assert cost() == before


def test_a_medicines_page_names_what_it_contains(pharmacist):
    medicine = a_medicine("Baclofen")
    a_substance("baclofen", medicines=[medicine])
    assert "Contains" in MedicinePage(pharmacist, medicine).text
    assert '<div class="readonly">baclofen</div>' in MedicinePage(pharmacist, medicine).html


def test_a_price_editor_reads_and_changes_nothing():
    medicines = [a_medicine("Lioresal"), a_medicine("Kemstro")]
    editor, substance = staff("Price editor"), a_substance("baclofen", medicines=medicines)
    page = editor.get(page_of(substance))
    assert page.status_code == 200
    assert "Lioresal" in page.content.decode()
    assert 'name="more_medicines"' not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert editor.post(page_of(substance), {"name": "x"}).status_code == 403
    assert editor.get(reverse(ADD)).status_code == 403


def test_support_sees_no_substances():
    support = staff("Support")
    assert support.get(reverse("admin:substances_substance_changelist")).status_code == 403
    assert support.get(reverse("admin:substances_interaction_changelist")).status_code == 403
