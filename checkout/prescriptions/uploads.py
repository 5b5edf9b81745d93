"""What a form with files asks for: take those that were sent, remove the one that was named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from checkout.prescriptions.actions import CannotSend
from checkout.prescriptions.files import words
from checkout.prescriptions.files.proven import Reason, Refused
from checkout.prescriptions.files.scanning import ScannerAway
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.sending import send
from checkout.prescriptions.upload_handler import too_large

FIELD, REMOVE = "files", "remove"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that was not taken, and what to do about it."""

    called: str
    message: str

    def __str__(self) -> str:
        return f"{self.called}: {self.message}" if self.called else self.message


def take_files(request: HttpRequest, add: Callable[[Taken, str], object]) -> list[FileProblem]:
    """Take every file that was sent; `add` writes one down under its name, or raises CannotSend."""
    return [*_left_out(request), *_refused(request, add)]


def token_to_remove(request: HttpRequest) -> str:
    """Of the file that was named; "" where none was, or nothing that can be one."""
    try:
        return str(UUID(request.POST.get(REMOVE, "")))
    except ValueError:
        return ""


def _left_out(request: HttpRequest) -> list[FileProblem]:
    return [FileProblem(name, words.words_for(Reason.TOO_LARGE)) for name in too_large(request)]


def _refused(request: HttpRequest, add: Callable[[Taken, str], object]) -> Iterator[FileProblem]:
    for upload in request.FILES.getlist(FIELD):
        called = upload.name or _("Your file")
        try:
            send(upload.read(), lambda taken, called=called: add(taken, called))
        except Refused as refusal:
            yield FileProblem(called, words.words_for(refusal.reason))
        except ScannerAway:
            yield FileProblem(called, str(words.SCANNER_AWAY))
        except CannotSend as refusal:
            yield FileProblem(called, str(refusal))
