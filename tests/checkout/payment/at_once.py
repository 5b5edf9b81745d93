"""Many people who do the same thing in the same instant, each over a database connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

MANY = 10


def by_many(deed: Callable[[int], Any], times: int = MANY) -> list[Any]:
    """What a deed answers to each; an error stands for an answer."""

    def one(number: int) -> Any:
        try:
            return deed(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as people:
        return list(people.map(one, range(times)))
