# SPDX-License-Identifier: Apache-2.0
"""What `vpt formats` lists, stated anew from docs/formats.md."""
from harness import *

ARM_BITS = (32, 36, 40, 42, 44, 48)

# AArch64: suffix and title; granule in KiB and its log2; what entries map, from the last level up; for each number of
# levels the least and most input bits; most levels and input bits of stage 2; heights of leaves; those that are an
# option; is there an output size of 52 bits?
AARCH64 = [
    ("", "", 12, "4K 2M 1G 512G", {2: (25, 30), 3: (31, 39), 4: (40, 48)}, 4, 48, (0, 1, 2), (), False),
    ("-16k", "", 14, "16K 32M 64G 128T", {2: (26, 36), 3: (37, 47), 4: (48, 48)}, 3, 48, (0, 1), (), False),
    ("-64k", "", 16, "64K 512M 4T", {2: (30, 42), 3: (43, 52)}, 3, 52, (0, 1, 2), (2,), True),
    ("-lpa2", ", FEAT_LPA2", 12, "4K 2M 1G 512G 256T", {2: (25, 30), 3: (31, 39), 4: (40, 48), 5: (49, 52)}, 5, 52,
     (0, 1, 2, 3), (), True),
    ("-16k-lpa2", ", FEAT_LPA2", 14, "16K 32M 64G 128T", {2: (26, 36), 3: (37, 47), 4: (48, 52)}, 4, 52, (0, 1, 2), (),
     True),
]
STAGES = [("aarch64-s1", "AArch64 stage 1, EL1&0 regime"), ("aarch64-s1-el2", "AArch64 stage 1, EL2 regime"),
          ("aarch64-s2", "AArch64 stage 2")]


def heading(name, title, granule, entries, last_level, step):
    places = ", ".join(f"{size} at level {last_level + step * height}" for height, size in enumerate(entries))
    return (f"{name}: {title}, granule {granule}\n  an entry maps {places}\n"
            "  levels  root level  input bits  root tables  leaf sizes               output bits\n")


def line(levels, root_level, least, most, root_tables, leaves, output_bits):
    bits = f"{least}-{most}" if least < most else f"{least}"
    return f"  {levels:6}  {root_level:10}  {bits:>10}  {root_tables:11}  {'  '.join(leaves):23}  {output_bits}\n"


def leaf_sizes(entries, levels, heights, options):
    return [f"({entries[h]})" if h in options else entries[h] for h in heights if h < levels]


def aarch64(stage, title, suffix, feature, granule_log2, entries, sizes, stage2_levels, most_bits, heights, options,
            large):
    entries = entries.split()
    output_bits = " ".join(map(str, ARM_BITS + (52,) * large))
    stage2 = stage == "aarch64-s2"
    last = max(levels for levels in sizes if not stage2 or levels <= stage2_levels)
    text = heading(stage + suffix, title + feature, f"{1 << granule_log2 - 10}K", entries[:last], 3, -1)
    for levels, (least, most) in sizes.items():
        if levels > last:
            continue
        resolved = granule_log2 + levels * (granule_log2 - 3)
        bits = [(least, most, 1)] + [(resolved + extra,) * 2 + (1 << extra,) for extra in range(1, 5)
                                     if stage2 and resolved + extra <= most_bits]
        for first, end, tables in bits:
            text += line(levels, 4 - levels, first, end, tables, leaf_sizes(entries, levels, heights, options),
                         output_bits)
    return text


def other(name, title, granule, entries, sizes, heights, options, output_bits, last_level, step, root_tables=1):
    """`sizes`: the least and most input bits for each number of levels."""
    entries = entries.split()
    text = heading(name, title, granule, entries, last_level, step)
    for levels, (least, most) in sizes.items():
        text += line(levels, last_level + step * (levels - 1), least, most, root_tables,
                     leaf_sizes(entries, levels, heights, options), output_bits)
    return text


def formats():
    for suffix, feature, *shape in AARCH64:
        for stage, title in STAGES:
            yield aarch64(stage, title, suffix, feature, *shape)
    entries = "4K 2M 1G 512G 256T"
    for name, title in (("x86-64", "x86-64 paging"), ("ept", "Intel EPT")):
        yield other(name, title, "4K", entries, {4: (40, 48), 5: (49, 57)}, range(3), (2,), "32-52", 1, 1)
    for svpbmt, more in (("", ""), ("-svpbmt", " with Svpbmt")):
        yield other("riscv" + svpbmt, "RISC-V Sv39, Sv48, Sv57" + more, "4K", entries,
                    {3: (31, 39), 4: (40, 48), 5: (49, 57)}, range(5), (), "32-56", 0, 1)
    for svpbmt, more in (("", ""), ("-svpbmt", " with Svpbmt")):
        yield other("riscv-g" + svpbmt, "RISC-V G-stage: Sv39x4, Sv48x4, Sv57x4" + more, "4K", entries,
                    {3: (41, 41), 4: (50, 50), 5: (59, 59)}, range(5), (), "32-56", 0, 1, 4)
    yield other("loongarch-4k", "LoongArch", "4K", "4K 2M 1G 512G", {3: (31, 39), 4: (40, 48)}, range(3), (2,), "32-48",
                3, -1)
    yield other("loongarch-16k", "LoongArch", "16K", "16K 32M 64G 128T", {3: (37, 47), 4: (48, 48)}, range(3), (2,),
                "32-48",
                3, -1)


def test_formats():
    wanted = list(formats())
    check_equal("number of formats", len(wanted), 23)
    status, out, err = run(["formats"])
    check_equal("formats: exit status and stderr", (status, err), (0, ""))
    found = out.split("\n\n")
    for text, part in zip(wanted, found):
        check_equal("formats: " + text.split(":")[0], part.rstrip("\n"), text.rstrip("\n"))
    check_equal("formats: all of them", len(found), len(wanted))
