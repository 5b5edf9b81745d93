"""Django's engine for PostgreSQL, which is not asked before each request whether it is there.

Django sends SELECT 1 before the first statement of a request, as the server may have ended since
the last one. But a server that ends says so, and whoever ends without a word has the line closed by
the system: there is something to read then on a line that is silent else. Only then Django asks.
The way to the answer is as long as to that of any statement, and an order has ten requests.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks whether a connection can be used only where something came that nobody asked for.

    Whoever vanished without a sign, behind a cable that was cut, is noticed by the statement itself
    as it would be by the question: after OPTIONS["tcp_user_timeout"].
    """

    def close_if_health_check_failed(self) -> None:
        if self.connection is not None and self._is_silent():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        try:
            line = self.connection.fileno()
        except self.Database.InterfaceError:
            return False
        poll = select.poll()
        poll.register(line, select.POLLIN)
        return not poll.poll(0)
