import sqlite3
import threading

import pytest
import stripe

from checkout.payment.sandbox.core.currencies import money
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.core.store import Store, set_setting, setting
from checkout.payment.sandbox.http_client import SandboxClient
from tests.checkout.payment.sandbox.fixtures import Shop


def test_a_failed_transaction_leaves_nothing(tmp_path):
    state = Store(tmp_path / "state")

    def fail_halfway() -> None:
        with state.transaction() as db:
            set_setting(db, "colour", "green")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()

    with state.transaction() as db:
        assert setting(db, "colour", "none") == "none"
    state.close()


def test_what_was_done_is_there_for_the_next_process(tmp_path):
    sandbox = Sandbox(tmp_path / "state")
    client = stripe.StripeClient("sk_test_x", http_client=SandboxClient(sandbox))
    intent = Shop(client, sandbox).captured(total=10000)
    sandbox.close()

    again = Sandbox(tmp_path / "state")

    assert again.money() == [(10000, 10000, 0)]
    assert again.events("payment_intent.succeeded")[0]["data"]["object"]["id"] == intent.id
    again.close()


def test_two_processes_may_share_the_file(tmp_path, shop):
    other = Sandbox(tmp_path / "stripe.sqlite")

    session = shop.open()

    assert other.session(session.id).order_line == "Order 1234"
    other.close()


def test_many_threads_capture_one_intent_once(shop):
    intent = shop.held(total=10000)
    outcomes: list[str] = []

    def capture() -> None:
        try:
            outcomes.append(shop.capture(intent.id).status)
        except Exception as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=capture) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["InvalidRequestError"] * 7 + ["succeeded"]
    assert len(shop.sandbox.events("charge.captured")) == 1


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "state").write_text("something else entirely, and long enough to be noticed")

    with pytest.raises(sqlite3.DatabaseError):
        Store(tmp_path / "state")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (10435, "usd", "$104.35"),
        (5, "usd", "$0.05"),
        (1296400, "eur", "€12,964.00"),
        (1200, "jpy", "¥1,200"),
        (10050, "chf", "100.50 CHF"),
        (1200, "krw", "1,200 KRW"),
    ],
)
def test_money_in_words(amount, currency, text):
    assert money(amount, currency) == text
