"""The cell strangers' files are read in: what a reader that was taken over could still do."""

import subprocess
import sys

import pytest
from django.conf import settings

from checkout.prescriptions.files.cell import CPU_SECONDS

CELL = "from checkout.prescriptions.files.cell import close_doors, limit_work\n"


def in_the_cell(program: str) -> str:
    """What a program says, its last words included."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", CELL + program],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("limit_work(); bytes(2_000_000_000)", "MemoryError"),
        ("f = open(PLACE, 'wb', 0); limit_work(); f.write(b'x')", "File too large"),
        ("close_doors(); open('manage.py')", "Too many open files"),
        ("import socket; close_doors(); socket.socket()", "Too many open files"),
        ("import os; close_doors(); os.pipe()", "Too many open files"),
    ],
)
def test_what_the_kernel_refuses(deed, said, tmp_path):
    assert said in in_the_cell(f"PLACE = {str(tmp_path / 'file')!r}\n{deed}")


@pytest.mark.parametrize(("limit", "most"), [("CPU", CPU_SECONDS), ("CORE", 0), ("NPROC", 0)])
def test_what_cannot_be_tried_in_a_second_is_set_for_good(limit, most):
    """A process of root's own may start others all the same: run the shop as somebody else."""
    asked = f"import resource; limit_work(); print(resource.getrlimit(resource.RLIMIT_{limit}))"
    assert in_the_cell(asked).strip() == str((most, most))


REHEARSAL = """
from checkout.prescriptions.files.proven import Reason, Refused
from checkout.prescriptions.files.prover import prove
from tests.checkout.prescriptions.files import good, hostile

kinds = {name: kind for name, kind in hostile.HOSTILE.items() if kind[1] != Reason.TOO_MUCH_WORK}
wanted = {name: reason for name, (_, reason) in kinds.items()}
files = {name: make() for name, (make, _) in kinds.items()}
files |= {"a good " + make.__name__: make() for make in good.EVERY_KIND}
limit_work()
close_doors()
for name, data in files.items():
    try:
        prove(data)
        said = None
    except Refused as refused:
        said = refused.reason
    if said != wanted.get(name):
        print(name, said)
print("done")
"""


def test_behind_closed_doors_every_file_is_judged_the_same():
    assert in_the_cell(REHEARSAL) == "done\n"
