#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Boots Debian's Linux as two guests behind libvpt's stage 2, under QEMU; checks what they and the
hypervisor say, lists both stages from outside by the vpt tool, and measures what booting costs.

usage: run.py aarch64|riscv64 HYPERVISOR TOOL KERNELS [--stray] [--no-overhead]

KERNELS is the directory of scripts/kernels. --stray: guest 1 stores where nothing is, and must end by that, alone. The
exit status is 0 if everything passed; the last line is the count.
"""
import hashlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

from initramfs import initramfs
from machines import MACHINES
from monitor import Monitor

HERE = os.path.dirname(os.path.abspath(__file__))
ACCELERATOR = os.environ.get("DEMO_ACCELERATOR", "tcg")
DEADLINE_SECONDS = float(os.environ.get("DEMO_SECONDS", "300"))

# As in plan.h.
GUEST_RAM_BYTES = 0x10000000
INITRD_OFFSET, TREE_OFFSET = 0xC000000, 0xE000000
ENOUGH = 0x0A000000
STRAY = 0x0B000000  # no memory, no device

UP = re.compile(r"\[guest (\d)\] up: Linux (\S+) after ([0-9.]+) s, (\d) cores$")
UP_BARE = re.compile(r"up: Linux (\S+) after ([0-9.]+) s, (\d) cores")
WORKER = re.compile(r"\[guest (\d)\] worker (\d): (\w+) (\w+)$")
STAGES = re.compile(r"stages of guest (\d): (.*)$")
TABLES = re.compile(r"tables of guest (\d): (.*), (\d+) leaves$")
OFF = re.compile(r"guest (\d) switches itself off$")
ENDS = re.compile(r"guest (\d) ends: (.*)")
COUNT = re.compile(r"(\d+) passed, (\d+) failed$")
WAITING = "waiting for Enter"
RUN = re.compile(r"(0x[0-9a-f]+)-0x[0-9a-f]+  (0x[0-9a-f]+)-0x[0-9a-f]+  (\d+)([KMG]) x (\d+) ")
LISTED = 12  # lines of a listing that are shown


def size(number, unit):
    return int(number) << {"K": 10, "M": 20, "G": 30}[unit]


def options_of(names, said):
    """The tool's, for registers of which the hypervisor has told: names and values, commas between."""
    values = dict(register.split() for register in said.split(", "))
    return [word for name, option in names.items() for word in (option, values[name])]


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def verdict(self, text, good):
        print(f"[run] {text} ", "ok" if good else "FAILED", flush=True)
        self.passed += bool(good)
        self.failed += not good


def device_tree(machine, directory, name, arguments, cores, seed, initrd_bytes):
    with open(f"{HERE}/{machine.name}/guest.dts", encoding="utf8") as file:
        text = file.read()
    initrd = machine.guest_ram + INITRD_OFFSET
    for word, value in {"ARGUMENTS": arguments, "INITRD_FIRST": hex(initrd), "INITRD_END": hex(initrd + initrd_bytes),
                        **machine.words_of_tree(cores, seed)}.items():
        text = text.replace(word, value)
    blob = os.path.join(directory, name + ".dtb")
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", blob, "-"], input=text, text=True, check=True)
    return blob


class Software:
    """What guests are given."""

    def __init__(self, machine, kernels, directory):
        self.machine, self.directory = machine, directory
        self.kernel, self.busybox = f"{kernels}/{machine.kernel}", f"{kernels}/{machine.busybox}"
        for path in (self.kernel, self.busybox):
            if not os.path.exists(path):
                raise RuntimeError(f"{path} is missing: scripts/kernels {kernels} {machine.part}")
        self.initrd = os.path.join(directory, "initrd")
        with open(f"{HERE}/init", "rb") as file:
            data = initramfs(self.busybox, file.read())
        self.initrd_bytes = len(data)
        with open(self.initrd, "wb") as file:
            file.write(data)

    def load(self, number, arguments, cores, seed=0):
        """QEMU's options that put all of it into the memory of a guest."""
        blob = device_tree(self.machine, self.directory, f"guest{number}", arguments, cores, seed,
                           self.initrd_bytes)
        base = self.machine.guest_ram_oa + number * GUEST_RAM_BYTES
        kernel = self.machine.kernel_offset
        options = []
        for offset, file in ((kernel, self.kernel), (INITRD_OFFSET, self.initrd), (TREE_OFFSET, blob)):
            options += ["-device", f"loader,file={file},addr={base + offset:#x},force-raw=on"]
        return options

    def hash(self, guest, worker):
        with open(self.busybox, "rb") as file:
            program = file.read(1 << 20)
        md5 = hashlib.md5()
        for part in range(1, self.machine.work_mib + 1):
            md5.update(f"guest {guest} worker {worker} part {part}\n".encode() + program)
        return md5.hexdigest()


