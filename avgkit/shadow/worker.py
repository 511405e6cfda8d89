"""One process that reads files: it gets a path a line, and answers with the records of that file a line.

It stands apart from the search so that a file that hangs, or takes all memory, costs that one file and nothing else.
Lines are JSON: nothing that comes from a file is ever run.
"""

import json
import os
import sys
from pathlib import Path


def serve() -> None:
    """Answer line by line until the other side is gone."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # a library that prints must not speak between our lines
    os.dup2(nowhere, 2)
    setting = json.loads(sys.stdin.buffer.readline())
    _bound(setting["memory"])
    from .. import texts
    from ..reading import Limits
    from .finding import examine
    from .found import Suppressed
    from .matching import Index

    texts.use(setting["lang"])
    index = Index.load(Path(setting["index"]), bytes.fromhex(setting["salt"]))
    gone = Suppressed(setting["erased"])
    _warm()
    answers.write(b'{"ready": true}\n')
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        try:
            answer = {"files": examine(Path(asked["path"]), asked["place"], index, gone, Limits())}
        except MemoryError:
            answer = {"code": "too_much_memory"}
        except PermissionError:
            answer = {"code": "denied"}
        except FileNotFoundError:
            answer = {"code": "gone"}
        except OSError:
            answer = {"code": "not_opened"}
        except Exception as error:  # a fault in a reader costs this file, and is told
            answer = {"code": "failed", "error": type(error).__name__}
        answers.write(json.dumps(answer).encode() + b"\n")
        if answer.get("code") == "too_much_memory":
            os._exit(1)


def _warm() -> None:
    """Load what the first file would otherwise wait for, so that its time is spent on itself."""
    import pyarrow.compute  # noqa: F401

    from ..recognisers import prefilter, recognise
    from ..sources.mapping import meanings

    recognise("Jan, 06")
    prefilter()
    meanings()


def _bound(memory: int) -> None:
    """No more memory than this for one process, where the system knows such a bound."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    serve()
