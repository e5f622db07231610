"""One's own account: who one is here, password, second factor, keys for programs."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity import commands, factors
from sanze.foundation.identity.forms import PasswordForm
from sanze.foundation.identity.models import ApiToken, Person
from sanze.foundation.identity.queries import last_entry, oneself
from sanze.foundation.identity.sessions import Stage, confirm_password
from sanze.foundation.identity.views.entrance import wanted
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime


@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is here, and one's keys."""
    person, rules = request.user, regime()
    entry, device = last_entry(person), factors.device_of(person)
    context = {
        "person": person,
        "held": request.held,
        "entry": entry,
        "device": device,
        "password_days": rules.limits["identity.password_days"].value,
        "tokens": ApiToken.objects.filter(person=person).select_related("post").order_by("-pk"),
        "today": today(),
        "may_make_token": not rules.posts[request.actor.kind].second_factor,
    }
    return render(request, "identity/profile.html", context)


@never_cache
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Take a new password, by one's own wish or because it is owed."""
    if not request.user.is_authenticated or request.stage == Stage.FACTOR:
        return redirect("sign_in")
    person = Person.objects.get(pk=request.user.pk)
    form, status = PasswordForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                confirm_password(request, form.cleaned_data["current"])
                commands.change_password(oneself(person, request.actor), person, **form.facts())
            except Refused as refused:
                status = refused.status
                form.add_error(None, str(refused))
            else:
                update_session_auth_hash(request, Person.objects.get(pk=person.pk))
                messages.success(request, "密码已修改，其他地方的登录已失效")
                return redirect(wanted(request))
    owed = request.stage == Stage.PASSWORD
    context = {"form": form, "next": wanted(request), "owed": owed}
    return render(request, "identity/password.html", context, status=status)
