# SPDX-License-Identifier: Apache-2.0
"""What is proved: one list of runs. A format has its runs by its name."""
import concurrent.futures
import fnmatch
import functools
import re

from harness import why3, wp
from harness.outcome import ROOT

FUNCTION = re.compile(r"^ *(?:static )?[\w ]+?[ *](INSTANCE\(\w+\)|\w+)\([^;{}]*?\)\s*(?:/\*@ ghost \([^)]*\) \*/\s*)?\{", re.M)


def functions(file):
    """Those that a file of the core defines, lemma functions too, as proofs call them."""
    found = FUNCTION.findall((ROOT / "src" / "core" / f"{file}.h").read_text())
    return [re.sub(r"INSTANCE\((\w+)\)", r"vpt_core_\1", name) for name in found
            if name not in ("if", "for", "while", "switch")]


def defined_by(*files):
    return ",".join(name for file in files for name in functions(file))


# Long files are proved in several runs, as Frama-C is the slower the more goals it holds: of each run the functions.
# Those of proof/core.c that no other run names are of the run "core".
CORE = {
    "core_operations":
        "store_and_flush,entry_break,entry_replace,tables_build,leaf_build,leaf_map_found,leaf_map,leaf_unmap_at,"
        "leaf_unmap_block,leaf_unmap,leaf_query_at,leaf_query_block,leaf_query,leaf_change,leaf_protect_block,"
        "leaf_protect,remove_all",
    "core_calls":
        "check_config,set_members,vpt_core_init,vpt_core_destroy,check_map,vpt_core_map_frame,vpt_core_unmap_frame,"
        "vpt_core_protect_frame,vpt_core_query",
}
# Of proof/range.c the functions of ranges; what they stand on is proved by the core's runs.
RANGE = {
    "range": defined_by("meet", "split", "entries"),
    "range_map": defined_by("range_map"),
    "range_runs": defined_by("range_runs"),
    "range_change": defined_by("range_change"),
    "range_split": defined_by("range_split"),
    "range_calls": defined_by("instance_range"),
}
# Of proof/two.c, likewise.
TWO = {
    "two": "one_call,two_call,init_beside,two_init,two_destroy",
    "two_owners": "two_pool_add,two_pool_add_zero,two_pool_remove",
}
# What pools.c adds to the contracts that it includes; those are proved by the runs pool and hand_over.
POOLS = "one_call,any_call,any_init,any_hand_over,beside_call,beside_init,beside_hand_over"
# Clauses that provers only close conjunct by conjunct, by run and function. All others go to them whole: Frama-C is the
# slower the more goals there are.
SPLIT = {
    "core": {
        "fresh": "valid", "entry_grow": "sound", "entry_fill": "valid", "entry_clear": "sound", "entry_cut": "sound",
        "leaf_remove": "pruned,inv,free,hole"},
    "core_operations": {"remove_all": "bare,here", "leaf_map": "done,failed", "leaf_change": "valid"},
    "range": {
        "entry_put": "well_formed", "entry_split": "inv", "entries_fill": "foreign,valid", "entries_clear": "sound",
        "entries_change": "foreign,valid", "range_split_ends": "none,meaning,last_whole"},
    "range_map": {"run_table": "sound", "reach_of": "reach"},
    "range_runs": {"run_clear": "bare,valid,edge", "run_change": "same,inside,noted"},
    "range_calls": {
        "vpt_core_map_check": "first", "vpt_core_split": "breaks,no_frames,meaning,inside,only",
        "vpt_core_protect": "no_frames,breaks,taken,frames,inside,hole,kept,failed"},
    "range_split": {"split_once": "only,after", "range_split_need": "tables,unfold"},
    "two": {"two_init": "pool,same"},
    "pools": {"beside_call": "bytes", "beside_init": "pool,bytes,numbers"},
    "hand_over": {
        "own": "others", "vpt_pool_add": "pool", "vpt_pool_add_zero": "pool", "vpt_pool_remove": "pool,zero"},
}


def parts(file, functions_of):
    for name, part in functions_of.items():
        split = SPLIT.get(name, {})
        if unknown := split.keys() - set(part.split(",")):
            raise SystemExit(f"not of run {name}: {', '.join(sorted(unknown))}")
        yield name, wp.Run(file, wp.QUANTIFIERS, ("-wp-fct", part), split)


