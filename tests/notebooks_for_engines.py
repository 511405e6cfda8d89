"""Small notebooks in which all that a notebook can show occurs once: run by papermill's own engine and by ours."""

import re

import nbformat

# Cells of one notebook that comes to its end; (source, tags).
SHOWN = [
    ("x = 1\nname: str = 'nobody'  # who", ["parameters"]),
    ("x, name", []),
    ("print('one'); print('two'); print('é €')", []),
    ("import sys\nprint('a'); print('b', file=sys.stderr); print('c')", []),
    ("import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)", []),
    ("1 + 1; None", []),
    ("_ = 5\n_", []),
    ("display(1, 'two', {'three': 3})", []),
    ("from IPython.display import HTML, Markdown, Image, SVG, JSON, Math\nHTML('<b>bold</b>')", []),
    ("display(Markdown('*m*'), JSON({'a': [1, None]}), Math('x^2'), metadata={'m': 1})", []),
    ("import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})", []),
    ("pd.Series([1.5, 2], name='s')", []),
    ("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3]); plt.title('one')", []),
    ("fig, ax = plt.subplots(1, 2, figsize=(4, 2)); ax[0].bar(['a', 'b'], [1, 2]); plt.show(); print('after')", []),
    ("fig", []),
    ("plt.figure(); plt.plot([1]); plt.figure(); plt.plot([2])", []),
    ("pd.Series([1, 2]).plot.barh()", []),
    ("!echo shell; echo wrong >&2", []),
    ("files = !echo listed\nfiles", []),
    ("%%bash\necho from bash", []),
    ("import os", []),
    ("%%capture caught\nprint('kept')", []),
    ("caught.stdout", []),
    ("%env AVGKIT_TEST_X=1", []),
    ("os.environ['AVGKIT_TEST_X']", []),
    ("from IPython.display import clear_output\nprint('gone'); clear_output(); print('stays')", []),
    ("print('gone'); clear_output(wait=True); print('stays too')", []),
    ("handle = display('before', display_id='one')", []),
    ("handle.update('after')", []),
    ("handle.display('again'); handle.update('at last')", []),
    ("import asyncio\nawait asyncio.sleep(0.01)\n'awaited'", []),
    ("async def later():\n    return 3\ntask = asyncio.ensure_future(later())", []),
    ("await task", []),
    ("asyncio.get_running_loop().is_running()", []),
    ("input('who? ')", ["raises-exception"]),
    ("import getpass\ngetpass.getpass()", ["raises-exception"]),
    ("print('before'); 1 / 0", ["raises-exception"]),
    ("def f(x):\n    raise KeyError(x)\nf('missing')", ["raises-exception"]),
    ("this is no python", ["raises-exception"]),
    ("raise SystemExit(3)", ["raises-exception"]),
    ("raise KeyboardInterrupt", ["raises-exception"]),
    ("class Bad:\n    def __repr__(self):\n        raise ValueError('no repr')\nBad()", ["raises-exception"]),
    ("class Rich:\n    def _repr_html_(self): return '<i>rich</i>'\n    def __repr__(self): return 'rich'\nRich()", []),
    ("raise BaseException('base')", ["raises-exception"]),
    ("never", ["skip-execution"]),
    ("   ", []),
    ("?len", []),
    ("timed = %timeit -q -o -n1 -r1 1 + 1\ntimed.loops", []),
    ("def g(): ...\ng.__module__, __name__", []),
    ("get_ipython().__class__.__mro__[1].__name__ != '', 'IPKernelApp' in get_ipython().config", []),
    ("In[1], Out[3]", []),
    ("print('no newline', end='')", []),
    ("for i in range(3): print(f'\\r{i}', end='')", []),
    ("print('\\x1b[31mred\\x1b[0m')", []),
    ("import logging\nlogging.warning('logged')", []),
    ("sys.stdout.write('written'); sys.stdout.flush()", []),
    ("sys.stdout.isatty(), sys.stdout.encoding", []),
    ("import multiprocessing as mp\ndef child(n): return n * 2\nmp.get_context('fork').Pool(1).map(child, [1, 2])", []),
    ("import threading\nt = threading.Thread(target=print, args=('in a thread',)); t.start(); t.join()", []),
    ("import ipywidgets\nipywidgets.IntSlider(3, description='slide')", ["widget"]),
    ("box = ipywidgets.Output()\nwith box:\n    print('in the box')\nbox", ["widget"]),
    ("from tqdm.std import tqdm\nimport io\nlist(tqdm(range(3), file=io.StringIO()))", []),
    ("import pickle\nclass Own: pass\ntype(pickle.loads(pickle.dumps(Own()))).__module__", []),
    ("float('nan'), {'n': float('inf')}", []),
    ("[path for path in sys.path if 'tests' not in path]", []),
    ("import random, numpy\nrandom.seed(1); numpy.random.seed(1)\nrandom.random(), float(numpy.random.rand())", []),
    ("from IPython.display import Javascript, publish_display_data\npublish_display_data({'text/plain': 'p'})", []),
    ("%who_ls int", []),
    ("%config InlineBackend.figure_formats = ['jpeg']\nplt.plot([1]); plt.show()", []),
    ("exit", []),
]
# Notebooks that do not come to their end.
FAILED = [
    ["print('first')", "a = 1\na / 0", "print('never')"],
    ["import sys\nsys.exit('words')", "1"],
    ["exit()", "print('after')"],
]


def notebook(cells) -> nbformat.NotebookNode:
    """A notebook of these cells, each a source or a source with tags."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made.cells = [nbformat.v4.new_markdown_cell("# About", id="about")]
    for number, cell in enumerate(cells):
        source, tags = (cell, []) if isinstance(cell, str) else cell
        one = nbformat.v4.new_code_cell(source, id=f"c{number}")
        if tags:
            one.metadata["tags"] = list(tags)
        made.cells.append(one)
    return made


_TIMES = [(r"0x[0-9a-f]{6,}", "0x"), (r"/ipykernel_\d+/", "/ipykernel/"), (r"\b[0-9a-f]{32}\b", "id")]
_TIMES += [(r"\b\d{9,}\.py\b", "cell.py")]


def plain(value):
    """Without what differs on every run: times, addresses, identities."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in _MOMENTS}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, str):
        for pattern, instead in _TIMES:
            value = re.sub(pattern, instead, value)
    return value


# When it was, and where it went.
_MOMENTS = ("start_time", "end_time", "duration", "output_path", "execution")
