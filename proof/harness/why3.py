# SPDX-License-Identifier: Apache-2.0
"""Runs of Why3 over the models: it splits a file into goals and prints them; each goal goes from prover to prover until
one closes it. No session, no cache.
"""
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import threading

from harness import process

TIMEOUT_S = 10
Z3 = ["z3", "-smt2", "-memory:2000", "smt.random_seed=42"]
PROVERS = {  # driver in proof/why3.conf.in, command; {} is the time-out in seconds
    "z3-ematching": ("Z3", [*Z3, "smt.auto_config=false", "smt.mbqi=false", "-T:{}"]),
    "z3": ("Z3", [*Z3, "-T:{}"]),
    "cvc4": ("CVC4", ["cvc4", "--lang=smt2", "--random-seed=42", "--tlimit={}000"]),
    "cvc5": ("CVC4", ["cvc5", "--lang=smt2", "--seed=42", "--tlimit={}000"]),
}
# First all quickly, then each with time.
QUICK = {"z3-ematching": 2, "z3": 1, "cvc4": 2, "cvc5": 2}
ROUNDS = [*QUICK.items(), *((prover, TIMEOUT_S) for prover in ("z3-ematching", "cvc4", "cvc5", "z3"))]


@dataclasses.dataclass(frozen=True)
class Run:
    file: str
    models: str = "abstract"  # the directory of the codec
    timeout: int = TIMEOUT_S
    negative: bool = False

    def lines(self, tree, name, chosen="", smoke=False, mutant=False, jobs=2):
        """The results of the run, or of the lemmas Theory.lemma,... of it, as Frama-C would print them."""
        if smoke:
            return
        try:
            tasks = self.tasks(tree, name, chosen)
        except RuntimeError as error:
            yield f"[prove] trouble: {' '.join(str(error).split())}"
            return
        yield f"[why3] {len(tasks)} goals scheduled"
        rounds = list(QUICK.items()) if mutant or self.negative else ROUNDS
        pool = concurrent.futures.ThreadPoolExecutor(jobs)
        try:
            yield from pool.map(lambda task: task.attempt(rounds), tasks)
        finally:
            pool.shutdown(cancel_futures=True)

    def tasks(self, tree, name, chosen):
        """The goals in the order of the file, printed for every driver."""
        config = process.configure(tree, name)
        printed = {}
        for driver in {driver for driver, _ in PROVERS.values()}:
            out = config.parent / "tasks" / name / driver
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            for one in chosen.split(","):
                only = ["-T", one.split(".")[0], "-G", one.split(".")[1]] if one else []
                why3(["prove", "-L", ".", "-L", self.models, "-P", f"{driver},models", "-a", "split_vc", "-o", str(out),
                      str(tree / self.file), *only], tree / "models", config)
            for path in out.iterdir():
                printed.setdefault(path.stem, {})[driver] = path
        stems = sorted(printed, key=lambda stem: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", stem)])
        return [Task(stem, printed[stem]) for stem in stems]

    def firm(self, goal):
        """Was the unbroken goal proved in so little time that a mutant's time-out says something?"""
        return goal.seconds <= QUICK[goal.prover] / 2


def why3(arguments, directory, config):
    ended = subprocess.run(["why3", *arguments], cwd=directory, text=True, capture_output=True,
                           env=process.environment(config), check=False)
    if ended.returncode:
        raise RuntimeError((ended.stderr or ended.stdout).strip())


class Task:
    """One goal; files: driver -> path."""
    def __init__(self, stem, files):
        self.files = files
        text = next(iter(files.values())).read_text()
        # File-Theory-lemmaqtvcN, as Why3 names what it prints, is part N of goal Theory.lemma'vc.
        lemma = re.search(r"^;; Goal (\S+)", text, re.M)[1]
        number = re.search(r"-" + re.escape(lemma.replace("'", "qt")) + r"(\d*)$", stem)
        self.name = f"{stem.split('-')[-2]}.{lemma}" + (f".{number[1]}" if number and number[1] else "")
        places = re.findall(r'^;; File "([^"]*)", line (\d+)', text, re.M)
        self.place = f"{pathlib.Path(places[-1][0]).name}:{places[-1][1]}" if places else ""

    def attempt(self, rounds):
        for prover, timeout in rounds:
            driver, command = PROVERS[prover]
            seconds = closed_in([*(part.format(timeout) for part in command), str(self.files[driver])], timeout)
            if seconds is not None:
                return f"[why3] [{prover}] Goal {self.name} : Valid ({seconds:.2f}s)"
        return f"[why3] [Open] Goal {self.name} {self.place}"


def closed_in(command, timeout):
    """The prover's processor time if it closes the goal, or None. What else the machine does matters little so."""
    prover = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    patience = threading.Timer(timeout + 5, prover.kill)
    patience.start()
    answer = prover.stdout.read()
    _, prover.returncode, used = os.wait4(prover.pid, 0)
    patience.cancel()
    prover.stdout.close()
    return used.ru_utime + used.ru_stime if answer.split("\n")[0].strip() == "unsat" else None
