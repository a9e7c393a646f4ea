# SPDX-License-Identifier: Apache-2.0
"""What is compiled is what is proved: each file of the library as the preprocessor hands it to the compiler, and each
run's as it hands it to Frama-C. They have the same functions, word by word, and the same types and objects."""
import concurrent.futures
import functools
import os
import re

from harness import program, runs, wp
from harness.outcome import ROOT

# As Frama-C calls the preprocessor; and where the compiler looks for files.
FRAMA_C = ["-I.", "-I/usr/share/frama-c/libc", "-nostdinc", "-m64", "-D__FRAMAC__", "-D__FC_MACHDEP_X86_64"]
COMPILER = ["-Iinclude", "-Isrc"]
# What is trusted of the port: the contracts of these, in proof/port. And the zeroing there is another loop.
TRUSTED = {"vpt_mmu_read", "vpt_mmu_write", "vpt_hook_invalidate", "vpt_hook_sync", "vpt_hook_none"}
PORT = TRUSTED | {"vpt_mmu_zero"}
STRINGS = "src/status.c"  # a table of them
NONE = "no program"


def core_name(text, format_):
    """A format's functions are the core's under names of their own: INSTANCE."""
    return text.replace(f"vpt_{format_}_", "vpt_core_") if format_ else text


def is_function(name):
    return " " not in name or name == NONE


def preprocessed(arguments):
    """The files that were read, and what they define."""
    text = wp.preprocessor(ROOT, arguments)
    if text is None:
        return set(), {NONE: arguments[-1]}
    files = re.findall(r'^# \d+ "([^"]+)"', text, re.M)
    return set(map(os.path.normpath, files)), program.definitions(re.sub(r"(?m)^#.*$", "", text))


def all_preprocessed(items, arguments):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return dict(zip(items, pool.map(preprocessed, map(arguments, items))))


@functools.cache
def compiled():
    """(file, format if it is of one): what it defines."""
    items = [(str(path.relative_to(ROOT)), format_) for path in sorted(ROOT.glob("src/**/*.c"))
             for format_ in ([name for name, file in runs.formats().items() if file == path.stem]
                             if path.parent.name == "format" else [""])]
    texts = all_preprocessed([item for item in items if item[0] != STRINGS],
                             lambda item: [*COMPILER, *([f"-DVPT_FORMAT={item[1]}"] if item[1] else []), item[0]])
    return {item: {core_name(name, item[1]): core_name(body, item[1])
                   for name, body in found.items() if name not in PORT} for item, (_, found) in texts.items()}


def names():
    return {name for definitions in compiled().values() for name in definitions if is_function(name)}


def holes(analysed):
    """Of runs and the functions that they prove: what is compiled and not proved, and what is compiled otherwise."""
    texts = all_preprocessed(list(analysed), lambda run: [*FRAMA_C, *runs.RUNS[run].preprocessed(),
                                                          runs.RUNS[run].file])
    not_proved, other = [], []
    for (file, format_), definitions in compiled().items():
        proved = set()
        for run, (files, found) in texts.items():
            if not ({"", format_} & set(runs.formats_of(run)) if format_ else file in files):
                continue
            proved |= analysed[run]
            found = {core_name(name, format_): core_name(body, format_) for name, body in found.items()}
            other += [f"{run}: {name} in {file} {format_}" for name, body in definitions.items()
                      if name in (analysed[run] if is_function(name) else found) and found.get(name) != body]
        not_proved += [f"{file} {format_}: {name}" for name in definitions if is_function(name) and name not in proved]
    return not_proved, other
