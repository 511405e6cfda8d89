"""Runs notebooks by papermill's engine `avgkit` in a fresh process without threads, and prints what became of them.

A process of its own, since the tests themselves run in one that has threads, where the engine takes a kernel.
"""

import builtins
import io
import json
import os
import sys
import time
import warnings
from pathlib import Path

import nbformat
import papermill
from notebooks_for_engines import FAILED, SHOWN, notebook, plain

from avgkit import paths
from avgkit.reports import engine, executing, forking

FOLDER = Path(sys.argv[1])
engine.register()


def run(cells, parameters=None, **options) -> dict:
    """The executed notebook as it stands on disk, what was raised, and how long it took."""
    place, raised, begun = FOLDER / f"{time.monotonic_ns()}.ipynb", None, time.monotonic()
    options = {"engine_name": "avgkit", "progress_bar": False} | options
    try:
        papermill.execute_notebook(notebook(cells), str(place), parameters, **options)
    except Exception as error:
        if "died before replying" in str(error):  # a kernel finds its port taken by another that starts now
            return run(cells, parameters, **options)
        raised = [type(error).__name__, str(error)]
    return {"ran": nbformat.read(place, 4), "raised": raised, "seconds": time.monotonic() - begun}


def kernel(cells, parameters) -> dict:
    """The same by papermill's own engine; again when a message of its kernel was lost, for which it waits for ever."""
    for _ in range(3):
        made = run(cells, parameters, engine_name=None, execution_timeout=20)
        if not (made["raised"] and "Timeout" in made["raised"][0]):
            break
    return made


def texts(made: dict) -> list[str]:
    """What each code cell shows as text."""
    cells = [cell for cell in made["ran"].cells if cell.cell_type == "code"]
    return ["".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in c.outputs) for c in cells]


def left() -> list[str]:
    """Children of this process that are still there, or still to be waited for."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def compared() -> dict:
    """Every notebook of the table by both engines, without times and addresses; ours first."""
    found = {}
    for number, cells in enumerate([SHOWN, *FAILED]):
        given = {"x": 2, "unknown": "é"} if number == 0 else None
        both = [run(cells, given), kernel(cells, given)]
        for made in both:
            for cell in made["ran"].cells:
                cell.pop("id")  # those of injected and marker cells are random
            made.update(ran=plain(made["ran"]), raised=plain(made["raised"]))
            made["ran"]["metadata"].get("widgets", {}).clear()
            made.pop("seconds")
        found[str(number)] = both
    return found


FIGURES = [
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(); ax.plot([1, 2])",
    "plt.bar([1], [2]); plt.show()",
]
LONGER = [*FIGURES, "for n in range(3):\n    plt.figure(); plt.plot([n])"]
STYLED = ["%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.style.use('dark_background')", "plt.plot([1])"]
COUNTED = """from matplotlib.figure import Figure
drawn, old = [], Figure.draw
def draw(self, renderer):
    drawn.append(1)
    return old(self, renderer)
