"""The open interface: a program with the key of a post, under the same powers, scope and traces as the pages."""

from uuid import uuid4

import pytest
from playwright.sync_api import APIRequestContext

from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make
from tests import cast

pytestmark = pytest.mark.capability("X8")


@pytest.fixture(scope="module")
def bearers() -> dict[str, str]:
    return {}


@pytest.fixture
def bearer(as_, bearers) -> str:
    """The key that the officer makes on her page, shown this once."""
    if not bearers:
        officer = as_("officer")
        officer.opens("/account/")
        officer.presses("生成密钥")
        officer.fills({"用途": "手机填报", "有效天数": "30"})
        officer.presses("生成接口密钥")
        bearers["officer"] = officer.main.locator(".secret code").inner_text()
        officer.presses("已抄录，返回")
        officer.sees("手机填报", "有效")
        officer.misses(bearers["officer"])
    return bearers["officer"]


@pytest.fixture
def program(as_) -> APIRequestContext:
    """A program without any session."""
    return as_(None).page.request


def told(bearer: str, **more) -> dict:
    return {"Authorization": f"Bearer {bearer}", **more}


def test_a_danger_reported_twice_with_one_key_is_on_record_once(program, bearer, city):
    headers = told(bearer, **{"Idempotency-Key": str(uuid4())})
    facts = {"finding": {"title": "皮带机尾没有防护罩"}, "on": str(make.today())}

    first, second = (
        program.post(f"/api/v1/dangers/report/{city.mine.pk}", data=facts, headers=headers) for _ in range(2)
    )

    assert (first.status, second.status) == (200, 200)
    assert first.json() == second.json()
    danger = Danger.objects.get(title="皮带机尾没有防护罩")
    assert (danger.finder, first.json()["result"]) == ("李强", f"dangers.danger:{danger.pk}")


def test_the_same_key_at_another_enterprise_is_refused(program, bearer, city):
    headers = told(bearer, **{"Idempotency-Key": str(uuid4())})
    other, day = cast.enterprise("东山选煤厂", area=cast.EAST_VILLAGE, industry="coal"), str(make.today())

    first, second = (
        program.post(
            f"/api/v1/dangers/report/{place.pk}", data={"finding": {"title": title}, "on": day}, headers=headers
        )
        for place, title in ((city.mine, "灭火器失效"), (other, "安全帽破损"))
    )

    assert (first.status, second.status) == (200, 409)
    assert not Danger.objects.filter(title="安全帽破损").exists()


def test_a_ledger_is_read_with_the_filters_of_its_page(program, bearer, city):
    make.ordered(city, title="通道堵塞")

    answer = program.get("/api/v1/ledgers/dangers?state=ordered", headers=told(bearer)).json()

    assert [each["title"] for each in answer["rows"]] == ["通道堵塞"]


def test_the_program_may_no_more_than_its_post(program, bearer, city):
    headers = told(bearer)

    elsewhere = program.post(
        f"/api/v1/dangers/report/{city.garage.pk}",
        data={"finding": {"title": "越界"}, "on": str(make.today())},
        headers=headers,
    )
    beyond = program.post("/api/v1/regime/withdraw/1", data={"reason": "x"}, headers=headers)
    unknown = program.post(f"/api/v1/dangers/report/{city.mine.pk}", data={"nonsense": 1}, headers=headers)
    stranger = program.get("/api/v1/ledgers/dangers")

    assert (elsewhere.status, unknown.status, stranger.status) == (404, 422, 401)
    assert beyond.status in (403, 404)
    assert elsewhere.json()["message"]


def test_the_interface_describes_itself_as_openapi_3_1(program):
    schema = program.get("/api/v1/openapi.json").json()

    assert schema["openapi"].startswith("3.1")
    operations = {each["operationId"]: each for path in schema["paths"].values() for each in path.values()}
    assert operations["dangers.report"]["summary"] == "上报隐患"
    assert "ledgers.dangers" in operations


def test_a_key_taken_back_opens_nothing(as_, program, bearer):
    officer = as_("officer")

    officer.opens("/account/")
    officer.follows("吊销")
    officer.presses("吊销接口密钥")
    officer.sees("已吊销")

    assert program.get("/api/v1/ledgers/dangers", headers=told(bearer)).status == 401
