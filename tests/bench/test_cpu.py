"""Nobody's CPU time is lost, whenever they end."""

import os
import subprocess
import sys

import psutil

from tests.bench import cpu

BUSY = "import sys, time\nwhile time.process_time() < 1: pass\nprint(flush=True)\nsys.stdin.read()"


def test_who_ends_while_we_add_up_is_counted(monkeypatch):
    before = cpu.seconds_of([os.getpid()])
    child = subprocess.Popen([sys.executable, "-c", BUSY], stdin=-1, stdout=-1)
    child.stdout.readline()
    looks, look = iter([False, True]), psutil.Process.children

    def end_at_the_second_look(process, recursive):
        if next(looks, False):
            child.communicate()
        return look(process, recursive)

    monkeypatch.setattr(psutil.Process, "children", end_at_the_second_look)
    assert cpu.seconds_of([os.getpid()]) - before > 0.5
