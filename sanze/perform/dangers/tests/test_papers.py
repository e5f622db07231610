"""What the documents about a danger say, and that an order is issued with its number."""

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.documents.commands import NotNow, SaidAlready, issue
from sanze.foundation.documents.docx import render
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Fields, Items, Para
from sanze.perform.dangers import papers
from sanze.perform.dangers.commands import orders
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, fresh, refused


def words(paper, kind):
    return [each for each in paper.blocks if isinstance(each, kind)]


def test_an_order_is_issued_with_its_number_in_the_act_that_orders(city):
    danger = make.ordered(city)

    document = OfficialDocument.objects.get()
    act = Act.objects.get(command="dangers.order")
    assert danger.order_number == document.number == "（云）应急责改〔2026〕1号"
    assert f"documents.officialdocument:{document.pk}" in act.records
    assert (document.recipient, document.issued_on, document.party_id) == ("东山煤矿", DAY, city.mine.pk)
    assert OfficialDocument.objects.visible_to(city.manager.actor).exists()
    assert not OfficialDocument.objects.visible_to(city.west.actor).exists()


def test_a_refused_order_takes_no_number(city):
    danger = make.graded(city)
    with refused(orders.ElementMissing, danger):
        make.order(city, danger, measures="")

    make.order(city, danger)

    assert fresh(danger).order_number == "（云）应急责改〔2026〕1号"


def test_an_order_says_what_is_wrong_by_which_rule_and_what_is_to_be_done_by_when(city):
    danger = make.ordered(city, major=True, days=30)

    paper = papers.order_paper(danger)

    assert words(paper, Items)[0].texts == (
        "二采区：主扇风机停机后未撤人（依据：《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项）",
    )
    assert words(paper, Fields)[0].pairs == (
        ("隐患编号", danger.number),
        ("隐患等级", "重大"),
        ("整改责任人", "吴刚"),
        ("整改期限", "2026年4月1日"),
        ("计划资金", "1.5 万元"),
    )
    assert "应急预案：停风即断电撤人" in [each.text for each in words(paper, Para)]
    assert paper.receipt
    assert "行政复议" in paper.remedies


def test_the_opinion_after_a_second_look_says_whether_the_danger_is_gone(city):
    gone, standing = make.closed(city), make.rectified(city)
    orders.send_back(city.officer.actor, standing, reason="备用主扇未到位", due=DAY.replace(day=12))

    closed = [each.text for each in words(papers.reinspection_paper(gone), Para)]
    returned = [each.text for each in words(papers.reinspection_paper(fresh(standing)), Para)]

    assert "现场核查，已消除" in closed
    assert any("同意销号" in each for each in closed)
    assert "该隐患尚未消除：备用主扇未到位" in returned
    assert any("2026年3月12日前（含当日）继续整改" in each for each in returned)


def test_each_document_is_issued_when_there_is_something_to_say_and_once(city):
    ordered, closed = make.ordered(city), make.closed(city)

    with pytest.raises(NotNow):
        issue(city.officer.actor, ordered, kind="reinspection")
    with pytest.raises(SaidAlready):
        issue(city.officer.actor, ordered, kind="order")
    document = issue(city.officer.actor, closed, kind="reinspection")

    assert document.number == "（云）应急复查〔2026〕1号"


@pytest.mark.parametrize("state", [make.ordered, make.closed])
def test_every_paper_can_be_drawn(city, state):
    danger = state(city)
    kinds = [each for each in papers.KINDS if each.when(danger)]

    assert kinds
    for each in kinds:
        assert render(each.build(danger))[:2] == b"PK"
