"""The shop's texts as the owner writes them, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text
from pharmacy.history.models import EVENTS
from tests.catalog.admin.conftest import staff
from tests.catalog.texts.test_pages import NOON
from tests.checkout.pages import text_of
from tests.html_form import HtmlForm
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/texts/text/", "/admin/texts/text/add/"


def send(client, address, **typed):
    """Type into the form as it is and save; the page that answers."""
    form = HtmlForm(client.get(address).content.decode(), "text_form")
    return client.post(address, form.fields | typed, follow=True)


def kinds_offered(client):
    page = client.get(ADD).content.decode()
    return [kind for kind in TextKind if f'<option value="{kind}"' in page]


def test_the_owner_adds_a_text_changes_it_and_takes_it_away(client):
    owner = staff()
    assert kinds_offered(owner) == list(TextKind)

    send(owner, ADD, kind="privacy", body="What we keep.")
    assert "What we keep." in text_of(client.get("/privacy/"))
    assert "privacy" not in kinds_offered(owner)

    change = reverse("admin:texts_text_change", args=[Text.objects.get().pk])
    send(owner, change, body="What we keep, and why.")
    assert "What we keep, and why." in text_of(client.get("/privacy/"))

    owner.post(reverse("admin:texts_text_delete", args=[Text.objects.get().pk]), {"post": "yes"})
    assert "What we keep" not in text_of(client.get("/privacy/"))


def test_a_sample_becomes_the_owners_own_when_it_is_saved():
    text = Text.objects.create(kind="terms", body="Sample.", changed_at=NOON, is_sample=True)
    owner = staff()
    assert "Sample" in text_of(owner.get(LIST))
    send(owner, reverse("admin:texts_text_change", args=[text.pk]), body="Ours.")
    text.refresh_from_db()
    assert (text.body, text.is_sample) == ("Ours.", False)
    assert text.changed_at > NOON


@pytest.mark.parametrize("body", ["", "  \n ", "a" * 200_001])
def test_what_is_no_text_is_refused_at_the_field(body):
    page = send(staff(), ADD, kind="terms", body=body)
    assert 'class="errorlist" id="id_body_error"' in page.content.decode()
    assert not Text.objects.exists()


def test_a_text_that_came_meanwhile_is_told():
    owner = staff()
    owner.get(ADD)
    put_text(TextKind.TERMS, "First.", now=NOON)
    page = owner.post(ADD, {"kind": "terms", "body": "Second."})
    assert "This text is there already: change it instead." in page.content.decode()
    assert Text.objects.get().body == "First."


def opened(client, text):
    """The form as it was when somebody opened it, and its address."""
    address = reverse("admin:texts_text_change", args=[text.pk])
    return HtmlForm(client.get(address).content.decode(), "text_form"), address


def test_what_a_colleague_wrote_meanwhile_is_shown_and_replaced_only_knowingly():
    text, owner = put_text(TextKind.TERMS, "First.", now=NOON), staff()
    form, address = opened(owner, text)
    put_text(TextKind.TERMS, "A colleague's <b>.", now=NOON + timedelta(hours=1))

    page = owner.post(address, form.fields | {"body": "Mine."}).content.decode()

    assert "Somebody changed this text on 25 Nov 2026, 13:00 while you had the page open" in page
    assert "A colleague&#x27;s &lt;b&gt;." in page
    again = HtmlForm(page, "text_form")
    assert again["body"].strip() == "Mine."
    assert Text.objects.get().body == "A colleague's <b>."
    owner.post(address, again.fields)
    assert Text.objects.get().body == "Mine."


def test_an_error_of_ones_own_hides_nothing_a_colleague_wrote():
    text, owner = put_text(TextKind.TERMS, "First.", now=NOON), staff()
    form, address = opened(owner, text)
    put_text(TextKind.TERMS, "A colleague's.", now=NOON + timedelta(hours=1))
    page = owner.post(address, form.fields | {"body": ""}).content.decode()
    assert "Somebody changed this text" in page
    assert "A colleague&#x27;s." in page


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_text_at_once_the_second_is_told():
    text, owner = put_text(TextKind.TERMS, "First.", now=NOON), staff()
    form, address = opened(owner, text)

    page = second_waits(
        lambda: put_text(TextKind.TERMS, "Theirs.", now=NOON + timedelta(hours=1)),
        lambda: owner.post(address, form.fields | {"body": "Mine."}),
    )

    assert "Somebody changed this text" in page.content.decode()
    assert Text.objects.get().body == "Theirs."


def test_nothing_is_left_to_add_where_all_are_there():
    for kind in TextKind:
        put_text(kind, "Words.", now=NOON)
    assert staff().get(ADD).status_code == 403


def test_every_word_that_stood_there_is_in_the_history():
    owner = staff()
    send(owner, ADD, kind="terms", body="First.")
    send(owner, reverse("admin:texts_text_change", args=[Text.objects.get().pk]), body="Second.")
    Text.objects.all().delete()
    events = EVENTS["text"].objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "kind", "body")) == [
        ("insert", "terms", "First."),
        ("update", "terms", "Second."),
        ("delete", "terms", "Second."),
    ]
    assert events[0].pgh_context["user"] == owner.user.pk


@pytest.mark.parametrize("group", ["Price editor", "Pharmacist", "Dispenser", "Support"])
def test_nobody_but_the_owner_writes_them(group):
    put_text(TextKind.TERMS, "Words.", now=NOON)
    client = staff(group)
    change = reverse("admin:texts_text_change", args=[Text.objects.get().pk])
    for address in (LIST, ADD, change):
        assert client.get(address).status_code == 403, address


def test_view_on_site_leads_to_the_text():
    owner = staff()
    send(owner, ADD, kind="privacy", body="What we keep.")
    page = owner.get(f"{LIST}{Text.objects.get().pk}/change/").content.decode()
    assert 'href="/privacy/" class="viewsitelink"' in page
