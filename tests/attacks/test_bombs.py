"""Files that would fill a machine: refused within seconds, in little memory, in words that help."""

import re
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalog.prices.models import Proposal
from catalog.prices.sheet_reading import read_next_sheet
from tests.attacks.bombs import PDFS, PICTURES, SHEETS, one_endless_line
from tests.attacks.opened import *  # noqa: F403
from tests.attacks.shop import CUSTOMER, OWNER
from tests.attacks.trials import answer_to, undone
from tests.checkout.pages import text_in
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
# What a process may take more than it ever did, and how long it may be busy.
MOST_MEGABYTES, MOST_SECONDS = 200, 8
KILOBYTES_A_MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024


@contextmanager
def bounded(what: str, wrong: list) -> Iterator[None]:
    began, before = perf_counter(), _most_so_far()
    yield
    seconds, megabytes = perf_counter() - began, _most_so_far() - before
    if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        wrong.append(f"{what}: {seconds:.1f} s, {megabytes:.0f} MB")


def _most_so_far() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_MEGABYTE


def uploaded(shop, who: str, path: str, field: str, content: bytes, **fields: str):
    """The status and the words of the answer to one file."""
    body = fields | {field: SimpleUploadedFile("bomb.bin", content)}
    answer = answer_to(shop.people[who], "POST", path, body, "")
    return answer.status, text_in(answer.body) if answer.html else ""


def refused(shop, bombs: dict, who: str, path: str, field: str, says: tuple[str, ...], **fields):
    """What is not refused as it should be, of each of these bombs."""
    wrong: list = []
    for name, make in bombs.items():
        content = make()
        with bounded(name, wrong), undone():
            status, words = uploaded(shop, who, path, field, content, **fields)
        if status not in (200, 422) or not any(said in words for said in says):
            wrong.append((name, status, words[-600:]))
    return wrong


def test_pictures_are_judged_by_their_head(shop):
    path = f"/admin/catalogue/medicine/{shop.things['medicine']}/pictures/add/"
    says = ("It has more pixels than can be read here: save it with at most",)
    assert refused(shop, PICTURES, OWNER, path, "file", says, alt="A tablet") == []


def test_leaflets_are_read_within_bounds(shop):
    dosage = shop.things["dosage"]
    path = f"/admin/catalogue/medicine/dosage/{dosage}/leaflet/"
    says = ("This PDF is damaged: save it anew", "It has 0 pages", "print it to a new PDF")
    assert refused(shop, PDFS, OWNER, path, f"{dosage}-file", says) == []


def test_prescriptions_are_read_within_bounds(shop):
    """In a process of their own; an archive is none."""
    every = SHEETS | PDFS
    bombs = {name: every[name] for name in ("a ZIP of ten gigabytes", "a table of 800 megabytes")}
    path, says = "/checkout/patient/files/", ("ake a photo",)
    assert refused(shop, bombs, CUSTOMER, path, "files", says) == []


def test_price_sheets_are_refused_as_they_are_read(shop):
    wrong: list = []
    for name, make in SHEETS.items():
        content = make()
        with undone():
            with bounded(name, wrong):
                status, _words = uploaded(
                    shop, OWNER, "/admin/catalogue/pack/import/", "file", content
                )
                assert (status, read_next_sheet(timezone.now())) == (302, True), name
            sheet = Proposal.objects.latest("pk").sheet
            words = " ".join(sheet.kept_problems.values_list("words", flat=True))
            if sheet.state != "refused" or not re.search("save it|Delete|look for|columns", words):
                wrong.append((name, sheet.state, words))
    assert wrong == []


def test_other_tables_and_pages_are_refused_as_they_come(shop):
    table = {"a line without an end": one_endless_line}
    tables = "/admin/substances/interaction/import/"
    assert refused(shop, table, OWNER, tables, "file", ("larger than 500,000 bytes",)) == []
    larger = {"a file no prescription is as large as": lambda: one_endless_line(16_000_000)}
    assert refused(shop, larger, OWNER, tables, "file", ("larger than 500,000 bytes",)) == []
    pages = "/admin/catalogue/medicine/import/"
    assert refused(shop, table | larger, OWNER, pages, "file", ("larger than 500,000 bytes",)) == []
