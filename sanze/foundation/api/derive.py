"""The open interface derived from what the platform can do: an operation for each command, ledger and question."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from ninja import Header, NinjaAPI, Router, Schema
from pydantic import ConfigDict, create_model

from sanze.foundation.acts.command import COMMANDS, Command
from sanze.foundation.acts.entry import label
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.api.question import QUESTIONS, Question
from sanze.foundation.ledgers.ledger import LEDGERS, Ledger
from sanze.foundation.scope.place import asked_for


class Done(Schema):
    """The act was done and sealed. result: label of the record it gave, e.g. 'identity.post:17', or empty."""

    command: str
    result: str


class Problem(Schema):
    """Why not: the refusal's name and a sentence for the person."""

    code: str
    message: str


class Rows(Schema):
    """One page of a ledger. next, previous: words for the parameter `at`."""

    rows: list[dict[str, Any]]
    next: str | None
    previous: str | None


class Asked(Schema):
    """Facts of a command; unknown names are refused."""

    model_config = ConfigDict(extra="forbid")


REFUSALS = {403: Problem, 404: Problem, 409: Problem, 401: Problem}


def add_operations(api: NinjaAPI) -> None:
    """Add an operation for every registered command, question and ledger."""
    outer = {name: each for name, each in sorted(COMMANDS.items()) if not each.inner}
    for app in sorted({name.split(".")[0] for name in [*outer, *QUESTIONS]}):
        router = Router(tags=[app])
        for name in (each for each in outer if each.startswith(f"{app}.")):
            _add_command(router, outer[name])
        for name in (each for each in sorted(QUESTIONS) if each.startswith(f"{app}.")):
            _add_question(router, QUESTIONS[name])
        api.add_router(f"/{app}/", router)
    ledgers = Router(tags=["ledgers"])
    for name in sorted(LEDGERS):
        _add_ledger(ledgers, LEDGERS[name]())
    api.add_router("/ledgers/", ledgers)


def schema_of(command: Command) -> type[Schema]:
    """The command's facts as a schema, from its signature."""
    fields = {
        name: (each.annotation, ... if each.default is each.empty else each.default)
        for name, each in command.facts().items()
    }
    name = "".join(word.capitalize() for word in command.name.replace(".", "_").split("_"))
    return create_model(f"{name}Facts", __base__=Asked, **fields)


def _add_command(router: Router, command: Command) -> None:
    asked = schema_of(command)

    def run(request: HttpRequest, subject: models.Model | None, facts: Schema, key: UUID | None) -> Done:
        told = {name: getattr(facts, name) for name in type(facts).model_fields}
        result = command.run(request.actor, subject, key=key, **told)
        return Done(command=command.name, result=label(result) if isinstance(result, models.Model) else "")

    def on_subject(request: HttpRequest, pk: int, facts: asked, idempotency_key: UUID | None = Header(None)):  # noqa: B008
        # The door reads the record by its key and tells one that is not to be seen; without the power it does not
        # look, so what the actor may not even see is told apart here.
        if not request.actor.may(command.grant):
            unseen = not command.subject._default_manager.visible_to(request.actor).filter(pk=pk).exists()
            if unseen:
                raise OutOfScope()
        return run(request, command.subject(pk=pk), facts, idempotency_key)

    def on_house(request: HttpRequest, facts: asked, idempotency_key: UUID | None = Header(None)):  # noqa: B008
        return run(request, None, facts, idempotency_key)

    router.add_api_operation(
        f"/{command.act}/{{int:pk}}" if command.subject else f"/{command.act}",
        ["POST"],
        on_subject if command.subject else on_house,
        response={200: Done, **REFUSALS},
        operation_id=command.name,
        summary=command.title,
        description=f"能力 {command.capability}，所需权力 {command.grant}。{command.run.__doc__ or ''}",
    )


def _add_question(router: Router, question: Question) -> None:
    def ask(request: HttpRequest, label: str, on: date | None = None):
        record = asked_for(request.actor, label)
        if record is None:
            raise OutOfScope()
        return list(question.answer(record, on))

    router.add_api_operation(
        f"/{question.name.split('.')[1]}/{{label}}",
        ["GET"],
        ask,
        response={200: list[question.rows], **REFUSALS},
        operation_id=question.name,
        summary=question.title,
        description=f"能力 {question.capability}。label：记录的标识，即“应用.模型:编号”；on：哪一天，默认今天。",
    )


def _add_ledger(router: Router, ledger: Ledger) -> None:
    names = [*ledger.filters, "q", "sort", "at", "from"]
    sorts = "、".join(each.field for each in ledger.columns if each.sort)

    def rows(request: HttpRequest, limit: int = 50):
        if ledger.grant and not request.actor.may(ledger.grant):
            raise NotGranted(ledger.title)
        query = {name: request.GET[name] for name in names if request.GET.get(name)}
        found = ledger.slice(request.actor, query, size=max(1, min(limit, 200)))
        return Rows(
            rows=[
                {"id": each.pk} | {column.path: _plain(column.value(each)) for column in ledger.columns}
                for each in found.rows
            ],
            next=found.following.token() if found.following else None,
            previous=found.previous.token() if found.previous else None,
        )

    parameters = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string"},
            "description": _described(ledger, name),
        }
        for name in names
    ]
    router.add_api_operation(
        f"/{ledger.name}",
        ["GET"],
        rows,
        response={200: Rows, **REFUSALS},
        operation_id=f"ledgers.{ledger.name}",
        summary=ledger.title,
        description=f"能力 {ledger.capability}。可排序：{sorts}",
        openapi_extra={"parameters": parameters},
    )


def _plain(value: Any) -> Any:
    """A value as JSON can carry it: numbers, dates and texts as they are, anything else as it reads."""
    return value if isinstance(value, str | int | float | date | Decimal) else str(value)


def _described(ledger: Ledger, name: str) -> str:
    fixed = {"q": "关键词", "sort": "排序字段，前加 - 为降序", "at": "翻页位置", "from": "跳到排序值"}
    return fixed.get(name) or str(ledger.filters[name].label or name)
