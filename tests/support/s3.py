"""An S3 service on this machine for tests: moto's server in a thread, a bucket of its own for whoever asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
import pytest
from moto.server import ThreadedMotoServer

KEY = "test-key"
SECRET = "test-secret-9f2c"
_names = count(1)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket as the product's settings name it, and a look into it past the product."""

    url: str
    place: str

    def keys(self) -> list[str]:
        """What lies in it."""
        listed = httpx.get(self.place, params={"list-type": "2"}).text
        return re.findall(r"<Key>(.*?)</Key>", listed)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of the service, as host:port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str) -> Bucket:
    """An empty bucket."""
    place = f"http://{s3_server}/files-{next(_names)}"
    httpx.put(place).raise_for_status()
    return Bucket(place.replace("http://", f"http://{KEY}:{SECRET}@") + "/openline", place)
