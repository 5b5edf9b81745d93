"""How files come in: a large one is never stored, and the rest of its form is not lost."""

from typing import cast

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

# As much as a prescription's file may have; a view may have a `most_upload_bytes` of its own.
MOST_BYTES = 10 * 2**20
# Where a request names them.
LEFT_OUT = "left_out"


class TooLargeIsLeftOut(FileUploadHandler):
    """Stands before Django's own handlers."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        request = cast("HttpRequest", self.request)
        if start + len(raw_data) > _most_bytes(request):
            setattr(request, LEFT_OUT, [*left_out(request), str(self.file_name)])
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps it."""


def left_out(request: HttpRequest) -> list[str]:
    """The names of files that are not among request.FILES because of their size."""
    return getattr(request, LEFT_OUT, [])


def was_left_out(request: HttpRequest) -> bool:
    """Whether a form misses a file that was sent and was too large."""
    return bool(left_out(request))


def _most_bytes(request: HttpRequest) -> int:
    view = request.resolver_match and request.resolver_match.func
    most: int = getattr(view, "most_upload_bytes", MOST_BYTES)
    return most
