"""Whoever starts it and wherever: others stay out, folders stay as they are."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from pharmacy.embedded_postgres import PostgresError
from pharmacy.embedded_postgres.place import ACCOUNT
from tests.pharmacy.embedded_postgres.servers import PROJECT, ROOT, a_server, django, sql

ORDINARY_USER = """
import os, pwd, sys
from pathlib import Path
import psycopg2
from pharmacy.embedded_postgres import Server
from pharmacy.embedded_postgres.programs import run

mine, foreign = map(Path, sys.argv[1:])
if os.geteuid() == 0:
    run(mine, "postgres", "--version")  # root first makes the programs readable to all
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
for folder in (mine, foreign):
    server = Server(folder, durable=False)
    try:
        server.use()
        psycopg2.connect(**server.address(), dbname="pharmacy").close()
        print("in")
        server.stop_if_last()
    except Exception as error:
        print(error)
try:
    socket = foreign / "postgres-scratch"
    psycopg2.connect(host=socket, user="pharmacy", dbname="pharmacy").close()
    print("in")
except psycopg2.OperationalError as error:
    print(error)
"""


def test_an_ordinary_user_has_a_server_and_only_root_and_the_owner_get_into_one(
    open_dir, used_before
):
    """As root, the ordinary user is `nobody`; else it is who runs the tests."""
    mine, theirs = open_dir / "mine", open_dir / "theirs"
    server = used_before(theirs)
    server.use()
    server.home.chmod(0o755)  # a mistake that peer authentication makes good
    (server.home / ".s.PGSQL.5432").chmod(0o777)
    mine.mkdir()
    if ROOT:
        os.chown(mine, pwd.getpwnam("nobody").pw_uid, -1)

    command = [sys.executable, "-c", ORDINARY_USER, mine, theirs]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)

    own, use_of_foreign, way_in = done.stdout.split("\n", 2)
    assert own == "in"
    if ROOT:
        assert f"belong to the account {ACCOUNT}" in use_of_foreign
        assert "Peer authentication failed" in way_in
    else:
        assert (use_of_foreign, way_in.strip()) == ("in", "in")


def test_no_permission_changes_on_a_folder_that_is_not_its_own(data_dir, used_before):
    parents = [*data_dir.parents, *Path(psycopg2.__file__).parents]
    before = [(each, each.stat().st_mode, each.stat().st_uid) for each in parents]

    server = used_before(data_dir)
    server.use()

    assert [(each, each.stat().st_mode, each.stat().st_uid) for each in parents] == before
    assert server.home.samefile(data_dir / "postgres-scratch")
    assert server.home.is_relative_to(data_dir) != ROOT  # its account cannot walk in there


def test_a_hard_name_of_the_data_folder_is_no_problem(open_dir, used_before):
    data_dir = open_dir / f'it\'s a $(name) "of" {"very " * 30}many bytes'
    server = used_before(data_dir)
    server.use()

    assert server.home == data_dir / "postgres-scratch"
    assert sql(server, "SELECT 1") == 1
    shell = django(data_dir, "execute_from_command_line(['', 'dbshell', '--', '-Atc', 'SELECT 7'])")
    assert (shell.stdout, shell.stderr) == ("7\n", "")


def test_a_link_to_files_that_are_gone_does_not_become_an_empty_database(data_dir):
    data_dir.mkdir()
    link = data_dir / "postgres-scratch"
    link.symlink_to("/nonexistent/postgres")

    with pytest.raises(PostgresError, match=r"gone: /nonexistent/postgres.*delete the link"):
        a_server(data_dir).use()

    link.unlink()
