"""Files on their way from a browser into the store."""

from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from sanze.foundation.evidence import storage
from sanze.foundation.evidence.commands import FileTooLarge, keep
from sanze.foundation.evidence.limits import most_bytes
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.scope.actor import Actor


def keep_file(actor: Actor, file: BinaryIO, name: str, *, key: UUID | None = None) -> Evidence:
    """Receive the whole of `file` and keep it; raises what `keep` raises, and then nothing is left behind."""
    token = storage.receive(_chunks(file), most_bytes())
    try:
        return keep(actor, None, received=token, name=name, key=key).evidence
    finally:
        storage.incoming(token).unlink(missing_ok=True)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(storage.CHUNK):
        yield chunk


class BoundedUpload(FileUploadHandler):
    """Stops taking a file in as soon as it passes the limit; the names of such files are in `self.oversized`.

    Put first among a request's upload handlers, before anything reads its POST.
    """

    chunk_size = 256 * 1024

    def __init__(self, request=None):
        super().__init__(request)
        self.most, self.oversized = most_bytes(), []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > self.most:
            self.oversized.append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler holds the file."""

    def refusals(self) -> list[tuple[str, FileTooLarge]]:
        """Each file that was not taken in, with the sentence for it."""
        return [(name, FileTooLarge(f"上限 {self.most // 1024**2} MB")) for name in self.oversized]
