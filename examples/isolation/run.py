#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the demonstration hypervisor under QEMU, saves the memory that holds its tables, and shows
what the host's tool makes of them.

usage: run.py ARCH HYPERVISOR TOOL DIRECTORY

The exit status is 0 if everything passed; the last line is the count.
"""
import os
import re
import socket
import subprocess
import sys

from monitor import Monitor

DEADLINE_SECONDS = 120
MARKER = re.compile(
    r"tables ready for inspection: \S+ root of guest (?P<guest>\d+) at (?P<root>0x[0-9a-f]+), "
    r"format (?P<format>\S+), levels (?P<levels>\d+), input bits (?P<input_bits>\d+), "
    r"output bits (?P<output_bits>\d+), memory from (?P<base>0x[0-9a-f]+), "
    r"length (?P<length>0x[0-9a-f]+)$")
WAITING = "waiting for Enter"
MAP = re.compile(r"address map of guest (\d+),")
MAP_LEAF = re.compile(r"  (0x[0-9a-f]+) -> (0x[0-9a-f]+)  (\d+) ([KMG])iB  ([rwx-]+ \w+)$")
DUMP_RUN = re.compile(r"(0x[0-9a-f]+)-0x[0-9a-f]+  (0x[0-9a-f]+)-0x[0-9a-f]+  "
                      r"(\d+)([KMG]) x (\d+)  ([rwx-]+) (?:user )?([\w-]+)")
# The tool's words for the memory types that the hypervisor maps; PMA: the format has none, the address says it.
TYPES = {"normal-wb": "normal", "PMA": "normal", "device-nGnRE": "device"}
COUNT = re.compile(r"(\d+) passed, (\d+) failed$")

# Guest addresses, from where the guest's code lies: guest 0 has lost the first, the second lies inside
# the 2 MiB block.
REVOKED, INSIDE_BLOCK = 0x3008, 0x201238


class Machine:
    """What differs between machines."""

    def __init__(self, guest_code, smallest_page_level, *qemu):
        self.guest_code = guest_code
        self.smallest_page_level = smallest_page_level  # as its manual counts
        self.qemu = qemu


MACHINES = {
    "aarch64": Machine(0x40000000, 3, "qemu-system-aarch64", "-M", "virt,virtualization=on,mte=on", "-cpu", "max",
                       "-semihosting-config", "enable=on,target=native"),
    "riscv64": Machine(0x80000000, 0, "qemu-system-riscv64", "-M", "virt", "-cpu", "rv64,h=true,v=true,vext_spec=v1.0",
                       "-bios", "none"),
}


def start_machine(machine, hypervisor, monitor_path):
    # Memory that is never touched is not reserved: the machine has 4 GiB, the host need not.
    return subprocess.Popen(
        ["timeout", "-s", "KILL", str(DEADLINE_SECONDS), *machine.qemu, "-accel", "tcg",
         "-machine", "memory-backend=ram", "-m", "4G",
         "-object", "memory-backend-ram,id=ram,size=4G,reserve=off",
         "-display", "none", "-monitor", "none", "-serial", "stdio", "-nic", "none",
         "-qmp", f"unix:{monitor_path},server=on,wait=off", "-kernel", hypervisor],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def save_memory(monitor_path, image, tables):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(DEADLINE_SECONDS)
    connection.connect(monitor_path)
    monitor = Monitor(connection)
    monitor.command("stop")
    monitor.command("pmemsave", val=int(tables["base"], 0), size=int(tables["length"], 0),
                    filename=image)
    monitor.command("cont")


def leaf(ia, oa, number, unit, attributes):
    size = int(number) << {"K": 10, "M": 20, "G": 30}[unit]
    return int(ia, 0), int(oa, 0), size, attributes


class Guest:
    """What the hypervisor printed about one guest."""

    def __init__(self):
        self.tables = {}
        self.leaves = set()

    def output_address(self, address):
        for ia, oa, size, _ in self.leaves:
            if ia <= address < ia + size:
                return oa + address - ia
        raise LookupError(f"the hypervisor's address map does not have {address:#x}")


class Demonstration:
    """One run of the hypervisor; its output is shown and understood line by line."""

    def __init__(self, machine, directory):
        self.machine = machine
        self.monitor_path = os.path.join(directory, "qmp.sock")
        self.image = os.path.join(directory, "memory.img")
        self.guests = [Guest(), Guest()]
        self.mapped = None  # leaves of the address map that is being printed
        self.passed, self.failed = 0, 0

    def run(self, hypervisor):
        for leftover in (self.monitor_path, self.image):
            if os.path.exists(leftover):
                os.remove(leftover)
        machine = start_machine(self.machine, hypervisor, self.monitor_path)
        try:
            for line in machine.stdout:
                print(line, end="", flush=True)
                self.understand(line.rstrip("\r\n"), machine)
            status = machine.wait()
        finally:
            machine.terminate()
            machine.wait()
        if status != (0 if self.failed == 0 and self.passed > 0 else 1):
            self.failed += 1
            print(f"QEMU ended with status {status}  FAILED")

    def understand(self, line, machine):
        if found := MAP.match(line):
            self.mapped = self.guests[int(found[1])].leaves
            self.mapped.clear()
        elif self.mapped is not None and (found := MAP_LEAF.match(line)):
            self.mapped.add(leaf(*found.groups()))
        else:
            self.mapped = None
        if found := MARKER.match(line):
            self.guests[int(found["guest"])].tables = found.groupdict()
        elif line == WAITING:
            save_memory(self.monitor_path, self.image, self.guests[0].tables)
            print(file=machine.stdin, flush=True)
        elif found := COUNT.match(line):
            self.passed, self.failed = int(found[1]), int(found[2])


class Tool:
    """The vpt tool on the saved tables; each run is a check."""

    def __init__(self, program, image):
        self.program, self.image = program, image
        self.passed, self.failed = 0, 0

    def run(self, command, guest, *arguments):
        options = []
        for option in ("format", "levels", "input_bits", "output_bits", "root", "base"):
            options += ["--" + option.replace("_", "-"), guest.tables[option]]
        line = [self.program, command, *options, self.image, *arguments]
        print("\n$", *line, flush=True)
        done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=DEADLINE_SECONDS, check=False)
        print(done.stdout, end="")
        return done.returncode, done.stdout

    def verdict(self, text, ok):
        print(f"[tool] {text} ", "ok" if ok else "FAILED")
        self.passed += ok
        self.failed += not ok

    def dump(self, guest):
        """The tool must find the leaves that the hypervisor mapped, and no others."""
        status, output = self.run("dump", guest)
        found = set()
        for run in filter(None, map(DUMP_RUN.match, output.splitlines())):
            ia, oa, size, attributes = leaf(run[1], run[2], run[3], run[4], f"{run[6]} {TYPES.get(run[7], run[7])}")
            found |= {(ia + i * size, oa + i * size, size, attributes) for i in range(int(run[5]))}
        self.verdict(f"exit status {status}, {len(found)} leaves, "
                     f"{len(found ^ guest.leaves)} not as the hypervisor's address map has them",
                     status == 0 and found == guest.leaves and len(found) > 0)

    def explain_mapped(self, guest, address):
        status, output = self.run("explain", guest, hex(address))
        expected = f"output address {guest.output_address(address):#x},"
        self.verdict(f"exit status {status}; expected 0 and '{expected}'",
                     status == 0 and expected in output)

    def explain_unmapped(self, guest, address, expected):
        status, output = self.run("explain", guest, hex(address))
        self.verdict(f"exit status {status}; expected 1 and '{expected}'",
                     status == 1 and expected in output)


def main(arch, hypervisor, program, directory):
    machine = MACHINES[arch]
    demonstration = Demonstration(machine, directory)
    tool = Tool(program, demonstration.image)
    first, second = demonstration.guests
    try:
        demonstration.run(hypervisor)
        if not os.path.exists(demonstration.image):
            raise RuntimeError("the hypervisor never offered its tables")
        print("\nWhat the host's tool reads in the saved memory:")
        tool.dump(first)
        tool.dump(second)
        tool.explain_mapped(first, machine.guest_code + INSIDE_BLOCK)
        tool.explain_unmapped(first, machine.guest_code + REVOKED,
                              f"fault, level {machine.smallest_page_level}")
        tool.explain_mapped(second, machine.guest_code + REVOKED)
    except (OSError, RuntimeError, LookupError, subprocess.SubprocessError) as error:
        tool.verdict(f"cannot go on: {error}", False)
    passed, failed = demonstration.passed + tool.passed, demonstration.failed + tool.failed
    print(f"\nhypervisor and tool together:\n{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] not in MACHINES:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
