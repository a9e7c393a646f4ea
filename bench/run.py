#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmark and reports it: medians over interleaved rounds, ratios to the hand-written
walker with their quartiles, instructions per operation under callgrind; a table on standard output and a plot.

usage: run.py [--rounds N] OUTPUT-DIRECTORY BENCH...

Each BENCH is the benchmark with the library of one compiler, named after the directory that it is in.
"""
import argparse
import pathlib
import re
import statistics
import subprocess

CONTESTANTS = {"vpt": "", "hooked": ", hooks"}
TARGETS = {"dense": {"map": 1.3, "query": 1.3, "protect": 1.3, "unmap": 1.3},
           "sparse": {"map": 1.5, "query": 1.5, "protect": 1.5, "unmap": 1.8},
           "range": {"check": 1.3, "map": 1.3, "run": 1.3, "protect": 1.3, "unmap": 1.3},
           "range2M": {"check": 1.3, "map": 1.3, "run": 1.3, "protect": 1.3, "unmap": 1.3},
           "range1G": {"check": 1.3, "map": 1.3, "run": 1.3, "protect": 1.3, "unmap": 1.3}}
INIT_TARGET = 1.3
# Dense, sparse pages, leaves of 2 MiB and of 1 GiB: callgrind counts, it does not time.
COUNTED = {"dense": (65536, 1, 0, 0), "sparse": (1, 10000, 0, 0), "range2M": (1, 1, 32768, 0),
           "range1G": (1, 1, 0, 32768)}


def measure(bench, rounds):
    """Nanoseconds per operation: {(workload, operation, contestant): [one per round]}."""
    out = subprocess.run([bench, str(rounds)], check=True, stdout=subprocess.PIPE, text=True).stdout
    times = {}
    for line in out.splitlines():
        _, workload, operation, contestant, ns = line.split()
        times.setdefault((workload, operation, contestant), []).append(float(ns))
    return times


def instructions(bench, directory):
    """Instructions per operation, call and loop included: {(workload, operation, contestant): number}."""
    counts = {}
    for workload, pages in COUNTED.items():
        out = directory / "callgrind.out"
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bench, "1", *map(str, pages)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(out)],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
        for total, operation, contestant in re.findall(
                r"^\s*([\d,]+)\s.*:pass_([a-z0-9]+)_([a-z]+)", text, re.M):
            counts[workload, operation, contestant] = int(total.replace(",", "")) / sum(pages)
    return counts


def counted(counts, workload, operation, contestant):
    """Of a range of pages: of the dense ones, by one call."""
    if workload.startswith("range"):
        return counts["dense" if workload == "range" else workload, "range" + operation, contestant]
    return counts[workload, operation, contestant]


def quartiles(times, workload, operation, contestant):
    """Of the rounds' ratios to the walker by hand: lower quartile, median, upper quartile."""
    ratios = [v / h for v, h in zip(times[workload, operation, contestant], times[workload, operation, "hand"])]
    return statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3


