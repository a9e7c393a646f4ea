# SPDX-License-Identifier: Apache-2.0
"""The provers, and how one goal goes from prover to prover until one closes it.

A prover stops when it has spent its resources, which it counts itself: how busy the machine is changes no answer.
Its processor time is limited too, but so generously that the count comes first.
"""
import dataclasses
import hashlib
import os
import pathlib
import re
import typing

from harness import process

Z3 = ["z3", "-smt2", "-nw", "-st", "-memory:2000", "smt.random_seed=42", "rlimit={}"]
EMATCHING = [*Z3, "smt.auto_config=false", "smt.mbqi=false"]
CVC4 = ["cvc4", "--lang=smt2", "--random-seed=42", "--stats", "--rlimit={}"]
CVC5 = ["cvc5", "--lang=smt2", "--seed=42", "--stats", "--stats-internal", "--rlimit={}"]
USED = re.compile(r"^.*(?:rlimit-count|resourceUnitsUsed)[ ,=]+(\d+)", re.M)
ANSWER = re.compile(r"(?:unsat|sat|unknown|timeout)$|\(error")
BACKSTOP_S = 60


class Prover(typing.NamedTuple):
    syntax: str  # which of a goal's files it reads
    command: list
    limit: int  # resource units: about 10 s of a quiet processor


# By what the terms are that Z3 instantiates quantifiers with at once; z3 alone also looks for models.
PROVERS = {
    "z3-2": Prover("z3", [*EMATCHING, "smt.qi.eager_threshold=2"], 10_000_000),
    "z3-5": Prover("z3", [*EMATCHING, "smt.qi.eager_threshold=5"], 10_000_000),
    "z3-10": Prover("z3", EMATCHING, 10_000_000),
    "z3": Prover("z3", Z3, 10_000_000),
    "cvc4": Prover("cvc", CVC4, 1_500_000),
    "cvc5": Prover("cvc", CVC5, 1_500_000),
}
# What part of its limit a prover gets: first all quickly, then each as much as a proof may take; a goal that takes more
# is slow, not open.
QUICK, MUTANT, HALF, FULL = 0.1, 0.4, 0.5, 1
SECOND = 0.06  # for a second opinion: more of it finds hardly more, and is spent in full on each goal that has none
# Who is asked for it: one that shares no code with the first.
OTHERS = {"z3": ("cvc4",), "cvc": ("z3-2", "z3-10")}


@dataclasses.dataclass(frozen=True)
class Goal:
    tool: str
    name: str
    files: dict  # syntax: path
    key: str  # stands for the text
    place: str = ""


def key_of(path):
    """The same for every two goals that say the same in the same words."""
    lines = (line for line in path.read_text().splitlines() if not line.startswith(";"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]


def kept(tree, run):
    """The goals whose texts a run has left in its directory: Frama-C's have one for all provers, Why3's one each."""
    for path in process.directory(tree, run).rglob("*.smt2"):
        if path.parent.name != "cvc":
            twin = path.parent.with_name("cvc") / path.name
            yield Goal("", path.stem, {"z3": path, "cvc": twin if twin.exists() else path}, key_of(path))


def rounds(provers, hint=None, parts=(QUICK, HALF, FULL)):
    """Provers and their limits, in the order in which they are tried. A hint says who comes first, no more."""
    ordered = sorted(provers, key=lambda prover: prover != hint)
    order = [(prover, part) for part in parts for prover in ordered]
    if hint in provers and FULL in parts:
        order[0] = hint, HALF
    return order


def attempt(goal, order):
    """What the log says of the goal, and who proved it."""
    for name, part in order:
        prover = PROVERS[name]
        answer = ask([argument.format(int(prover.limit * part)) for argument in prover.command],
                     goal.files[prover.syntax], int(BACKSTOP_S * part))
        if answer:
            units, seconds = answer
            used = f"({seconds:.2f}s) {units} units, text {goal.key}"
            return f"[{goal.tool}] [{name}] Goal {goal.name} : Valid {used}", name
    return f"[{goal.tool}] [Open] Goal {goal.name} {goal.place}", None


def second(goal, first):
    """A second opinion: a prover that shares no code with the first and closes the goal as well, quickly, or None."""
    return attempt(goal, rounds(OTHERS[PROVERS[first].syntax], parts=(SECOND,)))[1]


def ask(command, file: pathlib.Path, seconds):
    """(units, processor seconds) if the prover closes the goal within that processor time, or None. The time is for
    what provers do without counting, on large goals."""
    prover = process.start(["prlimit", f"--cpu={seconds}", *command, str(file)])
    try:
        printed = prover.stdout.read()
        _, status, used = os.wait4(prover.pid, 0)
        prover.returncode = os.waitstatus_to_exitcode(status)
    finally:
        process.end(prover)
    counted = USED.search(printed)
    if [line for line in printed.splitlines() if ANSWER.match(line)] != ["unsat"] or not counted:
        return None
    return int(counted[1]), used.ru_utime + used.ru_stime


def firm(goal, part):
    """Was the goal (of a log) proved with so little that it would be with half of this part of the limit?"""
    return part_of(goal) <= part / 2


def part_of(goal):
    """What part of its limit the prover used that closed the goal (of a log), or of the time behind that."""
    return max(goal.units / limit_of(goal.prover) if goal.units else 0, goal.seconds / BACKSTOP_S)


def limit_of(prover):
    return PROVERS[prover].limit if prover in PROVERS else 0
