import subprocess

import pytest
from click.testing import CliRunner

from sanze.cli.city import city
from sanze.cli.demo import demo
from sanze.cli.tests.conftest import SANZE
from sanze.demo.build import LOGINS
from sanze.foundation.acts.models import Act


@pytest.mark.django_db
def test_a_database_with_a_city_is_not_built_over():
    CliRunner().invoke(city, ["load", "141181"])
    acts = Act.objects.count()

    refused = CliRunner().invoke(demo)
    passed = CliRunner().invoke(demo, ["--if-empty"])

    assert (refused.exit_code, passed.exit_code) == (1, 0)
    assert "空库" in refused.output
    assert Act.objects.count() == acts


@pytest.mark.django_db
def test_the_logins_are_listed_with_their_roles():
    told = CliRunner().invoke(demo, ["--logins"])

    assert told.exit_code == 0
    assert all(each.username in told.output and each.role in told.output for each in LOGINS)


@pytest.mark.journey
@pytest.mark.crash
def test_an_interrupted_demonstration_leaves_nothing_half_built(installation):
    assert installation.run("migrate").returncode == 0
    with installation.output.open("w") as output:
        building = subprocess.Popen([*SANZE, "demo"], env=installation.environment, stdout=output, stderr=output)
    installation.wait_until(lambda: "人员到岗" in installation.output.read_text() or building.poll() is not None)

    building.terminate()

    assert building.wait(30) == 143
    checked = installation.run("seals", "verify")
    assert checked.returncode == 0
    assert "0 条行为记录" in checked.stdout
