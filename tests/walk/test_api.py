"""Every operation of the open interface: the same powers, scope and refusals as the pages."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.entry import label
from sanze.foundation.acts.models import Act
from sanze.foundation.api.question import QUESTIONS
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.ledgers.ledger import LEDGERS
from tests import cast
from tests.walk.east import SECRET, give_the_real_powers, of_the_house
from tests.walk.examples import example, references, resolves
from tests.walk.routes import routes

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
OUTER = sorted(name for name, each in COMMANDS.items() if not each.inner)
OF_A_PLACE = [name for name in OUTER if COMMANDS[name].subject and not of_the_house(COMMANDS[name].subject)]
FOR_PROGRAMS = ("officer", "manager", "west", "west_manager", "village", "department", "committee", "expert")
WALKED = ("get", "post")


class Program:
    """Speaks to the interface with the keys of the roles; whatever a request wrote is undone after it."""

    def __init__(self, city, document: dict):
        self.city, self.document = city, document
        self.client = Client(raise_request_exception=False)
        self.bearers = {
            name: identity.make_token(city.roles[name].actor, None, name="程序", days=5).bearer for name in FOR_PROGRAMS
        }

    def say(self, role: str | None, path: str, body=None, **headers):
        if role:
            headers["Authorization"] = f"Bearer {self.bearers[role]}"
        with transaction.atomic():
            if body is None:
                answer = self.client.get(ROOT + path, headers=headers)
            else:
                answer = self.client.post(ROOT + path, body, content_type="application/json", headers=headers)
            transaction.set_rollback(True)
        fault = getattr(answer, "exc_info", None)
        assert answer.status_code != 500, f"{role} at {path}: {fault and fault[1]!r}"
        return answer

    def path(self, name: str, record=None) -> str:
        app, act = name.split(".")
        return f"/{app}/{act}/{record.pk}" if record is not None else f"/{app}/{act}"

    def body(self, name: str) -> dict:
        """Plausible facts for the command of that name."""
        operation = next(
            each["post"] for each in self.document["paths"].values() if each.get("post", {}).get("operationId") == name
        )
        return example(operation["requestBody"]["content"]["application/json"]["schema"], self.document)


@pytest.fixture(scope="module")
def document(powerful) -> dict:
    return json.loads(Client().get(f"{ROOT}/openapi.json").content)


@pytest.fixture(scope="module")
def program(powerful, city, document) -> Program:
    return Program(city, document)


@pytest.fixture
def with_real_powers(program):
    give_the_real_powers()


def owned(city, name: str):
    record = city.record(COMMANDS[name].subject)
    assert record is not None, f"{name}: make a {COMMANDS[name].subject._meta.label} in tests/walk/east.py"
    return record


def test_the_document_is_openapi_3_1_and_whole(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]
    assert document["info"]["version"]
    operations = [each[verb] for each in document["paths"].values() for verb in WALKED if verb in each]
    ids = [each["operationId"] for each in operations]
    assert sorted(ids) == sorted([*OUTER, *QUESTIONS, *(f"ledgers.{name}" for name in LEDGERS)])
    assert all(each["responses"] and each["summary"] for each in operations)
    assert all({"401", "403", "404"} <= {str(code) for code in each["responses"]} for each in operations)
    assert [each for each in references(document) if not resolves(each, document)] == []
    assert set(document["components"]["securitySchemes"]) == {"TokenActor", "SessionActor"}
    assert all(each["security"] for each in operations)


def test_every_route_of_the_interface_is_in_the_document(document):
    described = {f"api/v1{path.removeprefix(ROOT)}" for path in document["paths"]}
    found = [each for each in routes(get_resolver().url_patterns) if each.name.startswith("api:")]
    own = {"api:openapi-json", "api:api-root"}
    missing = [each.pattern for each in found if each.name not in own and plain(each.pattern) not in described]
    assert missing == []


def plain(pattern: str) -> str:
    return pattern.replace("<int:pk>", "{pk}").replace("<pk>", "{pk}").replace("<label>", "{label}")


@pytest.mark.parametrize("name", OUTER)
def test_a_stranger_is_told_to_come_with_a_key(name, program, city):
    record = owned(city, name) if COMMANDS[name].subject else None
    answer = program.say(None, program.path(name, record), program.body(name))
    assert answer.status_code == 401
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("name", OF_A_PLACE)
def test_records_of_the_east_do_not_exist_for_the_neighbour(name, program, city):
    acts = Act.objects.count()
    for role in ("west", "west_manager"):
        answer = program.say(role, program.path(name, owned(city, name)), program.body(name))
        assert answer.status_code == 404, f"{role}: {answer.content.decode()}"
        assert SECRET not in answer.content.decode()
    assert Act.objects.count() == acts


@pytest.mark.parametrize("name", OUTER)
def test_no_operation_breaks_and_unknown_facts_are_refused(name, program, city):
    record = owned(city, name) if COMMANDS[name].subject else None
    path, body = program.path(name, record), program.body(name)
    for role in ("officer", "manager"):
        program.say(role, path, body)
        assert program.say(role, path, body | {"no_such_fact": 1}).status_code == 422
        assert program.say(role, path, [body]).status_code == 422


@pytest.mark.parametrize("name", OUTER)
def test_without_the_power_an_operation_is_forbidden(name, program, city, with_real_powers):
    record = owned(city, name) if COMMANDS[name].subject else None
    for role in FOR_PROGRAMS:
        if not city.roles[role].actor.may(COMMANDS[name].grant):
            answer = program.say(role, program.path(name, record), program.body(name))
            assert answer.status_code in ((403, 404) if record is not None else (403,)), role
            assert answer.json()["code"] in ("NotGranted", "OutOfScope")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_is_answered_about_what_is_seen_alone(name, program, city, with_real_powers):
    app, act = name.split(".")
    mine, house = city.city.mine, city.record(Post)
    path = f"/{app}/{act}/{label(mine)}"

    assert program.say("officer", path).json()
    assert program.say("officer", f"{path}?on=2026-01-05").status_code == 200
    assert program.say(None, path).status_code == 401
    for role in ("west", "west_manager"):
        answer = program.say(role, path)
        assert (answer.status_code, SECRET in answer.content.decode()) == (404, False)
    for nonsense in ("parties.enterprise:0", "parties.enterprise", "no.such:1", "a:b:c", label(house)[:-1]):
        assert program.say("officer", f"/{app}/{act}/{nonsense}").status_code == 404
    assert program.say("officer", f"{path}?on=gestern").status_code == 422


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_a_ledger_shows_programs_what_its_page_shows_people(name, program, walker, city, with_real_powers):
    ledger = LEDGERS[name]()
    for role in FOR_PROGRAMS:
        client = Client()
        cast.sign_in(client, city.roles[role])
        answer = program.say(role, f"/ledgers/{name}?limit=20")
        if ledger.grant and not city.roles[role].actor.may(ledger.grant):
            assert answer.status_code == 403
            continue
        page = client.get(city_path(name), {"sort": ledger.order})
        assert [each["id"] for each in answer.json()["rows"]] == [row.pk for row, _ in page.context["table"]]
        if role.startswith("west"):
            assert SECRET not in answer.content.decode()
    assert program.say(None, f"/ledgers/{name}").status_code == 401


def city_path(name: str) -> str:
    return next(each for each in routes() if each.name == name).path({})


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_a_ledger_is_read_page_by_page_without_gap_or_repeat(name, powerful, city, with_real_powers):
    ledger = LEDGERS[name]()
    role = "officer" if ledger.grant is None else "admin_audit"
    if ledger.grant and not city.roles[role].actor.may(ledger.grant):
        pytest.skip("nobody with a key reads it")
    client = Client()
    cast.sign_in(client, city.roles[role])
    whole = client.get(f"{ROOT}/ledgers/{name}?limit=200").json()
    found, at = [], ""
    for _ in range(200):
        part = client.get(f"{ROOT}/ledgers/{name}", {"limit": 7} | ({"at": at} if at else {})).json()
        found += part["rows"]
        if not (at := part["next"]):
            break
    assert found[:200] == whole["rows"]


def test_a_browser_needs_its_csrf_token_to_write(program, city):
    client = Client(enforce_csrf_checks=True)
    cast.sign_in(client, city.roles["officer"])
    path = f"{ROOT}/ledgers/export"
    body = {"ledger": "enterprises", "filters": {}, "rows": 1}
    assert client.post(path, body, content_type="application/json").status_code == 403

    client.get("/")
    client.get("/account/password/")
    token = client.cookies["csrftoken"].value
    answer = client.post(path, body, content_type="application/json", headers={"X-CSRFToken": token})

    assert (answer.status_code, answer.json()) == (200, {"command": "ledgers.export", "result": ""})


def test_a_repeated_key_does_the_act_once(program, city):
    record = city.city.mine
    path = program.path("parties.amend_contacts", record)
    body = {"principal": "高远", "principal_phone": "1", "safety_manager": "高远", "safety_phone": "1"}
    headers = {"Authorization": f"Bearer {program.bearers['manager']}",
               "Idempotency-Key": "3c5d0a52-53a7-4a3a-8d6f-ec1b92c15a66"}  # fmt: skip
    acts = Act.objects.count()

    answers = [Client().post(ROOT + path, body, content_type="application/json", headers=headers) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 200]
    assert Act.objects.count() == acts + 1


def test_a_wrong_key_opens_nothing(program):
    answer = Client().get(f"{ROOT}/ledgers/enterprises", headers={"Authorization": "Bearer sanze_falsch"})
    assert answer.status_code == 401
