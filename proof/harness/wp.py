# SPDX-License-Identifier: Apache-2.0
"""Runs of Frama-C/WP over C."""
import dataclasses

from harness import process

TIMEOUT_S = 10
SMOKE_TIMEOUT_S = 1
MUTANT_TIMEOUT_S = 4

# Provers in the order in which they are tried (proof/why3.conf.in). Z3:quick and Z3:short give up
# after 2 s, Z3:brief after 1 s: what they do not find at once, CVC4 mostly does.
QUANTIFIERS = "Z3:quick,CVC4:1.8,Z3:4.8.12,Z3:deep"
ARITHMETIC = "Z3:brief,CVC4:plain,Z3:ematching,Z3:plain"
ARRAYS = "Z3:short,CVC4:plain,Z3:ematching,Z3:plain"
TRANSITIONS = "CVC4:1.8,Z3:4.8.12,Z3:deep"

# Smoke tests alone: one prover looks for a contradiction in preconditions and on each path.
SMOKE = ["-wp-prover", "Z3:ematching", "-wp-smoke-tests", "-wp-smoke-timeout", str(SMOKE_TIMEOUT_S),
         "-wp-prop=-@ensures,-@assert,-@assigns,-@invariant,-@variant,-@requires,-@lemma,"
         "-@complete_behaviors,-@disjoint_behaviors"]


@dataclasses.dataclass(frozen=True)
class Run:
    file: str
    provers: str
    part: tuple = ()  # options that say which functions, unless some are named
    options: tuple = ()
    format: str = ""  # the variant, if the file is an architecture's
    models: str = ""  # of a run of the bridge: the directory of the models' codec
    timeout: int = TIMEOUT_S
    negative: bool = False

    def lines(self, tree, name, chosen="", smoke=False, mutant=False, jobs=2):
        """What Frama-C prints for the run, or for a part of it: functions F,G, all lemmas (@lemma) or some (@F,G)."""
        paths = ["/usr/share/why3/stdlib", tree / "models", tree / "models" / self.models]
        config = process.configure(tree, name, paths if self.models else ())
        variant = f" -DVPT_FORMAT={self.format}" if self.format else ""
        arguments = [
            "frama-c", "-machdep", "x86_64", f"-cpp-extra-args=-Iinclude -Iproof -Isrc -Iproof/formats{variant}",
            "-rte-no-pointer-call",  # calls through a pointer are covered by `calls` (call_point)
            "-wp", "-wp-rte", "-wp-cache", "none", "-wp-par", str(jobs),
            "-wp-timeout", str(min(self.timeout, MUTANT_TIMEOUT_S) if mutant else self.timeout),
            *(["-wp-driver", "proof/bridge/models.driver"] if self.models else []),
            *(SMOKE if smoke else ["-wp-prover", self.provers]), *self.options]
        if chosen.startswith("@"):
            arguments += ["-wp-prop", chosen if chosen == "@lemma" else chosen[1:]]
        else:
            arguments += ["-wp-fct", chosen] if chosen else self.part
        yield from process.stream([*arguments, self.file], tree, config)

    def firm(self, goal):
        """Was the unbroken goal proved in so little time that a mutant's time-out says something?"""
        return goal.seconds <= MUTANT_TIMEOUT_S / 2
