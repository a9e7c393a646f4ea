# SPDX-License-Identifier: Apache-2.0
"""Both stages at once: what is listed and explained, and whose fault it is."""
import json
import struct

from harness import check, check_bad, check_equal, check_run, file_with, run

TABLE = 3
PAGE = 3
BLOCK = 1
AF = 1 << 10


class Memory:
    """Words by address."""

    def __init__(self, length):
        self.bytes = bytearray(length)

    def put(self, table, index, word):
        struct.pack_into("<Q", self.bytes, table + index * 8, word)


S1_RW = AF | 3 << 8 | 1 << 53 | 1 << 54      # normal by AttrIndx 0, EL1 only
S2_RW = AF | 3 << 8 | 0xF << 2 | 3 << 6
S2_RO = AF | 3 << 8 | 0xF << 2 | 1 << 6
S2_DEVICE = AF | 1 << 2 | 3 << 6

# Stage 1: 4 KiB, 39 bits, 3 levels; stage 2: 4 KiB, 32 bits, 3 levels. The guest's memory from 0x40000000 on is at
# 0x10000 in the host's.
TCR = 25 | 2 << 32 | 25 << 16 | 2 << 30
VTCR = 32 | 1 << 6 | 2 << 16
STAGE1 = ["--ttbr0", "0x40000000", "--tcr", hex(TCR), "--mair", "0xff"]
STAGE2 = ["--vttbr", "0x1000", "--vtcr", hex(VTCR)]


def guest():
    memory = Memory(0x30000)
    memory.put(0x1000, 1, 0x2000 | TABLE)
    memory.put(0x2000, 0, 0x3000 | TABLE)
    for page in range(16):
        memory.put(0x3000, page, 0x10000 + page * 0x1000 | S2_RW | PAGE)
    memory.put(0x10000, 0, 0x40001000 | TABLE)  # stage 1: the root, at 0x40000000 of the guest
    memory.put(0x11000, 0, 0x40002000 | TABLE)
    for page in range(4):
        memory.put(0x12000, page, 0x40008000 + page * 0x1000 | S1_RW | PAGE)
    return memory


HEAD = """\
stage 2: VTTBR_EL2 0x1000: root 0x1000, aarch64-s2, 3 levels, 32 bits in, 40 out
stage 1: TTBR0_EL1 0x40000000: root 0x40000000, aarch64-s1, 3 levels, 39 bits in, 40 out
"""


def check_both(label, memory, status, lines, err="", head=HEAD, stages=(*STAGE1, *STAGE2)):
    check_run(label, ["dump", *stages, file_with(bytes(memory.bytes))], status, head + lines, err)


TOTAL = "total: {} leaves of stage 1, {} bytes; through both stages {} bytes, not mapped by stage 2 {} bytes{}\n"
RW = "rw- global normal-wb ish young  stage 2: ish young\n"


def test_dump():
    memory = guest()
    four = "0x000000000000-0x000000004000  0x000000018000-0x00000001c000  4K x 4  "
    check_both("pages of both", memory, 0, four + RW + TOTAL.format(4, 16384, 16384, 0, ""))
    memory.put(0x3000, 9, 0x18000 | S2_RO | PAGE)
    memory.put(0x3000, 10, 0)
    memory.put(0x3000, 11, 0x20000 | S2_DEVICE | PAGE)
    check_both("stage 2 differs from page to page", memory, 0, """\
0x000000000000-0x000000001000  0x000000018000-0x000000019000  4K x 1  """ + RW + """\
0x000000001000-0x000000002000  0x000000018000-0x000000019000  4K x 1  r-- global normal-wb ish young  stage 2: ish young
0x000000002000-0x000000003000  stage 2 does not map 0x00004000a000-0x00004000b000
0x000000003000-0x000000004000  0x000000020000-0x000000021000  4K x 1  rw- global device-nGnRE (normal-wb, device-nGnRE) ish young  stage 2: young
""" + TOTAL.format(4, 16384, 12288, 4096, ""))
    memory.put(0x3000, 9, 0x300000000000 | S2_RW | PAGE)
    memory.put(0x3000, 11, 0x20000 | S2_RW | BLOCK)
    check_both("wrong entries of stage 2", memory, 1, """\
0x000000000000-0x000000001000  0x000000018000-0x000000019000  4K x 1  """ + RW + """\
0x000000001000-0x000000002000  stage 2 of 0x000040009000-0x00004000a000  address size fault, level 3: output address 0x300000000000 has more than 40 bits; entry 0x3000[9] is 0x00003000000007ff
0x000000002000-0x000000003000  stage 2 does not map 0x00004000a000-0x00004000b000
0x000000003000-0x000000004000  stage 2 of 0x00004000b000-0x00004000c000  translation fault, level 3: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x3000[11] is 0x00000000000207fd
""" + TOTAL.format(4, 16384, 4096, 4096, "; 2 entries are wrong"))


