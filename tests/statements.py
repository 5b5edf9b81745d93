"""What was sent to the database, as tests read it."""

from django.test.utils import CaptureQueriesContext

# The history goes with what may write, in the same statement (pharmacy/history/acting.py).
ACTING, ENDS = "SELECT set_config('pghistory.", ", true); "


def statements(queries: CaptureQueriesContext) -> list[str]:
    """In their order, without what the history adds in front."""
    return [bare(query["sql"]) for query in queries.captured_queries]


def bare(sql: str) -> str:
    return sql.partition(ENDS)[2] if sql.startswith(ACTING) else sql
