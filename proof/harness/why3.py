# SPDX-License-Identifier: Apache-2.0
"""Runs of Why3 over the models: it splits a file into goals and prints them for each prover. No session, no cache."""
import dataclasses
import pathlib
import re
import subprocess

from harness import process, provers

PROVERS = ("z3-10", "z3", "cvc4", "cvc5")
DRIVERS = {"z3": "Z3,models", "cvc": "CVC4,models"}  # of each syntax (proof/why3.conf.in)


@dataclasses.dataclass(frozen=True)
class Run:
    file: str
    models: str = "abstract"  # the directory of the codec
    negative: bool = False
    provers: tuple = PROVERS

    def goals(self, tree, name, chosen="", smoke=False, label=""):
        """The goals of the run, or of the lemmas Theory.lemma,... of it, after their number as Frama-C prints it."""
        del smoke, label  # there are none
        try:
            goals = self.printed(tree, name, chosen)
        except RuntimeError as error:
            yield f"[prove] trouble: {' '.join(str(error).split())}"
            return
        yield f"[why3] {len(goals)} goals scheduled"
        yield from goals

    def printed(self, tree, name, chosen):
        """The goals in the order of the file, printed in every syntax."""
        config = process.configure(tree, name)
        directory = process.tasks(tree, name)
        printed = {}
        for syntax, driver in DRIVERS.items():
            out = directory / syntax
            out.mkdir()
            for one in chosen.split(","):
                only = ["-T", one.split(".")[0], "-G", one.split(".")[1]] if one else []
                why3(["prove", "-L", ".", "-L", self.models, "-P", driver, "-a", "split_vc", "-o", str(out),
                      str(tree / self.file), *only], tree / "models", config)
            for path in out.iterdir():
                printed.setdefault(path.stem, {})[syntax] = path
        stems = sorted(printed, key=lambda stem: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", stem)])
        return [named(stem, printed[stem]) for stem in stems]


def why3(arguments, directory, config):
    ended = subprocess.run(["why3", *arguments], cwd=directory, text=True, capture_output=True,
                           env=process.environment(config), check=False)
    if ended.returncode:
        raise RuntimeError((ended.stderr or ended.stdout).strip())
    return ended.stdout


def named(stem, files):
    text = files["z3"].read_text()
    # File-Theory-lemmaqtvcN, as Why3 names what it prints, is part N of goal Theory.lemma'vc.
    lemma = re.search(r"^;; Goal (\S+)", text, re.M)[1]
    number = re.search(r"-" + re.escape(lemma.replace("'", "qt")) + r"(\d*)$", stem)
    name = f"{stem.split('-')[-2]}.{lemma}" + (f".{number[1]}" if number and number[1] else "")
    places = re.findall(r'^;; File "([^"]*)", line (\d+)', text, re.M)
    place = f"{pathlib.Path(places[-1][0]).name}:{places[-1][1]}" if places else ""
    return provers.Goal("why3", name, files, provers.key_of(files["z3"]), place)