def test_large_leaves():
    """A block of stage 1 over pages of stage 2, and pages over a block."""
    memory = guest()
    memory.put(0x11000, 1, 0x40000000 | S1_RW | BLOCK)
    memory.put(0x2000, 4, 0x400000 | S2_RW | BLOCK)
    memory.put(0x12000, 0, 0x40801000 | S1_RW | PAGE)
    for page in range(1, 4):
        memory.put(0x12000, page, 0)
    check_both("leaves of different sizes", memory, 0, """\
0x000000000000-0x000000001000  0x000000401000-0x000000402000  4K x 1  """ + RW + """\
0x000000200000-0x000000210000  0x000000010000-0x000000020000  4K x 16  """ + RW + """\
0x000000210000-0x000000400000  stage 2 does not map 0x000040010000-0x000040200000
""" + TOTAL.format(2, 0x201000, 0x11000, 0x1F0000, ""))


def test_same_page_everywhere():
    memory = guest()
    for page in range(4):
        memory.put(0x12000, page, 0x4000F000 | S1_RW | PAGE)
    check_both("one page of the guest, four times", memory, 0, """\
0x000000000000-0x000000004000  the same for each of 4 leaves:
0x000000000000-0x000000001000  0x00000001f000-0x000000020000  4K x 1  """ + RW + TOTAL.format(4, 16384, 4096, 0, ""))


def test_tables_of_the_guest():
    """A table of stage 1 that stage 2 does not map; one that is behind memory that is not there."""
    memory = guest()
    memory.put(0x3000, 2, 0)
    status, out, err = run(["dump", *STAGE1, *STAGE2, file_with(bytes(memory.bytes))])
    check_equal("table that stage 2 does not map: status", (status, err),
                (2, "vpt: tables that could not be read in full: 1\n"))
    check("table that stage 2 does not map", "not mapped by stage 2 (translation fault, level 3)" in out, out)
    memory.put(0x3000, 2, 0x7000000 | S2_RW | PAGE)
    status, out, err = run(["dump", *STAGE1, *STAGE2, file_with(bytes(memory.bytes))])
    check("table in no memory", status == 2 and "at 0x7000000 behind stage 2, which is outside the image" in out, out)


# ---- explained -----------------------------------------------------------------------------------


def explain(memory, ia, stages=(*STAGE1, *STAGE2)):
    return run(["explain", *stages, file_with(bytes(memory.bytes)), hex(ia)])


def test_explain():
    memory = guest()
    check_equal("explain both stages", explain(memory, 0x1234), (0, """\
stage 2: VTTBR_EL2 0x1000: root 0x1000, aarch64-s2, 3 levels, 32 bits in, 40 out
TTBR0_EL1 0x40000000: root 0x40000000, aarch64-s1, 3 levels, 39 bits in, 40 out
input address 0x1234
  bits          63:39         38:30         29:21         20:12          11:0
  value           0x0             0             0             1         0x234
  stage 2 of 0x40000000:
    level 1  0x1000[1]             0x0000000000002003  table 0x2000
    level 2  0x2000[0]             0x0000000000003003  table 0x3000
    level 3  0x3000[0]             0x00000000000107ff  leaf  0x10000, 4K
    is at 0x10000
level 1  0x40000000[0]         0x0000000040001003  table 0x40001000
  stage 2 of 0x40001000:
    level 1  0x1000[1]             0x0000000000002003  table 0x2000
    level 2  0x2000[0]             0x0000000000003003  table 0x3000
    level 3  0x3000[1]             0x00000000000117ff  leaf  0x11000, 4K
    is at 0x11000
level 2  0x40001000[0]         0x0000000040002003  table 0x40002000
  stage 2 of 0x40002008:
    level 1  0x1000[1]             0x0000000000002003  table 0x2000
    level 2  0x2000[0]             0x0000000000003003  table 0x3000
    level 3  0x3000[2]             0x00000000000127ff  leaf  0x12000, 4K
    is at 0x12008
level 3  0x40002000[1]         0x0060000040009703  leaf  0x40009000, 4K
output address 0x40009234, leaf of 4K at input 0x1000, output 0x40009000, attributes: rw- global normal-wb ish young
  stage 2 of 0x40009234:
    level 1  0x1000[1]             0x0000000000002003  table 0x2000
    level 2  0x2000[0]             0x0000000000003003  table 0x3000
    level 3  0x3000[9]             0x00000000000197ff  leaf  0x19000, 4K
    is at 0x19234
through both stages: output address 0x19234, attributes: rw- global normal-wb
""", ""))