def start(machine, options):
    # pdeathsig: nothing is left behind, however this program ends.
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", "timeout", "--foreground", "-s", "KILL", str(DEADLINE_SECONDS),
         machine.program, *machine.qemu, "-m", "1024", "-accel", ACCELERATOR, "-nodefaults",
         "-display", "none", "-serial", "stdio", *options],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, errors="replace", bufsize=1)


class Run:
    """The hypervisor with both guests."""

    def __init__(self, hypervisor, tool, software, stray):
        self.tool, self.software, self.stray, self.machine = tool, software, stray, software.machine
        self.checks = Checks()
        self.up, self.hashes, self.ends, self.tables, self.off, self.looked_at = {}, {}, {}, {}, [], set()
        self.gdb, self.qmp = (os.path.join(software.directory, name) for name in ("gdb", "qmp"))
        self.monitor = None
        self.options = [*self.machine.hypervisor, "-smp", str(2 * self.machine.cores), "-kernel", hypervisor,
                        "-gdb", f"unix:{self.gdb},server=on,wait=off",
                        "-qmp", f"unix:{self.qmp},server=on,wait=off"]
        for number in range(2):
            arguments = (f"{self.machine.arguments} panic=-1 oops=panic GUEST={number} MIB={self.machine.work_mib} "
                         f"ENOUGH={ENOUGH:#x}")
            if stray and number == 1:
                arguments += f" STRAY={STRAY:#x}"
            self.options += software.load(number, arguments, self.machine.cores)

    def go(self):
        process = start(self.machine, self.options)
        began = time.monotonic()
        try:
            for line in process.stdout:
                line = line.rstrip("\r\n")
                print(f"{time.monotonic() - began:6.1f} {line}", flush=True)
                self.understand(line, process)
            status = process.wait()
        finally:
            process.terminate()
            process.wait()
        self.conclude(status)

    def understand(self, line, process):
        if found := UP.match(line):
            self.up[int(found[1])] = int(found[4])
        elif found := STAGES.match(line):
            self.look_at_both_stages(*found.groups())
        elif found := WORKER.match(line):
            self.hashes.setdefault((int(found[1]), int(found[2])), []).extend(found.groups()[2:])
        elif found := ENDS.match(line):
            self.ends[int(found[1])] = found[2]
        elif found := OFF.match(line):
            self.off.append(int(found[1]))
        elif found := TABLES.match(line):
            self.tables[int(found[1])] = found.groups()[1:]
        elif found := COUNT.match(line):
            self.checks.passed += int(found[1])
            self.checks.failed += int(found[2])
        elif line == WAITING:
            for guest in sorted(self.tables):
                self.look_at_stage_2(guest)
            print(file=process.stdin, flush=True)

    def vpt_dump(self, *arguments):
        """The tool on the machine, which stands still meanwhile."""
        if not self.monitor:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(DEADLINE_SECONDS)
            connection.connect(self.qmp)
            self.monitor = Monitor(connection)
        line = [self.tool, "dump", "--gdb", self.gdb, *arguments]
        self.monitor.command("stop")
        done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              timeout=DEADLINE_SECONDS)
        self.monitor.command("cont")
        print("$", *line, flush=True)
        return done.returncode, done.stdout, done.stderr

    def look_at_both_stages(self, guest, said):
        self.looked_at.add(int(guest))
        status, output, errors = self.vpt_dump("--stage1", *options_of(self.machine.stage1, said),
                                               "--stage2", *options_of(self.machine.stage2, said))
        print("\n".join([*output.splitlines()[:LISTED], "..."]), errors)
        runs = [(int(run[2], 0), size(run[3], run[4]) * int(run[5]))
                for run in map(RUN.match, output.splitlines()) if run]
        outside = [hex(oa) for oa, length in runs if not self.machine.is_guests(oa, length)]
        # 2: a table of the guest's lies in memory that is away at the moment, and the tool says so.
        self.checks.verdict(f"vpt, from outside: guest {guest}, which runs, maps {sum(n for _, n in runs) >> 20} MiB "
                            f"in {len(runs)} runs through both stages, {len(outside)} of them outside its memory "
                            f"{outside or ''}", status in (0, 2) and runs and not outside)

    def look_at_stage_2(self, guest):
        said, expected = self.tables[guest]
        status, output, errors = self.vpt_dump(*options_of(self.machine.stage2, said))
        leaves = sum(int(found[5]) for found in map(RUN.match, output.splitlines()) if found)
        self.checks.verdict(f"vpt, from outside: exit status {status}, {leaves} leaves of guest {guest}; the "
                            f"hypervisor counts {expected} {errors}", status == 0 and leaves == int(expected))

    def conclude(self, status):
        verdict = self.checks.verdict
        cores = self.machine.cores
        verdict(f"both guests came up, cores: {self.up}", self.up == {0: cores, 1: cores})
        verdict(f"both stages of each were looked at while it ran: {self.looked_at}", self.looked_at == {0, 1})
        for guest in range(2):
            for worker in (1, 2):
                right = self.software.hash(guest, worker)
                got = self.hashes.get((guest, worker), [])
                verdict(f"guest {guest} worker {worker}: {len(got)} times {' or '.join(set(got))}, right is {right}",
                        set(got) == {right})
        if self.stray:
            why = f"nothing is at this address, address {STRAY:#x}, {self.machine.syndrome}"
            verdict(f"guest 1 was ended, and is named with register, address and reason: {self.ends}",
                    list(self.ends) == [1] and why in self.ends[1])
            verdict(f"the other went on, and switched itself off: {self.off}", self.off == [0])
        else:
            verdict(f"both guests switched themselves off, none had to be ended: {sorted(self.off)} {self.ends or ''}",
                    sorted(self.off) == [0, 1] and not self.ends)
        verdict(f"the machine switched itself off: exit status {status}", status == 0)


