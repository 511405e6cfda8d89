"""What stands on a stick beside the wheels: a command that installs them, and a page that says how in two languages."""

from pathlib import Path

from .. import texts

_HOME = "avgkit-env"


def recipe(folder: Path, platform: str, python: str) -> str:
    """Write install.sh or install.bat with install.ps1, and README.txt; gives the command that installs."""
    # A stick may go from one laptop to another, so both languages are said.
    said = {name: _both(f"stick_{name}", python=python) for name in ("wrong_python", "failed", "no_venv")}
    if platform == "windows":
        command = "install.bat"
        _write(folder / "install.ps1", _POWERSHELL, said, python, "\r\n", "utf-8-sig")
        _write(folder / command, _BATCH, said, python, "\r\n")
        start = rf"%USERPROFILE%\{_HOME}\Scripts\avgkit"
    else:
        command = "sh install.sh"
        _write(folder / "install.sh", _SHELL, said, python)
        (folder / "install.sh").chmod(0o755)
        start = f"~/{_HOME}/bin/avgkit"
    values = {"python": python, "system": platform, "command": command, "start": start}
    told = [texts.say("class_kit.stick_readme", lang, **values) for lang in texts.LANGUAGES]
    (folder / "README.txt").write_text("\n\n".join(told) + "\n", encoding="utf-8", newline="\r\n")
    return command


def _both(name: str, **values) -> list[str]:
    return [texts.say(f"class_kit.{name}", lang, **values) for lang in texts.LANGUAGES]


def _write(path: Path, script: str, said: dict, python: str, newline: str = "\n", encoding: str = "utf-8") -> None:
    for name, lines in said.items():
        script = script.replace(f"@{name}@", " / ".join(lines))
    script = script.replace("@python@", python).replace("@home@", _HOME)
    path.write_text(script, encoding=encoding, newline=newline)


# The sentences hold no quotation marks, dollar signs or percent signs; a test sees to that.
_SHELL = """#!/bin/sh
# avgkit, without network. sh install.sh [DIR]
here=$(cd "$(dirname "$0")" && pwd)
home=${1:-"$HOME/@home@"}
for py in python@python@ python3 python; do
  if "$py" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@python@")' 2>/dev/null
  then found=$py; break; fi
done
if [ -z "$found" ]; then echo "@wrong_python@" >&2; exit 2; fi
if ! "$found" -m venv --clear "$home"; then echo "@no_venv@" >&2; exit 2; fi
if ! PIP_CONFIG_FILE=/dev/null "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \\
  --no-cache-dir --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"; then
  echo "@failed@" >&2
  exit 1
fi
"$home/bin/avgkit" --help >/dev/null || exit 1
echo "$home/bin/avgkit"
"""
_POWERSHELL = """# avgkit, without network. install.ps1 [DIR]
param([string]$Target = (Join-Path $env:USERPROFILE '@home@'))
$env:PIP_CONFIG_FILE = 'nul'
$test = 'import sys; sys.exit(''%d.%d'' % sys.version_info[:2] != ''@python@'')'
$found = $null
foreach ($try in @(@('py', '-@python@'), @('python'), @('python3'))) {
  $rest = @($try | Select-Object -Skip 1)
  try { & $try[0] @rest -c $test 2>$null } catch { continue }
  if ($LASTEXITCODE -eq 0) { $found = $try; break }
}
if (-not $found) { Write-Host '@wrong_python@'; exit 2 }
$rest = @($found | Select-Object -Skip 1)
& $found[0] @rest -m venv --clear $Target
if ($LASTEXITCODE -ne 0) { Write-Host '@no_venv@'; exit 2 }
$python = Join-Path $Target 'Scripts\\python.exe'
$links = Join-Path $PSScriptRoot 'wheels'
$list = Join-Path $PSScriptRoot 'requirements.txt'
$how = @('--quiet', '--disable-pip-version-check', '--no-index', '--no-cache-dir', '--find-links', $links)
& $python -m pip install @how --require-hashes -r $list
if ($LASTEXITCODE -ne 0) { Write-Host '@failed@'; exit 1 }
Write-Host (Join-Path $Target 'Scripts\\avgkit.exe')
"""
_BATCH = """@echo off
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
exit /b %ERRORLEVEL%
"""