def check_last(label, memory, ia, status, line, stages=(*STAGE1, *STAGE2)):
    found = explain(memory, ia, stages)
    check_equal(f"explain {label}", (found[0], found[1].splitlines()[-1:], found[2]), (status, [line], ""))


def test_whose_fault():
    memory = guest()
    check_last("entry of stage 1 that is 0", memory, 0x4000, 1,
               "the fault is stage 1's: translation fault, level 3: descriptor is invalid (bit 0 is 0)")
    check_last("address too wide for stage 1", memory, 1 << 39, 1,
               "the fault is stage 1's: translation fault, level 0: "
               "input address 0x8000000000 has more than 39 bits")
    memory.put(0x12000, 1, (0x40009000 | S1_RW | PAGE) & ~AF)
    check_last("access flag of stage 1", memory, 0x1000, 1,
               "the fault is stage 1's: access flag fault, level 3: AF is 0 (and hardware is taken not to set it)")
    memory.put(0x12000, 1, 0x40020000 | S1_RW | PAGE)
    check_last("output of stage 1 that stage 2 does not map", memory, 0x1000, 1,
               "the fault is stage 2's, after that of "
               "stage 1: translation fault, level 3: descriptor is invalid (bit 0 is 0)")
    memory.put(0x12000, 1, 0x7F00000000 | S1_RW | PAGE)
    check_last("output of stage 1 that is too wide for stage 2", memory, 0x1000, 1,
               "the fault is stage 2's, after that of "
               "stage 1: translation fault, level 0: input address 0x7f00000000 has more than 32 bits")
    for table, level in ((2, 3), (1, 2), (0, 1)):
        memory.put(0x3000, table, (0x10000 + table * 0x1000 | S2_RW | PAGE) & ~(1 << 6))
        check_last(f"table of stage 1 at level {level} that is not readable", memory, 0x1008, 1,
                   f"the fault is stage 2's, on the walk of stage 1, level {level}: no right to read "
                   f"{0x40000000 + table * 0x1000 + (8 if table == 2 else 0):#x}")
        memory.put(0x3000, table, 0)
        check_last(f"table of stage 1 at level {level} that is not mapped", memory, 0x1008, 1,
                   f"the fault is stage 2's, on the walk of stage 1, level {level}: translation fault, level 3: "
                   "descriptor is invalid (bit 0 is 0)")


# ---- other architectures -------------------------------------------------------------------------


def x86_guest(right):
    """Both stages of 4 levels; guest memory from 0 on is at 0x10000. `right`: of every entry of stage 2."""
    memory = Memory(0x20000)
    for table in range(3):
        memory.put(0x1000 + table * 0x1000, 0, 0x2000 + table * 0x1000 | right)
        memory.put(0x11000 + table * 0x1000, 0, 0x2000 + table * 0x1000 | 7)
    for page in range(8):
        memory.put(0x4000, page, 0x10000 + page * 0x1000 | right | (6 << 3 if right == 7 else 0))
    memory.put(0x14000, 5, 0x6000 | 7)
    return memory


