"""How the lessons are opened: the learner's own copy, the port, the settings; the servers are in tests/browser."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from avgkit import texts
from avgkit.cli import lab
from avgkit.errors import AvgkitError
from avgkit.lessons import faces, working
from avgkit.paths import NOTEBOOKS, home


def notebook(text: str, ran: bool = False) -> dict:
    """A notebook of one cell, as it is built or after it was run and saved."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": [text], "execution_count": None, "outputs": []}
    if ran:
        cell |= {"execution_count": 3, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}]}
        cell["metadata"] = {"scrolled": True}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with one lesson in two languages, and a way to bring out another version of it."""
    root = tmp_path / "package"
    monkeypatch.setattr(working, "NOTEBOOKS", root)

    def publish(text: str):
        for lang in texts.LANGUAGES:
            (root / lang).mkdir(parents=True, exist_ok=True)
            (root / lang / "consent.ipynb").write_text(json.dumps(notebook(f"{text} {lang}")), encoding="utf-8")

    publish("one")
    return publish


def source(folder, name="nl/consent.ipynb") -> str:
    return json.loads((folder / name).read_text(encoding="utf-8"))["cells"][0]["source"][0]


def test_an_untouched_lesson_is_renewed_also_when_it_was_run(package, tmp_path):
    own = tmp_path / "own"
    assert working.lay_out(own) == [] and source(own) == "one nl"
    (own / "nl" / "consent.ipynb").write_text(json.dumps(notebook("one nl", ran=True)), encoding="utf-8")
    package("two")
    assert working.lay_out(own) == [] and source(own) == "two nl" and source(own, "en/consent.ipynb") == "two en"


def test_a_lesson_that_was_only_run_keeps_its_output_while_there_is_no_newer(package, tmp_path):
    own = tmp_path / "own"
    working.lay_out(own)
    ran = json.dumps(notebook("one nl", ran=True))
    (own / "nl" / "consent.ipynb").write_text(ran, encoding="utf-8")
    assert working.lay_out(own) == working.lay_out(own, fresh=True) == []
    assert (own / "nl" / "consent.ipynb").read_text(encoding="utf-8") == ran


@pytest.mark.parametrize("mine", [json.dumps(notebook("mine")), "{}", "not a notebook", ""])
def test_what_the_learner_changed_is_never_lost(package, tmp_path, mine):
    own = tmp_path / "own"
    working.lay_out(own)
    (own / "nl" / "consent.ipynb").write_text(mine, encoding="utf-8")
    package("two")
    told = working.lay_out(own)
    assert len(told) == 1 and "--fresh" in told[0] and "consent.ipynb" in told[0]
    assert (own / "nl" / "consent.ipynb").read_text(encoding="utf-8") == mine
    assert source(own, "en/consent.ipynb") == "two en"
    for number in (1, 2):
        told = working.lay_out(own, fresh=True)
        assert f"consent-eerder-{number}.ipynb" in told[0] and source(own) == "two nl"
        assert (own / "nl" / f"consent-eerder-{number}.ipynb").read_text(encoding="utf-8") == mine
        (own / "nl" / "consent.ipynb").write_text(mine, encoding="utf-8")


@pytest.mark.parametrize("note", ["", "[]", "{", '{"copied": 3}', '{"version": 9}'])
def test_a_damaged_note_overwrites_nothing(package, tmp_path, note):
    own = tmp_path / "own"
    working.lay_out(own)
    (own / ".avgkit.json").write_text(note, encoding="utf-8")
    package("two")
    assert len(working.lay_out(own)) == 2 and source(own) == "one nl"


def test_a_folder_that_cannot_be_written_is_told(package, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(AvgkitError, match="file"):
        working.lay_out(tmp_path / "file")


def test_the_real_lessons_are_laid_out_whole(tmp_path):
    assert working.lay_out(tmp_path) == []
    for lang in texts.LANGUAGES:
        assert working.lessons(lang) == sorted(p.stem for p in (tmp_path / lang).iterdir())
        assert working.first(lang) in working.lessons(lang)
    assert not (tmp_path / "source").exists() and (NOTEBOOKS / "source").is_dir()


def test_a_lesson_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(AvgkitError, match="consent"):
        working.first("nl", "consnt")


def test_a_port_in_use_is_passed_over():
    with socket.socket() as taken:
        taken.bind((faces.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < faces._free(port) < port + 50
    with pytest.raises(AvgkitError):
        faces._free(0)


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    for code, library in ((True, "jupyterlab"), (False, "voila")):
        with pytest.raises(AvgkitError, match=f"pip install {library}"):
            faces.start("nl", code=code)


def test_the_home_is_where_it_is_asked(monkeypatch, tmp_path):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    given = faces._environment("secret", "nl")
    assert home() == tmp_path and given["AVGKIT_HOME"] == str(tmp_path)
    own = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    assert all(given[name].startswith(str(tmp_path)) for name in own)
    monkeypatch.delenv("AVGKIT_HOME")
    assert home().name == "avgkit"


@pytest.mark.parametrize("code", [True, False])
def test_the_token_is_not_on_the_command_line(tmp_path, monkeypatch, code):
    """Whoever lists the processes of this machine must not read it; and it is another one each time."""
    pytest.importorskip("jupyterlab" if code else "voila")
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    started = []
    monkeypatch.setattr(faces.subprocess, "Popen", lambda command, env, **rest: started.append((command, env)))
    monkeypatch.setattr(faces, "_answering", lambda face: None)
    tokens = {faces.start("nl", code=code).url.rsplit("token=", 1)[1] for _ in range(2)}
    assert len(tokens) == 2 and {env["JUPYTER_TOKEN"] for _, env in started} == tokens
    assert not any(token in part for token in tokens for command, _ in started for part in command)


def test_no_one_letter_shortcut_is_left():
    """Those of the installed JupyterLab that have no modifier, read from its own description."""
    pytest.importorskip("jupyterlab")
    off = faces.overrides("nl")["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    keys = {" ".join(one["keys"]) for one in off}
    assert set("ABCMRVXYZJK") | {"D D", "I I", "0 0", "Shift M"} <= keys
    assert all(one["disabled"] and one["selector"] for one in off)
    assert not any(word in key for key in keys for word in ("Ctrl", "Accel", "Enter", "Arrow", "Escape"))


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_ctrl_c_ends_without_an_error(tmp_path):
    """The command is stopped as from a keyboard; its server ends with it."""
    pytest.importorskip("voila")
    with socket.socket() as probe:  # a port that no other test asks for
        probe.bind((faces.HOST, 0))
        wanted = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "avgkit", "lab", "--no-code", "--no-browser", "--port", wanted, "--lang", "en"]
    env = os.environ | {"AVGKIT_HOME": str(tmp_path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    line = ""
    while "http://" not in line:
        line = process.stdout.readline()
        assert line, process.stderr.read()
    port = int(line.split(":")[2].split("/")[0])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0 and "closed" in out and err == ""
    with pytest.raises(OSError), socket.create_connection((faces.HOST, port), timeout=1):
        pass


def test_the_trainers_edition_is_laid_out_only_when_asked(tmp_path):
    """A learner's folder holds no answers; a trainer's begins with the running order, and not without code."""
    working.lay_out(tmp_path)
    assert not (tmp_path / "trainer").exists()
    working.lay_out(tmp_path, trainer=True)
    for lang in texts.LANGUAGES:
        assert (tmp_path / "trainer" / lang / "session.ipynb").is_file()
    assert working.first("trainer/nl") == "session" and working.first("nl") == "start"
    with pytest.raises(AvgkitError, match="--no-code"):
        faces.start("nl", code=False, folder=tmp_path, trainer=True)


def test_no_server_stays_behind_when_stopped_between_two_sentences(monkeypatch):
    """Ctrl-C may come at any moment: also after the server started and before anybody waits for it."""
    stopped = []

    class Running:
        url = "http://127.0.0.1:1/"

        def stop(self):
            stopped.append(True)

    def interrupted(sentence):
        raise KeyboardInterrupt

    monkeypatch.setattr(faces, "start", lambda *given, **also: Running())
    monkeypatch.setattr(lab, "_tell", interrupted)
    monkeypatch.setattr(lab.signal, "signal", lambda *given: None)
    with pytest.raises(lab.typer.Exit) as end:
        lab.lab()
    assert stopped == [True] and end.value.exit_code == 0
