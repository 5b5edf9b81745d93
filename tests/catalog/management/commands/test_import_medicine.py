"""`manage.py import_medicine PAGE...`: what a person sees, and what the exit status tells."""

import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from catalog.importing.source import MAX_BYTES
from catalog.models import Product
from catalog.partner.models import PriceFrom
from pharmacy.history.acting import acting
from tests.catalog.importing.writing import BELOW, PAGES, TOP, page_text, table

pytestmark = pytest.mark.django_db

BACLOFEN = """\
  10 mg             per pill       price  list price      saving
  60 pills             $0.87      $52.00
  90 pills             $0.76      $68.00      $78.00         13%
  120 pills            $0.71      $85.00     $104.00         18%
  180 pills            $0.66     $118.00     $156.00         24%
  270 pills            $0.62     $168.00     $234.00         28%
  360 pills            $0.61     $218.00     $312.00         30%  Best per pill

  25 mg             per pill       price  list price      saving
  30 pills             $3.37     $101.00
  60 pills             $2.52     $151.00     $202.00         25%
  90 pills             $2.22     $200.00     $303.00         34%
  120 pills            $2.08     $250.00     $404.00         38%
  180 pills            $1.94     $349.00     $606.00         42%
  270 pills            $1.84     $498.00     $909.00         45%  Best per pill
"""
GOOD = page_text(table("30$0.20$6.00 (0%)"), top=f"{TOP}\nLegal class: P\n", below=BELOW)


@pytest.fixture
def page(tmp_path):
    """Writes a page into a file of its own."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def run(*arguments):
    """Standard output and standard error with plain spaces, and the refusal, if any."""
    out, err = StringIO(), StringIO()
    refusal = None
    try:
        call_command("import_medicine", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        refusal = str(error)
    return out.getvalue().replace("\u00a0", " "), err.getvalue(), refusal


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_the_owners_page_shows_its_twelve_rows_to_the_cent(options):
    path = PAGES / "baclofen.txt"

    out, err, refusal = run(path, *options)

    assert (err, refusal) == ("", None)
    assert BACLOFEN in out
    assert f"{path}:1: warning: No legal class is named" in out
    assert f"{path}:18: warning: 25 mg is on sale, but the text describes 10 mg and 20 mg" in out
    assert f"{path}:11: 10 mg, 90 pills: new, $68.00." in out


def test_a_dry_run_says_so_and_changes_nothing():
    out, _, _ = run(PAGES / "baclofen.txt", "--dry-run")

    assert "Baclofen (new)" in out
    assert out.endswith("Dry run: nothing was changed.\n")
    assert not Product.objects.exists()


def test_a_second_run_says_that_nothing_changes(page):
    path = page("ibuprofen.txt", GOOD)
    run(path)

    out, _, refusal = run(path)

    assert f"{path}:1: nothing changes.\n" in out
    assert refusal is None


def test_a_bad_page_is_refused_with_its_line_while_the_others_go_in(page):
    first = page("first.txt", GOOD)
    bad = page("bad.txt", GOOD.replace("Ibuprofen", "Aspirin").replace("$6.00", "$60.00"))
    last = page("last.txt", GOOD.replace("Ibuprofen", "Naproxen"))

    out, err, refusal = run(first, bad, last)

    names = Product.objects.medicines().values_list("title", flat=True)
    assert sorted(names) == ["Ibuprofen", "Naproxen"]
    assert f"{bad}:10: error: The price 60.00 contradicts" in err
    assert refusal == "Refused: 1 of 3. A refused page changed nothing."
    assert str(bad) not in out


def test_files_that_are_no_pages_are_refused_one_by_one(page, tmp_path):
    latin = page("latin.txt", "Été".encode("latin-1"))
    huge = page("huge.txt", b"x" * (MAX_BYTES + 1))
    empty = page("empty.txt", "")

    _, err, refusal = run(latin, huge, empty, tmp_path / "missing.txt", tmp_path)

    assert f"{latin}:1: error: The file is not UTF-8 text" in err
    assert f"{huge}:1: error: The file is larger than" in err
    assert f"{empty}:1: error: The page is empty." in err
    assert "missing.txt: error: No such file" in err
    assert f"{tmp_path}: error: Is a directory" in err
    assert refusal == "Refused: 5 of 5. A refused page changed nothing."


def test_staffs_price_stays_unless_overwritten(page):
    path = page("ibuprofen.txt", GOOD)
    run(path)
    Product.objects.packs().get().stockrecords.update(price="7.00")

    assert "the price $7.00 that staff set stays, the page says $6.00" in run(path)[0]
    assert "400 mg, 30 pills: $7.00 -> $6.00." in run(path, "--overwrite")[0]


def test_the_record_of_prices_says_from_which_page_they_are(page):
    path = page("ibuprofen.txt", GOOD)
    with acting(command="import_medicine"):
        run(path)
        cheaper = page("cheaper.txt", GOOD.replace("$0.20$6.00", "$0.19$5.70"))
        run(path, cheaper, "--dry-run")
        run(cheaper)

    recorded = PriceFrom.objects.values_list("price", "how", "why")
    assert [(str(price), how, why) for price, how, why in recorded] == [
        ("6.00", "page", "First listing, page ibuprofen.txt"),
        ("5.70", "page", "Page cheaper.txt"),
    ]


def test_the_exit_status_tells_that_a_page_was_refused(page):
    """As a shell sees it; an empty page is refused before the database is asked."""
    command = [sys.executable, "manage.py", "import_medicine", str(page("empty.txt", ""))]

    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert done.returncode == 1
    assert "empty.txt:1: error: The page is empty." in done.stderr
