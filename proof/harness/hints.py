# SPDX-License-Identifier: Apache-2.0
"""What past proofs took (proof/hints): the prover that closed a goal, the seconds of a run.

Hints put provers and runs in order and do nothing else: a wrong one or none costs time.
"""
import collections

from harness import provers
from harness.outcome import ROOT, logged

FILE = ROOT / "proof" / "hints"
HEAD = """\
# SPDX-License-Identifier: Apache-2.0
# Written by proof/prove --record. Lines: seconds RUN S; prover GOAL P, whatever the run; prover GOAL P RUN.
"""


class Hints:
    def __init__(self):
        self.seconds, self.provers = {}, {}
        lines = FILE.read_text().splitlines() if FILE.exists() else []
        for words in (line.split() for line in lines if not line.startswith("#")):
            if words[0] == "seconds":
                self.seconds[words[1]] = int(words[2])
            else:
                self.provers[tuple(words[1:2] + words[3:])] = words[2]

    def prover(self, run, goal):
        return self.provers.get((goal, run)) or self.provers.get((goal,))

    def longest_first(self, names):
        return sorted(names, key=lambda name: -self.seconds.get(name, 0))


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
                winners[goal][name] = result.prover
    for goal, by_run in winners.items():
        usual = collections.Counter(by_run.values()).most_common(1)[0][0]
        hints.provers[(goal,)] = usual
        for name, prover in by_run.items():
            hints.provers.pop((goal, name), None)
            if prover != usual:
                hints.provers[goal, name] = prover
    lines = [f"seconds {name} {seconds}" for name, seconds in hints.seconds.items() if name in runs]
    lines += [f"prover {' '.join((key[0], prover, *key[1:]))}" for key, prover in hints.provers.items()]
    FILE.write_text(HEAD + "".join(f"{line}\n" for line in sorted(lines)))
