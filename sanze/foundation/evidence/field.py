"""A form field for photographs and files: those kept already by their hashes, new ones by an ordinary upload.

It works without any script: the form posts the files, `keep_uploads` keeps them and leaves their hashes.
"""

from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.evidence.queries import may_use
from sanze.foundation.evidence.storage import DIGEST
from sanze.foundation.evidence.tiles import tile
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.scope.actor import Actor

PHOTOS = "image/*"
ANYTHING = "image/*,video/mp4,video/quicktime,audio/mp4,audio/mpeg,.pdf,.docx,.xlsx"


@dataclass
class Brought:
    """What a form brought: hashes of kept files, and files not kept yet."""

    hashes: list[str] = field(default_factory=list)
    files: list[UploadedFile] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.hashes or self.files)


class EvidenceWidget(forms.FileInput):
    """Tiles of the kept files, each with its hash hidden in the form, and a file input of the same name.

    accept: the kinds offered. capture: 'environment' opens the camera of a telephone at once. actor: who fills
    the form; until that is known, the tiles tell no names.
    """

    actor: Actor | None = None
    template_name = "evidence/field.html"
    allow_multiple_selected = True

    def __init__(self, *, accept: str = PHOTOS, capture: str = "", label: str = "添加照片"):
        super().__init__(attrs={"accept": accept, "multiple": True} | ({"capture": capture} if capture else {}))
        self.label = label

    def value_from_datadict(self, data, files, name) -> Brought:
        hashes = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        brought = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        # A browser sends a file input left empty as an empty text of that name.
        return Brought([each for each in hashes if each], list(brought))

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data and name not in files

    def format_value(self, value) -> list[str]:
        hashes = value.hashes if isinstance(value, Brought) else value or []
        return [each for each in hashes if DIGEST.fullmatch(each)]

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("class", None)
        context["files"] = self._tiles(self.format_value(value))
        context["label"] = self.label
        return context

    def _tiles(self, hashes: list[str]) -> list[dict]:
        kept = {each.digest: each for each in Evidence.objects.filter(digest__in=hashes)}
        found = [kept[each] for each in dict.fromkeys(hashes) if each in kept]
        if self.actor is None:
            return [tile(each, f"文件 {number}") for number, each in enumerate(found, start=1)]
        return [tile(each) for each in found if may_use(self.actor, each)]


class EvidenceField(forms.Field):
    """Cleans to a `Brought`; after `keep_uploads` to a plain list of hashes, as `attach` takes it.

    least, most: how many files.
    """

    widget = EvidenceWidget

    def __init__(self, *, least: int = 0, most: int = 20, widget: EvidenceWidget | None = None, **kwargs):
        self.least, self.most = least, most
        super().__init__(required=least > 0, widget=widget or EvidenceWidget(), **kwargs)

    def clean(self, value: Brought) -> Brought:
        if any(not DIGEST.fullmatch(each) for each in value.hashes):
            raise forms.ValidationError("附件编号不对，请重新上传")
        hashes = list(dict.fromkeys(value.hashes))
        count = len(hashes) + len(value.files)
        if count < self.least:
            raise forms.ValidationError(f"请至少上传 {self.least} 个文件" if self.least > 1 else "请上传照片或文件")
        if count > self.most:
            raise forms.ValidationError(f"最多上传 {self.most} 个文件，现有 {count} 个")
        return Brought(hashes, value.files)


def keep_uploads(actor: Actor, form: forms.Form) -> bool:
    """Keep what a valid form brought, and put lists of hashes in its cleaned data; False if a file was refused.

    A refusal stands at its field, and the files kept before it stay in the form, so nobody uploads them twice.
    """
    good = True
    for name, each in form.fields.items():
        brought = form.cleaned_data.get(name)
        if not isinstance(each, EvidenceField) or not isinstance(brought, Brought):
            continue
        each.widget.actor = actor
        hashes, refusals = _kept(actor, brought)
        _remember(form, name, hashes)
        for sentence in refusals:
            form.add_error(name, sentence)
            good = False
        if not refusals:
            form.cleaned_data[name] = hashes
    return good


def _kept(actor: Actor, brought: Brought) -> tuple[list[str], list[str]]:
    hashes, refusals = list(brought.hashes), []
    for file in brought.files:
        try:
            hashes.append(keep_file(actor, file, file.name).digest)
        except Refused as refused:
            refusals.append(f"{file.name}：{refused}")
    return list(dict.fromkeys(hashes)), refusals


def _remember(form: forms.Form, name: str, hashes: list[str]) -> None:
    """Let the form show the kept files when it comes back with an error."""
    form.data = form.data.copy()
    form.data.setlist(form.add_prefix(name), hashes)
    form.files = form.files.copy()
    form.files.pop(form.add_prefix(name), None)