def test_x86():
    stage1 = ["--cr3", "0x1000", "--cr4", "0x20", "--pat", "0x7040600070406"]
    for label, stage2, right, leaf, said in (
            ("EPT", ["--eptp", "0x101e"], 7, "rwx user WB", "EPTP 0x101e: root 0x1000, ept"),
            ("NPT", ["--ncr3", "0x1000", "--cr4", "0x20"], 0x27, "rwx user WB then pat0",
             "N_CR3 0x1000: root 0x1000, x86-64")):
        memory = x86_guest(right)
        stages = ["--stage1", *stage1, "--stage2", *stage2]
        status, out, err = run(["dump", *stages, file_with(bytes(memory.bytes))])
        check_equal(f"{label}: status", (status, err), (0, ""))
        lines = out.splitlines()
        check(f"{label}: stage 2", lines[0].startswith("stage 2: " + said), lines)
        check(f"{label}: leaf", len(lines) == 4 and lines[2].startswith(
            "0x000000005000-0x000000006000  0x000000016000-0x000000017000  4K x 1  " + leaf), lines)
    memory = x86_guest(0x23)  # without U/S: walks of nested tables are those of user mode
    check_last("nested table without U/S", memory, 0x5000, 1,
               "the fault is stage 2's, on the walk of stage 1, level 4: "
               "no right to read 0x1000", ["--stage1", *stage1, "--stage2", "--ncr3", "0x1000", "--levels", "4"])


def riscv_guest():
    memory = Memory(0x30000)
    for level, table in enumerate((0x4000, 0x8000)):
        memory.put(table, 0, 0x8000 + level * 0x1000 >> 2 | 1)
    for page in range(8):
        memory.put(0x9000, page, 0x10000 + page * 0x1000 >> 2 | 0xDF)
    memory.put(0x11000, 0, 0x2000 >> 2 | 1)
    memory.put(0x12000, 0, 0x3000 >> 2 | 1)
    memory.put(0x13000, 1, 0x5000 >> 2 | 0xC7)
    return memory


def test_riscv():
    memory = riscv_guest()
    stages = ["--satp", hex(8 << 60 | 1), "--hgatp", hex(8 << 60 | 4)]
    check_run("RISC-V", ["dump", *stages, file_with(bytes(memory.bytes))], 0, """\
stage 2: hgatp 0x8000000000000004: root 0x4000, riscv-g, 3 levels, 41 bits in, 56 out
stage 1: satp 0x8000000000000001: root 0x1000, riscv, 3 levels, 39 bits in, 56 out
0x000000001000-0x000000002000  0x000000015000-0x000000016000  4K x 1  rw- PMA young dirty  stage 2: young dirty
""" + TOTAL.format(1, 4096, 4096, 0, ""))
    memory.put(0x9000, 5, 0)
    check_last("RISC-V, not mapped", memory, 0x1000, 1,
               "the fault is stage 2's, after that of stage 1: guest-page fault, level 0: "
               "descriptor is invalid (bit 0 is 0)", stages)


# ---- options -------------------------------------------------------------------------------------


def test_options():
    path = file_with(bytes(guest().bytes))
    by_format = ["--stage1", "--format", "aarch64-s1", "--levels", "3", "--input-bits", "39", "--output-bits", "40",
                 "--root", "0x40000000", "--mair=0xff", "--stage2", "--format", "aarch64-s2", "--levels", "3",
                 "--input-bits", "32", "--output-bits", "40", "--root", "0x1000"]
    check_run("both by format", ["dump", *by_format, path], 0, "0x000000000000-0x000000004000  0x000000018000-"
              "0x00000001c000  4K x 4  " + RW + TOTAL.format(4, 16384, 16384, 0, ""))
    check_run("both by name", ["dump", "--stage2", *STAGE2, "--stage1", *STAGE1, path], 0,
              run(["dump", *STAGE1, *STAGE2, path])[1])
    check_run("stage 2 alone", ["dump", *STAGE2, path], 0, run(["dump", "--stage2", *STAGE2, path])[1])
    check_bad("options before a stage", ["dump", *STAGE1, "--stage2", *STAGE2, path], "--stage2: options that describe "
              "tables come after it, or after the other stage")
    check_bad("register of stage 2 in stage 1", ["dump", "--stage1", *STAGE2, "--stage2", *STAGE2, path],
              "--vttbr is a register of stage 2")
    check_bad("register of stage 1 in stage 2", ["dump", "--stage1", *STAGE1, "--stage2", *STAGE1, path],
              "--ttbr0 is a register of stage 1")
    for command, operands in (("audit", []), ("find", ["0x18000"]), ("stat", []), ("diff", [path])):
        arguments = [command, *STAGE1, *STAGE2, path, *operands]
        check_bad(f"{command} of both stages", arguments,
                  f"{command}: of one stage at a time; dump and explain take both")
    for more in (["--rights", "w"], ["--user"], ["--kernel"], ["--type", "WB"], ["--size", "4K"], ["--level", "3"],
                 ["--faults"]):
        check_bad(f"{more[0]} of both stages", ["dump", *more, *STAGE1, *STAGE2, path],
                  "dump: of both stages together only --range and --expand choose what is listed")
    symbols = path + "-symbols"
    with open(symbols, "w") as file:
        file.write("0000000000001000 T start\n")
    check_run("a range, with symbols",
              ["dump", "--range", "0x1000+0x2000", "--symbols", symbols, *STAGE1, *STAGE2, path], 0,
              HEAD + "0x000000001000-0x000000003000  0x000000019000-0x00000001b000  4K x 2  " + RW.rstrip("\n") +
              "  <start>\n" + TOTAL.format(2, 8192, 8192, 0, ""))


