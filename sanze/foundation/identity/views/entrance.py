"""Coming in: password, second factor, choice of post; and going out."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from pydantic import SecretStr

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity import factors
from sanze.foundation.identity.commands import enrol_factor
from sanze.foundation.identity.forms import CodeForm, SignInForm
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.identity.queries import oneself
from sanze.foundation.identity.sessions import POST_KEY, NoHolding, Stage, enter, leave, trust, verify
from sanze.foundation.identity.states import SignInOutcome
from sanze.foundation.regime.queries import NoRegime, regime

KEY = "factor_key"
STAGE_PAGES = {Stage.FACTOR: "second_factor", Stage.PASSWORD: "change_password"}


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; whoever is in already goes on to what they still owe, or to where they wanted."""
    if request.user.is_authenticated:
        if request.stage or request.actor:
            return onward(request)
        leave(request, SignInOutcome.POSTLESS)
        messages.error(request, NoHolding.message)
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            enter(request, **form.cleaned_data)
        except Refused as refused:
            status = refused.status
            form.add_error(None, str(refused))
        except NoRegime as missing:
            status = 503
            form.add_error(None, str(missing))
        else:
            return redirect(wanted(request))
    return render(request, "identity/sign_in.html", {"form": form, "next": wanted(request)}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    leave(request)
    messages.success(request, "已退出登录")
    return redirect("sign_in")


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another of one's posts from now on; a post not held today changes nothing."""
    chosen = next((each for each in request.held if str(each.post_id) == request.POST.get("post")), None)
    if chosen is None:
        messages.error(request, "您今天没有担任这个岗位")
    else:
        request.session[POST_KEY] = chosen.post_id
        messages.success(request, f"已切换到：{chosen.post_face()}")
    return redirect(settings.LOGIN_REDIRECT_URL)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the code of one's device; at the first time bind one."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    device = factors.device_of(request.user)
    if request.user.is_verified() or (device and request.stage != Stage.FACTOR):
        return onward(request)
    if not device and KEY not in request.session:
        request.session[KEY] = factors.new_key()
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, form.cleaned_data["code"], enrolling=device is None)
        except Refused as refused:
            status = refused.status
            form.add_error(None, str(refused))
        else:
            return redirect(wanted(request))
    context = {
        "form": form,
        "next": wanted(request),
        "key": "" if device else factors.spelled(request.session[KEY]),
        "owed": request.stage == Stage.FACTOR,
        "others": _posts_without_factor(request),
    }
    return render(request, "identity/second_factor.html", context, status=status)


def _posts_without_factor(request: HttpRequest) -> list[Post]:
    """Where the person may act instead of showing the code that is owed now."""
    if request.stage != Stage.FACTOR:
        return []
    kinds = regime().posts
    return [each.post for each in request.held if each.post.kind in kinds and not kinds[each.post.kind].second_factor]


def _take(request: HttpRequest, code: str, *, enrolling: bool) -> None:
    if not enrolling:
        return verify(request, code)
    secret = SecretStr(request.session[KEY])
    person = Person.objects.get(pk=request.user.pk)
    enrol_factor(oneself(person, request.actor), person, secret=secret, code=SecretStr(code))
    del request.session[KEY]
    return trust(request)


@never_cache
def factor_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the key being bound."""
    if not request.user.is_authenticated or KEY not in request.session:
        return HttpResponseNotFound()
    text = factors.address(request.session[KEY], request.user, settings.SANZE_PLATFORM_NAME)
    return HttpResponse(factors.picture(text), content_type="image/svg+xml")


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long or in a browser that keeps no cookies."""
    return render(request, "identity/stale.html", status=403)


def wanted(request: HttpRequest) -> str:
    """Where the person was going, if that is one of our pages."""
    place = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if ours else settings.LOGIN_REDIRECT_URL


def onward(request: HttpRequest) -> HttpResponse:
    """To the page of what is owed, else to where the person was going."""
    if request.stage:
        return redirect(f"{reverse(STAGE_PAGES[request.stage])}?{urlencode({'next': wanted(request)})}")
    return redirect(wanted(request))
