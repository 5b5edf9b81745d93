"""What cannot be forgotten keeps nobody else from it, and is told until it is."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from checkout.order.actions import cancel
from checkout.order.models import Order
from checkout.prescriptions import forgetting
from checkout.prescriptions.belonging import must_be_of_this_database
from checkout.prescriptions.erasing import erase
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.taking import take
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.running.chores import WAYS, Kind, Way
from checkout.running.housekeeping import AGAIN_AFTER, keep_house, keep_house_now, late
from checkout.running.models import Chore
from tests.checkout.prescriptions.cases import about_to_order
from tests.checkout.prescriptions.files.good import scan
from tests.checkout.prescriptions.told_case import a_told_cart
from tests.checkout.shopping import let_the_worker_work
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox", "vault_folder")]
DAY = timedelta(days=1)


@pytest.fixture
def orders(monkeypatch):
    """Two that ended half a year ago, the one that breaks first; each a step of its own."""
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)
    placed = [about_to_order({a_pack(): 1}, files=2)() for _ in range(2)]
    for order in placed:
        cancel(order, now=timezone.now())
    let_the_worker_work()
    return placed


@pytest.fixture
def later():
    return timezone.now() + timedelta(days=181)


def breaks(monkeypatch, broken: Order, error: Exception):
    def erase_or_break(order, *, now):
        if order.pk == broken.pk:
            raise error
        erase(order, now=now)

    monkeypatch.setattr(forgetting, "erase", erase_or_break)


def cannot_be_destroyed(monkeypatch, names):
    destroy = vault.destroy

    def destroy_or_break(name):
        if name in names:
            raise PermissionError(13, "Permission denied", name)
        destroy(name)

    monkeypatch.setattr(vault, "destroy", destroy_or_break)


def a_round(kind: Kind, now, monkeypatch) -> Chore:
    """Of this kind alone."""
    for other in [one for one in WAYS if one != kind]:
        monkeypatch.setitem(WAYS, other, Way(lambda now, after: (0, None)))
    while keep_house(now):
        pass
    return Chore.objects.get(pk=kind)


def forgotten() -> set[int]:
    return set(Patient.objects.exclude(erased_at=None).values_list("order", flat=True))


@pytest.mark.parametrize("error", [IntegrityError("a key"), OSError(5, "Input/output error")])
def test_an_order_that_cannot_be_forgotten_keeps_no_other_from_it(
    orders, later, monkeypatch, caplog, error
):
    broken, other = orders
    breaks(monkeypatch, broken, error)
    chore = a_round(Kind.ORDERS, later, monkeypatch)
    assert forgotten() == {other.pk}
    assert f"The person of order {broken.number} could not be forgotten" in caplog.text
    assert (chore.done_at, chore.after, chore.next_at) == (None, "", later + AGAIN_AFTER)
    assert [row.kind for row in late(later + 2 * DAY + AGAIN_AFTER)][0] == Kind.ORDERS

    monkeypatch.setattr(forgetting, "erase", erase)
    chore = a_round(Kind.ORDERS, later + AGAIN_AFTER, monkeypatch)
    assert forgotten() == {broken.pk, other.pk}
    assert (chore.done_at, chore.done_gone) == (later + AGAIN_AFTER, 2)


def test_a_cart_that_cannot_be_forgotten_keeps_no_other_here(monkeypatch, later):
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)
    (broken, files), (_other, _files) = a_told_cart(), a_told_cart()
    cannot_be_destroyed(monkeypatch, files.pages)
    chore = a_round(Kind.TOLD, later, monkeypatch)
    assert [patient.basket_id for patient in Patient.objects.all()] == [broken]
    assert chore.done_at is None


def test_by_hand_it_is_said_what_could_not_be_forgotten(orders, monkeypatch, capsys):
    breaks(monkeypatch, orders[0], OSError(5, "Input/output error"))
    then = timezone.now() + timedelta(days=181)
    monkeypatch.setattr("pharmacy.management.commands.forget_old.timezone.now", lambda: then)
    with pytest.raises(CommandError, match="Not all could be forgotten: persons of old orders"):
        call_command("forget_old")
    assert "the persons of 1 orders" in capsys.readouterr().out


def test_by_hand_the_round_goes_on_as_well_and_has_no_end(orders, later, monkeypatch):
    broken, other = orders
    breaks(monkeypatch, broken, OSError(5, "Input/output error"))
    assert keep_house_now(later)[Kind.ORDERS] == 1
    assert forgotten() == {other.pk}
    assert Chore.objects.get(pk=Kind.ORDERS).done_at is None
    assert Chore.objects.get(pk=Kind.CARTS).done_at == later


def test_a_file_that_cannot_be_destroyed_keeps_no_other_here(orders, later, monkeypatch):
    broken = PrescriptionFile.objects.order_by("pk").first()
    cannot_be_destroyed(monkeypatch, broken.names)
    chore = a_round(Kind.ORDERS, later, monkeypatch)
    left = PrescriptionFile.objects.filter(erased_at=None)
    assert [file.pk for file in left] == [broken.pk]
    assert chore.done_at is None


def test_a_stray_file_that_cannot_be_destroyed_keeps_no_other_here(monkeypatch, caplog):
    must_be_of_this_database()
    names = sorted(page for number in (1, 2) for page in take(scan(number)).pages)
    cannot_be_destroyed(monkeypatch, names[:1])
    later = timezone.now() + 2 * DAY
    chore = a_round(Kind.FILES, later, monkeypatch)
    assert vault.read(names[0])
    assert [name for name in names if _is_kept(name)] == names[:1]
    assert f"A stray file in {names[0][:2]} could not be forgotten" in caplog.text
    assert (chore.done_at, chore.next_at) == (None, later + AGAIN_AFTER)


def _is_kept(name) -> bool:
    try:
        return bool(vault.read(name))
    except vault.FileMissing:
        return False
