# SPDX-License-Identifier: Apache-2.0
"""Every kind of hole: what a proof could lack, or take for granted, without a goal that stays open."""
import concurrent.futures
import functools
import re

from harness import driver, parsed, process, provers, why3
from harness.outcome import ROOT
from harness.runs import GEOMETRY, RUNS, formats, made, modelled

C_SOURCES = ("src/**/*.[ch]", "include/**/*.h", "proof/**/*.[ch]")
# Where laws are taken for granted that each format proves.
LAWS_ADMITTED = {"proof/core.c", "proof/range.c", "proof/two.c", "proof/pools.c", "proof/negative.c",
                 "proof/bridge/operations.c", "proof/bridge/lives.c", "proof/bridge/negative.c",
                 "proof/bridge/stores.c", "proof/bridge/negative_stores.c", "proof/bridge/range_stores.c",
                 "proof/bridge/negative_range_stores.c", "proof/bridge/laws.c", "proof/bridge/negative_laws.c"}
MODEL_LAWS, ABSTRACT, SYMBOLS = "models/laws.mlw", "models/abstract/codec.mlw", "models/symbols/codec.mlw"
STATED = "models/stated.mlw"  # takes for granted what proof/bridge/laws.c proves
VIEW = "proof/bridge/view.h"  # holds the bridge's one axiom


def sources(*patterns):
    return sorted(p for pattern in patterns for p in ROOT.glob(pattern))


def name_of(path):
    return str(path.relative_to(ROOT))


# ---- what is assumed ----------------------------------------------------------------------------

ASSUMED_C = re.compile(r"\b(axiom|admit|admits|assume)\b")
# Attributes of vc turn termination checks off, among others.
ASSUMED_MODEL = re.compile(r"\baxiom\b|\bval\b|\bassume\b|\bany\b|\bdiverges\b|\bpartial\b|\[@\s*vc:")
MODEL_LAW = re.compile(r"\s*axiom (\w+):")


def assumed():
    """What is taken without proof in C's contracts, apart from the one place where the laws are included."""
    found = []
    for path in sources(*C_SOURCES):
        name = name_of(path)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not ASSUMED_C.search(line) or re.match(r"\s*(/?\*|//)(?!@)", line):  # plain comments
                continue
            if name == VIEW and "axiom view_get{L}:" in line:
                continue
            if name in LAWS_ADMITTED and line.strip() == "#define LAW admit lemma":
                continue
            found.append(f"{name}:{number}: {line.strip()}")
    return found


@functools.cache
def models():
    """Every file of the models that Why3 can load, by its name: as Why3 prints what it parsed, without comments."""
    config = process.configure(ROOT, "models")
    known = why3.why3(["show", "formats"], ROOT, config)
    endings = {ending for group in re.findall(r"\[([^]]*)\]", known) for ending in re.findall(r'"(\w+)"', group)}
    paths = [path for path in sources("models/**/*") if path.suffix[1:] in endings]

    def printed(path):
        arguments = ["pp", "-L", ".", "-L", "abstract", "--output=mlw", str(path)]
        try:
            return why3.why3(arguments, ROOT / "models", config)
        except RuntimeError:
            return "assume: Why3 does not read it" if path.suffix == ".mlw" else None

    with concurrent.futures.ThreadPoolExecutor() as pool:
        return {name_of(path): text for path, text in zip(paths, pool.map(printed, paths)) if text is not None}


def assumed_by_models():
    """The same of the models; axioms of laws.mlw are what each format proves."""
    found = []
    for name, text in models().items():
        for line in text.splitlines():
            if not ASSUMED_MODEL.search(line):
                continue
            if name == MODEL_LAWS and MODEL_LAW.match(line):
                continue
            if name == STATED and line.strip() == "axiom pt_stated: pt_laws":
                continue
            if name == ABSTRACT and line.strip().removesuffix("end") == "clone export laws.Laws with axiom .":
                continue
            found.append(f"{name}: {line.strip()}")
    return found


# ---- laws ---------------------------------------------------------------------------------------

