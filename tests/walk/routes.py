"""Every route of the URL resolver, with arguments found by following links and by trying every record of the east."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from sanze.foundation.pages.act import ActPage
from tests.walk.east import SECRET, Seeded
from tests.walk.reading import Page, body_of, page_of, query_of, said

MOST_OWNED, MOST_OTHER, MOST_QUERIES, MOST_FORMS = 2, 1, 2, 1
# Who is sent ahead to find the way: the first who is let in counts as the reader of the route.
SCOUTS = ("officer", "manager", "chief", "admin_system", "admin_security", "admin_audit")


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver. `name` with its namespaces; `view` is what stands behind the guards."""

    name: str
    pattern: str
    converters: tuple[str, ...]
    view: object = field(compare=False, hash=False, repr=False)

    def path(self, arguments: dict) -> str:
        return reverse(self.name, kwargs=arguments)


def routes(patterns: Iterable | None = None, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    """Every route, in the order of the resolver."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from routes(each.url_patterns, place, inner)
        elif isinstance(each, URLPattern):
            view = each.callback
            while hasattr(view, "__wrapped__"):
                view = view.__wrapped__
            yield Route(":".join([*spaces, each.name or ""]), place, tuple(each.pattern.converters), view)


def pages() -> list[Route]:
    """The routes that a browser opens: all but those of the open interface."""
    return [each for each in routes() if not each.name.startswith("api:")]


@dataclass
class Answer:
    """What one role got: the status, the text in it, and where an HTML page leads."""

    status: int
    text: str
    location: str
    page: Page
    fault: str


class Walker:
    """Asks as one of the roles; whatever a request wrote is undone after it."""

    def __init__(self, seeded: Seeded, cookies: dict[str, str]):
        self.seeded, self.cookies = seeded, cookies
        self.client = Client(raise_request_exception=False)

    def ask(self, role: str | None, path: str, body: dict | None = None, **headers) -> Answer:
        """GET, or POST with `body`, as `role` (None: a stranger)."""
        self.client.cookies.clear()
        if role:
            self.client.cookies["sanze"] = self.cookies[role]
        with transaction.atomic():
            ask = self.client.get if body is None else self.client.post
            response = ask(path, body, headers=headers or None)
            answer = _answer(path, response)
            transaction.set_rollback(True)
        return answer


def _answer(path: str, response: HttpResponse) -> Answer:
    body = body_of(response)
    fault = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""
    page = page_of(urlsplit(path).path, body) if "text/html" in response.get("Content-Type", "") else Page()
    return Answer(response.status_code, said(response, body), response.get("Location", ""), page, fault)


@dataclass
class Way:
    """One use of a route: its arguments and queries, who of the east gets through, and what that reader saw."""

    route: Route
    arguments: dict
    reader: str
    answer: Answer
    queries: list[str] = field(default_factory=list)
    forms: list[dict] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.route.path(self.arguments)

    def owned(self, values: set[str]) -> bool:
        """Whether an argument means a record of the east."""
        return any(str(each) in values for each in self.arguments.values())


class Atlas:
    """Every way that the scouts found: route name → ways.

    own: the pages that records name; lost: models whose records name a page that is not there.
    """

    def __init__(self, walker: Walker):
        self.walker = walker
        self.values = walker.seeded.values()
        self.ways: dict[str, list[Way]] = defaultdict(list)
        self.known = {each.name: each for each in pages()}
        self.lost: list[str] = []
        self.own: set[str] = set()
        self._queue: list[str] = []
        self._queries: dict[str, list[str]] = defaultdict(list)
        self._forms: dict[str, list[dict]] = defaultdict(list)

    def draw(self) -> "Atlas":
        """Follow every link from the routes without arguments and from the records' own pages; then try keys."""
        self._queue += [each.path({}) for each in self.known.values() if not each.converters]
        for model, keys in self.walker.seeded.keys.items():
            for record in model._base_manager.filter(pk__in=keys) if hasattr(model, "get_absolute_url") else ():
                try:
                    self.own.add(record.get_absolute_url())
                except NoReverseMatch:
                    self.lost.append(model._meta.label)
        self._queue += sorted(self.own)
        self._follow()
        for route in self.known.values():
            if route.converters and not any(way.owned(self.values) for way in self.ways[route.name]):
                self._try_keys(route)
        self._follow()
        for name, ways in self.ways.items():
            for way in ways:
                way.queries = self._queries[name][:MOST_QUERIES]
                way.forms = self._forms[way.path]
        return self

    def _follow(self) -> None:
        while self._queue:
            link = self._queue.pop(0)
            try:
                found = resolve(urlsplit(link).path)
            except Resolver404:
                continue
            route = self.known.get(found.view_name)
            if route is None:
                continue
            query = urlsplit(link).query
            if query and SECRET not in str(query_of(link)) and query not in self._queries[route.name]:
                self._queries[route.name].append(query)
            self._visit(route, found.kwargs)

    def _visit(self, route: Route, arguments: dict) -> None:
        ways = self.ways[route.name]
        if any(way.arguments == arguments for way in ways):
            return
        owned = any(str(each) in self.values for each in arguments.values())
        most = MOST_OWNED if owned else MOST_OTHER
        full = sum(way.owned(self.values) == owned for way in ways) >= most
        if full and route.path(arguments) not in self.own:
            return
        if way := self._scout(route, arguments):
            ways.append(way)
            self._queue += way.answer.page.links
            for path, body in way.answer.page.posts.items():
                if len(self._forms[path]) < MOST_FORMS:
                    self._forms[path].append(body)
                    self._queue += [path, self.walker.ask(way.reader or SCOUTS[0], path, body).location]

    def _scout(self, route: Route, arguments: dict) -> Way | None:
        """The way by these arguments with the first scout who gets through, None where it leads nowhere."""
        path = route.path(arguments)
        closed = None
        for role in SCOUTS:
            answer = self.walker.ask(role, path)
            if answer.status == 405:
                answer = self.walker.ask(role, path, {})
            if answer.status in (403, 404):
                closed = closed or Way(route, arguments, "", answer)
                continue
            return Way(route, arguments, role, answer)
        return closed if not arguments else None

    def _try_keys(self, route: Route) -> None:
        """Arguments for a route that no link led to: the record its page declares, else those of the view's own app,
        and only where nobody comes to the route at all, every record of the east."""
        if route.name in self.walker.seeded.hints:
            self._visit(route, self.walker.seeded.hints[route.name])
        if len(route.converters) != 1:
            return
        handles = list(self.walker.seeded.handles())
        if isinstance(route.view, ActPage):
            self._try_each(route, [each for each in handles if each[0] is route.view.subject])
            return
        app = route.view.__module__.rpartition(".")[0]
        self._try_each(route, [each for each in handles if each[0]._meta.app_config.name == app])
        if not self.ways[route.name]:
            self._try_each(route, handles)

    def _try_each(self, route: Route, handles: Iterable[tuple]) -> None:
        """Visit the route by one handle after another until one means a record of the east."""
        wanted = route.converters[0]
        for _, name, value in handles:
            if wanted == name or (wanted != "pk" and name != "pk" and wanted == "code"):
                try:
                    route.path({wanted: value})
                except NoReverseMatch:
                    continue
                self._visit(route, {wanted: value})
                if any(way.owned(self.values) for way in self.ways[route.name]):
                    return
