"""What the frame of a page shows, gathered only when a template asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from sanze.foundation import moment
from sanze.foundation.ui.menu import MenuItem, MenuTab, path_of, tabs_for


@dataclass(frozen=True)
class PostChoice:
    """A post the person holds; key is what the switch form sends as `post`."""

    key: str
    label: str
    current: bool = False


@dataclass
class Slots:
    """What higher apps fill in from AppConfig.ready.

    unread counts the notices the request's person has not read; posts lists the posts the person holds.
    The other fields are names of routes; a control whose route is not installed is not shown. The one of
    switch_post is posted to with `post`, the key of a PostChoice.
    """

    unread: Callable[[HttpRequest], int] = lambda request: 0
    posts: Callable[[HttpRequest], Sequence[PostChoice]] = lambda request: ()
    home: str = "home"
    inbox: str = "inbox"
    profile: str = "profile"
    sign_in: str = "sign_in"
    sign_out: str = "sign_out"
    switch_post: str = "switch_post"


SLOTS = Slots()


class Frame:
    """Platform name, menu, person and notices around a page."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.actor = getattr(request, "actor", None)

    @property
    def platform(self) -> str:
        return getattr(settings, "SANZE_PLATFORM_NAME", "三责")

    @cached_property
    def now(self) -> datetime:
        return moment.now()

    @cached_property
    def tabs(self) -> tuple[MenuTab, ...]:
        return tabs_for(self.request)

    @cached_property
    def tab(self) -> MenuTab | None:
        return next((each for each in self.tabs if each.current), None)

    @cached_property
    def item(self) -> MenuItem | None:
        """The entry of the page shown."""
        return next((each for tab in self.tabs for each in tab.items if each.current), None)

    @cached_property
    def unread(self) -> int:
        return SLOTS.unread(self.request) if self.actor else 0

    @cached_property
    def person(self) -> str:
        """Who is signed in; empty for nobody. Somebody without a post is signed in, and has no actor."""
        if self.actor:
            return self.actor.name
        user = getattr(self.request, "user", None)
        return str(user) if user is not None and user.is_authenticated else ""

    @cached_property
    def posts(self) -> Sequence[PostChoice]:
        return SLOTS.posts(self.request) if self.actor else ()

    @cached_property
    def post(self) -> str:
        """The name of the post the person acts in; empty if there is none."""
        return self.actor.post if self.actor else ""

    @cached_property
    def urls(self) -> dict[str, str]:
        names = ("home", "inbox", "profile", "sign_in", "sign_out", "switch_post")
        return {name: path_of(getattr(SLOTS, name)) for name in names}


def page(request: HttpRequest) -> dict:
    """Context processor: `frame`, the surroundings of the page."""
    return {"frame": Frame(request)}