def unproved_laws(outcomes):
    """Laws that a format does not prove: in C, in the models, and that both mean the same; and laws of the models that do
    not follow from those in C."""
    c_laws = laws(re.compile(r"\bLAW (\w+):"), "src/logic/laws_*.h")
    same_laws = laws(re.compile(r"\bLAW (\w+):"), "proof/bridge/same.h")
    model_laws = MODEL_LAW.findall(models()[MODEL_LAWS])
    found = []
    for name in formats():
        runs = [made(f"{name}_{part}") for part in ("geometry", "fields", "range")]
        found += open_laws(outcomes, runs, c_laws, r"typed_lemma_{}")
    for name in modelled():
        found += open_laws(outcomes, [f"bridge_{name}"], same_laws, r"typed_models_lemma_{}")
        found += open_laws(outcomes, [f"model_{name}"], model_laws, r"\w+\.{}(?:\.\d+)?")
    found += open_laws(outcomes, ["model_stated"], model_laws, r"Derived\.{}(?:\.\d+)?")
    found += open_laws(outcomes, ["bridge_laws"], ["holds"], r"typed_models_lemma_{}")
    return found


def all_laws():
    """Names of what a format has to prove in C, and of what ties it to the models."""
    return {law for files in ("src/logic/laws_*.h", "proof/bridge/same.h")
            for law in laws(re.compile(r"\bLAW (\w+):"), files)}


def laws(pattern, files):
    found = [law for path in sources(files) for law in pattern.findall(path.read_text())]
    return found or [f"(none in {files})"]


def open_laws(outcomes, runs, names, pattern):
    goals = {name: goal for run in runs for name, goal in outcomes[run].goals.items()}
    found = []
    for law in names:
        own = [goal.proved for name, goal in goals.items() if re.fullmatch(pattern.format(re.escape(law)), name)]
        if not own or not all(own):
            found.append(f"{' and '.join(runs)}: {law}")
    return found


# ---- what no run looks at -----------------------------------------------------------------------

def files_not_run():
    run = {run.file for run in (GEOMETRY | RUNS).values()} | {MODEL_LAWS, ABSTRACT, SYMBOLS}
    return [name for name in [*map(name_of, sources("proof/**/*.c")), *models()] if name not in run]


# What compilers define of themselves, and Frama-C of itself: where it decides, proved and compiled text may differ.
PREDEFINED = re.compile(r"^\s*#\s*(?:el)?if.*\b__\w+", re.M)


def read_otherwise():
    proved = [path for path in sources("src/**/*") if path.is_file() and path.parent.name != "port"]
    return [f"{name_of(path)}: {match[0].strip()}" for path in [*proved, *sources("include/vpt/*.h")]
            for match in PREDEFINED.finditer(path.read_text()) if match[0].strip() != "#ifdef __cplusplus"]


# ---- all kinds ----------------------------------------------------------------------------------

def holes(outcomes, whole, part=False):
    """Kind: what was found. Only if all runs are there can one say what is missing; of runs of a part, less."""
    kinds = {
        "axiom or admitted lemma outside the laws": assumed(),
        "axiom, val, assume or any in the models outside the laws": assumed_by_models(),
        "goal not proved": each(outcomes, lambda o, r: [f"{g} {goal.place}" for g, goal in o.goals.items()
                                                        if not goal.proved]),
        "goal that took more than half of its prover's resources": each(outcomes, lambda o, r: [
            f"{g} {goal.units} units {goal.seconds:.1f} s {goal.prover}" for g, goal in o.goals.items()
            if goal.proved and not provers.firm(goal, provers.FULL)]),
        "false statement that was proved": each(outcomes, lambda o, r: [g for g, proved in o.false.items() if proved]),
        "contradictory contract (smoke test)": each(outcomes, lambda o, r: [t for t, ok in o.smoke.items() if not ok]),
        "trouble in a run": each(outcomes, lambda o, r: o.problems()),
        **parsed.holes(outcomes, part, whole, all_laws(), LAWS_ADMITTED),
    }
    if whole:
        kinds["run with false statements that tried none"] = each(
            outcomes, lambda o, r: ["none"] if r.negative and not o.false else [])
        kinds["law that a format does not prove"] = unproved_laws(outcomes)
        kinds["file in no run"] = files_not_run()
        kinds["fault in the bridge's driver"] = driver.faults()
        kinds["text that depends on who reads it"] = read_otherwise()
    return kinds


def each(outcomes, finds):
    return [f"{name}: {item}" for name, outcome in outcomes.items() for item in finds(outcome, RUNS[name])]
