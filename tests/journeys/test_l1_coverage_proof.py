"""The proof of coverage: faults of every kind found, mended, and then a statement that anybody can check."""

import json

import pytest

from sanze.foundation.documents.models import OfficialDocument
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.tests import whole

pytestmark = pytest.mark.capability("L1")


@pytest.fixture(scope="module", autouse=True)
def filled(city):
    """Every seat of the city has somebody in it."""
    whole.fill(city)


def test_a_whole_county_gets_its_statement_and_anybody_can_check_it(as_):
    committee, stranger = as_("committee"), as_(None)

    committee.opens("/responsibility/")
    committee.presses("立即审计 云河市")
    committee.sees("无空档")
    committee.presses("出具无空档证明")
    document = OfficialDocument.objects.get(kind="coverage")
    committee.sees(document.number, "无空档证明")

    stranger.opens(f"/verify/{document.check_code}")
    stranger.sees("查到该文书，当前有效", "无空档证明", "与签发时一致")


def test_planted_faults_are_found_refuse_the_statement_and_are_mended(as_, city):
    whole.plant(city)
    committee = as_("committee")

    committee.opens("/responsibility/")
    committee.presses("立即审计 云河市")
    committee.presses("出具无空档证明")
    committee.sees("还有未消除的问题，不能出具无空档证明")
    committee.presses("出具空档清单")
    committee.sees("责任空档清单")

    committee.opens("/responsibility/mend/")
    for box in committee.page.locator("input[name=finding]").all():
        box.check()
    committee.presses("按最小整改办理所选")
    committee.sees("已消除")
    assert {each.flaw for each in Finding.objects.filter(gone_on=None)} == {"uncertified", "vacancy"}
    whole.mend_by_hand(city)
    committee.opens("/responsibility/")
    committee.presses("立即审计 云河市")
    committee.presses("出具无空档证明")
    committee.sees("无空档证明")


def test_the_command_line_proves_it_and_its_exit_code_means_something(as_, platform, city):
    done = platform.run("coverage", "prove", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["findings"] == []
    whole.plant_again(city)
    done = platform.run("coverage", "prove")
    assert done.returncode == 1
    assert "空档 西河加油站" in done.stderr


def test_an_officer_proves_and_states_nothing(as_):
    officer = as_("officer")

    officer.opens("/responsibility/")
    officer.misses("立即审计")
    assert officer.page.request.post("/responsibility/audits/1/issue/").status in (403, 404)
