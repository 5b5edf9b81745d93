"""Real servers, real processes, real kill -9: how a server is shared and what it survives."""

import os
import signal
import subprocess
import threading

import psutil
import psycopg2
import pytest

from pharmacy.embedded_postgres import PostgresError
from pharmacy.embedded_postgres.locks import held, wait_until
from tests.pharmacy.embedded_postgres.servers import Neighbour, a_server, owner_of, postmaster, sql


def test_it_starts_on_demand_and_keeps_what_was_written(server):
    server.use()
    sql(server, "CREATE TABLE notes AS SELECT 'Ménière' AS note")
    assert server.stop_if_last()
    assert not server.answers()

    server.use()

    assert sql(server, "SELECT note FROM notes") == "Ménière"


def test_it_speaks_unicode_and_takes_the_extensions_of_the_shop(server):
    server.use()

    assert sql(server, "SELECT upper('é') || current_setting('server_encoding')") == "ÉUTF8"
    sql(server, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert sql(server, "SELECT similarity('né', 'nö') < 1")


def test_it_is_out_of_reach_of_the_network_and_of_other_accounts(server):
    server.use()

    family = [psutil.Process(postmaster(server))]
    family += family[0].children()
    assert [process.net_connections("inet") for process in family] == [[] for _ in family]
    assert server.home.stat().st_mode & 0o077 == 0
    rules = "SELECT string_agg(type || ' ' || auth_method, ', ') FROM pg_hba_file_rules"
    assert sql(server, rules, role="postgres") == "local peer"
    assert not sql(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def test_four_processes_at_once_share_one_server_on_a_fresh_folder(data_dir):
    neighbours = [Neighbour(data_dir) for _ in range(4)]

    for neighbour in neighbours:
        neighbour.joined()

    assert a_server(data_dir).log.read_text().count("starting PostgreSQL") == 1
    assert [each.leave() for each in neighbours] == [False, False, False, True]
    assert not a_server(data_dir).answers()


def test_processes_that_come_and_go_at_once_always_find_it_running(server, data_dir):
    for _ in range(3):
        leaving = Neighbour(data_dir).joined()
        coming = Neighbour(data_dir)
        leaving.leave()
        coming.joined()
        assert server.answers()
        coming.leave()


def test_nobody_joins_while_somebody_stops_it(server, data_dir):
    server.use()
    joining = threading.Thread(target=a_server(data_dir).use)
    with held(server.home / "lock", seconds=5):
        joining.start()
        joining.join(0.15)
        assert joining.is_alive()
        server._stop()

    joining.join()

    assert sql(server, "SELECT 1") == 1


def test_two_data_folders_have_a_server_each(server, tmp_path, used_before):
    other = used_before(tmp_path / "other")
    server.use()
    other.use()

    assert server.stop_if_last()

    assert sql(other, "SELECT 1") == 1


def test_a_killed_user_is_not_waited_for(server, data_dir):
    server.use()
    Neighbour(data_dir).joined().signal(signal.SIGKILL)

    assert server.stop_if_last()


def test_a_server_left_alone_by_killed_users_is_taken_over_and_stopped_by_the_next(
    server, data_dir
):
    Neighbour(data_dir).joined().signal(signal.SIGKILL)
    left_alone = postmaster(server)

    server.use()

    assert postmaster(server) == left_alone
    assert server.stop_if_last()
    assert not server.answers()


def test_a_forked_child_still_uses_it_when_its_parent_has_left(server):
    server.use()
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[server._users])

    assert not server.stop_if_last()
    assert server.answers()
    child.communicate()


def test_ctrl_c_ends_the_users_before_the_server(server, data_dir):
    starter = Neighbour(data_dir).joined()
    server.use()

    assert starter.signal(signal.SIGINT) == "False\n"

    assert sql(server, "SELECT 1") == 1


def test_a_killed_server_starts_again_with_everything_committed(server):
    server.use()
    sql(server, "CREATE TABLE kept AS SELECT 'kept' AS note")
    os.kill(postmaster(server), signal.SIGKILL)

    server.use()

    assert sql(server, "SELECT note FROM kept") == "kept"
    assert server.stop_if_last()


def test_a_server_killed_while_it_starts_is_started_again(server, monkeypatch):
    start, unlucky = server._start, [True]

    def start_unlucky(alive):
        started = start(alive)
        if unlucky.pop():
            os.kill(postmaster(server), signal.SIGKILL)
            unlucky.append(False)
            return False
        return started

    monkeypatch.setattr(server, "_start", start_unlucky)

    server.use()

    assert sql(server, "SELECT 1") == 1


def test_what_a_crash_of_the_machine_leaves_behind_is_not_believed(server):
    """The old server's number now belongs to another process of the same account."""
    server.use()
    old = postmaster(server)
    os.kill(old, signal.SIGKILL)
    wait_until(lambda: not server.answers(), seconds=5)
    with subprocess.Popen(["sleep", "60"], **owner_of(server)) as innocent:
        for lock in ("cluster/postmaster.pid", ".s.PGSQL.5432.lock"):
            text = (server.home / lock).read_text()
            (server.home / lock).write_text(text.replace(str(old), str(innocent.pid), 1))

        server.use()

        assert sql(server, "SELECT 1") == 1
        assert server.stop()
        assert innocent.poll() is None
        innocent.kill()


def test_a_set_up_killed_half_way_is_begun_again(data_dir):
    home = a_server(data_dir).home
    unlucky = Neighbour(data_dir)
    assert wait_until(lambda: any(home.glob("cluster-*/PG_VERSION")), seconds=20)
    unlucky.signal(signal.SIGKILL)

    server = a_server(data_dir)
    server.use()

    assert sql(server, "SELECT 1") == 1
    assert [path.name for path in home.glob("cluster*")] == ["cluster"]


def test_stop_stops_it_for_everybody_and_makes_nothing(server, data_dir, tmp_path):
    neighbour = Neighbour(data_dir).joined()

    assert server.stop()
    assert not server.stop()
    assert not neighbour.leave()
    assert not a_server(tmp_path / "never used").stop()
    assert not (tmp_path / "never used").exists()


def test_only_the_server_for_tests_may_lose_data_with_the_power(data_dir, used_before):
    real, scratch = used_before(data_dir, durable=True), used_before(data_dir)
    real.use()
    scratch.use()

    assert sql(real, "SHOW fsync") == "on"
    assert sql(scratch, "SHOW fsync") == "off"


def test_files_of_another_version_are_left_alone_with_an_advice(server):
    version = server.home / "cluster" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("12\n")

    with pytest.raises(PostgresError, match=r"made by version 12.*pg_dump.*Its log is"):
        server.use()

    version.write_text(ours)


def test_a_server_that_cannot_start_tells_why_and_the_next_try_works(server):
    settings = server.home / "cluster" / "postgresql.auto.conf"
    settings.write_text("no_such_setting = 1\n")
    with pytest.raises(PostgresError, match=r"no_such_setting.*Its log is .*/log"):
        server.use()

    settings.write_text("")
    server.use()

    assert server.stop_if_last()


def test_the_log_is_put_aside_when_long_and_holds_no_row(server):
    server.log.write_text("x" * 1_100_000)
    server.log.chmod(0o666)
    server.use()
    sql(server, "CREATE TABLE patients (name text UNIQUE)")
    with pytest.raises(psycopg2.IntegrityError):
        sql(server, "INSERT INTO patients VALUES ('Jane Roe'), ('Jane Roe')")

    assert "patients_name_key" in server.log.read_text()
    assert "Jane Roe" not in server.log.read_text()
    assert (server.home / "log.old").stat().st_size == 1_100_000
