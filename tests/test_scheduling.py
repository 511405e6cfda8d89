"""The examples for schedulers are right: they parse, and each command and option in them is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main
import yaml

from avgkit import cli
from avgkit.cli import options

PAGE = (Path(__file__).parent.parent / ".github" / "SCHEDULING.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, flags=re.S))
COMMANDS = re.findall(r"\bavgkit ((?:scan|report|accept-template) [^\n`|*>]*)", PAGE)


def test_there_is_an_example_for_each_scheduler():
    assert BLOCKS.keys() == {"crontab", "powershell", "bat", "yaml"} and len(COMMANDS) >= 4


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one_that_there_is(command):
    name, *words = shlex.split(command.partition(" 2>")[0])
    known = typer.main.get_command(cli.app).commands[name]
    names = {option: param for param in known.params for option in param.opts}
    given = [word for word in words if word.startswith("-")]
    assert set(given) <= names.keys()
    for word, value in zip(words, [*words[1:], ""], strict=True):
        if word == "--fail-on":
            options.severity(value, "new")
        if word == "--summary":
            assert value.endswith((".md", ".json"))
        if word in names and not getattr(names[word], "is_flag", False):
            assert value and not value.startswith("-"), word


def test_options_and_exit_codes_that_the_page_explains_are_there():
    params = {option for c in typer.main.get_command(cli.app).commands.values() for p in c.params for option in p.opts}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= params
    rows = re.findall(r"^\| (\d) \| (.+?) \|", PAGE, flags=re.M)
    codes = [options.CLEAN, options.FINDINGS, options.WRONG, options.INCOMPLETE]
    assert [int(code) for code, _ in rows] == codes


def test_the_workflow_keeps_findings_to_itself():
    flow = yaml.safe_load(BLOCKS["yaml"])
    job = flow["jobs"]["scan"]
    assert flow[True]["schedule"] and flow["permissions"] == {"contents": "read"}  # YAML reads the key `on` as true
    assert "$" not in "".join(step.get("run", "").replace("$GITHUB_STEP_SUMMARY", "") for step in job["steps"])
    uploads = [step["with"]["path"] for step in job["steps"] if "upload" in step.get("uses", "")]
    assert uploads == ["summary.md"] and "private" in PAGE
    script = next(step["run"] for step in job["steps"] if "avgkit" in step.get("run", ""))
    assert "umask 077" in script and "--summary summary.md" in script


def test_the_cron_line_is_one():
    zone, line = BLOCKS["crontab"].strip().splitlines()
    assert zone == "CRON_TZ=Europe/Amsterdam"
    assert re.match(r"[\d*]+ [\d*]+ [\d*]+ [\d*]+ [\d*]+ ", line) and "%" not in line  # cron ends a command at a %


def test_the_windows_task_names_the_script_that_is_shown():
    assert re.search(r"`([\w-]+\.ps1)`", PAGE)[1] in BLOCKS["bat"]
    assert "exit $code" in BLOCKS["powershell"] and "/SC WEEKLY" in BLOCKS["bat"]