# The functions of src/core/store.h stand beside these in the same file, but are proved by the core's run.
BRIDGE_STORES = "bridge_store_leaf,bridge_link_table,bridge_unlink_table,same_translation"
NEVER_STORES = "never_store_leaf,never_link_table,never_unlink_table"
# Likewise those of src/core/split.h, by the run range.
BRIDGE_RANGE_STORES = "bridge_store_apart,bridge_plug_table,bridge_parts"
NEVER_RANGE_STORES = "never_store_apart,never_plug_table,never_parts"
# And those of proof/bridge/calls.h, by the run bridge.
NEVER = "never_anything,never_empty_memory,never_one_walk,never_map,never_unmap,never_protect,never_query"


@functools.cache
def formats():
    """The architecture of each format: a file in src/format, one format for each row of its variants."""
    found = {}
    for file in sorted((ROOT / "src" / "format").glob("*.c")):
        rows = file.with_name(f"{file.stem}_variants.h")
        names = re.findall(r"^#define VARIANT_(\w+)\(", rows.read_text(), re.M) if rows.exists() else [file.stem]
        found |= dict.fromkeys(names, file.stem)
    if not found:
        raise SystemExit("no formats in src/format")
    return found


def modelled():
    """Formats that the models have once more, each for a machine that is written down; both mean the same by them."""
    return [name for name in formats() if (ROOT / "models" / name / "codec.mlw").exists()]


def geometry_runs():
    """Of each format those that prove the laws of its geometry, both of the same words of the manual."""
    for name, file in formats().items():
        path = f"proof/formats/{file}_geometry.c"
        manual = re.search(r'^#include "(format/\w+\.manual\.h)"$', (ROOT / path).read_text(), re.M)
        if not manual:
            raise SystemExit(f"{path} includes no manual")
        yield f"{name}_geometry", wp.Run(path, wp.ARITHMETIC, format=name)
        yield f"{name}_range", wp.Run("proof/formats/range.c", wp.ARITHMETIC, format=name, manual=manual[1])