# ---- memory types --------------------------------------------------------------------------------


def both_types(memory, stages):
    """What the first line of the list and the end of an explanation say of the type."""
    path = file_with(bytes(memory.bytes))
    line = next(line for line in run(["dump", *stages, path])[1].splitlines() if "  4K x " in line)
    last = run(["explain", *stages, path, line.split("-")[0]])[1].splitlines()[-1]
    found = line.split("  4K x 1  ")[-1].split("  stage 2:")[0]
    return found, last.split("attributes: ")[-1]


def test_combined_types():
    """What both stages make together, as the architecture defines it; the types of each, if they are others."""
    for mair, memattr, with_fwb, type in (
            # Without FEAT_S2FWB the stricter of both.
            (0xFF, 0xF, False, "normal-wb"), (0xFF, 0x5, False, "normal-nc (normal-wb, normal-nc)"),
            (0xBB, 0xF, False, "normal-wt (normal-wt, normal-wb)"),
            (0x44, 0xF, False, "normal-nc (normal-nc, normal-wb)"),
            (0xF4, 0xB, False, "normal-outer-wt-inner-nc (normal-outer-wb-inner-nc, normal-outer-wt-inner-wb)"),
            (0xFF, 0x2, False, "device-nGRE (normal-wb, device-nGRE)"),
            (0x00, 0xF, False, "device-nGnRnE (device-nGnRnE, normal-wb)"),
            (0x04, 0x3, False, "device-nGnRE (device-nGnRE, device-GRE)"),
            (0x0C, 0x0, False, "device-nGnRnE (device-GRE, device-nGnRnE)"),
            (0xF0, 0xF, False, "normal-wb-tagged (normal-wb-tagged, normal-wb)"),
            (0xF0, 0x5, False, "normal-nc (normal-wb-tagged, normal-nc)"),
            (0x05, 0xF, False, "mair-0x05 then normal-wb"), (0xFF, 0x4, False, "normal-wb then memattr4"),
            # With it: 6 forces write-back, 7 takes stage 1's.
            (0x00, 6, True, "normal-wb (device-nGnRnE, normal-wb)"),
            (0x44, 6, True, "normal-wb (normal-nc, normal-wb)"),
            (0x44, 7, True, "normal-nc (normal-nc, as-stage1)"),
            (0x04, 7, True, "device-nGnRE (device-nGnRE, as-stage1)"),
            (0xFF, 5, True, "normal-nc (normal-wb, normal-nc)"),
            (0x00, 5, True, "device-nGnRnE (device-nGnRnE, normal-nc)"),
            (0xFF, 1, True, "device-nGnRE (normal-wb, device-nGnRE)"), (0xFF, 4, True, "normal-wb then memattr4")):
        memory = guest()
        for page in range(1, 4):
            memory.put(0x12000, page, 0)
        memory.put(0x3000, 8, 0x18000 | AF | memattr << 2 | 3 << 6 | PAGE)
        stages = ["--stage1", *STAGE1[:-1], hex(mair), "--stage2", *STAGE2, *(["--with", "s2fwb"] if with_fwb else [])]
        listed, explained = both_types(memory, stages)
        check_equal(f"type of {mair:#x} and {memattr:#x}, FWB {with_fwb}: explain", explained, "rw- global " + type)
        check_equal(f"type of {mair:#x} and {memattr:#x}, FWB {with_fwb}: dump", listed, "rw- global " + type +
                    " ish young")
    memory = guest()
    listed, explained = both_types(memory, ["--ttbr0", "0x40000000", "--tcr", hex(TCR), *STAGE2])
    check_equal("MAIR is not known", explained, "rw- global attr0 then normal-wb")


