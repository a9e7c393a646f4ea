#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the demonstration hypervisor under QEMU, saves the memory that holds its tables, and shows
what the host's tool makes of them.

usage: run.py HYPERVISOR TOOL DIRECTORY

The exit status is 0 if everything passed; the last line is the count.
"""
import json
import os
import re
import socket
import subprocess
import sys

DEADLINE_SECONDS = 60
MARKER = re.compile(
    r"tables ready for inspection: stage-2 root of guest (?P<guest>\d+) at (?P<root>0x[0-9a-f]+), "
    r"format (?P<format>\S+), levels (?P<levels>\d+), input bits (?P<input_bits>\d+), "
    r"output bits (?P<output_bits>\d+), memory from (?P<base>0x[0-9a-f]+), "
    r"length (?P<length>0x[0-9a-f]+)$")
WAITING = "waiting for Enter"
COUNT = re.compile(r"(\d+) passed, (\d+) failed$")

# What both guests' tables are asked: one address that guest 0 has lost and guest 1 has not, one
# inside the 2 MiB block, one that neither ever had.
REVOKED, INSIDE_BLOCK, NEVER_MAPPED = 0x40003008, 0x40201238, 0x40600010


class Monitor:
    """QEMU's machine protocol (QMP) on a unix socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(DEADLINE_SECONDS)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rw")
        self.stream.readline()  # the greeting
        self.command("qmp_capabilities")

    def command(self, name, **arguments):
        json.dump({"execute": name, "arguments": arguments}, self.stream)
        self.stream.flush()
        for line in self.stream:
            answer = json.loads(line)
            if "error" in answer:
                raise RuntimeError(f"QMP {name}: {answer['error']['desc']}")
            if "return" in answer:
                return
        raise RuntimeError(f"QMP {name}: no answer")


def start_machine(hypervisor, monitor_path):
    # Memory that is never touched is not reserved: the machine has 4 GiB, the host need not.
    return subprocess.Popen(
        ["timeout", "-s", "KILL", str(DEADLINE_SECONDS), "qemu-system-aarch64",
         "-M", "virt,virtualization=on,memory-backend=ram", "-cpu", "max", "-accel", "tcg",
         "-m", "4G", "-object", "memory-backend-ram,id=ram,size=4G,reserve=off",
         "-display", "none", "-monitor", "none", "-serial", "stdio", "-nic", "none",
         "-semihosting-config", "enable=on,target=native",
         "-qmp", f"unix:{monitor_path},server=on,wait=off", "-kernel", hypervisor],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def save_memory(monitor_path, image, tables):
    monitor = Monitor(monitor_path)
    monitor.command("stop")
    monitor.command("pmemsave", val=int(tables["base"], 0), size=int(tables["length"], 0),
                    filename=image)
    monitor.command("cont")


def run_machine(hypervisor, directory, image):
    """Returns the tables that were offered, the hypervisor's count, and QEMU's exit status."""
    monitor_path = os.path.join(directory, "qmp.sock")
    for leftover in (monitor_path, image):
        if os.path.exists(leftover):
            os.remove(leftover)
    tables, passed, failed = [], 0, 1
    machine = start_machine(hypervisor, monitor_path)
    for line in machine.stdout:
        line = line.rstrip("\r\n")
        print(line, flush=True)
        if found := MARKER.match(line):
            tables.append(found.groupdict())
        elif line == WAITING:
            save_memory(monitor_path, image, tables[0])
            print("\n", end="", file=machine.stdin, flush=True)
        elif found := COUNT.match(line):
            passed, failed = map(int, found.groups())
    return tables, passed, failed, machine.wait()


class Tool:
    """The vpt tool on one guest's tables, each run a check."""

    def __init__(self, program, image, tables):
        self.options = []
        for option in ("format", "levels", "input_bits", "output_bits", "root", "base"):
            self.options += ["--" + option.replace("_", "-"), tables[option]]
        self.program, self.image = program, image
        self.passed, self.failed = 0, 0

    def check(self, what, arguments, status, *expected):
        """Runs one command, which must exit with `status` and print every expected pattern."""
        command = [self.program, arguments[0], *self.options, self.image, *arguments[1:]]
        print("\n$", *command, flush=True)
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             timeout=DEADLINE_SECONDS, check=False)
        print(run.stdout, end="")
        missing = [text for text in expected if not re.search(text, run.stdout, re.IGNORECASE)]
        ok = run.returncode == status and not missing
        print(f"[tool] {what}: exit status {run.returncode}" +
              "".join(f", nothing like '{text}'" for text in missing), " ok" if ok else " FAILED")
        self.passed += ok
        self.failed += not ok


def main(hypervisor, program, directory):
    image = os.path.join(directory, "memory.img")
    tables, passed, failed, status = run_machine(hypervisor, directory, image)
    if (status == 0) != (failed == 0) or len(tables) != 2:
        print(f"QEMU ended with status {status}  FAILED")
        failed += 1
    return passed, failed


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    PASSED, FAILED = main(*sys.argv[1:])
    print(f"{PASSED} passed, {FAILED} failed")
    sys.exit(0 if FAILED == 0 else 1)