def seconds_to_init(machine, options, pattern, group):
    process = start(machine, [*options, "-icount", "shift=0,sleep=off"])
    found = None
    try:
        for line in process.stdout:
            found = found or pattern.search(line)
        process.wait()
    finally:
        process.terminate()
        process.wait()
    if not found:
        raise RuntimeError("it did not come up")
    return float(found[group])


def boot_seconds(hypervisor, software, seed):
    """Until /init runs, by the clock that counts instructions, one core: on the bare machine, and as a guest, which
    the same device tree describes."""
    machine = software.machine
    parts = software.load(0, machine.arguments, 1, seed)
    bare = seconds_to_init(machine, [*machine.bare, "-m", "256", "-smp", "1", "-kernel", software.kernel,
                                     "-initrd", software.initrd, "-append", machine.arguments, "-seed", str(seed),
                                     "-dtb", os.path.join(software.directory, "guest0.dtb")], UP_BARE, 2)
    guest = seconds_to_init(machine, [*machine.hypervisor, "-smp", "1", "-kernel", hypervisor, *parts,
                                      "-device", f"loader,addr={machine.wishes_oa:#x},data=1,data-len=4"], UP, 3)
    return bare, guest


def overhead(hypervisor, software, checks):
    boots = [boot_seconds(hypervisor, software, seed) for seed in range(1, software.machine.boots + 1)]
    bare, guest = (sum(seconds) / len(boots) for seconds in zip(*boots))
    percent = (guest / bare - 1) * 100
    checks.verdict(f"booting until /init, one core, by the instruction clock, mean of {len(boots)}: {bare:.6f} s bare, "
                   f"{guest:.6f} s as a guest, {percent:+.2f} percent", percent <= 1)


def main(arch, hypervisor, tool, kernels, *wishes):
    checks = Checks()
    with tempfile.TemporaryDirectory() as directory:
        try:
            software = Software(MACHINES[arch](), kernels, directory)
            run = Run(hypervisor, tool, software, "--stray" in wishes)
            checks = run.checks
            run.go()
            if "--no-overhead" not in wishes:
                overhead(hypervisor, software, checks)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            checks.verdict(f"cannot go on: {error}", False)
    print(f"\nguests, hypervisor and tool together:\n{checks.passed} passed, {checks.failed} failed")
    return 0 if checks.failed == 0 else 1


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[1] not in MACHINES or set(sys.argv[5:]) - {"--stray", "--no-overhead"}:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
