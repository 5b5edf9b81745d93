"""What the medicine page costs in admin, beside its smallest: in this process, then undone."""

from dataclasses import dataclass
from statistics import median
from time import process_time

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench.table import figure
from tests.factories import a_dosage, a_medicine, a_pack, a_user

MOST_QUERIES = 25
SIZES = ((1, 1), (5, 10))


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One size of the page: its queries, and the CPU milliseconds of each answer."""

    dosages: int
    packs: int
    queries: int
    took: tuple[float, ...]


def desk_pages(answers: int) -> list[DeskPage]:
    """Each size, opened by a superuser once for the caches and then so many times."""
    with transaction.atomic():
        client = Client(SERVER_NAME="localhost")
        owner = a_user("bench@example.com")
        owner.is_staff = owner.is_superuser = True
        owner.save()
        client.force_login(owner)
        pages = [_page(client, size, answers) for size in SIZES]
        transaction.set_rollback(True)
    return pages


def sentence(pages: list[DeskPage]) -> str:
    sizes = " and ".join(
        f"{page.queries} queries and {figure(median(page.took))} ms of CPU for {page.dosages} x"
        f" {page.packs} packs"
        for page in pages
    )
    return f"The medicine page in admin takes {sizes}; the limit is {MOST_QUERIES} queries."


def _page(client: Client, size: tuple[int, int], answers: int) -> DeskPage:
    dosages, packs = size
    medicine = a_medicine(f"Of {dosages} x {packs}")
    for number in range(dosages):
        dosage = a_dosage(medicine, f"{number + 1}mg")
        for place in range(packs):
            a_pack(dosage, 10 * (place + 1), f"{5 + place}.00")
    url = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    _open(client, url)
    with CaptureQueriesContext(connection) as asked:
        _open(client, url)
    queries = len(asked)  # the next request forgets them
    took = tuple(_open(client, url) for _ in range(answers))
    return DeskPage(dosages, packs, queries, took)


def _open(client: Client, url: str) -> float:
    began = process_time()
    answer = client.get(url)
    if answer.status_code != 200:
        raise AssertionError(f"{url} answered {answer.status_code}")
    return (process_time() - began) * 1000