# SDM, volume 3, "Effective Page-Level Memory Types": for each of the guest's types those with EPT's UC, WC, WT, WP, WB.
EPT_TYPES = {"UC": "UC UC UC UC UC", "UC-": "UC WC UC WC UC", "WC": "WC WC WC WC WC", "WT": "UC UC WT WT WT",
             "WB": "UC WC WT WP WB", "WP": "UC UC WP WP WP"}
X86_TYPES = {"UC": 0, "WC": 1, "WT": 4, "WP": 5, "WB": 6, "UC-": 7}


def test_combined_types_of_ept():
    for guest_type, effective in EPT_TYPES.items():
        for ept_type, both in zip(("UC", "WC", "WT", "WP", "WB"), effective.split()):
            for ipat in (False, True):
                memory = x86_guest(7)
                memory.put(0x4000, 6, 0x16007 | X86_TYPES[ept_type] << 3 | ipat << 6)
                stages = ["--stage1", "--cr3", "0x1000", "--cr4", "0x20", "--pat", hex(X86_TYPES[guest_type]),
                          "--stage2",
                          "--eptp", "0x101e"]
                both = ept_type if ipat else both
                each = "" if guest_type == ept_type == both else f" ({guest_type}, {ept_type})"
                check_equal(f"type of PAT {guest_type} and EPT {ept_type}, IPAT {ipat}",
                            explain(memory, 0x5000, stages)[1].splitlines()[-1].split("attributes: ")[-1],
                            f"rwx user {both}{each}")


def test_combined_types_of_riscv():
    for one, two, text in ((0, 0, "PMA"), (1, 0, "NC (NC, PMA)"), (0, 1, "NC (PMA, NC)"), (2, 1, "IO (IO, NC)"),
                           (1, 1, "NC")):
        memory = riscv_guest()
        memory.put(0x13000, 1, 0x5000 >> 2 | 0xC7 | one << 61)
        memory.put(0x9000, 5, 0x15000 >> 2 | 0xDF | two << 61)
        stages = ["--stage1", "--satp", hex(8 << 60 | 1), "--with", "svpbmt", "--stage2", "--hgatp", hex(8 << 60 | 4),
                  "--with",
                  "svpbmt"]
        check_equal(f"PBMT {one} and {two}",
                    explain(memory, 0x1000, stages)[1].splitlines()[-1].split("attributes: ")[-1],
                    "rw- " + text)


# ---- JSON ----------------------------------------------------------------------------------------


def as_json(command, memory, *operands, status=0, stages=(*STAGE1, *STAGE2)):
    found = run([command, "--json", *stages, file_with(bytes(memory.bytes)), *operands])
    check(f"{command} --json of both stages: exit status", found[0] == status and (found[2] == "") == (status != 2),
          found)
    return json.loads(found[1])


