"""One danger through every turn of the loop, and what its acts tell afterwards."""

from datetime import timedelta

from sanze.foundation.acts.events import HANDLERS
from sanze.foundation.acts.models import Act
from sanze.foundation.evidence.queries import exhibits_of, usable
from sanze.foundation.moment import fixed
from sanze.perform.dangers import events
from sanze.perform.dangers.commands import closing, extensions, grading, majors, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh


def day(count):
    return fixed(MORNING + timedelta(days=count))


def test_a_major_danger_takes_every_turn_and_all_of_it_is_on_record(city, monkeypatch):
    told = []
    for event in [
        each for each in vars(events).values() if isinstance(each, type) and each.__name__.startswith("Dang")
    ]:
        monkeypatch.setitem(HANDLERS, event, [lambda event: told.append(type(event).__name__)])

    finding = Finding("主扇停风后未撤人", item_code="CM-07", criterion_code="coal-05", major_suspected=True)
    danger = reporting.report(city.village.actor, city.mine, finding=finding, on=DAY, source="patrol")
    with day(1):
        grading.grade(city.officer.actor, danger, major=True, criterion_code="coal-05")
        make.order(city, fresh(danger), days=30)
        make.plan(city, danger)
        majors.report_major(
            city.manager.actor, danger, authority_on=DAY + timedelta(days=1), congress_on=DAY + timedelta(days=1)
        )
    with day(20):
        first = extensions.ask_extension(
            city.manager.actor, danger, due=DAY + timedelta(days=50), reason="设备采购周期"
        )
        extensions.decide_extension(city.officer.actor, first, granted=True)
    with day(40):
        make.rectify(city, danger)
        orders.send_back(city.second.actor, danger, reason="备用主扇未到位", due=DAY + timedelta(days=60))
    with day(55):
        make.rectify(city, danger, account="备用主扇已安装")
        closing.close(
            city.second.actor, danger, on=DAY + timedelta(days=55), opinion="已消除", evidence=make.photo(city.second)
        )
    with day(80):
        orders.reopen(city.officer.actor, danger, reason="回头看发现备用主扇被拆走", due=DAY + timedelta(days=90))

    danger = fresh(danger)
    assert (danger.state, danger.returned_times, danger.reopened_times) == ("ordered", 1, 1)
    acts = Act.objects.filter(records__contains=[f"dangers.danger:{danger.pk}"]).order_by("at", "id")
    assert [act.command.split(".")[1] for act in acts] == [
        "report", "grade", "order", "plan", "report_major", "ask_extension", "decide_extension",
        "rectify", "send_back", "rectify", "close", "reopen",
    ]  # fmt: skip
    deadlines = [act.changes.get(f"dangers.danger:{danger.pk}", {}).get("due_on") for act in acts]
    assert [each for each in deadlines if each] == [
        [None, "2026-04-02"], ["2026-04-02", "2026-04-21"], ["2026-04-21", "2026-05-01"], ["2026-05-01", "2026-05-31"],
    ]  # fmt: skip
    assert told == [
        "DangerReported", "DangerGraded", "DangerOrdered", "DangerExtended", "DangerRectified", "DangerSentBack",
        "DangerRectified", "DangerClosed", "DangerReopened",
    ]  # fmt: skip


def test_evidence_is_sealed_with_the_act_and_seen_with_the_danger(city):
    danger = make.rectified(city)

    act = Act.objects.get(command="dangers.rectify")
    exhibit = exhibits_of(danger, "rectified").get()
    assert act.evidence == [exhibit.evidence.digest]
    others = [each for each in act.records if not each.startswith("duties.")]
    assert others == [f"dangers.danger:{danger.pk}", f"evidence.exhibit:{exhibit.pk}"]
    assert usable(city.officer.actor, exhibit.evidence.digest)
    assert not usable(city.west.actor, exhibit.evidence.digest)


def test_east_and_west_see_their_own_and_the_department_its_industry(city):
    east = make.reported(city)
    west = reporting.report(city.west.actor, city.garage, finding=Finding("加油机渗漏"), on=DAY)

    def seen(role):
        return set(Danger.objects.visible_to(role.actor))

    assert seen(city.officer) == seen(city.village) == seen(city.manager) == seen(city.department) == {east}
    assert seen(city.west) == seen(city.west_manager) == {west}
    assert seen(city.committee) == {east, west}
