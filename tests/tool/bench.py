#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: bench.py VPT
Time and memory of `vpt dump` on large tables: the tables of a machine of 4 GiB with 277,699 leaves in a sparse image, and
four million leaves of which none joins another. Each the best of three runs; the memory is the most that was resident."""
import os
import subprocess
import sys
import tempfile
import time

VPT = os.path.abspath(sys.argv[1])
P, RW, A, D, XD = 1, 2, 1 << 5, 1 << 6, 1 << 63
PAGE = 0x1000
LIMITS = {"4 GiB, 277,699 leaves": (0.25, 27), "4 million runs": (2.0, 128)}


def tables(path, leaves, size, base=0):
    """Tables from `base` on, in a file of this size; a page table for each 512 leaves."""
    pages = (len(leaves) + 511) // 512
    directories = (pages + 511) // 512
    memory = bytearray((2 + directories + pages) * PAGE)
    words = memoryview(memory).cast("Q")
    words[0] = base + PAGE | P | RW
    for i in range(directories):
        words[512 + i] = base + (2 + i) * PAGE | P | RW
    for i in range(pages):
        words[1024 + i] = base + (2 + directories + i) * PAGE | P | RW
    start = (2 + directories) * 512
    for i, leaf in enumerate(leaves):
        words[start + i] = leaf
    with open(path, "wb") as file:
        file.truncate(max(size, base + len(memory)))
        file.seek(base)
        file.write(memory)


def measure(path, base):
    """Seconds, MiB, lines."""
    best = None
    options = ["--format=x86-64", "--levels=4", "--input-bits=48", "--output-bits=40", "--root", hex(base)]
    for _ in range(3):
        before = time.monotonic()
        with open(os.devnull, "wb") as sink:
            process = subprocess.Popen([VPT, "dump", *options, path], stdout=sink)
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - before
        if status != 0:
            sys.exit(f"vpt dump: status {status}")
        cpu = usage.ru_utime + usage.ru_stime
        if best is None or cpu < best[1]:
            best = seconds, cpu, usage.ru_maxrss / 1024
    return best


IMAGES = {  # size and base
    "4 GiB, 277,699 leaves": (4 << 30, 1 << 30),
    "4 million runs": (0, 0),
}


def make(label, path):
    size, base = IMAGES[label]
    if size:
        leaves = [i * PAGE | P | RW | A | D | XD if i % 3 else i * PAGE | P | A | XD for i in range(277699)]
    else:
        leaves = [2 * i * PAGE | P | A | (RW | D | XD if i & 1 else 0) for i in range(4_000_000)]
    tables(path, leaves, size, base)


def main():
    if len(sys.argv) == 4:
        make(*sys.argv[2:])
        return
    bad = False
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "image")
        for label, (most_seconds, most_memory) in LIMITS.items():
            # By another process: a child's memory counts what its parent had when it was made.
            subprocess.run([sys.executable, "-B", __file__, VPT, label, path], check=True)
            seconds, cpu, memory = measure(path, IMAGES[label][1])
            good = cpu <= most_seconds and memory <= most_memory
            bad |= not good
            print(f"{label}: {seconds:.2f} s, {cpu:.2f} s of CPU (at most {most_seconds}), {memory:.0f} MiB "
                  f"(at most {most_memory}){'' if good else ': too much'}", flush=True)
            os.unlink(path)
    sys.exit(1 if bad else 0)


main()
