# SPDX-License-Identifier: Apache-2.0
"""Programs of the proof, run so that no file of the user's and no cache matters."""
import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading

from harness.outcome import LOGS

RUNNING = set()  # each leads a process group of its own
CHANGING = threading.Lock()


def environment(config, **more):
    """Frama-C collects garbage five times more seldom than by itself: a fourth of its time goes otherwise."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(config.parent), "WHY3CONFIG": str(config),
            "OCAMLRUNPARAM": "o=400,s=1M", **more}


def configure(tree, name, paths=()):
    """Why3's configuration for a run, below the tree's build directory."""
    config = tree / LOGS / f"{name}.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    text = (tree / "proof" / "why3.conf.in").read_text().replace("@ROOT@", str(tree))
    load = "".join(f'loadpath = "{path}"\n' for path in paths)
    config.write_text(text.replace("[main]\n", "[main]\n" + load, 1))
    return config


def directory(tree, name):
    """Of a run's goals."""
    return tree / LOGS / "tasks" / name


def tasks(tree, name):
    """The same, empty."""
    found = directory(tree, name)
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True)
    return found


def start(arguments, **options):
    with CHANGING:
        process = subprocess.Popen(arguments, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True, **options)
        RUNNING.add(process)
    return process


def end(process):
    """Ends a program and all it started, if it has not ended."""
    RUNNING.discard(process)
    if process.returncode is None and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stdout.close()


@atexit.register
def end_all():
    """At the end of the program: nothing that it started stays, and nothing more is started."""
    CHANGING.acquire()  # pylint: disable=consider-using-with
    for process in list(RUNNING):
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def stream(arguments, **options):
    """The lines a program prints. If the reader stops early, the program is ended."""
    process = start(arguments, **options)
    try:
        for line in process.stdout:
            yield line.rstrip("\n")
        if process.wait() != 0:
            yield f"[prove] trouble: {arguments[0]} ended with status {process.returncode}"
    finally:
        end(process)


def ended_by_signal():
    """To be called by a program that may be ended: SIGTERM ends what it started too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
