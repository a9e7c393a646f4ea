#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks Linux as guests: that they pass, that one that does what it must not ends alone, that what is missing is
named, and that hooks that do nothing fail the run.

usage: linux.py aarch64|riscv64 HYPERVISOR PLANTED TOOL KERNELS
"""
import os
import re
import subprocess
import sys
import time

RUN = ["python3", "-B", "examples/linux-guest/run.py"]
KERNELS = {"aarch64": "arm64/6.1/vmlinuz", "riscv64": "riscv64/6.12/vmlinuz"}
COUNT = re.compile(r"\d+ passed, (\d+) failed$")


def run(*arguments, seconds=600.0):
    """Exit status, lines, how many checks failed."""
    done = subprocess.run([*RUN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False, env={**os.environ, "DEMO_SECONDS": str(seconds)})
    lines = done.stdout.splitlines() or ["nothing"]
    count = COUNT.match(lines[-1])
    return done.returncode, lines, int(count[1]) if count else None


def main(machine, hypervisor, planted, tool, kernels):
    results = []

    def verdict(name, good, lines):
        results.append(good)
        print("ok   " if good else "FAIL ", name, flush=True)
        if not good:
            print("\n".join(lines[-60:]))

    status, lines, failed = run(machine, hypervisor, tool, "/nowhere", "--no-overhead")
    verdict("no kernel: it is named, and what fetches it", status == 1 and failed == 1 and
            any(f"/nowhere/{KERNELS[machine]} is missing: scripts/kernels" in line for line in lines), lines)

    begun = time.monotonic()
    status, lines, failed = run(machine, hypervisor, tool, kernels, "--no-overhead", "--stray")
    took = time.monotonic() - begun
    verdict("guest 1 stores where nothing is: it ends, the other does not notice", status == 0 and failed == 0, lines)

    # Guests that have come to harm may never end.
    status, lines, failed = run(machine, planted, tool, kernels, "--no-overhead", seconds=2 * took + 30)
    verdict("planted fault noticed: hooks", status == 1 and failed is not None and failed > 0, lines)

    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
