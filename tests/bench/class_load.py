"""A class on loopback: so many learners, so many answers each, and what it takes. Prints figures.

    python tests/bench/class_load.py [--people 15] [--answers 200] [--lessons consent,minimisation]

Bounded in count and time; only ever talks to the server that it started on 127.0.0.1.
"""

import argparse
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HERE = "127.0.0.1"
# Lessons are prepared elsewhere; what is measured here needs none.
START = "from avgkit.classroom import starting\n{skip}\nfrom avgkit.cli import main\nmain()"
SKIP = "starting.prepare = lambda opened: None"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


class Server:
    """`avgkit class start` in a process of its own; `lines` is what it printed."""

    def __init__(self, home: Path, port: int, *options: str, name: str = "maandag", pages: bool = False):
        words = ["avgkit", "class", "start", "--name", name, "--port", str(port), "--no-open", "--lang", "nl", *options]
        code = f"import sys\nsys.argv = {words!r}\n" + START.format(skip="" if pages else SKIP)
        env = os.environ | {"AVGKIT_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.home, self.port, self.name, self.lines = home, port, name, []
        pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        self.process = subprocess.Popen([sys.executable, "-c", code], env=env, cwd=ROOT, **pipe)
        self._reader = threading.Thread(target=lambda: self.lines.extend(iter(self.process.stdout.readline, "")))
        self._reader.daemon = True
        self._reader.start()

    def until(self, pattern: str, patience: float = 60) -> str:
        """The first printed line that holds the pattern."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            for line in list(self.lines):
                if re.search(pattern, line):
                    return line
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.05)
        raise AssertionError(f"no {pattern} in: {self.lines}")

    @property
    def code(self) -> str:
        """The code of the class."""
        return self.until("Code van de klas").partition(": ")[2].replace(" ", "").strip()

    def end(self, how=signal.SIGINT) -> int:
        """End it and give its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(20)
        self._reader.join(5)
        return code


class Client:
    """One browser: keeps its connection and its cookies."""

    def __init__(self, port: int, source: str | None = None):
        self.port, self.cookies = port, {}
        self._at = http.client.HTTPConnection(HERE, port, timeout=30, source_address=(source, 0) if source else None)

    def ask(self, path: str, body=None, method: str | None = None, **headers):
        """(status, JSON or text, headers); `body` None is a GET."""
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        if body is not None:
            sent |= {"X-Avgkit": "1", "Content-Type": "application/json"}
        sent = {name: value for name, value in (sent | headers).items() if value is not None}
        try:
            self._at.request(method or ("GET" if body is None else "POST"), path, raw, sent)
            answer = self._at.getresponse()
            content = answer.read()
        except (http.client.HTTPException, OSError):
            self._at.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        kind = answer.headers.get("Content-Type", "")
        found = json.loads(content) if "json" in kind and content else content.decode("utf-8", "replace")
        return answer.status, found, answer.headers

    def close(self) -> None:
        """Let go of the connection; the next request makes another, as a browser does after a server was gone."""
        self._at.close()

    def join(self, code: str) -> str:
        """Take a seat; gives the learner."""
        status, found, _ = self.ask("/join", {"code": code})
        assert status == 200, found
        return found["learner"]


def some(card: dict, turn: int) -> dict:
    """An answer to every field of a card, another at each turn."""
    found = {}
    for field in card["fields"]:
        if "rows" in field:
            found[field["name"]] = [field["rows"][turn % len(field["rows"])]["key"]]
        elif field.get("options"):
            found[field["name"]] = field["options"][turn % len(field["options"])]["value"]
    return found


def practise(
    port: int, code: str, exercises: list[tuple[str, str]], answers: int, number: int, out: list, gate=None
) -> None:
    """One learner: joins, opens the cards, answers; each tenth answer is sent twice, as a browser does that waited.

    Whoever has all cards waits at `gate` for the others, so that answers are timed apart from opening lessons.
    """
    me, sent, took = Client(port), [], []
    learner = me.join(code)
    cards = {one: me.ask(f"/api/card/{one[0]}/{one[1]}")[1] for one in exercises}
    if gate:
        gate.wait(120)
    for turn in range(answers):
        lesson, ident = exercises[(turn + number) % len(exercises)]
        message = {
            "view": f"v{number}",
            "n": turn + 1,
            "do": "check",
            "values": some(cards[lesson, ident], turn + number),
        }
        for _ in range(2 if turn % 10 == 9 else 1):
            began = time.perf_counter()
            status, reply, _ = me.ask(f"/api/act/{lesson}/{ident}", message)
            took.append(time.perf_counter() - began)
            assert status == 200 and reply["saved"] and reply["n"] == turn + 1, (status, reply)
        sent.append((lesson, ident, message["view"], turn + 1))
    out.append((learner, sent, took))


def together(people: int, do) -> None:
    """`do(number, out)` for each learner at once; raises what any of them raised."""
    wrong = []

    def one(number: int):
        try:
            do(number)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    if wrong:
        raise wrong[0]


def compared(folder: Path, found: list) -> dict:
    """{sent, lost, doubled} of all answers, against the files of the class."""
    lost = doubled = sent = 0
    for learner, messages, _ in found:
        lines = [json.loads(line) for line in (folder / "answers" / f"{learner}.jsonl").read_text().splitlines()]
        kept = [(one["lesson"], one["exercise"], one["view"], one["n"]) for one in lines]
        sent += len(messages)
        lost += len(set(messages) - set(kept))
        doubled += len(kept) - len(set(kept))
    return {"sent": sent, "lost": lost, "doubled": doubled}


@contextmanager
def serving(*options: str, **given):
    """A server with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home), free_port(), *options, **given)
        try:
            server.until("Alle opgaven staan klaar", 120)
            yield server
        finally:
            server.end()


def opening(server: Server, people: int, lesson: str, idents: list[str]) -> float:
    """Seconds until everybody who opens a lesson at once has its page and all its cards."""
    learners = [Client(server.port) for _ in range(people)]
    for one in learners:
        one.join(server.code)

    def open_(number: int):
        me = learners[number]
        assert me.ask(f"/lesson/{lesson}")[0] == 200
        for ident in idents:
            assert me.ask(f"/api/card/{lesson}/{ident}")[0] == 200

    began = time.perf_counter()
    together(people, open_)
    return time.perf_counter() - began


def main() -> None:
    """Run it and print what it took."""
    from avgkit.lessons import metadata

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=15)
    options.add_argument("--answers", type=int, default=200)
    options.add_argument("--lessons", default="")
    given = options.parse_args()
    people, answers = min(given.people, 30), min(given.answers, 1000)
    chosen = ["--lessons", given.lessons] if given.lessons else []
    with serving("--most", "60", *chosen, pages=True) as server:
        folder = server.home / "classes" / server.name
        stems = json.loads((folder / "class.json").read_text())["lessons"]
        lessons = [metadata.lesson(stem) for stem in stems]
        exercises = [(one.stem, ident) for one in lessons for ident in one.exercises]
        heaviest = max(lessons, key=lambda one: len(one.exercises))
        opened = opening(server, people, heaviest.stem, heaviest.exercises)
        found: list = []
        gate = threading.Barrier(people)
        began = time.perf_counter()
        together(people, lambda number: practise(server.port, server.code, exercises, answers, number, found, gate))
        spent = time.perf_counter() - began
        took = sorted(second for _, _, each in found for second in each)
        figures = compared(folder, found) | {
            "people": people,
            "seconds": round(spent, 1),
            "answers_per_second": round(len(took) / spent),
            "open_all_s": round(opened, 2),
            "median_ms": round(1000 * took[len(took) // 2], 1),
            "p95_ms": round(1000 * took[int(0.95 * len(took))], 1),
            "slowest_ms": round(1000 * took[-1], 1),
        }
        try:
            import psutil

            about = psutil.Process(server.process.pid).memory_info()
            figures["memory_mb"] = about.rss // 10**6
        except ImportError:
            figures["memory_mb"] = None
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
