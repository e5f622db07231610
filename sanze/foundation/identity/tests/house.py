"""The administrators and an officer of one county, with known passwords."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client
from pydantic import SecretStr

from sanze.foundation.identity import commands
from sanze.foundation.identity.models import Person
from sanze.foundation.identity.queries import actor_in
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import BEGIN, COUNTY, EAST, Role, enforce_regime

PASSWORD = "Kettle-4-Autumn"


@dataclass(frozen=True)
class House:
    """system, security, audit: the three administrators (三员). officer: a township officer."""

    system: Role
    security: Role
    audit: Role
    officer: Role


def person(username: str, name: str, must_change: bool = False) -> Person:
    return commands.register_person(
        INSTALLER,
        None,
        username=username,
        name=name,
        phone="13800000000",
        password_hash=SecretStr(make_password(PASSWORD)),
        must_change_password=must_change,
    )


def seat(someone: Person, kind: str, title: str, area: str = COUNTY) -> Role:
    post = commands.open_post(INSTALLER, None, title=title, unit="云河市", kind=kind, on=BEGIN, area_code=area)
    commands.confirm(INSTALLER, commands.appoint(INSTALLER, post, person_id=someone.pk, on=BEGIN))
    return Role(someone, post, actor_in(someone, post))


def build() -> House:
    enforce_regime()
    return House(
        system=seat(person("xitong", "郑浩"), "admin_system", "系统管理员"),
        security=seat(person("anquan", "钱琳"), "admin_security", "安全管理员"),
        audit=seat(person("shenji", "孙越"), "admin_audit", "审计管理员"),
        officer=seat(person("chenjing", "陈静"), "township", "东镇安监员", EAST),
    )


def come_in(client: Client, username: str, password: str = PASSWORD, **more):
    return client.post("/account/sign-in/", {"username": username, "password": password}, **more)
