"""How files come in: a large one is never stored, and the rest of its form is not lost."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from checkout.prescriptions.files.proven import MOST_BYTES


class TooLargeIsLeftOut(FileUploadHandler):
    """Stands before Django's own handlers; `too_large(request)` names what was left out.

    A view may take more in than a prescription may have, by a `most_upload_bytes` of its own.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > _most_bytes(self.request):
            self.request.too_large = [*too_large(self.request), str(self.file_name)]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps it."""


def too_large(request: HttpRequest) -> list[str]:
    """The names of files that are not among request.FILES because of their size."""
    return getattr(request, "too_large", [])


def _most_bytes(request: HttpRequest) -> int:
    view = request.resolver_match and request.resolver_match.func
    return getattr(view, "most_upload_bytes", MOST_BYTES)
