# SPDX-License-Identifier: Apache-2.0
"""Programs of the proof, run so that no file of the user's and no cache matters."""
import os
import signal
import subprocess

from harness.outcome import LOGS


def environment(config):
    return {"PATH": "/usr/bin:/bin", "HOME": str(config.parent), "WHY3CONFIG": str(config)}


def configure(tree, name, paths=()):
    """Why3's configuration for a run, below the tree's build directory."""
    config = tree / LOGS / f"{name}.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    text = (tree / "proof" / "why3.conf.in").read_text().replace("@ROOT@", str(tree))
    load = "".join(f'loadpath = "{path}"\n' for path in paths)
    config.write_text(text.replace("[main]\n", "[main]\n" + load, 1))
    return config


def stream(arguments, directory, config):
    """The lines a program prints. If the reader stops early, the program and all it started are ended."""
    process = subprocess.Popen(arguments, cwd=directory, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True, env=environment(config))
    try:
        for line in process.stdout:
            yield line.rstrip("\n")
        if process.wait() != 0:
            yield f"[prove] trouble: {arguments[0]} ended with status {process.returncode}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