Figure.draw = draw
import matplotlib.pyplot as plt"""


def figures() -> dict:
    """Figures in notebooks that run one after the other, in two orders; and how often each figure is drawn."""
    found = {}
    for name, order in {"one": [FIGURES, STYLED, LONGER, FIGURES], "other": [LONGER, FIGURES, STYLED, STYLED]}.items():
        outputs = [[o for c in run(cells)["ran"].cells[1:] for o in c.outputs] for cells in order]
        found[name] = [sum("image/png" in o.get("data", {}) for o in each) for each in outputs]
    found["drawn"] = texts(run([COUNTED, "plt.plot([1]); plt.show()", "len(drawn)", "plt.plot([2])", "len(drawn)"]))
    return found


DIRTY = """import os, random, sys, warnings, builtins, json
import numpy, pandas, matplotlib
secret = 'of the first'
json.dumps = None; sys.modules['left'] = json; builtins.left = 1; sys.path.insert(0, 'left')
os.environ['LEFT'] = '1'; os.chdir('/'); warnings.simplefilter('error')
matplotlib.rcParams['figure.figsize'] = [1, 1]; pandas.set_option('display.max_rows', 2)
import matplotlib.pyplot as plt
figure = plt.figure(); sys.stdout.write('x'); sys.argv.append('left')"""
CLEAN = """import os, sys, builtins, warnings, json
import numpy, pandas, matplotlib
import matplotlib.pyplot as plt
[name for name, bad in {
    'variable': 'secret' in globals(), 'module': 'left' in sys.modules, 'patch': json.dumps is None,
    'builtin': hasattr(builtins, 'left'), 'path': 'left' in sys.path, 'environment': 'LEFT' in os.environ,
    'folder': os.getcwd() == '/', 'warnings': ('error', None, Warning, None, 0) in warnings.filters,
    'figures': matplotlib.rcParams['figure.figsize'] == [1, 1] or plt.get_fignums() != [],
    'frames': pandas.get_option('display.max_rows') == 2, 'arguments': 'left' in sys.argv,
    'history': len(In) != 2, 'main': sys.modules['__main__'].__dict__ is not globals(),
}.items() if bad]"""
RANDOM = "import random, numpy\nrandom.random(), float(numpy.random.rand()), numpy.random.default_rng().random()"


def clean() -> dict:
    """What a notebook finds of the one before it and of this process; and what this process finds of a notebook."""
    import matplotlib

    matplotlib.rcParams["figure.figsize"] = [1, 1]
    warnings.simplefilter("error")
    before = dict(os.environ), os.getcwd(), sys.path[:], set(dir(builtins)), sys.modules["__main__"], sys.stdout
    run([DIRTY])
    found = {"next": texts(run([CLEAN])), "kept": matplotlib.rcParams["figure.figsize"] == [1, 1]}
    after = dict(os.environ), os.getcwd(), sys.path[:], set(dir(builtins)), sys.modules["__main__"], sys.stdout
    found["here"] = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    found["shell"] = sys.modules["IPython"].get_ipython() is None
    warnings.resetwarnings()
    matplotlib.rcdefaults()
    found["random"] = [texts(run([RANDOM])) for _ in range(2)]
    return found


START = "import os, signal, subprocess, time\nprint('begun')"


def ended() -> dict:
    """Notebooks whose process is killed, ends itself, hangs, takes all memory or leaves others behind."""
    more = "x = bytearray(10**9) * 100"
    cells = {
        "killed": [START, "os.kill(os.getpid(), signal.SIGKILL)"],
        "fault": [START, "import ctypes\nctypes.string_at(0)"],
        "exited": [START, "print('last words', flush=True)\nos._exit(3)"],
        "hangs": [START, "print('before')\ntime.sleep(60)"],
        "late": [START, *["time.sleep(0.2)"] * 40],
        "deaf": [
            START,
            "for n in (signal.SIGTERM, signal.SIGINT):\n    signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)",
        ],
        "eats": [START, more, "1"],
        "eats bit by bit": [START, "kept = []\nwhile True: kept.append(b'0' * 10**8)", "1"],
        "leaves": [START, "child = subprocess.Popen(['sleep', '60'])\nchild.pid"],
        "forks": [START, "if os.fork() == 0:\n    print('from a fork', flush=True)\n    os._exit(0)\nos.wait()[1]"],
    }
    options = {"hangs": {"execution_timeout": 1}, "late": {"time_limit": 1}, "deaf": {"time_limit": 1}}
    options |= {name: {"memory_limit": 3 * 2**29} for name in ("eats", "eats bit by bit")}
    found = {name: run(source, **options.get(name, {})) for name, source in cells.items()}
    for made in found.values():
        made["texts"] = texts(made)
        made["states"] = [c.metadata.papermill.status for c in made["ran"].cells if "papermill" in c.metadata][1:]
    pid = found["leaves"]["texts"][1]
    state = Path(f"/proc/{pid}/stat")
    alive = state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    return found | {"left": left(), "orphan": alive}


def told() -> dict:
    """What comes while a notebook runs: the bar, its streams, what is called after a cell, the saved file."""
    said, called, place = io.StringIO(), [], FOLDER / "while.ipynb"

    def hear(cell, cell_index):
        called.append(cell_index)

    saved = []

    class Heard(io.StringIO):
        def write(self, text):
            saved.append(nbformat.read(place, 4).cells[1].metadata.papermill.status)
            return said.write(text)

    source = ["import os, time\nprint('one', os.getppid())", "print('two'); time.sleep(1.5); print('three')"]
    options = {"on_cell_complete": hear, "stdout_file": Heard(), "progress_bar": True, "autosave_cell_every": 1}
    papermill.execute_notebook(notebook(source), str(place), engine_name="avgkit", **options)
    return {"said": said.getvalue().replace(str(os.getpid()), "here"), "called": called, "saved": saved}


def unsafe() -> dict:
    """Whether a kernel is taken where a fork could hang: threads, an event loop, another language or Python."""
    import asyncio
    import threading

    import duckdb

    taken = []
    cells = notebook(["1"])
    own = executing.NBClientEngine.__dict__["execute_managed_notebook"]
    executing.NBClientEngine.execute_managed_notebook = classmethod(lambda cls, *_, **__: taken.append(1))

    def kernel(**metadata) -> bool:
        made = nbformat.from_dict({**cells, "metadata": cells.metadata | {"papermill": {}} | metadata})
        del taken[:]
        engine.AvgkitEngine.execute_notebook(made, metadata.get("name", "python3"), progress_bar=False)
        return bool(taken)

    async def inside() -> bool:
        return not forking.safe()

    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    found = {"nothing": kernel()}
    thread.start()
    found["thread"] = kernel()
    stop.set()
    thread.join()
    con = duckdb.connect(config={"threads": 3})
    found["duckdb"] = kernel()
    con.close()
    found["closed"] = kernel()
    found["language"] = kernel(kernelspec={"name": "ir", "language": "R"})
    found["python"] = kernel(name="another-python")
    found["loop"] = asyncio.run(inside())
    executing.NBClientEngine.execute_managed_notebook = own
    return found | {"left": left()}


def here() -> dict:
    """A process forked for one report runs it itself; a second one goes to a kernel, and finds nothing of the first."""
    source, place = ["import os\nprint('said')\nos.system('echo below')\nos.getpid()", "1 / 0"], FOLDER / "here.json"
    pid = os.fork()
    if pid == 0:
        try:
            first, second = (run(source, in_place=True) for _ in range(2))
            says = [texts(first), texts(second), first["raised"], os.getpid()]
            place.write_text(json.dumps(says))
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return {"says": json.loads(place.read_text()), "pid": pid}


def waits() -> None:
    """A notebook that waits, for one who stops this process; its number is told first."""
    source = [
        f"import os, time, pathlib\npathlib.Path({str(FOLDER / 'pid')!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    ]
    run(source)


if __name__ == "__main__":
    assert paths.PACKAGE.parent == Path(__file__).parent.parent
    found = {}
    for name in sys.argv[2:]:
        begun = time.monotonic(), sum(os.times()[:4])
        found[name] = globals()[name]()
        print(name, time.monotonic() - begun[0], sum(os.times()[:4]) - begun[1])
    print(json.dumps(found, default=str))
