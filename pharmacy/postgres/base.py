"""Django's engine for PostgreSQL: connections that plan once, and are not asked if they live.

PostgreSQL plans a prepared statement for the values of each execution as long as that looks worth
its while, as it does for a few rows of large tables: that takes longer than to find them.

Django sends SELECT 1 before the first statement of a request, as the server may have ended since
the last one. But a server that ends says so, and whoever ends without a word has the line closed by
the system: there is something to read then on a line that is silent else. Only then Django asks.
The way to the answer is as long as to that of any statement, and an order has ten requests.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Has one plan for all values, and asks whether a connection lives only where something came.

    Whoever vanished without a sign, behind a cable that was cut, is noticed by the statement itself
    as it would be by the question: after OPTIONS["tcp_user_timeout"].
    """

    def init_connection_state(self) -> None:
        """As Django does. By a statement: a pool may refuse what is told it when connecting."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
        if not self.get_autocommit():
            self.connection.commit()

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
