"""What the shop's processes would write into their log meanwhile, line by line."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

from pharmacy.logs import logging_as


class Log(StringIO):
    """Everything that was written; as JSON, line by line, where it is."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of(self, request_id: str) -> list[str]:
        """The messages of one request, as a search finds them."""
        return [line["message"] for line in self.lines if request_id in json.dumps(line)]


@contextmanager
def log_written(kind: str = "json") -> Iterator[Log]:
    log = Log()
    config = logging_as(kind)
    made = DictConfigurator(config)
    handler = logging.StreamHandler(log)
    handler.setFormatter(made.configure_formatter(config["formatters"]["line"]))
    handler.addFilter(made.configure_filter(config["filters"]["request_id"]))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield log
    finally:
        root.removeHandler(handler)
