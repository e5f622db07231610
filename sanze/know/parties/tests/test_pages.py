"""Pages of the register, as its people use them."""

import pytest

from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from tests.cast import EAST_VILLAGE, city, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return city()


def asked(name: str, **more) -> dict:
    return {"key": "", "name": name, "industry": "coal", "size": "small", "standing": "operating", **more}


def test_an_officer_registers_an_enterprise_in_her_township(cast, client):
    sign_in(client, cast.officer)
    place = Area.objects.get(code=EAST_VILLAGE)

    answer = client.post(f"/enterprises/in/{place.pk}/register/", asked("南沟采石场"))

    made = Enterprise.objects.get(name="南沟采石场")
    assert answer["Location"] == f"/enterprises/{made.pk}/"
    assert made.area_code == EAST_VILLAGE


def test_a_name_like_one_on_the_register_is_pointed_out_before_it_is_doubled(cast, client):
    sign_in(client, cast.officer)
    place = Area.objects.get(code=EAST_VILLAGE)
    url = f"/enterprises/in/{place.pk}/register/"

    first = client.post(url, asked("东山煤矿有限公司"))
    assert first.status_code == 422
    assert "册中已有相似的单位：东山煤矿" in first.content.decode()
    assert not Enterprise.objects.filter(name="东山煤矿有限公司").exists()

    client.post(url, asked("东山煤矿有限公司", another="on"))
    assert Enterprise.objects.filter(name="东山煤矿有限公司").exists()


def test_the_neighbour_cannot_register_into_the_east(cast, client):
    sign_in(client, cast.west)
    place = Area.objects.get(code=EAST_VILLAGE)

    assert client.post(f"/enterprises/in/{place.pk}/register/", asked("越界企业")).status_code == 404
    assert not Enterprise.objects.filter(name="越界企业").exists()


def test_a_wrong_credit_code_is_named_at_its_field(cast, client):
    sign_in(client, cast.officer)

    answer = client.post(f"/enterprises/{cast.mine.pk}/amend/", asked("东山煤矿", uscc="91350100M000100Y4Z"))

    assert answer.status_code == 422
    assert "统一社会信用代码不应含有 Z" in answer.content.decode()


def test_an_enterprise_keeps_its_own_contacts_and_nothing_else(cast, client):
    sign_in(client, cast.manager)
    told = {"key": "", "principal": "吴刚", "principal_phone": "1", "safety_manager": "吴刚", "safety_phone": "2"}

    client.post(f"/enterprises/{cast.mine.pk}/amend_contacts/", told)
    cast.mine.refresh_from_db()

    assert cast.mine.principal == "吴刚"
    assert client.post(f"/enterprises/{cast.mine.pk}/amend/", asked("改名")).status_code == 403
    assert client.get(f"/enterprises/{cast.garage.pk}/").status_code == 404
