# SPDX-License-Identifier: Apache-2.0
"""Runs of Frama-C/WP over C: it makes the goals, simplifies them, and closes what it can by itself."""
import dataclasses
import re
import shlex
import subprocess

from harness import process, provers
from harness.outcome import LOGS

# Provers in the order in which they are tried, if no hint says otherwise.
QUANTIFIERS = ("z3-2", "cvc4", "z3-5")
ARITHMETIC = ("z3-10", "z3-2", "cvc4", "z3")
ARRAYS = ("z3-10", "cvc4", "z3")
TRANSITIONS = ("cvc4", "z3-2", "z3-5")

# Smoke tests: one prover looks for a contradiction in preconditions and on each path. proof/keep knows them by the
# time-out; what ends them is the prover's own count.
SMOKE = ["-wp-smoke-tests", "-wp-smoke-timeout", "100000"]
SMOKE_PART = 0.025
# Simplifications that take a third of Frama-C's time are left out; a run whose provers need one says so.
PLAIN = ["-wp-no-ground", "-wp-no-extensional", "-wp-no-simplify-land-mask"]
GOALS = ["-wp-cache", "none", "-wp-prover", "Goals:kept", "-wp-timeout", "1000", "-wp-par", "8"]

LEFT = re.compile(r"^\[wp\] \[Goals kept\] Goal (\S+) : Failed\b")
KEPT = re.compile(r"^  kept (\d+)$")
COMMENT = re.compile(r"/\*(@?)(.*?)\*/", re.S)


def preprocessor(tree, arguments, text=None):
    """What it prints, if it is content."""
    command = ["gcc", "-E", "-w", "-x", "c", *arguments]
    ended = subprocess.run(command, cwd=tree, input=text, text=True, capture_output=True, check=False)
    return ended.stdout if ended.returncode == 0 else None


@dataclasses.dataclass(frozen=True)
class Run:
    file: str
    provers: tuple
    part: tuple = ()  # an option and the functions that it says, unless some are named
    split: dict = dataclasses.field(default_factory=dict)  # function: clauses that provers only close by conjuncts
    options: tuple = ()
    format: str = ""  # the variant, if the file is an architecture's
    manual: str = ""  # the manual of the format, if the file is of every architecture
    models: str = ""  # of a run of the bridge: the directory of the models' codec
    negative: bool = False

    def preprocessed(self):
        """What the preprocessor is told."""
        return ["-Iinclude", "-Iproof", "-Isrc", "-Iproof/formats",
                *([f"-DVPT_FORMAT={self.format}"] if self.format else []),
                *([f'-DMANUAL="{self.manual}"'] if self.manual else [])]

    def says(self, tree):
        """What two runs have in common that would prove the same: options, and the program with all macros expanded,
        in annotations too. None if it does not get through the preprocessor."""
        text = preprocessor(tree, ["-C", "-dD", "-D__FRAMAC__", *self.preprocessed(), self.file])
        # The preprocessor leaves comments alone: annotations go through it once more, bare. So Frama-C does it too.
        bare = COMMENT.sub(lambda comment: comment[2] if comment[1] else " ", text or "").replace("//", "/ /")
        text = preprocessor(tree, ["-P", "-undef", "-"], bare) if text else None
        return f"{dataclasses.replace(self, file='', format='', manual='')}\n{text}" if text else None

    def selections(self, chosen, label):
        """Options that say what is proved, for each time that WP goes over the file: functions whose clauses all go to
        the provers whole; of the others the clauses that do not, and those that do."""
        only = [f"-wp-prop={label}"] if label else []
        if chosen.startswith("@"):
            return [["-wp-prop", chosen if chosen == "@lemma" else chosen[1:]]]
        option, names = ("-wp-fct", chosen) if chosen else self.part or ("-wp-skip-fct", "")
        if option == "-wp-prop":
            return [[option, names]]
        named, split = names.split(",") if names else [], [*self.split]
        if option == "-wp-skip-fct":
            whole = [*named, *split]
        else:
            whole, split = [name for name in named if name not in split], [name for name in split if name in named]
        found = [[f"{option}={','.join(whole)}", *only]] if whole or option == "-wp-skip-fct" else []
        if split:
            functions = [*(["-wp-skip-fct="] if option == "-wp-skip-fct" else []), f"-wp-fct={','.join(split)}"]
            clauses = sorted({clause for clauses in self.split.values() for clause in clauses.split(",")})
            if label:
                found.append([*functions, "-wp-split" if label in clauses else "-wp-no-split", *only])
            else:
                found.append([*functions, "-wp-split", f"-wp-prop={','.join(clauses)}"])
                found.append([*functions, "-wp-no-split", f"-wp-prop={','.join(f'-{clause}' for clause in clauses)}"])
        return found

    def goals(self, tree, name, chosen="", smoke=False, label=""):
        """What Frama-C prints for the run, or for a part of it: functions F,G, all lemmas (@lemma) or some (@F,G); of
        clauses with that label alone. In place of what it prints of goals that are left to provers, those goals."""
        paths = ["/usr/share/why3/stdlib", tree / "models", tree / "models" / self.models]
        config = process.configure(tree, name, paths if self.models else ())
        directory = process.tasks(tree, name)
        printed = tree / LOGS / f"{name}{'.part' if chosen else ''}.parsed.c"
        limit = provers.limit_of("z3-10") * SMOKE_PART
        environment = process.environment(config, GOALS=str(directory), SMOKE_LIMIT=str(int(limit)))
        arguments = [
            "frama-c", "-no-autoload-plugins", "-load-module", "wp",  # the others take time, and none is used
            "-machdep", "x86_64", f"-cpp-extra-args={shlex.join(self.preprocessed())}",
            "-rte-no-pointer-call",  # calls through a pointer are covered by `calls` (call_point)
            "-warn-unsigned-overflow", "-wp", "-wp-rte", *PLAIN, *GOALS,
            *(["-wp-driver", "proof/bridge/models.driver"] if self.models else []),
            *(SMOKE if smoke else []), *self.options, "-no-unicode", "-print", "-ocode", str(printed),
            self.file]
        first, *others = self.selections(chosen, label)
        arguments += first + [option for selection in others for option in ("-then", "-no-print", *selection)]
        left, held = None, ""
        for line in process.stream(arguments, cwd=tree, env=environment):
            if left and (kept := KEPT.match(line)):
                path = directory / f"{kept[1]}.smt2"
                yield provers.Goal("wp", left, {"z3": path, "cvc": path}, provers.key_of(path))
                left, held = None, ""
                continue
            if left:
                yield held
            if match := LEFT.match(line):
                left, held = match[1], line
            else:
                left = None
                yield line
        if left:
            yield held
        answers = (directory / "smoke").read_text() if (directory / "smoke").exists() else ""
        yield from (f"[prove] trouble: smoke test: {answer}" for answer in answers.splitlines()
                    if answer not in ("unsat", "unknown", "timeout") and not answer.startswith("WARNING"))
