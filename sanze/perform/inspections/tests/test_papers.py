"""What the documents about a visit say, and who may read them."""

import pytest

from sanze.foundation.documents.commands import NotNow, issue
from sanze.foundation.documents.docx import render
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Fields, Para, Table
from sanze.perform.inspections import papers
from sanze.perform.inspections.commands import recording
from sanze.perform.inspections.tests import factories as make
from sanze.perform.inspections.tests.factories import finding, fresh


def texts(paper) -> str:
    return "".join(each.text for each in paper.blocks if isinstance(each, Para))


def told(paper) -> dict:
    return dict(pair for each in paper.blocks if isinstance(each, Fields) for pair in each.pairs)


def test_the_record_says_who_when_training_results_and_findings(city):
    visit = make.approved(city)
    findings = [finding("CM-07", place="二采区"), finding("", title="护栏缺失", corrected_on_spot=True)]
    make.record(city, visit, results=make.results("CM-07"), findings=findings, accompanied_by="吴刚")

    paper = papers.inspection_paper(fresh(visit))

    pairs = told(paper)
    assert pairs["检查时间"] == "2026年3月2日10时0分至2026年3月2日11时0分"
    assert pairs["检查人员"] == "李强（执法证号 YH-002）；周敏（执法证号 YH-003）"
    assert (pairs["陪同人员"], pairs["主要负责人"], pairs["未培训上岗"]) == ("吴刚", "有效", "0 人")
    assert "共检查3项，其中合格2项，不合格1项，不涉及0项。" in texts(paper)
    rows = next(each.rows for each in paper.blocks if isinstance(each, Table))
    assert [row[1] for row in rows] == ["二采区：主扇停风后未撤人", "护栏缺失"]
    assert rows[1][3] == "当场改正"


def test_a_visit_without_findings_and_a_refused_signature_are_said(city):
    visit = make.recorded(city, signature="", refusal_note="负责人离开现场")

    said = texts(papers.inspection_paper(visit))

    assert "现场检查未发现事故隐患。" in said
    assert "被检查单位拒绝签字，情况说明：负责人离开现场" in said


def test_the_approval_is_issued_for_the_offices_alone(city):
    visit = make.approved(city)

    document = issue(city.chief.actor, visit, kind="approval")

    assert document.number == "（云）应急检审〔2026〕1号"
    pairs = told(document.paper)
    assert (pairs["检查事由"], pairs["审批意见"], pairs["年度频次"]) == ("年度检查计划", "批准。", "计入")
    make.record(city, visit)
    assert not OfficialDocument.objects.visible_to(city.manager.actor).exists()


def test_no_record_of_what_was_not_inspected_is_issued(city):
    patrol = recording.patrol(city.village.actor, city.mine, **make.span())

    for visit, kind in [(make.approved(city), "inspection"), (patrol, "inspection"), (patrol, "approval")]:
        with pytest.raises(NotNow):
            issue(city.officer.actor, visit, kind=kind)
    assert issue(city.officer.actor, make.recorded(city), kind="inspection").number == "（云）应急检记〔2026〕1号"


def test_every_paper_can_be_drawn(city):
    visit = make.recorded(city)

    for each in papers.KINDS:
        assert render(each.build(visit))[:2] == b"PK"
