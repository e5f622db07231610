"""The menu: apps register their pages here, the frame shows what the actor may open."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

from sanze.foundation.ui.icons import icon_names


class Section(TextChoices):
    """The tabs of the top bar, in this order."""

    HOME = "home", "综合"
    KNOW = "know", "知责"
    PERFORM = "perform", "履责"
    ANSWER = "answer", "问责"
    SYSTEM = "system", "系统管理"


@dataclass(frozen=True)
class MenuEntry:
    """One page of the menu.

    icon: a name listed in icons.txt.
    section: a value of Section. group: a small heading above neighbours of the same group.
    grant: what the actor must hold to see the entry; None shows it to everybody signed in.
    for_parties: whether posts of a supervised party see it; not where they would find an empty page.
    around: the route below whose path pages belong to the entry, where that is not its own.
    """

    label: str
    url_name: str
    icon: str
    section: str
    grant: str | None = None
    order: int = 100
    group: str = ""
    for_parties: bool = True
    around: str = ""

    def opens_to(self, actor) -> bool:
        """Whether the actor sees the entry."""
        if actor.party_id is not None and not self.for_parties:
            return False
        return self.grant is None or actor.may(self.grant)


@dataclass
class Menu:
    """All registered entries; filled from AppConfig.ready of the apps."""

    entries: list[MenuEntry] = field(default_factory=list)

    def register(self, *entries: MenuEntry) -> None:
        """Add entries. Raises ValueError for an unknown section or icon, or a page registered twice."""
        for entry in entries:
            if entry.section not in Section.values:
                raise ValueError(f"menu entry {entry.label}: no section {entry.section}")
            if entry.icon not in icon_names():
                raise ValueError(f"menu entry {entry.label}: no icon {entry.icon}")
            if any(each.url_name == entry.url_name for each in self.entries):
                raise ValueError(f"menu entry {entry.label}: {entry.url_name} is registered twice")
            self.entries.append(entry)

    def open_to(self, actor) -> list[MenuEntry]:
        """The entries the actor may open, in the order of the screen; none for nobody."""
        if actor is None:
            return []
        mine = [each for each in self.entries if each.opens_to(actor)]
        place = {value: number for number, value in enumerate(Section.values)}
        return sorted(mine, key=lambda each: (place[each.section], each.order))


MENU = Menu()


@dataclass(frozen=True)
class MenuItem:
    """An entry as the templates show it."""

    entry: MenuEntry
    url: str
    current: bool
    opens_group: bool


@dataclass(frozen=True)
class MenuTab:
    """A section as the templates show it; url is its first page."""

    section: str
    label: str
    url: str
    current: bool
    items: tuple[MenuItem, ...]


def path_of(url_name: str) -> str:
    """The path of a route without arguments; empty if no such route is installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def tabs_for(request: HttpRequest, menu: Menu = MENU) -> tuple[MenuTab, ...]:
    """The sections and pages the request's actor may open; the page shown is marked current.

    Current is the entry whose path is the longest beginning of the request's path; the root is only itself.
    """
    placed = _placed(tuple(menu.open_to(getattr(request, "actor", None))), get_urlconf() or settings.ROOT_URLCONF)
    begun = [(path_of(each.around) if each.around else path, path) for each, path in placed]
    here = [each for each in begun if request.path == each[1] or (each[0] != "/" and request.path.startswith(each[0]))]
    return _tabs(placed, max(here, key=lambda each: len(each[0]), default=("", ""))[1])


# Posts of one kind see one menu: kept in mind, since every page asks for the paths of dozens of routes.
@lru_cache(maxsize=64)
def _placed(entries: tuple[MenuEntry, ...], urlconf: object) -> tuple[tuple[MenuEntry, str], ...]:
    """Entries whose route is installed, with its path."""
    return tuple((each, path) for each in entries if (path := path_of(each.url_name)))


@lru_cache(maxsize=512)
def _tabs(placed: tuple[tuple[MenuEntry, str], ...], shown: str) -> tuple[MenuTab, ...]:
    """The tabs, with the entry of the path `shown` current."""
    found = next((each.section for each, path in placed if path == shown), placed[0][0].section if placed else "")
    tabs = []
    for section in Section:
        mine = [(each, path) for each, path in placed if each.section == section.value]
        if not mine:
            continue
        groups = ["", *(each.group for each, _ in mine)]
        items = tuple(
            MenuItem(each, path, path == shown, bool(each.group) and each.group != before)
            for (each, path), before in zip(mine, groups, strict=False)
        )
        tabs.append(MenuTab(section.value, section.label, mine[0][1], section.value == found, items))
    return tuple(tabs)
