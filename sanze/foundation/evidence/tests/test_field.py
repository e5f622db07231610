"""The form field: works as an ordinary upload, keeps what was kept, says what was refused where it was."""

from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from sanze.foundation.evidence.field import ANYTHING, EvidenceField, EvidenceWidget, keep_uploads
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.evidence.tests import files
from sanze.foundation.evidence.uploads import keep_file


class Report(forms.Form):
    title = forms.CharField(label="标题")
    photos = EvidenceField(label="现场照片", least=1, most=3, widget=EvidenceWidget(capture="environment"))
    papers = EvidenceField(label="附件", widget=EvidenceWidget(accept=ANYTHING, label="添加文件"))


def report(posted: str, **brought) -> Report:
    sent = {name: [SimpleUploadedFile(*each) for each in several] for name, several in brought.items()}
    return Report(QueryDict(posted), MultiValueDict(sent))


def test_files_of_an_ordinary_form_become_hashes(east):
    form = report("title=a", photos=[("甲.jpg", files.photo()), ("乙.jpg", files.photo(colour=(9, 9, 9)))])

    assert form.is_valid()
    assert keep_uploads(east.actor, form)
    assert form.cleaned_data["photos"] == [Evidence.objects.get(name=name).digest for name in ("甲.jpg", "乙.jpg")]
    assert form.cleaned_data["papers"] == []


def test_hashes_sent_before_count_with_the_files_sent_now(east):
    digest = keep_file(east.actor, BytesIO(files.photo()), "甲.jpg").digest
    form = report(f"title=a&photos={digest}&photos={digest}", photos=[("乙.png", files.photo(format_name="PNG"))])

    assert form.is_valid()
    assert keep_uploads(east.actor, form)
    assert form.cleaned_data["photos"] == [digest, Evidence.objects.get(name="乙.png").digest]


def test_an_input_that_a_browser_sent_empty_is_nothing(db):
    form = report("title=a&papers=", photos=[("甲.jpg", files.photo())])

    assert form.is_valid()
    assert not form.cleaned_data["papers"]


def test_a_refused_file_is_named_at_its_field_and_the_others_stay_in_the_form(east):
    form = report("title=a", photos=[("甲.jpg", files.photo()), ("乙.svg", files.SVG)])

    assert form.is_valid()
    assert not keep_uploads(east.actor, form)
    [sentence] = form.errors["photos"]
    assert sentence.startswith("乙.svg：不支持这种文件")
    shown = str(form["photos"])
    assert f'name="photos" value="{Evidence.objects.get().digest}" checked' in shown
    assert shown.count("<figure") == 1


@pytest.mark.parametrize(
    ("posted", "count", "sentence"),
    [
        ("title=a", 0, "请上传照片或文件"),
        ("title=a", 4, "最多上传 3 个文件，现有 4 个"),
        ("title=a&photos=", 0, "请上传照片或文件"),
        ("title=a&photos=../../etc", 0, "附件编号不对，请重新上传"),
    ],
)
def test_too_few_too_many_and_false_hashes_are_refused(posted, count, sentence, db):
    form = report(posted, photos=[(f"{number}.jpg", files.photo()) for number in range(count)])

    assert form.errors["photos"] == [sentence]
    assert not Evidence.objects.exists()


def test_an_empty_form_offers_the_camera_and_asks_for_several_files(db):
    form = Report()

    assert form.is_multipart()
    shown = str(form["photos"])
    assert 'type="file" name="photos"' in shown
    assert 'capture="environment"' in shown
    assert 'accept="image/*"' in shown
    assert " multiple" in shown
    assert "style=" not in shown
    assert 'capture' not in str(form["papers"])
    assert "添加文件" in str(form["papers"])


def test_a_form_tells_the_names_of_those_files_only_that_the_actor_may_open(east, west):
    photo = keep_file(east.actor, BytesIO(files.photo()), "机密.jpg").digest
    posted = f"photos={photo}&photos={'0' * 64}"

    unchecked, own, foreign = report(posted), report("title=a&" + posted), report("title=a&" + posted)
    for form, someone in ((own, east), (foreign, west)):
        assert form.is_valid()
        keep_uploads(someone.actor, form)

    assert "机密" not in str(unchecked["photos"])
    assert f'value="{photo}"' in str(unchecked["photos"])
    assert "机密" in str(own["photos"])
    assert "<figure" not in str(foreign["photos"])
    assert '"' + "0" * 64 not in str(unchecked["photos"]) + str(own["photos"])
