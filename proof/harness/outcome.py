# SPDX-License-Identifier: Apache-2.0
"""What a run has shown, read from its log: Frama-C's lines, or the same form written for Why3 (why3.py)."""
import pathlib
import re
import typing

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOGS = pathlib.Path("build/prove")  # below the root of a tree
PARTS = ("src", "include", "proof", "models")
# What no run reads, or for no more than an order.
NOT_READ = {"hints", "mutants", "mutant_table.py", "planted_holes.py", "theorems", "theorem_table.py", "proof.mk"}

SCHEDULED = re.compile(r"^\[\w+\] (\d+) goals? scheduled$")
GOAL = re.compile(r"^\[(?:wp|why3)\] \[([^\]]+)\] Goal (\S+)(?: : (Valid))?(.*)$")
SMOKE_TEST = re.compile(r"^\[wp\] \[(\w+)\] Smoke-test (\S+)")
UNITS = re.compile(r" (\d+) units, text ([0-9a-f]+)")
TIME = re.compile(r"\((\d+(?:\.\d+)?)(ms|s|min)\)")
ANNOTATED = re.compile(r"^\[rte:annot\] annotating function (\w+)")
TROUBLE = re.compile(r"^\[prove\] trouble: (.*)$|^(.*(?:Error|Warning|Missing assigns clause|No code nor implicit).*)$")
HARMLESS = re.compile(r"Warning: (?:No goal generated|Failed smoke-test)|Failed Unknown error")
DONE = re.compile(r"^\[prove\] done in (\d+) s$")
# Statements that must stay open, in the runs that have such statements.
FALSE = re.compile(r"typed_(?:models_)?never_\w*_ensures|\w+\.must_stay_open")


class Goal(typing.NamedTuple):
    proved: bool
    seconds: float
    prover: str
    place: str  # where it stands, if it is open and the log says so
    units: int  # resources that the prover used
    key: str  # stands for the text that the prover was given


def seconds(rest):
    """The prover's time: the last duration in the line."""
    times = TIME.findall(rest)
    if not times:
        return 0.0
    value, unit = times[-1]
    return float(value) * {"ms": 0.001, "s": 1.0, "min": 60.0}[unit]


def stem(goal):
    """A goal's name without the numbers of its parts, which change with the code."""
    return re.sub(r"(?:_part\d+|_\d+|\.\d+)+$", "", goal)


class Outcome:
    def __init__(self, negative=False):
        self.negative = negative
        self.goals = {}  # name: Goal
        self.false = {}  # those that must stay open: proved
        self.smoke = {}  # name: passed
        self.functions = set()
        self.scheduled = 0
        self.trouble = []
        self.wall = None  # seconds, once the run is done

    def read(self, line):
        if match := ANNOTATED.match(line):
            self.functions.add(match[1])
        elif match := SCHEDULED.match(line):
            self.scheduled += int(match[1])
        elif match := DONE.match(line):
            self.wall = int(match[1])
        elif match := SMOKE_TEST.match(line):
            self.smoke[match[2]] = match[1] == "Passed"
        elif match := GOAL.match(line):
            prover, name, verdict, rest = match.groups()
            while name in self.goals or name in self.false:  # a function may have several of one name
                name += "'"
            if self.negative and FALSE.match(name):
                self.false[name] = verdict == "Valid"
            else:
                used = UNITS.search(rest)
                self.goals[name] = Goal(verdict == "Valid", seconds(rest), prover, "" if verdict else rest.strip(),
                                        int(used[1]) if used else 0, used[2] if used else "")
        elif (match := TROUBLE.match(line)) and not HARMLESS.search(line):
            self.trouble.append((match[1] or match[2]).strip())

    def problems(self):
        """Why the log is no evidence: what went wrong, or goals that it does not account for."""
        seen = len(self.goals) + len(self.false) + len(self.smoke)
        return (self.trouble
                + (["not run to the end"] if self.wall is None else [])
                + ([f"{seen} results for {self.scheduled} goals"] if seen != self.scheduled else [])
                + (["no goals"] if not self.goals and not self.false else []))

    def seconds(self):
        """Processor time of the goals' provers, as far as they closed them."""
        return sum(goal.seconds for goal in self.goals.values())

    def proved(self):
        return sum(goal.proved for goal in self.goals.values())


def last_change():
    """When what runs read was last changed, and where."""
    paths = [path for part in PARTS for path in (ROOT / part).rglob("*") if path.is_file()]
    return max((path.stat().st_mtime, str(path.relative_to(ROOT))) for path in paths
               if path.name not in NOT_READ and "__pycache__" not in path.parts)


def log_of(tree, run, part=False):
    """A run's log; that of a part of a run is no evidence for the whole."""
    return tree / LOGS / f"{run}{'.part' if part else ''}.log"


def logged(tree, run, negative=False):
    """The outcome of a run's last log, or None if there is no log."""
    path = log_of(tree, run)
    if not path.exists():
        return None
    outcome = Outcome(negative)
    for line in path.read_text().splitlines():
        outcome.read(line)
    return outcome
