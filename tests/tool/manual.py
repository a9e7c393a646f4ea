# SPDX-License-Identifier: Apache-2.0
"""The manual page and the completion say what the tool's help texts say."""
import re
import subprocess

from harness import VPT, check, check_equal, run

COMMANDS = re.findall(r"^  ([a-z]+) ", run(["--help"])[1], re.MULTILINE)


def options(command):
    return re.findall(r"^  (?:-\w, )?(--[a-z0-9-]+)", run([command, "--help"])[1], re.MULTILINE)


def test_manual():
    page = subprocess.run(["tool/manual.sh", VPT], capture_output=True, text=True, check=True).stdout
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-rLL=200n"], input=page, capture_output=True, text=True)
    check_equal("manual page: groff's warnings", (done.returncode, done.stderr), (0, ""))
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout).replace("\u2010", "-").replace("\u2212", "-")
    check("commands", len(COMMANDS) >= 3, COMMANDS)
    words = " ".join(text.split())
    for command in COMMANDS:
        check(f"manual page has {command}", re.search(rf"^ +{command}$", text, re.MULTILINE), text)
        for option in options(command):
            check(f"manual page has {option}", option in words, words)
        said = run([command, "--help"])[1]
        for line in said.removeprefix("usage: ").splitlines():
            missing = [word for word in line.split() if word not in words]
            check(f"manual page has all of the help of {command}", not missing, (line, missing))


def complete(*words):
    script = ('source tool/completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vpt; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", script, "bash", VPT, *words], capture_output=True, text=True)
    check_equal(f"completion of {words}: errors", done.stderr, "")
    return done.stdout.split()


def test_completion():
    check_equal("completion of nothing", complete(""), COMMANDS + ["--help", "--version"])
    check_equal("completion of a command", complete("exp"), ["explain"])
    for command in COMMANDS:
        check_equal(f"completion of options of {command}", complete(command, "--"), options(command))
    names = re.findall(r"^([a-z][a-z0-9-]*):", run(["formats"])[1], re.MULTILINE)
    check("formats", len(names) > 20, names)
    check_equal("completion of formats", complete("dump", "--format", ""), names)
    check_equal("completion of formats after =", complete("dump", "--format", "=", "ept"), ["ept"])
    check_equal("completion of halves", complete("dump", "--half", "s"), ["signed"])
