#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the demonstration passes on every machine, and that planted faults fail it.

usage: run.py DEMO PLANTED TOOL ARCH...   with DEMO and PLANTED the directories of the programs
"""
import functools
import os
import re
import subprocess
import sys

# How many checks there are, so that none is lost unnoticed, and how many fail with each planted fault.
# With `answers` it is those of three spaces, asked twice; on x86-64 those that compare loads. With `hooks` an
# AArch64 guest itself uses what is stale; the TLB of RISC-V is emptied before it runs, so there it is what
# the hypervisor asks at once; on x86-64 both kernel and process use what is stale. With `state` it is every
# line about registers that are switched, with `traps` each guest's about those that can be given to it instead. With
# `grants` each guest's about what the library refuses, what comes of that, and what is taken back.
CHECKS = {"aarch64": 151, "riscv64": 141, "x86_64": 188}
FAILURES = {"rights": {"aarch64": 9, "riscv64": 9, "x86_64": 10},
            "answers": {"aarch64": 6, "riscv64": 6, "x86_64": 5},
            "hooks": {"aarch64": 8, "riscv64": 7, "x86_64": 15},
            "state": {"aarch64": 6, "riscv64": 4, "x86_64": 3},
            "traps": {"aarch64": 16, "riscv64": 6, "x86_64": 6},
            "grants": {"aarch64": 28, "riscv64": 28}}
# A line about registers that fails does so for each of them: none is compared in vain.
SOME = re.compile(r"(\d+) of (\d+) (reach the other|attempts get through)  FAILED$")
PROGRAMS = {"aarch64": "hypervisor", "riscv64": "hypervisor", "x86_64": "kernel"}


def command_line(program, tool, arch):
    if PROGRAMS[arch] == "kernel":
        return ["examples/kernel-x86-64/run", program]
    return ["python3", "examples/isolation/run.py", arch, program, tool, os.path.dirname(program)]


def demo_ends(program, tool, arch, failures):
    """Runs one demonstration: what is wrong with its end, or None."""
    command = command_line(program, tool, arch)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    expected = f"{CHECKS[arch] - failures} passed, {failures} failed"
    lines = done.stdout.splitlines() or ["nothing"]
    some_not = [line for line in lines if (found := SOME.search(line)) and found[1] != found[2]]
    if lines[-1] == expected and done.returncode == (1 if failures else 0) and not some_not:
        return None
    return "\n".join([*lines[-20:], *some_not, f"exit status {done.returncode}; expected as last line: {expected}"])


def unknown_is_refused(archs):
    """What is wrong with the answer to an ARCH that there is not, or None."""
    done = subprocess.run(["make", "--no-print-directory", "demo", "ARCH=vax"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    answer = f"make demo: there is no ARCH=vax, only: {' '.join(archs)}"
    return None if done.returncode != 0 and answer in done.stdout.splitlines() else done.stdout


def main(demo, planted, tool, archs):
    checks = [("unknown ARCH: the others are named", functools.partial(unknown_is_refused, archs))]
    for arch in archs:
        programs = [("demonstration", f"{demo}/{arch}/{PROGRAMS[arch]}.elf", 0)]
        programs += [(f"planted fault noticed: {plant}", f"{planted}/{arch}/{plant}.elf", failures[arch])
                     for plant, failures in FAILURES.items() if arch in failures]
        checks += [(f"{arch}: {name}", functools.partial(demo_ends, program, tool, arch, failures))
                   for name, program, failures in programs]
    failed = 0
    for name, check in checks:
        fault = check()
        failed += fault is not None
        print("ok   " if fault is None else "FAIL ", name, flush=True)
        if fault is not None:
            print(fault)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:4], sys.argv[4:]))
