"""What every test starts from: Dutch, whatever language the machine or the test before it speaks."""

import os
import tempfile

import pytest

from avgkit import texts

# Whoever runs the tests may be a learner too: their own progress stays out of it, also in the kernels of the lessons.
_HOME = tempfile.TemporaryDirectory(prefix="avgkit-tests-", ignore_cleanup_errors=True)
os.environ["AVGKIT_HOME"] = _HOME.name


@pytest.fixture(autouse=True)
def dutch(monkeypatch):
    monkeypatch.delenv("AVGKIT_LANG", raising=False)
    texts.use(None)
    yield
    texts.use(None)
