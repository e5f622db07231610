"""The office's pages of regimes: reading, comparing, sending in, putting in force."""

from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.reading import packaged, read, unpack
from sanze.foundation.regime.writing import written
from sanze.perform.duties.commands.creating import keep_up
from tests import cast

pytestmark = pytest.mark.django_db

PLACE = "/system/regimes/"


@pytest.fixture
def office(client):
    cast.enforce_regime()
    cast.build_areas()
    cast.sign_in(client, cast.role("fengtao", "冯涛", kind="committee", unit="安委办", title="科员"))
    return client


@pytest.fixture
def grid(client):
    cast.enforce_regime()
    cast.build_areas()
    cast.sign_in(client, cast.role("wangfang", "王芳", kind="village", unit="桥头村", title="网格员"))
    return client


def package(version: str = "2") -> bytes:
    """The first regime as one file, with the village's cadence changed."""
    text = written(read(packaged("yunhe-2026")))
    village = text.index("id: village-daily")
    changed = text[:village] + text[village:].replace("every: daily", "every: weekly", 1)
    return changed.replace("version: '1'", f"version: '{version}'", 1).encode()


def send(client, content: bytes, name: str = "云河.yaml"):
    return client.post(f"{PLACE}receive/", {"file": SimpleUploadedFile(name, content)})


def body(response) -> str:
    return response.content.decode()


def test_the_list_shows_what_is_in_force(office):
    page = body(office.get(PLACE))

    assert "云河市关于加强2026年安全生产工作的意见" in page
    assert "施行中" in page
    assert f"{PLACE}enforce/" in page


def test_a_regime_shows_its_clauses_with_what_they_create(office):
    page = body(office.get(f"{PLACE}{Enforcement.objects.get().pk}/"))

    assert "第8条 网格化监管" in page
    assert "村（社区）每日巡查" in page
    assert "部分上线" in page


def test_its_duties_are_told_in_the_words_of_the_office(office):
    page = body(office.get(f"{PLACE}{Enforcement.objects.get().pk}/?part=duties"))

    assert "村（社区）网格员（辖区最近的）" in page
    assert "记录网格巡查，证据不少于 1 份，由本岗位办理" in page
    assert "全部村（社区）" in page
    assert "企业：行业为煤矿" in page
    assert "岗位：类别为行业监管部门" in page


@pytest.mark.parametrize("part", ["targets", "periods", "responsibilities", "limits", "powers"])
def test_every_part_opens(office, part):
    answer = office.get(f"{PLACE}{Enforcement.objects.get().pk}/?part={part}")

    assert answer.status_code == 200
    assert '<table class="ledger">' in body(answer)


def test_only_what_waits_to_be_confirmed_is_shown_on_request(office):
    here = f"{PLACE}{Enforcement.objects.get().pk}/?part=limits"

    assert "密码最少位数" in body(office.get(here))
    doubtful = body(office.get(f"{here}&doubtful=1"))
    assert "密码最少位数" not in doubtful
    assert "一般隐患整改期限上限" in doubtful
    assert "待核实" in doubtful


def test_clauses_are_narrowed_by_how_far_the_platform_is(office):
    page = body(office.get(f"{PLACE}{Enforcement.objects.get().pk}/?state=已上线"))

    assert "第7条 三责教育培训" in page
    assert "第13条" not in page


def test_a_draft_is_sent_in_compared_and_put_in_force(office):
    assert send(office, package()).status_code == 302
    draft = Draft.objects.get()
    in_force = Enforcement.objects.get()

    compared = body(office.get(f"{PLACE}compare/?before=enforcement:{in_force.pk}&after=draft:{draft.pk}"))
    assert "频次：每日一次 → 每周一次" in compared
    on = today() + timedelta(days=7)
    assert office.post(f"{PLACE}enforce/", {"source": f"draft:{draft.pk}", "on": on}).status_code == 302

    assert regime().duty["village-daily"].cadence.every == "daily"
    assert regime(on).duty["village-daily"].cadence.every == "weekly"
    assert "待施行" in body(office.get(PLACE))


def test_every_fault_of_a_package_is_told_and_nothing_is_written(office):
    broken = package().replace(b"kind: village", b"kind: knight")
    acts = Act.objects.count()

    answer = send(office, broken)

    assert answer.status_code == 422
    assert "没有岗位类别“knight”" in body(answer)
    assert (Act.objects.count(), Draft.objects.count()) == (acts, 0)


def test_a_refusal_returns_to_the_form_as_its_sentence(office):
    send(office, package(version="1"))

    answer = office.post(f"{PLACE}enforce/", {"source": f"draft:{Draft.objects.get().pk}", "on": today()})

    assert answer.status_code == 409
    assert "同一版本号已用于另一份内容" in body(answer)
    assert Enforcement.objects.count() == 1


def test_what_has_not_begun_is_withdrawn_from_its_page(office):
    send(office, package())
    on = today() + timedelta(days=7)
    office.post(f"{PLACE}enforce/", {"source": f"draft:{Draft.objects.get().pk}", "on": on})
    later = Enforcement.objects.get(version="2")
    assert f"{PLACE}{later.pk}/withdraw/" in body(office.get(f"{PLACE}{later.pk}/"))

    assert office.post(f"{PLACE}{later.pk}/withdraw/", {"reason": "文件有误"}).status_code == 302

    assert "已撤回" in body(office.get(PLACE))
    assert regime(on).version == "1"


