"""What every test starts from: Dutch, whatever language the machine or the test before it speaks."""

import pytest

from avgkit import texts


@pytest.fixture(autouse=True)
def dutch(monkeypatch):
    monkeypatch.delenv("AVGKIT_LANG", raising=False)
    texts.use(None)
    yield
    texts.use(None)
