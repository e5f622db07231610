"""Every page that each role comes to, on a desk and on a telephone: accessible, within the screen and the policy."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.identity.models import Holding
from sanze.foundation.moment import today
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.tests import factories as land
from sanze.know.standards import commands as standards
from sanze.perform.dangers.commands.extensions import ask_extension
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.tests import factories as visits
from tests import cast
from tests.browser import DESK, PHONE, Somebody, axe_faults, too_wide, until_drawn
from tests.journeys.conftest import ADMINISTRATORS

pytestmark = pytest.mark.capability("X2")

ROLES = ["officer", "manager", "committee", "village", "chief", "department", "expert", *ADMINISTRATORS]
# A page of the menu is looked at over the shoulders of so many; the workbench over everybody's.
READERS = 2
# Pages that stand behind those of the menu; the words in braces are keys of `known`.
DETAILS = {
    "officer": ["/dangers/{major}/", "/dangers/{graded}/order/", "/dangers/{rectified}/close/", "/visits/new/apply/",
                "/visits/at/{mine}/apply/", "/visits/{approved}/record/", "/visits/{approved}/", "/documents/{order}/",
                "/enterprises/{mine}/", "/dangers/at/{mine}/report/", "/dangers/{reported}/grade/", "/dangers/print/",
                "/standards/criteria/", "/standards/items/CM-07/", "/inbox/", "/account/", "/areas/{east}/"],
    "chief": ["/dangers/{reported}/transfer/", "/visits/{applied}/approve/", "/documents/issue/reinspection/{closed}/",
              "/enterprises/{mine}/amend/"],
    "village": ["/visits/at/{mine}/patrol/"],
    "manager": ["/dangers/{major}/", "/dangers/{major}/plan/", "/dangers/{ordered}/rectify/", "/enterprises/{mine}/",
                "/dangers/{ordered}/ask_extension/", "/dangers/at/{mine}/self_report/"],
    "committee": ["/enterprises/import/", "/areas/{east}/draw/", "/areas/{east}/import/", "/areas/{east}/check/",
                  "/areas/{village}/merge/", "/standards/own/add_criterion/", "/standards/own/import/",
                  "/system/regimes/{regime}/", "/system/regimes/{regime}/?part=duties",
                  "/system/regimes/{regime}/?part=powers", "/system/regimes/compare/", "/system/regimes/enforce/",
                  "/standards/instruments/"],
    "admin_system": ["/system/people/{person}/", "/system/posts/{post}/", "/system/posts/open_post/",
                     "/system/posts/{post}/appoint/"],
    "admin_security": ["/system/people/{person}/", "/system/holdings/{holding}/"],
    "admin_audit": ["/system/acts/{act}/"],
}  # fmt: skip
# The kinds of element of a page, whatever is written in them.
KINDS = """[...new Set([...document.body.querySelectorAll("*")].map(each =>
    [each.tagName, each.getAttribute("class"), ...each.getAttributeNames()].join(" ")))].sort().join()"""
OPEN = ["/account/sign-in/", "/verify/", "/verify/{code}", "/no-such-page/"]


@pytest.fixture(scope="module")
def known(city, administrators) -> dict[str, object]:
    """A record of each kind, by the word that stands for it in the addresses."""
    land.draw_county()
    land.add_cell(cast.EAST_VILLAGE + "001", "矿区网格", land.square(4, 0, 2, 2))
    long = "运输巷皮带机机尾没有安装防护罩，且紧急停车拉线失效，跨越处没有行人过桥，巡检人员多次直接跨越运行中的皮带"
    reported = dangers.reported(city, title=long, description=long * 3)
    major = dangers.ordered(city, major=True, title="主扇停风后没有撤人")
    dangers.plan(city, major)
    ask_extension(city.manager.actor, major, due=major.due_on + dangers.timedelta(days=9), reason="资金筹措")
    rectified = dangers.rectified(city, title="灭火器失效")
    closed = dangers.closed(city, title="护栏缺失")
    standards.add_item(
        INSTALLER, None, area_code=cast.COUNTY, industry="coal", text="副井口防冻", category="物", severity="general",
        limit_days=3, measure="投用热风炉", basis="第六条", valid_from=today(),
    )  # fmt: skip
    order = OfficialDocument.objects.filter(kind="order").latest("pk")
    holding = Holding.objects.get(post_id=city.officer.post.pk)
    return {
        "reported": reported.pk,
        "graded": dangers.graded(city, title="消防通道堵塞").pk,
        "ordered": dangers.ordered(city, title="安全帽破损", days=0).pk,
        "major": major.pk,
        "rectified": rectified.pk,
        "closed": closed.pk,
        "applied": visits.applied(city).pk,
        "approved": visits.approved(city).pk,
        "mine": city.mine.pk,
        "east": land.area(cast.EAST).pk,
        "village": land.area(cast.EAST_VILLAGE).pk,
        "order": order.pk,
        "code": order.check_code,
        "regime": Enforcement.objects.get().pk,
        "person": city.officer.person.pk,
        "post": city.officer.post.pk,
        "holding": holding.pk,
        "act": Act.objects.filter(command="dangers.order").latest("pk").pk,
    }


@pytest.fixture(scope="module")
def sound() -> set[tuple]:
    """Window, address and kinds of element where axe found nothing: it need not look again for the next role."""
    return set()


@pytest.fixture(scope="module")
def read() -> Counter:
    """Address → how many roles have read it."""
    return Counter()


def menu(person: Somebody) -> list[str]:
    """The addresses of the menu."""
    person.opens("/")
    found = person.page.locator("#menu a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return list(dict.fromkeys(urlsplit(each).path for each in found))


def faults_of(person: Somebody, address: str, sound: set[tuple]) -> list[str]:
    """What is wrong with the page, on a desk and then on a telephone."""
    found = []
    person.page.set_viewport_size(DESK)
    status = person.opens(address)
    if status not in (200, 404):
        return [f"{address}: {status}"]
    for size in (DESK, PHONE):
        person.page.set_viewport_size(size)
        until_drawn(person.page)
        if over := too_wide(person.page):
            found.append(f"{address} at {size['width']}: {over} px too wide")
        look = (size["width"], address, person.page.evaluate(KINDS))
        if look not in sound:
            faults = axe_faults(person.page)
            found += [f"{address} at {size['width']}: {each}" for each in faults]
            sound |= set() if faults else {look}
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits_a_telephone(as_, known, sound, read, role):
    person = as_(role)
    found = menu(person)
    addresses = ["/", *(each for each in found if each != "/" and read[each] < READERS)]
    addresses += [each.format(**known) for each in DETAILS.get(role, ())]
    read.update(found)
    assert len(found) >= 5

    faults = [each for address in addresses for each in faults_of(person, address, sound)]

    assert "\n".join(faults) == ""


def test_the_open_pages_are_accessible_and_fit_a_telephone(as_, known, sound):
    stranger = as_(None)

    faults = [each for address in OPEN for each in faults_of(stranger, address.format(**known), sound)]

    assert "\n".join(faults) == ""


def test_the_menu_of_a_telephone_opens_and_leads_on(as_, known):
    officer = as_("officer", size=PHONE)

    officer.opens("/")
    officer.clicks("打开菜单", "header")
    officer.page.locator("#menu").get_by_role("link", name="隐患台账").click()

    officer.sees("隐患台账", "主扇停风后没有撤人")
