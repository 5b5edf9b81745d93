"""A process that does one deed and is killed with SIGKILL at one of its steps, for tests.

Steps are every SQL statement, both sides of every commit and both sides of every request to Stripe.
"""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from unittest import mock

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

WENT_WRONG = 3


def killed_at(step: int, deed: Callable[[], None], requests: type) -> bool:
    """Do a deed in a process of its own that dies at its `step`th step; whether it came so far.

    `requests` is the class whose `request` speaks with Stripe. The caller's own connection to the
    database is closed: two processes must not share one.
    """
    connection.close()
    child = os.fork()
    if child == 0:
        _do(step, deed, requests)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        assert os.WTERMSIG(ended) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(ended) == 0, "The deed itself went wrong; the reason stands above."
    return False


def _do(step: int, deed: Callable[[], None], requests: type) -> None:
    ended = WENT_WRONG
    try:
        with ExitStack() as stack:
            _count(stack, Steps(step), requests)
            deed()
        ended = 0
    finally:
        # Nothing of the test's own end may run here a second time.
        os._exit(ended)


class Steps:
    """Counts steps, and dies at the last one."""

    def __init__(self, last: int) -> None:
        self.left = last

    def take(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, does):
        """Steps before and after what a method does."""

        def stepping(*args, **kwargs):
            self.take()
            answer = does(*args, **kwargs)
            self.take()
            return answer

        return stepping

    def before_sql(self, execute, sql, params, many, context):
        self.take()
        return execute(sql, params, many, context)


def _count(stack: ExitStack, steps: Steps, requests: type) -> None:
    stack.enter_context(connection.execute_wrapper(steps.before_sql))
    for owner, method in ((BaseDatabaseWrapper, "_commit"), (requests, "request")):
        does = steps.around(getattr(owner, method))
        stack.enter_context(mock.patch.object(owner, method, does))
