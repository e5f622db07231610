"""Every page of responsibility opens for who may see it, and the acts on them work."""

from io import BytesIO

import pytest
from django.test import Client

from sanze.foundation.acts import entry
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.responsibility.commands.listing import add_item, record_licence
from sanze.know.responsibility.commands.proving import prove
from sanze.know.responsibility.models import Assignment, Audit, DutyItem, Finding, Licence
from sanze.know.responsibility.tests.factories import leader, named
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return cast.city()


@pytest.fixture
def committee(city) -> Client:
    client = Client()
    cast.sign_in(client, city.committee)
    return client


def test_each_page_opens(city, committee):
    post = leader("副市长")
    made = named(city.committee.actor, post, "township_leader", Area.objects.get(code=cast.EAST))
    licence = record_licence(
        city.committee.actor, city.mine, permit="采矿许可证", unit="应急管理局", issued_on=cast.BEGIN
    )
    add_item(city.committee.actor, post, text="每月分析形势", on=today())
    audit = prove(INSTALLER, Area.objects.get(code=cast.COUNTY), on=today())
    finding = Finding.objects.first()
    label = entry.label(city.mine)
    for address, words in {
        "/responsibility/": ["责任覆盖", "立即审计", "东镇"],
        "/responsibility/points/": [],
        "/responsibility/mend/": ["成批整改", "设立承担"],
        "/responsibility/audits/": ["责任覆盖审计"],
        audit.get_absolute_url(): [audit.digest, "出具空档清单"],
        "/responsibility/findings/?open=1": ["空档", "待整改"],
        finding.get_absolute_url(): [finding.mend],
        "/responsibility/assignments/": ["东镇"],
        made.get_absolute_url(): ["包乡镇领导", "测试"],
        "/responsibility/assignments/pass-on/": ["市政府副市长：包乡镇领导"],
        f"/responsibility/assignments/pass-on/?post={post.pk}&kind=township_leader": ["改派所选"],
        f"/responsibility/of/{label}/": ["打非责任部门", "首张许可为采矿许可证", "责任链"],
        f"/responsibility/of/{label}/?on=2026-02-01": ["责任链"],
        f"/responsibility/of/{label}/name/": ["指定责任岗位"],
        "/responsibility/settled/": ["东山煤矿", "应急管理局"],
        "/responsibility/board/": ["挂牌责任制"],
        "/responsibility/board/import/": ["挂牌政府领导"],
        "/responsibility/duty-lists/": ["市政府副市长"],
        f"/responsibility/duty-lists/{post.pk}/": ["管行业必须管安全", "每月分析形势", "挂牌领导到所挂企业检查指导"],
        f"/responsibility/duty-lists/{post.pk}/print/": ["一岗双责", "签字"],
        "/responsibility/first-handlers/?industry=hazchem": ["首办负责", "应急管理局"],
        "/responsibility/licences/": ["采矿许可证"],
        licence.get_absolute_url(): ["应急管理局"],
        city.mine.get_absolute_url(): ["责任链", "属地村（社区）"],
        Area.objects.get(code=cast.EAST).get_absolute_url(): ["包乡镇领导"],
    }.items():
        answer = committee.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert [each for each in words if each not in text] == [], address


def test_a_post_is_named_on_the_page_and_a_refusal_is_its_sentence(city, committee):
    post = leader("副市长")
    told = {"kind": "township_leader", "role": "main", "post": post.pk, "first": str(today()), "paper": "云政〔1〕"}
    label = entry.label(Area.objects.get(code=cast.EAST))
    assert committee.post(f"/responsibility/of/{label}/name/", told).status_code == 302
    again = committee.post(f"/responsibility/of/{label}/name/", told)

    assert again.status_code == 409
    assert "同一对象同一时间只能有一个主责岗位" in again.content.decode()
    other = leader("市长")
    query = f"?post={post.pk}&kind=township_leader"
    committee.post(
        f"/responsibility/assignments/pass-on/{query}", {"post": other.pk, "paper": "调整", "subject": [label]}
    )
    assert Assignment.objects.get(until=None).post == other


def test_the_proof_is_run_and_its_list_issued_on_the_page(city, committee):
    county = Area.objects.get(code=cast.COUNTY)
    assert committee.post(f"/responsibility/counties/{county.pk}/prove/").status_code == 302
    audit = Audit.objects.get()
    answer = committee.post(f"/responsibility/audits/{audit.pk}/issue/", {"paper": "statement"}, follow=True)
    assert "不能出具无空档证明" in answer.content.decode()
    answer = committee.post(f"/responsibility/audits/{audit.pk}/issue/", {"paper": "gaps"}, follow=True)
    assert "责任空档清单" in answer.content.decode()


def test_a_board_is_imported_after_every_bad_row_was_shown(city, committee):
    leader("副市长")
    city.mine.refresh_from_db()

    parties.amend(INSTALLER, city.mine, name=city.mine.name, industry="coal", listed=True)
    lines = ["企业,挂牌政府领导", "东山煤矿,市政府副市长", "西河加油站,市政府副市长", "无名矿,谁", "东山煤矿,查无此人"]
    file = BytesIO("\n".join(lines).encode())
    file.name = "挂牌.csv"
    checked = committee.post("/responsibility/board/import/", {"file": file, "paper": "云安委〔2026〕4号"})
    text = checked.content.decode()
    for words in ("不是重点企业", "企业档案中没有这家企业", "与第 2 行重复", "只导入无误的 1 行"):
        assert words in text
    assert committee.post("/responsibility/board/import/confirm/").status_code == 302
    assert Assignment.objects.get().paper == "云安委〔2026〕4号"
    assert "市政府副市长" in committee.get("/responsibility/board/").content.decode()


def test_people_see_and_do_what_is_theirs(city):
    village = Client()
    cast.sign_in(village, city.village)
    assert village.get("/responsibility/mend/").status_code == 403
    assert village.get(f"/responsibility/of/{entry.label(city.garage)}/").status_code == 404
    assert village.get(f"/responsibility/of/{entry.label(city.mine)}/name/").status_code == 403
    assert village.get(f"/responsibility/of/{entry.label(city.mine)}/").status_code == 200
    assert DutyItem.objects.count() == Licence.objects.count() == 0
