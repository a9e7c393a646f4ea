# SPDX-License-Identifier: Apache-2.0
"""Who does what: workers take goals that wait for a prover or, if there are none, the next run; its goals then wait."""
import collections
import queue
import shutil
import threading
import time
import traceback

from harness import process, provers
from harness.outcome import ROOT, Outcome, log_of


class Record:
    """A run under way: its log, and what the log shows."""
    def __init__(self, name, run, part, keep):
        self.name, self.run, self.outcome, self.keep = name, run, Outcome(run.negative), keep
        self.path = log_of(ROOT, name, part)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.log = open(self.path, "w")
        self.start = time.monotonic()
        self.open = 1  # goals that are not done, and the run itself

    def note(self, line):
        print(line, file=self.log, flush=True)
        self.outcome.read(line)

    def close(self):
        self.note(f"[prove] done in {time.monotonic() - self.start:.0f} s")
        self.log.close()
        if self.outcome.proved() == len(self.outcome.goals) and not self.keep:  # the texts of open goals are of use
            shutil.rmtree(process.tasks(ROOT, self.name))


class Schedule:
    def __init__(self, runs, functions, smoke, hints, keep=False):
        """runs: (name, run) in the order in which they are begun; keep: the texts of what is proved stay."""
        self.runs, self.functions, self.smoke, self.hints = collections.deque(runs), functions, smoke, hints
        self.keep = keep
        self.goals = collections.deque()  # (record, goal)
        self.beginning = 0  # runs that may still bring goals
        self.proved = {}  # text: (what the log said, run)
        self.trying = {}  # text: goals that say the same and wait for the answer
        self.changed = threading.Condition()
        self.done = queue.Queue()

    def outcomes(self, jobs):
        """The name and outcome of each run, in the order in which they end."""
        count = len(self.runs)
        for _ in range(jobs):
            threading.Thread(target=self.work, daemon=True).start()
        for _ in range(count):
            record = self.done.get()
            yield record.name, record.outcome

    def work(self):
        while True:
            with self.changed:
                while not self.goals and not self.runs and self.beginning:
                    self.changed.wait()
                if self.goals:
                    record, goal = self.goals.popleft()
                    if goal.key in self.trying:
                        self.trying[goal.key].append((record, goal))
                        continue
                    self.trying[goal.key] = []
                elif self.runs:
                    record, goal = Record(*self.runs.popleft(), bool(self.functions), self.keep), None
                    self.beginning += 1
                else:
                    return
            try:
                lines = [self.attempt(record, goal)] if goal else self.begin(record)
            except Exception:  # pylint: disable=broad-except
                lines = [f"[prove] trouble: {traceback.format_exc().strip().splitlines()[-1]}"]
            with self.changed:
                for line in lines:
                    record.note(line)
                if goal:
                    self.goals.extendleft(self.trying.pop(goal.key))
                else:
                    self.beginning -= 1
                self.end_one(record)
                self.changed.notify_all()

    def begin(self, record):
        """Lets the run make its goals; they wait for provers from the moment they are there."""
        for item in record.run.goals(ROOT, record.name, self.functions, self.smoke):
            with self.changed:
                if isinstance(item, str):
                    record.note(item)
                else:
                    record.open += 1
                    self.goals.append((record, item))
                    self.changed.notify()
        return []

    def attempt(self, record, goal):
        known = self.proved.get(goal.key)
        if known:
            line, run = known
            return f"{line.replace(f'Goal {line.split()[3]} ', f'Goal {goal.name} ', 1)}, as in {run}"
        parts = (provers.QUICK,) if record.run.negative else (provers.QUICK, provers.HALF, provers.FULL)
        hint = self.hints.prover(record.name, goal.name)
        line, proved = provers.attempt(goal, provers.rounds(record.run.provers, hint, parts))
        if proved:
            self.proved[goal.key] = line, record.name
        return line

    def end_one(self, record):
        record.open -= 1
        if not record.open:
            record.close()
            self.done.put(record)
