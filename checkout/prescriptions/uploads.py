"""What a form with files asks for: take those that were sent, remove the one that was named."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from errno import errorcode
from time import monotonic

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalog.uploads import left_out, was_left_out
from checkout.prescriptions.actions import CannotSend, Places
from checkout.prescriptions.files import words
from checkout.prescriptions.files.proven import Reason, Refused
from checkout.prescriptions.files.proving import Busy
from checkout.prescriptions.files.scanning import ScannerAway
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.sending import send

FIELD, REMOVE = "files", "remove"
# Of one request: a web server has few threads, and everybody waits for one.
SECONDS = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that was not taken, and what to do about it."""

    called: str
    message: str

    def __str__(self) -> str:
        return f"{self.called}: {self.message}" if self.called else self.message


def is_about_files(request: HttpRequest) -> bool:
    """Whether files were sent, too large or not, or one is to be removed."""
    return bool(request.FILES) or REMOVE in request.POST or was_left_out(request)


def take_files(
    request: HttpRequest, add: Callable[[Taken, str], object], places: Places
) -> list[FileProblem]:
    """Take the files that were sent; `add` writes one down under its name, or raises CannotSend.

    Each may take seconds to read: no more are looked at than there are places, none after half a
    minute, and none after one that waited for another request's in vain.
    """
    sent = request.FILES.getlist(FIELD)
    until = monotonic() + SECONDS
    problems = [*_left_out(request), *_refused(sent[: places.free], add, until)]
    others = sent[places.free :]
    return problems + [FileProblem(_name(upload), places.otherwise) for upload in others]


def _left_out(request: HttpRequest) -> list[FileProblem]:
    return [FileProblem(name, words.words_for(Reason.TOO_LARGE)) for name in left_out(request)]


def _refused(
    uploads: Iterable[UploadedFile], add: Callable[[Taken, str], object], until: float
) -> Iterator[FileProblem]:
    waiting = iter(uploads)
    for upload in waiting:
        called = _name(upload)
        try:
            if monotonic() > until:
                raise CannotSend(_("The files before it took long to read: send it again alone."))
            send(upload.read(), lambda taken, called=called: add(taken, called))
        except Refused as refusal:
            yield FileProblem(called, words.words_for(refusal.reason))
        except ScannerAway:
            yield FileProblem(called, str(words.CANNOT_CHECK))
        except Busy:
            for one in (upload, *waiting):
                yield FileProblem(_name(one), str(words.CANNOT_CHECK))
        except OSError as error:
            log.error("A file could not be kept: %s", errorcode.get(error.errno or 0, "OSError"))
            yield FileProblem(called, str(words.CANNOT_KEEP))
        except CannotSend as refusal:
            yield FileProblem(called, str(refusal))


def _name(upload: UploadedFile) -> str:
    return upload.name or _("Your file")
