"""The registry: finds every folder, and refuses to start with one that is broken."""

import importlib
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from openline.connectors import registry
from openline.connectors.registry import ConnectorBroken, UnknownConnector, collect, load
from tests.support import fake_connector

GOOD = "from tests.support.fake_connector import Pigeon\nCONNECTOR = Pigeon()\n"


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[tuple[ModuleType, Path]]:
    """A package of connectors, empty."""
    name = f"connectors_{tmp_path.name}".replace("-", "_")
    place = tmp_path / name
    place.mkdir()
    (place / "__init__.py").write_text("")
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield importlib.import_module(name), place
    sys.path.remove(str(tmp_path))
    for module in [module for module in sys.modules if module.split(".")[0] == name]:
        del sys.modules[module]


def write(place: Path, name: str, content: str) -> None:
    (place / name).mkdir()
    (place / name / "__init__.py").write_text(content)
    importlib.invalidate_caches()


def test_ours_are_found() -> None:
    found = load()
    assert "webchat" in found
    assert found.get("webchat").manifest.id == "webchat"
    assert found.ids() == tuple(sorted(found.ids()))


def test_every_folder_is_a_connector() -> None:
    place = Path(registry.__file__).parent
    folders = {path.parent.name for path in place.glob("*/__init__.py")} - {"base", "http"}
    assert folders == set(load().ids())


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(UnknownConnector, match="fax"):
        load().get("fax")


def test_a_folder_is_found(folders: tuple[ModuleType, Path]) -> None:
    package, place = folders
    write(place, "pigeon", GOOD)
    assert collect(package).ids() == ("pigeon",)


def test_plain_modules_are_no_connectors(folders: tuple[ModuleType, Path]) -> None:
    package, place = folders
    (place / "helper.py").write_text("raise RuntimeError\n")
    assert collect(package).ids() == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("raise RuntimeError('broken')\n", "cannot be imported"),
        ("import no_such_library\n", "no_such_library"),
        ("", "CONNECTOR"),
        ("CONNECTOR = object()\n", "manifest is no Manifest"),
        (GOOD + "CONNECTOR.capabilities = None\n", "capabilities is no Capabilities"),
        (GOOD + "Pigeon.verify, CONNECTOR.verify = Pigeon.verify, None\n", "lacks verify"),
    ],
)
def test_a_broken_folder_stops_the_start_and_is_named(
    folders: tuple[ModuleType, Path], content: str, reason: str
) -> None:
    package, place = folders
    write(place, "pigeon", content)
    with pytest.raises(ConnectorBroken, match=f"connector pigeon: .*{reason}"):
        collect(package)


def test_a_connector_is_called_as_its_folder(folders: tuple[ModuleType, Path]) -> None:
    package, place = folders
    write(place, "dove", GOOD)
    with pytest.raises(ConnectorBroken, match="dove: calls itself pigeon"):
        collect(package)


def test_third_parties_come_by_entry_points(folders: tuple[ModuleType, Path]) -> None:
    package, _ = folders
    point = EntryPoint("pigeon", "tests.connectors.test_registry:THEIRS", registry.ENTRY_POINTS)
    assert collect(package, [point]).get("pigeon") is THEIRS


def test_third_parties_replace_nothing(folders: tuple[ModuleType, Path]) -> None:
    package, place = folders
    write(place, "pigeon", GOOD)
    point = EntryPoint("pigeon", "tests.connectors.test_registry:THEIRS", registry.ENTRY_POINTS)
    with pytest.raises(ConnectorBroken, match="pigeon: is there twice"):
        collect(package, [point])


def test_a_broken_package_of_third_parties_stops_the_start(folders: tuple[ModuleType, Path]) -> None:
    package, _ = folders
    point = EntryPoint("fax", "no_such_package:CONNECTOR", registry.ENTRY_POINTS)
    with pytest.raises(ConnectorBroken, match=r"fax .*no_such_package"):
        collect(package, [point])


THEIRS = fake_connector.Pigeon()
