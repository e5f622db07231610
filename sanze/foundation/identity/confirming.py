"""One's own hand under an act: the person signed in types their password, or the code of their device, once more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django import forms
from django.http import HttpRequest

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity.factors import device_of
from sanze.foundation.identity.models import Person
from sanze.foundation.identity.sessions import confirm_password, verify
from sanze.foundation.moment import now
from sanze.foundation.pages.act import ActForm, ActPage
from sanze.foundation.scope.actor import Actor

WAYS = {"password": "登录密码", "factor": "动态口令"}


class NotConfirmed(Refused):
    """The confirmation is missing, or was given by somebody else than who acts."""

    message = "须由本人以登录密码或者动态口令确认"
    status = 403


@dataclass(frozen=True)
class Confirmation:
    """That a person confirmed to be who they are, how and when. Stands among an act's facts and is sealed with it."""

    person_id: int
    way: Literal["password", "factor"]
    at: datetime


def refuse_unconfirmed(actor: Actor, confirmation: Confirmation) -> None:
    """Raises NotConfirmed unless it is the actor's own."""
    if actor.person_id is None or confirmation.person_id != actor.person_id:
        raise NotConfirmed()


def confirm(request: HttpRequest, *, password: str = "", code: str = "") -> Confirmation:
    """Check what the person typed; failures count as at the door. Raises WrongPassword, Locked, WrongCode, TooSoon."""
    if code:
        verify(request, code)
    else:
        confirm_password(request, password)
    return Confirmation(request.user.pk, "factor" if code else "password", now())


class HandForm(ActForm):
    """An act under one's own hand: password, or the code of one's device where one is bound."""

    password = forms.CharField(
        label="登录密码",
        max_length=128,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="签字、确认须由本人输入登录密码，错误次数与登录合并计算",
    )
    code = forms.RegexField(
        r"^\s*\d{3}\s*\d{3}\s*$",
        label="或动态口令",
        required=False,
        error_messages={"invalid": "动态口令为 6 位数字"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = Person.objects.filter(pk=self.actor.person_id).first()
        if person is None or device_of(person) is None:
            del self.fields["code"]
        own = [name for name in ("password", "code") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in own), *own])

    def clean(self) -> dict:
        given = super().clean()
        if not given.get("password") and not given.get("code") and not self.errors:
            self.add_error("password", "请输入登录密码")
        return given

    def facts(self) -> dict:
        return {name: value for name, value in super().facts().items() if name not in ("password", "code")}

    def hand(self) -> dict[str, str]:
        """What was typed to confirm."""
        code = "".join((self.cleaned_data.get("code") or "").split())
        return {"password": self.cleaned_data.get("password") or "", "code": code}


class HandPage(ActPage):
    """The page of an act that takes a `confirmation`."""

    def facts_of(self, request: HttpRequest, form: HandForm) -> dict:
        return {**super().facts_of(request, form), "confirmation": confirm(request, **form.hand())}
