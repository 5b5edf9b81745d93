"""Pages that ask: looked at and sent to the same address, shown again where an entry is refused."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

asks = require_http_methods(["GET", "HEAD", "POST"])


def asking(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page with its form; `refused`: after what was sent there."""
    return render(
        request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else 200
    )