def plot(rows, names, directory):
    data = directory / "bench.dat"
    data.write_text("".join(f'"{row}" {" ".join(f"{r:.3f}" for r in ratios)}\n' for row, ratios in rows))
    svg = directory / "bench.svg"
    bars = ", \\\n  ".join(f'"{data}" using {i + 2}:xtic(1) title "{name}"' for i, name in enumerate(names))
    script = f"""
set terminal svg size 1000,420 font "sans,13"
set output "{svg}"
set title "libvpt: time per call, relative to a hand-written walker without checks"
set style data histogram
set style histogram cluster gap 1
set style fill solid 0.8 border -1
set yrange [0:*]
set ylabel "ratio (lower is faster)"
set grid ytics
set key top left
set xtics rotate by -25
plot 1 with lines lw 2 lc rgb "#888888" title "hand-written walker", \\
  {bars}
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)
    return svg


def main():
    parser = argparse.ArgumentParser(description="Runs the benchmark and reports it.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("benches", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.directory.mkdir(parents=True, exist_ok=True)
    times = {bench.parent.name: measure(bench, arguments.rounds) for bench in arguments.benches}
    counts = {bench.parent.name: instructions(bench, arguments.directory) for bench in arguments.benches}
    columns = [(compiler, contestant) for compiler in times for contestant in CONTESTANTS]
    names = [compiler + CONTESTANTS[contestant] for compiler, contestant in columns]

    print(f"{arguments.rounds} interleaved rounds, CPU time; ns per call, or per page of a range, by hand: median; libvpt: "
          "median of the rounds' ratios to that (quartiles), instructions")
    print(f"| pages | operation | by hand, ns | instructions | {' | '.join(names)} | target |")
    print("| --- " * (5 + len(names)) + "|")
    rows = []
    for workload, targets in TARGETS.items():
        for operation, target in targets.items():
            first = next(iter(times))
            digits = 2 if workload.startswith("range") else 0
            cells, ratios = [], []
            for compiler, contestant in columns:
                low, middle, high = quartiles(times[compiler], workload, operation, contestant)
                ratios.append(middle)
                cells.append(f"{middle:.2f} ({low:.2f} to {high:.2f}), "
                             f"{counted(counts[compiler], workload, operation, contestant):.{digits}f}")
            rows.append((f"{workload} {operation}", ratios))
            hand = statistics.median(times[first][workload, operation, "hand"])
            print(f"| {workload} | {operation} | {hand:.{1 + digits}f} | "
                  f"{counted(counts[first], workload, operation, 'hand'):.{digits}f} | {' | '.join(cells)} | "
                  f"{target} |")
    for compiler, of in times.items():
        low, middle, high = quartiles(of, "init", "frame", "vpt")
        print(f"{compiler}: vpt_pool_init: {statistics.median(of['init', 'frame', 'vpt']):.0f} ns per frame of 4 KiB, "
              f"memset {statistics.median(of['init', 'frame', 'hand']):.0f}: {middle:.2f} ({low:.2f} to {high:.2f}), "
              f"target {INIT_TARGET}")
    median = {key: statistics.median(values) for key, values in times[next(iter(times))].items()}
    print(f"limits: one sequential 64-bit store {median['dense', 'limit_store', 'limit']:.2f} ns, "
          f"four dependent loads at random {median['dense', 'limit_load4', 'limit']:.2f} ns")
    for operation in ("map", "protect", "unmap"):
        print(f"{operation} of a range by pages: {median['range', operation, 'vpt']:.2f} ns per page; by a call for each "
              f"{median['dense', operation, 'vpt']:.1f}; one release store {median['dense', 'limit_store', 'limit']:.2f}")
    print("of the release store: " + ", ".join(
        f"{operation} {median['range', operation, 'vpt'] / median['dense', 'limit_store', 'limit']:.2f}"
        for operation in ("map", "unmap", "protect")) + f"; vpt_map_check is "
        f"{100 * median['range', 'check', 'vpt'] / median['range', 'map', 'vpt']:.1f} % of vpt_map, "
        f"vpt_next_run {median['range', 'run', 'vpt']:.2f} ns a page")
    for operation, what in (("map", "map"), ("protect", "protect"), ("map_scattered", "map at random")):
        none, one, many = (median["dense", f"grants_{operation}", count] for count in ("none", "one", "many"))
        print(f"{what} by a call for each page, without a list of grants {none:.1f} ns, with one {one:.1f}, with 1024 "
              f"{many:.1f}")
    fills = [f"{fill}: {median['fill', fill, 'vpt']:.0f} ns" for fill in ("2", "64", "511")]
    print(f"unmap of one page of a leaf table that holds so many pages: {', '.join(fills)}")
    print(f"plot: {plot(rows, names, arguments.directory)}")


if __name__ == "__main__":
    main()
