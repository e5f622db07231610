"""Every component and every layout of the style guide renders, and no template breaks the content policy."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from sanze.foundation.scope.actor import Actor
from sanze.foundation.ui import context, samples, views
from sanze.foundation.ui.context import PostChoice
from sanze.foundation.ui.icons import icon_names

HERE = Path(context.__file__).parent
SANZE = HERE.parent.parent
TEMPLATES = sorted(SANZE.rglob("templates/**/*.html"))
COMPONENTS = sorted(each.name for each in (HERE / "templates" / "ui").glob("*.html") if each.name != "styleguide.html")

pytestmark = pytest.mark.urls("sanze.foundation.ui.urls")


@pytest.fixture
def request_in_post(monkeypatch):
    monkeypatch.setattr(context.SLOTS, "unread", lambda request: 120)
    monkeypatch.setattr(
        context.SLOTS, "posts", lambda request: [PostChoice("1", "站长", True), PostChoice("2", "联络员")]
    )
    monkeypatch.setattr(context.SLOTS, "inbox", "styleguide")
    monkeypatch.setattr(context.SLOTS, "switch_post", "styleguide")
    request = RequestFactory().get("/styleguide/")
    request.actor = Actor("陈静", post="青石镇站长")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("name", views.PAGES)
def test_every_layout_renders_with_one_h1(request_in_post, name):
    shown = views.styleguide(request_in_post, name).content.decode()

    assert len(re.findall(r"<h1[ >]", shown)) == 1
    assert "{%" not in shown
    assert "{{" not in shown


def test_a_layout_that_is_not_there_is_not_found(request_in_post):
    with pytest.raises(Http404):
        views.styleguide(request_in_post, "nowhere")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_renders_without_its_optional_context(request_in_post, name):
    given = {"field": samples.SampleForm()["title"], "chart": samples.charts()[0], "map": samples.city_map()}

    shown = render_to_string(f"ui/{name}", {**given, "form": samples.SampleForm()}, request_in_post)

    assert shown.strip()
    assert "{#" not in shown


@pytest.mark.parametrize("code", ["403", "404", "409", "500"])
def test_an_error_page_says_what_to_do_even_without_a_request(code):
    shown = render_to_string(f"{code}.html", {})

    assert f"错误代码 {code}" in shown
    assert "返回上一页" in shown


def test_the_top_bar_shows_person_post_choices_and_unread_notices(request_in_post):
    shown = render_to_string("ui/topbar.html", {}, request_in_post)

    assert "陈静 · 青石镇站长" in shown
    assert 'name="post" value="2"' in shown
    assert "120 条未读" in shown
    assert ">99+<" in shown


def test_signed_out_nobody_is_asked_for_notices(monkeypatch):
    def refuse(request):
        raise AssertionError

    monkeypatch.setattr(context.SLOTS, "unread", refuse)
    request = RequestFactory().get("/styleguide/")
    request.actor, request.user = None, AnonymousUser()

    shown = render_to_string("ui/topbar.html", {}, request)

    assert "avatar" not in shown


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: str(each.relative_to(SANZE)))
def test_a_template_keeps_the_content_policy_and_uses_known_icons(template):
    source = template.read_text(encoding="utf-8")
    tags = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)

    assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", tags)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)(?![^>]*json)", tags)
    assert not re.search(r"hx-on|hx-vars|hx-val[^>]*js:", source)
    assert set(re.findall(r"""{%\s*icon\s+["']([\w-]+)""", source)) <= icon_names()


@pytest.mark.parametrize("template", sorted((HERE / "templates").rglob("*.html")), ids=lambda each: each.name)
def test_a_shared_template_opens_with_its_context(template):
    assert "{% comment %}" in "".join(template.read_text(encoding="utf-8").splitlines()[:1])
