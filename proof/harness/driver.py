# SPDX-License-Identifier: Apache-2.0
"""The bridge's driver: every name stands for the models' symbol of the same name, and it matters which."""
import itertools
import pathlib
import re

from harness.outcome import ROOT

DRIVER = "proof/bridge/models.driver"
NAMES = ("proof/bridge/symbols.h", "proof/bridge/laws.c", "proof/bridge/models.h")
LINE = re.compile(r'^(logic \w+|predicate|type) "(\w+)"(\([\w,]*\))? = "(\w+)";$')
LIBRARIES = ("usr/share/frama-c/wp/why3/frama_c_wp/*.mlw", "usr/share/why3/stdlib/*.mlw")
# Symbols of a format are compared format by format; goals are named after them, pt_ left out.
OF_FORMATS = {
    "pt_fmt": "fmt", "pt_granule": "granule", "pt_entries": "entries", "pt_slot": "slot", "pt_frames": "frames",
    "pt_oa_end": "oa_end", "pt_size": "size", "pt_pre": "pre", "pt_start": "start", "pt_idx": "idx",
    "pt_leaf_height": "leaf_height", "pt_shape": "shape", "pt_kind": "kind", "pt_frame": "frame",
    "pt_mk_table": "table", "pt_attr_ok": "attr_ok", "pt_mk_leaf": "leaf", "pt_oa": "oa", "pt_attr": "attr",
    "pt_leaf_ok": "leaf_ok"}
# What the models say of single stores.
OF_STORES = {"pt_stored", "pt_sets_leaf", "pt_only_region", "pt_links", "pt_unlinks"}
# The same of the stores by which leaves come apart.
OF_RANGE_STORES = {"pt_plugs", "pt_stores_apart"}
# Both are promised of the same store: only what follows from one of them alone tells them apart.
OF_ONE_STORE = {"pt_sets_leaf", "pt_only_region"}


def lines():
    return (ROOT / DRIVER).read_text().splitlines()


def faults():
    """Lines that bind a name to a symbol of another name, or to one that WP or Why3's library defines; names that are
    declared or bound only."""
    found, bound = [], []
    owned = "\n".join(path.read_text(errors="ignore") for pattern in LIBRARIES
                      for path in pathlib.Path("/").glob(pattern))
    if not owned:
        found.append("WP's and Why3's libraries are not where they are looked for")
    declared = [name for path in NAMES
                for name in re.findall(r"(?:logic \w+|predicate|type) (\w+)[;(]", (ROOT / path).read_text())]
    for line in lines():
        match = LINE.match(line)
        if not match:
            if line.startswith(("logic", "predicate", "type")):
                found.append(f"not understood: {line}")
            continue
        bound.append(match[2])
        if match[2] != match[4]:
            found.append(f"different names: {line}")
        if re.search(rf"\b(?:function|predicate|type|constant)\s+{match[4]}\b", owned):
            found.append(f"a name of WP or Why3's library: {line}")
    found += [f"declared, not bound: {name}" for name in declared if name not in bound]
    found += [f"bound, not declared: {name}" for name in bound if name not in declared]
    return found


def swaps():
    """For every two symbols of one type: (run and goals that must fail, the two lines as they are and exchanged)."""
    alike = {}
    for line in lines():
        match = LINE.match(line)
        if match and match[1] != "type":
            alike.setdefault((match[1], match[3]), []).append((line, match[4]))
    for group in alike.values():
        for (line, one), (second, other) in itertools.combinations(group, 2):
            edits = [(DRIVER, line, line.replace(f'= "{one}"', f'= "{other}"')),
                     (DRIVER, second, second.replace(f'= "{other}"', f'= "{one}"'))]
            if one in OF_FORMATS and other in OF_FORMATS:
                yield "bridge_aarch64_s2", f"@same_{OF_FORMATS[one]},same_{OF_FORMATS[other]}", edits
            elif {one, other} == OF_ONE_STORE:
                yield "bridge", "@keeps_tables", edits
            elif OF_RANGE_STORES & {one, other} and "pt_stored" not in (one, other):
                yield "bridge_range_stores", "bridge_store_apart,bridge_plug_table", edits
            elif one in OF_STORES or other in OF_STORES:
                yield "bridge_stores", "bridge_store_leaf,bridge_link_table,bridge_unlink_table", edits
            else:
                yield "bridge", "same_walk,same_tables,same_translation", edits
