# SPDX-License-Identifier: Apache-2.0
"""What past proofs took (proof/hints): a run's seconds, the prover that closed a goal, the goal that killed a mutant.

Hints put provers, runs and goals in order and do nothing else: a wrong one or none costs time.
"""
import collections
import hashlib

from harness import provers
from harness.outcome import ROOT, logged

FILE = ROOT / "proof" / "hints"
HEAD = """\
# SPDX-License-Identifier: Apache-2.0
# Written by proof/prove --record and proof/mutants --record. Lines: seconds RUN S; prover GOAL P, whatever the run;
# prover GOAL P RUN; killer MUTANT GOAL.
"""


class Hints:
    def __init__(self):
        self.seconds, self.provers, self.killers = {}, {}, {}
        lines = FILE.read_text().splitlines() if FILE.exists() else []
        for words in (line.split() for line in lines if not line.startswith("#")):
            if words[0] == "seconds":
                self.seconds[words[1]] = int(words[2])
            elif words[0] == "killer":
                self.killers[words[1]] = words[2]
            else:
                self.provers[tuple(words[1:2] + words[3:])] = words[2]

    def prover(self, run, goal):
        return self.provers.get((goal, run)) or self.provers.get((goal,))

    def killer(self, mutant):
        return self.killers.get(key(mutant))

    def longest_first(self, names):
        return sorted(names, key=lambda name: -self.seconds.get(name, float("inf")))

    def write(self):
        lines = [f"seconds {name} {seconds}" for name, seconds in self.seconds.items()]
        lines += [f"prover {' '.join((words[0], prover, *words[1:]))}" for words, prover in self.provers.items()
                  if prover]
        lines += [f"killer {mutant} {goal}" for mutant, goal in self.killers.items()]
        FILE.write_text(HEAD + "".join(f"{line}\n" for line in sorted(lines)))


def key(mutant):
    return hashlib.sha256(str(mutant).encode()).hexdigest()[:12]


def record(runs):
    """Writes the hints anew from the logs that are there; what no log speaks of stays."""
    hints, winners = Hints(), collections.defaultdict(dict)
    for name, run in runs.items():
        outcome = logged(ROOT, name, run.negative)
        if not outcome or outcome.problems():
            print(f"no whole log of run {name}")
            continue
        hints.seconds[name] = round(outcome.seconds())
        for goal, result in outcome.goals.items():
            if result.proved and result.prover in provers.PROVERS:
                first = result.prover == run.provers[0] and provers.firm(result, 2 * provers.QUICK)
                winners[goal][name] = None if first else result.prover
    for goal, by_run in winners.items():
        usual = collections.Counter(by_run.values()).most_common(1)[0][0]
        hints.provers[(goal,)] = usual
        for name, prover in by_run.items():
            hints.provers.pop((goal, name), None)
            if prover != usual:
                hints.provers[goal, name] = prover or runs[name].provers[0]
    hints.write()
