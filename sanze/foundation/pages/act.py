"""Pages on which a person performs one command on one record."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from sanze.foundation.acts.command import COMMANDS, Command
from sanze.foundation.acts.refusal import NotGranted, Refused
from sanze.foundation.evidence.field import keep_uploads
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor


class ActForm(forms.Form):
    """What a person types for one act. Knows the record acted on and the actor; `facts` goes to the command.

    lead: a sentence above the fields, for what the person should know before acting. asked: names of fields that
    a link to the page may fill in beforehand.
    """

    lead = ""
    asked: tuple[str, ...] = ()
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args, record: models.Model | None = None, actor: Actor | None = None, **kwargs):
        self.record, self.actor = record, actor
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fit choices, proposals and limits to the record; subclasses override."""

    def facts(self) -> dict:
        """The command's facts out of the cleaned fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def act_key(self) -> UUID | None:
        return self.cleaned_data.get("key")


PAGES: list["ActPage"] = []


class ActPage:
    """GET shows the form, POST runs the command; a refusal comes back as a sentence on the form.

    when: further condition (record, actor) under which the button stands on the record's page.
    then: where to go afterwards, from (record, result); by default the page of what was made, or of the record.
    """

    def __init__(
        self,
        command_name: str,
        form: type[ActForm] = ActForm,
        *,
        template: str = "pages/act.html",
        when: Callable[[models.Model, Actor], bool] | None = None,
        then: Callable[[models.Model, object], str] | None = None,
        tone: str = "primary",
    ):
        self.name, self.form, self.template = command_name, form, template
        self.when, self.then, self.tone = when, then, tone
        PAGES.append(self)

    @property
    def command(self) -> Command:
        return COMMANDS[self.name]

    @property
    def subject(self) -> type[models.Model] | None:
        return self.command.subject

    def __call__(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        actor = request.actor
        record = get_object_or_404(self.subject._default_manager.visible_to(actor), pk=pk) if self.subject else None
        if not actor.may(self.command.grant):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        asked = {name: request.GET[name] for name in self.form.asked if name in request.GET}
        form = self.form(*sent, record=record, actor=actor, initial=asked)
        status = 200
        if request.method == "POST":
            if form.is_valid() and keep_uploads(actor, form):
                try:
                    result = self.command.run(actor, record, key=form.act_key(), **self.facts_of(request, form))
                except NotGranted:
                    raise PermissionDenied from None
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = refused.status
                else:
                    messages.success(request, f"已{self.command.title}")
                    return redirect(self._next(record, result))
            else:
                status = 422
        context = {"page": self, "command": self.command, "record": record, "form": form, "back": self._back(record)}
        return render(request, self.template, context, status=status)

    def facts_of(self, request: HttpRequest, form: ActForm) -> dict:
        """What the command is told; a page that asks the request for more overrides it. May raise Refused."""
        return form.facts()

    def offered(self, record: models.Model, actor: Actor) -> bool:
        """Whether the button stands on the record's page for this actor now."""
        machine = getattr(record, "MACHINE", None)
        if machine and self.command.act in machine.steps and self.command.act not in machine.steps_from(record.state):
            return False
        return actor.may(self.command.grant) and (self.when is None or self.when(record, actor))

    def href(self, record: models.Model | None = None) -> str:
        return reverse(self.name, args=[record.pk] if record is not None else [])

    def _next(self, record: models.Model | None, result: object) -> str:
        if self.then:
            return self.then(record, result)
        for each in (result, record):
            if hasattr(each, "get_absolute_url"):
                return each.get_absolute_url()
        return "/"

    def _back(self, record: models.Model | None) -> str:
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else "/"

    def url(self, prefix: str = ""):
        """The route: '<prefix><pk>/<act>/', or '<prefix><act>/' for acts without a subject."""
        place = f"{prefix}<int:pk>/{self.command.act}/" if self.subject else f"{prefix}{self.command.act}/"
        return path(place, signed_in(self), name=self.name)


def buttons(record: models.Model, actor: Actor) -> list[dict]:
    """What the actor may do with the record now: label, url and tone of each act page offered."""
    return [
        {"label": page.command.title, "url": page.href(record), "tone": page.tone}
        for page in PAGES
        if page.subject is type(record) and page.offered(record, actor)
    ]