def first_alike(runs):
    """Each run by its name, and the first that says the same to the letter: that one is made for all of them."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        said = pool.map(lambda run: run.says(ROOT), runs.values())
    first = {}
    return {name: first.setdefault(text or name, name) for name, text in zip(runs, said)}


GEOMETRY = dict(geometry_runs())
MADE = first_alike(GEOMETRY)


def made(name):
    """The run that is made where this one is asked for."""
    return MADE.get(name, name)


def alike(name):
    """The runs that this one, which is made, is made for."""
    return [other for other, run in MADE.items() if run == name] or [name]


def formats_of(name):
    """The formats that a run of C proves something of."""
    return [(GEOMETRY | RUNS)[other].format for other in alike(name)]


def format_runs():
    for name, file in formats().items():
        for part in "", "_fields":
            yield name + part, wp.Run(f"proof/formats/{file}{part}.c", wp.ARITHMETIC, format=name)
        yield f"{name}_object", wp.Run(f"src/format/{file}.c", wp.ARITHMETIC, ("-wp-fct", "object_holds"), format=name)
    for name in dict.fromkeys(MADE.values()):
        yield name, GEOMETRY[name]
    for name in modelled():
        yield f"model_{name}", why3.Run(f"models/{name}/codec.mlw", name)
        yield f"model_witness_{name}", why3.Run("models/witness_state.mlw", name)
        yield f"bridge_{name}", wp.Run(f"proof/bridge/{formats()[name]}.c", wp.ARITHMETIC, models=name, format=name)


# Frama-C looks for branches that no execution takes: a fifth of its time. In these runs provers do without.
UNPRUNED = ("-wp-no-pruning",)

# In the order in which those are begun of which proof/hints knows no time: the long ones first.
RUNS = {
    **dict(parts("proof/range.c", RANGE)),
    "range_lists": wp.Run("proof/range.c", wp.QUANTIFIERS, ("-wp-fct", defined_by("run")),
                          options=("-wp-ground",)),  # what wp.PLAIN leaves out, for the steps of alike_end in src/core/run.h
    **dict(parts("proof/core.c", CORE)),
    "core": wp.Run("proof/core.c", wp.QUANTIFIERS, ("-wp-skip-fct", ",".join(CORE.values())), SPLIT["core"], UNPRUNED),
    "range_lemmas": wp.Run("proof/range.c", wp.QUANTIFIERS, ("-wp-prop", "@lemma")),
    "public": wp.Run("proof/public.c", wp.QUANTIFIERS, options=UNPRUNED),
    "public_lemmas": wp.Run("proof/public.c", wp.QUANTIFIERS, ("-wp-prop", "@lemma")),
    "model_isolation": why3.Run("models/isolation.mlw"),
    "model_refinement": why3.Run("models/refinement.mlw"),
    "model_virtual": why3.Run("models/virtual.mlw"),
    "bridge": wp.Run("proof/bridge/operations.c", wp.TRANSITIONS, models="abstract"),
    "bridge_stores": wp.Run("proof/bridge/stores.c", wp.TRANSITIONS, ("-wp-fct", BRIDGE_STORES), models="abstract"),
    "bridge_stores_negative": wp.Run("proof/bridge/negative_stores.c", wp.TRANSITIONS, ("-wp-fct", NEVER_STORES),
                                     models="abstract", negative=True),
    "bridge_range_stores": wp.Run("proof/bridge/range_stores.c", wp.TRANSITIONS, ("-wp-fct", BRIDGE_RANGE_STORES),
                                  models="abstract"),
    "bridge_range_stores_negative": wp.Run("proof/bridge/negative_range_stores.c", wp.TRANSITIONS,
                                           ("-wp-fct", NEVER_RANGE_STORES), models="abstract", negative=True),
    "bridge_negative": wp.Run("proof/bridge/negative.c", wp.TRANSITIONS, ("-wp-fct", NEVER), models="abstract",
                              negative=True),
    "bridge_lives": wp.Run("proof/bridge/lives.c", wp.TRANSITIONS, models="abstract"),
    "bridge_laws_negative": wp.Run("proof/bridge/negative_laws.c", wp.QUANTIFIERS, models="symbols", negative=True),
    "bridge_laws": wp.Run("proof/bridge/laws.c", wp.QUANTIFIERS, models="symbols"),
    **dict(parts("proof/two.c", TWO)),
    "pools": wp.Run("proof/pools.c", wp.QUANTIFIERS, ("-wp-fct", POOLS), SPLIT["pools"]),
    "hand_over": wp.Run("src/hand_over.c", wp.ARRAYS, (), SPLIT["hand_over"]),
    "pool": wp.Run("src/pool.c", wp.ARRAYS),
    "model_negative": why3.Run("models/negative.mlw", negative=True),
    "model_lives_negative": why3.Run("models/lives_negative.mlw", negative=True),
    "model_radix": why3.Run("models/radix.mlw"),
    "model_x86": why3.Run("models/x86.mlw"),
    "model_aarch64": why3.Run("models/aarch64.mlw"),
    "model_specification": why3.Run("models/specification.mlw"),
    "model_high": why3.Run("models/high.mlw"),
    "model_stores": why3.Run("models/stores.mlw"),
    "model_partition": why3.Run("models/partition.mlw"),
    **dict(format_runs()),
    "negative": wp.Run("proof/negative.c", wp.QUANTIFIERS, negative=True),
    "model_theorems": why3.Run("models/theorems.mlw"),
    "model_lives": why3.Run("models/lives.mlw"),
    "model_lives_refinement": why3.Run("models/lives_refinement.mlw"),
    "model_lives_isolation": why3.Run("models/lives_isolation.mlw"),
    "model_lives_theorems": why3.Run("models/lives_theorems.mlw"),
    "model_lives_witness": why3.Run("models/lives_witness.mlw", "aarch64_s2"),
    "model_walk": why3.Run("models/walk.mlw"),
    "model_frames": why3.Run("models/frames.mlw"),
    "model_bridge": why3.Run("models/bridge.mlw"),
    "model_invalidation": why3.Run("models/invalidation.mlw"),
    "model_low": why3.Run("models/low.mlw"),
    "model_stated": why3.Run("models/stated.mlw", "symbols"),
}


def same_file(name):
    """The runs over the file of this one: together they cover it."""
    def place(run):
        return run.file, run.models, getattr(run, "format", "")

    return [other for other, run in RUNS.items() if place(run) == place(RUNS[name])]


def chosen(patterns):
    """The runs that patterns (NAME, model_*, ...) name, or those that are made for them."""
    found = [name for name in RUNS
             if any(fnmatch.fnmatch(other, pattern) for other in alike(name) for pattern in patterns.split(","))]
    if not found:
        raise SystemExit(f"no run {patterns}; there are: {' '.join(RUNS)}")
    return found