def test_json_dump():
    memory = guest()
    memory.put(0x3000, 9, 0x300000000000 | S2_RW | PAGE)
    memory.put(0x3000, 10, 0)
    memory.put(0x3000, 11, 0x20000 | S2_DEVICE | PAGE)
    memory.put(0x12000, 4, 0x40008001)
    document = as_json("dump", memory, status=1)
    check_equal("JSON: stage 2", (document["stage2"]["format"], document["stage2"]["root"]), ("aarch64-s2", "0x1000"))
    found = document["sets"][0]
    check_equal("JSON: stage 1", (found["format"], found["root"], found["totals"]), ("aarch64-s1", "0x40000000", {
        "leaves": 4, "bytes": 16384, "through_both": 8192, "unmapped": 4096, "wrong": 2, "missing": 0}))
    runs = found["runs"]
    check_equal("JSON: kinds", [(run["kind"], run.get("stage"), run["ia"], run["end"], run.get("ipa")) for run in runs],
                [("leaf", None, "0x0", "0x1000", "0x40008000"), ("fault", 2, "0x1000", "0x2000", "0x40009000"),
                 ("unmapped", None, "0x2000", "0x3000", "0x4000a000"), ("leaf", None, "0x3000", "0x4000", "0x4000b000"),
                 ("fault", None, "0x4000", "0x5000", None)])
    check_equal("JSON: leaf", runs[3], {
        "kind": "leaf", "ia": "0x3000", "end": "0x4000", "ipa": "0x4000b000", "oa": "0x20000", "repeated": False,
        "size": 4096,
        "count": 1, "privileged": "rw-", "user": "---", "global": True, "type": "device-nGnRE",
        "stage1": {"privileged": "rw-", "user": "---", "type": "normal-wb", "marks": ["ish", "young"]},
        "stage2": {"privileged": "rwx", "user": "---", "type": "device-nGnRE", "marks": ["young"]}})
    check_equal("JSON: fault of stage 2",
                {name: runs[1][name] for name in ("fault", "reason", "level", "table", "index", "word")}, {
        "fault": "address size fault, level 3", "reason": "output address 0x300000000000 has more than 40 bits",
        "level": 3,
        "table": "0x3000", "index": 9, "word": "0x3000000007ff"})
    for page in range(4):
        memory.put(0x12000, page, 0x40008000 | S1_RW | PAGE)
    memory.put(0x12000, 4, 0)
    leaf = as_json("dump", memory)["sets"][0]["runs"][0]
    check_equal("JSON: one page, four times", (leaf["times"], leaf["every"], leaf["ia"], leaf["end"]),
                (4, 4096, "0x0", "0x1000"))
    memory.put(0x2000, 0, 0x7000000 | TABLE)
    document = as_json("dump", memory, status=2)
    check("JSON: table of stage 2 that is not there", document["sets"][0]["totals"]["missing"] == 1, document)


def test_json_explain():
    memory = guest()
    document = as_json("explain", memory, "0x1234")
    steps = document["steps"]
    check_equal("explain as JSON: stage 1",
                [(step["level"], step["table"], step["index"], step["is"]) for step in steps],
                [(1, "0x40000000", 0, "table"), (2, "0x40001000", 0, "table"), (3, "0x40002000", 1, "leaf")])
    check_equal("explain as JSON: stage 2 of an entry", (steps[2]["stage2"]["ia"], steps[2]["stage2"]["output"],
                                                        [step["is"] for step in steps[2]["stage2"]["steps"]]),
                ("0x40002008", "0x12008", ["table", "table", "leaf"]))
    check_equal("explain as JSON: output",
                (document["output"], document["type"], document["stage2"]["output"], document["both"]),
                ("0x40009234", "normal-wb", "0x19234",
                 {"output": "0x19234", "privileged": "rw-", "user": "---", "type": "normal-wb"}))
    memory.put(0x3000, 1, 0)
    document = as_json("explain", memory, "0x1234", status=1)
    check_equal("explain as JSON: fault on the walk", (len(document["steps"]), document["steps"][1]["stage2"]["fault"],
                                                     "level" in document["steps"][1], "fault" in document),
                (2, "translation fault, level 3", False, False))
    document = as_json("explain", memory, hex(1 << 45), status=1)
    check_equal("explain as JSON: outside", (document["steps"], document["fault"]), ([], "translation fault, level 0"))
    memory.put(0x3000, 1, 0x7000000 | S2_RW | PAGE)
    document = as_json("explain", memory, "0x1234", status=2)
    check("explain as JSON: entry that is not there", document["unread"] == "0x40001000"
          and "behind stage 2" in document["reason"],
          document)
    alone = run(["explain", "--json", "-v", *STAGE2, file_with(bytes(guest().bytes)), "0x40008123"])
    last = json.loads(alone[1])["steps"][-1]
    check_equal("explain -v as JSON: fields", [field for field in last["fields"] if field["name"] in ("S2AP", "AF")],
                [{"name": "AF", "high": 10, "low": 10, "value": "0x1", "meaning": "accessed"},
                 {"name": "S2AP", "high": 7, "low": 6, "value": "0x3", "meaning": "read, write"}])