def test_the_file_of_a_regime_reads_back_as_that_regime(office):
    answer = office.get(f"{PLACE}file/enforcement:{Enforcement.objects.get().pk}/")

    assert unpack("again.yaml", answer.content) == read(packaged("yunhe-2026"))
    assert office.get(f"{PLACE}file/draft:999/").status_code == 404
    assert office.get(f"{PLACE}file/package:../secret/").status_code == 404


def test_a_post_without_the_grant_reads_and_writes_nothing(grid):
    pk = Enforcement.objects.get().pk
    places = ["", f"{pk}/", "compare/", f"file/enforcement:{pk}/", "enforce/", "receive/", f"{pk}/withdraw/"]

    assert [grid.get(PLACE + each).status_code for each in places] == [403] * 7


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(PLACE).status_code == 302


def owed_in_the_last_days(days: int = 5) -> None:
    """A village post with somebody in it, whose daily patrols of the last days nobody made."""
    begin = datetime.combine(today() - timedelta(days=days), time(1), SHANGHAI)
    with fixed(begin):
        cast.enforce_regime()
        cast.build_areas()
        cast.role("wangfang", "王芳", kind="village", unit="桥头村", title="网格员", area=cast.EAST_VILLAGE)
    keep_up(today())


def test_what_a_rule_set_would_send_is_told_before_it_is_enforced(client):
    owed_in_the_last_days()
    cast.sign_in(client, cast.role("fengtao", "冯涛", kind="committee", unit="安委办", title="科员"))
    send(client, package())
    draft = Draft.objects.get()

    page = body(client.get(f"{PLACE}enforce/"))
    assert "提醒数量" in page
    assert f"/system/regimes/reminders/?regime=draft%3A{draft.pk}" in page
    standing = Enforcement.objects.get().pk
    compared = body(client.get(f"{PLACE}compare/?before=enforcement:{standing}&after=draft:{draft.pk}"))
    assert "逐日查看" in compared

    days = body(client.get(f"{PLACE}reminders/?regime=enforcement:{standing}"))
    assert "桥头村网格员" in days
    assert "合计 0 条" not in days
    coming = body(client.get(f"{PLACE}reminders/?regime=draft:{draft.pk}&days=7"))
    assert "尚未办结" in coming


def test_counts_of_an_unknown_regime_are_not_there(office):
    assert office.get(f"{PLACE}reminders/?regime=draft:99").status_code == 404
    assert office.get(f"{PLACE}reminders/").status_code == 404


def test_a_grid_worker_does_not_see_the_counts(grid):
    assert grid.get(f"{PLACE}reminders/?regime=package:yunhe-2026").status_code == 403


def adjusted(client, **more):
    told = {"duty": "", "every": "", "limit": "", "value": ""} | more
    return client.post(f"{PLACE}adjust/", told)


def test_one_cadence_is_changed_without_a_file_and_leads_to_its_rehearsal(office):
    answer = adjusted(office, duty="township-weekly", every="daily")

    draft = Draft.objects.get()
    assert (draft.version, draft.source) == ("1.1", "页面调整")
    assert answer["Location"] == f"{PLACE}rehearse/?after=draft:{draft.pk}"
    page = body(office.get(answer["Location"]))
    assert "每周多" in page
    assert "乡镇（街道）每周排查" in page
    assert regime().version == "1"


def test_one_limit_is_changed_and_nothing_owed_differs(office):
    adjusted(office, limit="dangers.rectify.general", value="7")

    draft = Draft.objects.get()
    assert draft.content["limits"]["dangers.rectify.general"]["value"] == 7
    assert "履责事项没有变化" in body(office.get(f"{PLACE}rehearse/?after=draft:{draft.pk}"))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "没有任何改动"),
        ({"duty": "township-weekly"}, "请选择新的频次"),
        ({"limit": "dangers.rectify.general"}, "请填写新的数值"),
        ({"duty": "township-weekly", "every": "weekly"}, "没有任何改动"),
    ],
)
def test_nothing_is_drafted_where_nothing_or_half_is_said(office, told, sentence):
    assert sentence in body(adjusted(office, **told))
    assert not Draft.objects.exists()


def test_a_second_change_gets_the_next_version(office):
    adjusted(office, limit="dangers.rectify.general", value="7")
    adjusted(office, limit="dangers.rectify.general", value="8")

    assert sorted(Draft.objects.values_list("version", flat=True)) == ["1.1", "1.2"]


def test_the_rehearsed_draft_is_put_in_force_from_the_same_page(office):
    adjusted(office, limit="dangers.rectify.general", value="7")
    draft, day = Draft.objects.get(), today() + timedelta(days=3)

    office.post(f"{PLACE}enforce/", {"source": f"draft:{draft.pk}", "on": day.isoformat()})

    assert Enforcement.objects.get(version="1.1").in_force_from == day


def test_a_span_that_is_none_or_to_come_gets_a_sentence(office):
    adjusted(office, limit="dangers.rectify.general", value="7")
    place = f"{PLACE}rehearse/?after=draft:{Draft.objects.get().pk}"

    assert "请写明起止日期" in body(office.get(f"{place}&span=昨天"))
    assert "不能晚于今天" in body(office.get(f"{place}&span=2026-01-01 至 2999-01-01"))
    assert office.get(f"{PLACE}rehearse/?after=draft:0").status_code == 404


def test_a_post_without_the_power_neither_adjusts_nor_rehearses(grid):
    assert grid.get(f"{PLACE}adjust/").status_code == 403
    assert grid.get(f"{PLACE}rehearse/").status_code == 403
