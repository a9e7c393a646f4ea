#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmark and reports it: medians over interleaved rounds, ratios to the hand-written
walker, instructions per operation under callgrind; a table on standard output and a plot.

usage: run.py BENCH OUTPUT-DIRECTORY [ROUNDS]
"""
import pathlib
import re
import statistics
import subprocess
import sys

OPERATIONS = ("map", "query", "protect", "unmap")
WORKLOADS = ("dense", "sparse")
TARGETS = {"map": 1.0, "query": 0.9, "protect": 1.0, "unmap": 1.2}
COUNTED_PAGES = 65536  # callgrind runs fewer pages: it counts, it does not time


def measure(bench, rounds):
    """Nanoseconds per operation: {(workload, operation, contestant): [one per round]}."""
    out = subprocess.run([bench, str(rounds)], check=True, stdout=subprocess.PIPE, text=True).stdout
    times = {}
    for line in out.splitlines():
        _, workload, operation, contestant, ns = line.split()
        times.setdefault((workload, operation, contestant), []).append(float(ns))
    return times


def instructions(bench, directory):
    """Instructions per operation on dense pages, call and loop included."""
    out = directory / "callgrind.out"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bench, "1",
                    str(COUNTED_PAGES), "1"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(out)],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    counts = {}
    for total, operation, contestant in re.findall(
            r"^\s*([\d,]+)\s.*:pass_([a-z0-9]+)_([a-z]+)", text, re.M):
        counts[operation, contestant] = int(total.replace(",", "")) / (COUNTED_PAGES + 1)
    return counts


def ratio(times, workload, operation):
    pairs = zip(times[workload, operation, "vpt"], times[workload, operation, "hand"])
    return statistics.median(v / h for v, h in pairs)


def plot(rows, directory):
    data = directory / "bench.dat"
    data.write_text("".join(f'"{w} {o}" {r:.3f}\n' for w, o, r in rows))
    svg = directory / "bench.svg"
    script = f"""
set terminal svg size 800,420 font "sans,13"
set output "{svg}"
set title "libvpt: time per call, relative to a hand-written walker without checks"
set style fill solid 0.8 border -1
set boxwidth 0.6
set yrange [0:*]
set ylabel "ratio (lower is faster)"
set grid ytics
set xtics rotate by -25
plot 1 with lines lw 2 lc rgb "#888888" title "hand-written walker", \\
  "{data}" using 2:xtic(1) with boxes lc rgb "#3b6ea5" title "libvpt", \\
  "{data}" using 0:2:(sprintf("%.2f", $2)) with labels offset 0,0.7 notitle
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)
    return svg


def main(bench, directory, rounds="15"):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    times = measure(bench, int(rounds))
    counts = instructions(bench, directory)
    median = {key: statistics.median(values) for key, values in times.items()}
    print(f"medians of {rounds} interleaved rounds, ns per call; ratio: median of the rounds' ratios")
    print("| pages | operation | libvpt ns | hand ns | ratio | target | instructions | hand |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    rows = []
    for workload in WORKLOADS:
        for operation in OPERATIONS:
            value = ratio(times, workload, operation)
            rows.append((workload, operation, value))
            dense = workload == "dense"
            target = f"{TARGETS[operation]:.1f}" if dense else ""
            counted = [f"{counts[operation, c]:.0f}" if dense else "" for c in ("vpt", "hand")]
            print(f"| {workload} | {operation} | {median[workload, operation, 'vpt']:.1f} | "
                  f"{median[workload, operation, 'hand']:.1f} | {value:.2f} | {target} | "
                  f"{counted[0]} | {counted[1]} |")
    print(f"limits: one sequential 64-bit store {median['dense', 'limit', 'store']:.2f} ns, "
          f"four dependent loads at random {median['dense', 'limit', 'load4']:.2f} ns")
    fills = [f"{fill}: {median['fill', fill, 'vpt']:.0f} ns" for fill in ("2", "64", "511")]
    print(f"unmap of one page of a leaf table that holds so many pages: {', '.join(fills)}")
    print(f"plot: {plot(rows, directory)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
