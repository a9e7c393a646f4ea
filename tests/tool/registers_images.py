# SPDX-License-Identifier: Apache-2.0
"""Tables by registers, memory types by MAIR and PAT, bits that mean something else by features."""
import random
import struct

from both_stages import AF, BLOCK, PAGE, TABLE, Memory
from harness import check, check_bad, check_equal, check_run, check_survives, file_with, run
from images import garbage, random_tables


def dump(memory, arguments, command="dump", *operands):
    return run([command, *arguments, file_with(bytes(memory.bytes)), *operands])


def check_lines(label, memory, arguments, status, *lines):
    """Whole output, but for the last line (the totals)."""
    status_found, out, err = dump(memory, arguments)
    check_equal(f"{label}: status, stderr", (status_found, err), (status, ""))
    check_equal(label, out.splitlines()[:-1], list(lines))


def check_last(label, memory, arguments, ia, status, start):
    found, out, err = dump(memory, arguments, "explain", hex(ia))
    last = out.splitlines()[-1] if out else ""
    check(f"explain {label}", found == status and last.startswith(start) and err == "", (found, last, err))


# ---- AArch64 -------------------------------------------------------------------------------------

PXN, UXN = 1 << 53, 1 << 54
EL2_BASE = 0xE0A0000


def el2_tables():
    """A root of four entries, 64 bytes aligned, as real firmware has it."""
    memory = Memory(0x5000)
    memory.put(0x1240, 0, EL2_BASE + 0x2000 | TABLE)
    memory.put(0x2000, 0, EL2_BASE + 0x3000 | TABLE)
    memory.put(0x3000, 0, 0x0040000009000647)
    memory.put(0x2000, 1, 0x0060000040200701)
    return memory


def test_small_root_and_types():
    """Cases T3 and T4."""
    by_format = ["--format", "aarch64-s1-el2", "--levels", "3", "--input-bits", "32", "--output-bits", "40", "--root",
                 "0xe0a1240", "--base", hex(EL2_BASE)]
    by_registers = ["--regime", "el2", "--ttbr0", "0xe0a1240", "--tcr", "0x80823520", "--base", hex(EL2_BASE)]
    head = "TTBR0_EL2 0xe0a1240: root 0xe0a1240, aarch64-s1-el2, 3 levels, 32 bits in, 40 out"
    page = "0x000000000000-0x000000001000  0x000009000000-0x000009001000  4K x 1  rw- {} osh young"
    block = "0x000000200000-0x000000400000  0x000040200000-0x000040400000  2M x 1  rw- {} ish young"
    memory = el2_tables()
    check_lines("small root", memory, by_format, 0, page.format("attr1"), block.format("attr0"))
    check_lines("small root by registers", memory, by_registers, 0, head, page.format("attr1"), block.format("attr0"))
    for arguments, first in ((by_format, []), (by_registers, [head])):
        check_lines("types by MAIR", memory, [*arguments, "--mair", "0x4404ff"], 0, *first,
                    page.format("device-nGnRE"), block.format("normal-wb"))
    check_last("type by MAIR", memory, [*by_registers, "--mair", "0x4404ff"], 0x123, 0,
               "output address 0x9000123, leaf "
               "of 4K at input 0x0, output 0x9000000, attributes: rw- device-nGnRE osh young")
    for root in (0xE0A1250, 0xE0A1208):
        check_bad(f"root {root:#x}", ["dump", *by_format[:-4], "--root", hex(root), file_with(bytes(memory.bytes))],
                  f"root {root:#x} is not a multiple of 0x20")


def test_lpa2_roots():
    """Roots of 128 and 256 bytes, of user programs on machines with LPA2."""
    for bits, size in ((52, 128), (53, 256)):
        if bits == 53:
            bits = 48 - 9 + 5  # 4 levels
        memory = Memory(0x8000)
        root = 0x1000 + size
        levels = 5 if bits > 48 else 4
        tables = [root, 0x2000, 0x3000, 0x4000, 0x5000][:levels]
        for upper, lower in zip(tables, tables[1:]):
            memory.put(upper, 0, lower | TABLE)
        memory.put(tables[-1], 1, 0x6000 | AF | UXN | PAGE)
        tcr = (64 - bits) | 6 << 32 | 1 << 59
        check_lines(f"root of {size} bytes", memory, ["--ttbr0", hex(root | 0xAB << 48 | 1), "--tcr", hex(tcr)], 0,
                    f"TTBR0_EL1 {root | 0xAB << 48 | 1:#x}: root {root:#x}, aarch64-s1-lpa2, {levels} levels, {bits} bits in, "
                    "52 out",
                    "0x000000001000-0x000000002000  0x000000006000-0x000000007000  4K x 1  rwx global attr0 young  "
                    "[writable and executable]")


def test_few_levels():
    """Two levels of 4 KiB; one, with FEAT_TTST, which the library does not make."""
    memory = Memory(0x4000)
    memory.put(0x1000, 0, 0x2000 | TABLE)
    memory.put(0x1000, 1, 0x200000 | AF | UXN | BLOCK)
    memory.put(0x2000, 3, 0x3000 | AF | UXN | PAGE)
    leaf = "rwx global attr0 young  [writable and executable]"
    check_lines("two levels", memory, ["--ttbr0", "0x1000", "--tcr", hex(64 - 25 | 1 << 32)], 0,
                "TTBR0_EL1 0x1000: root 0x1000, aarch64-s1, 2 levels, 25 bits in, 36 out",
                f"0x000000003000-0x000000004000  0x000000003000-0x000000004000  4K x 1  {leaf}",
                f"0x000000200000-0x000000400000  0x000000200000-0x000000400000  2M x 1  {leaf}")
    check_lines("one level", memory, ["--ttbr0", "0x2000", "--tcr", hex(64 - 16 | 1 << 32)], 0,
                "TTBR0_EL1 0x2000: root 0x2000, aarch64-s1, 1 level, 16 bits in, 36 out",
                f"0x000000003000-0x000000004000  0x000000003000-0x000000004000  4K x 1  {leaf}")
    check_last("two levels", memory, ["--ttbr0", "0x1000", "--tcr", hex(64 - 25 | 1 << 32)], 0x3123, 0,
               "output address 0x3123, ")
    check_last("one level", memory, ["--ttbr0", "0x2000", "--tcr", hex(64 - 16 | 1 << 32)], 0x10000, 1,
               "translation fault, level 0: input address 0x10000 has more than 16 bits")


USER = AF | 1 << 6 | PXN | UXN
TCR48 = 16 | 16 << 16 | 2 << 30 | 5 << 32


def arm_tables(leaf, table=0):
    memory = Memory(0x6000)
    for level in range(3):
        memory.put(0x1000 + level * 0x1000, 0, 0x2000 + level * 0x1000 | TABLE | (table if level == 1 else 0))
    memory.put(0x4000, 1, 0x5000 | leaf | PAGE)
    return memory


def test_tcr():
    memory = arm_tables(USER)
    both = ["--ttbr0", "0x1000", "--ttbr1", "0x1000"]
    tcr = lambda *bits: ["--tcr", hex(TCR48 | sum(1 << bit for bit in bits))]
    low = "TTBR0_EL1 0x1000: root 0x1000, aarch64-s1, 4 levels, 48 bits in, 48 out"
    high = low.replace("TTBR0", "TTBR1")
    leaf = "0x000000001000-0x000000002000  0x000000005000-0x000000006000  4K x 1  rw- user global attr0 young"
    upper = leaf.replace("0x000000001000-0x000000002000", "0xffff000000001000-0xffff000000002000", 1)
    out = dump(memory, [*both, *tcr()])[1].splitlines()
    check("both halves", [line for line in out if not line.startswith("total")] == [low, leaf, high, upper], out)
    for tbi, ia, status, start in (((), 0x1008, 0, "output address 0x5008"),
                                   ((), 0x7F00000000001008, 1, "translation fault"),
                                   ((37,), 0x7F00000000001008, 0, "output address 0x5008"),
                                   ((37,), 0xFF00000000001008, 0, "output address 0x5008"),
                                   ((37,), 0x7F01000000001008, 1, "translation fault"),
                                   ((38,), 0x12FF000000001008, 0, "output address 0x5008"),
                                   ((), 0x12FF000000001008, 1, "translation fault")):
        check_last(f"TBI {tbi}, {ia:#x}", memory, [*both, *tcr(*tbi)], ia, status, start)
    check_last("TBI by --with", memory, ["--ttbr0", "0x1000", *tcr(), "--with", "tbi"], 0x7F00000000001008, 0,
               "output address 0x5008")
    found = dump(memory, [*both, *tcr(7)])
    check("EPD0", f"{low}, off" in found[1] and leaf not in found[1] and upper in found[1], found)
    check_last("EPD0", memory, [*both, *tcr(7)], 0x1008, 1, "translation fault, level 0: walks from TTBR0_EL1 are off")
    found = dump(memory, [*both, *tcr(55)])
    check("E0PD0", f"{low}, E0PD" in found[1] and leaf.replace(" user", "") in found[1] and upper in found[1], found)
    memory = arm_tables(USER & ~AF)
    for arguments, status in (((), 1), ((39,), 0), ((39, 40), 0)):
        check_last(f"access flag is 0, TCR bits {arguments}", memory, [*both, *tcr(*arguments)], 0x1008, status,
                   "output address 0x5008" if status == 0 else "access flag fault, level 3: AF is 0")
    check_last("access flag is 0, hafdbs", memory, [*both, *tcr(), "--with", "hafdbs"], 0x1008, 0,
               "output address 0x5008")
    memory = arm_tables(USER, table=1 << 61 | 1 << 62)
    for arguments, right in (((), "r--"), ((41,), "rw- user")):
        out = dump(memory, ["--ttbr0", "0x1000", *tcr(*arguments)])[1]
        check(f"APTable, TCR bits {arguments}", f"4K x 1  {right} global" in out, out)
    out = dump(memory, ["--ttbr0", "0x1000", *tcr(), "--with", "hpd"])[1]
    check("APTable, hpd", "4K x 1  rw- user global" in out, out)


def test_s2fwb():
    memory = arm_tables(AF | 3 << 6 | 6 << 2)
    stage2 = ["--vttbr", "0x1000", "--vtcr", hex(16 | 2 << 6 | 5 << 16)]
    check("MemAttr 6", " normal-outer-nc-inner-wt " in dump(memory, stage2)[1], dump(memory, stage2))
    check("MemAttr 6 with S2FWB", " normal-wb " in dump(memory, [*stage2, "--with", "s2fwb"])[1],
          dump(memory, [*stage2, "--with", "s2fwb"]))


# ---- x86 -----------------------------------------------------------------------------------------


def x86_tables(right=7, leaf=0x67):
    memory = Memory(0x6000)
    for level in range(3):
        memory.put(0x1000 + level * 0x1000, 0, 0x2000 + level * 0x1000 | right)
    memory.put(0x1000, 511, 0x2000 | right)
    memory.put(0x4000, 1, 0x5000 | leaf)
    return memory


def test_pat():
    for index, name in enumerate(("WB", "WT", "UC-", "UC", "WC", "WP", "WT", "UC")):
        memory = x86_tables(leaf=0x63 | (index & 3) << 3 | index >> 2 << 7)
        cr3 = ["--cr3", "0x1000", "--cr4", "0x20"]
        check(f"PAT index {index}", f" rwx pat{index} " in dump(memory, cr3)[1], dump(memory, cr3))
        for arguments in (cr3, ["--format=x86-64", "--levels=4", "--input-bits=48", "--output-bits=40",
                                "--root=0x1000"]):
            found = dump(memory, [*arguments, "--pat", "0x0004050100070406"])
            check(f"PAT index {index} by --pat", f" rwx {name} " in found[1], (name, found))


def test_address_bits():
    """Case T10: memory encryption."""
    for bit in (47, 51):
        mark = 1 << bit
        memory = x86_tables(7 | mark, 0x67 | mark)
        memory.put(0x4000, 2, 0x6000 | 0x67)
        memory.put(0x3000, 1, 0x200000 | 0xE7 | mark)
        for feature, name in (("sme", "encrypted"), ("tdx", "shared")):
            check_lines(f"{feature}={bit}", memory, ["--cr3", hex(0x1000 | mark), "--cr4", "0x20", "--with",
                                                     f"{feature}={bit}"], 0,
                        f"CR3 {0x1000 | mark:#x}: root 0x1000, x86-64, 4 levels, 48 bits in, 52 out",
                        f"0x000000001000-0x000000002000  0x000000005000-0x000000006000  4K x 1  rwx user pat0 young dirty {name}"
                        "  [writable and executable]",
                        "0x000000002000-0x000000003000  0x000000006000-0x000000007000  4K x 1  rwx user pat0 young dirty"
                        "  [writable and executable]",
                        f"0x000000200000-0x000000400000  0x000000200000-0x000000400000  2M x 1  rwx user pat0 young dirty {name}"
                        "  [writable and executable]",
                        "0xffffff8000000000-0x10000000000000000  table 0x2000 again, first at 0x0")
        out = dump(memory, ["-v", "--cr3", "0x1000", "--cr4", "0x20", "--with", f"sme={bit}"], "explain", "0x1000")[1]
        check(f"field of sme={bit}", f"\n  {bit}     C           0x1  encrypted\n" in out, out)
        check_last(f"without sme={bit}", memory, ["--cr3", "0x1000", "--cr4", "0x20", "--output-bits", "40"], 0x1000, 1,
                   f"reserved-bit page fault, level 4: output address {0x2000 | mark:#x} has more than 40 bits")


def test_linear_address_masking():
    memory = x86_tables()
    cr3 = lambda value, cr4=0x20: ["--cr3", hex(0x1000 | value), "--cr4", hex(cr4)]
    good, bad = (0, "output address 0x5008"), (1, "general-protection exception: input address ")
    upper = 0xFFFFFF8000001008
    for label, arguments, ia, wanted in (
            ("no LAM", cr3(0), 0x0100000000001008, bad), ("LAM_U57", cr3(1 << 61), 0x7E00000000001008, good),
            ("LAM_U57, bit 48", cr3(1 << 61), 0x0001000000001008, bad),
            ("LAM_U48", cr3(1 << 62), 0x7FFF000000001008, good),
            ("LAM_U48 is not for the supervisor", cr3(1 << 62), upper & ~(1 << 62), bad),
            ("LAM_SUP", cr3(0, 0x10000020), upper & ~(1 << 62), good),
            ("LAM_SUP is not for user mode", cr3(0, 0x10000020), 0x0001000000001008, bad),
            ("lam", [*cr3(0), "--with", "lam"], 0x7FFF000000001008, good),
            ("lam, upper", [*cr3(0), "--with", "lam"], upper & ~(0x7FFF << 48), good),
            ("lam57", [*cr3(0), "--with", "lam57"], 0x0001000000001008, bad),
            ("lam57, tagged", [*cr3(0), "--with", "lam57"], 0x7E00000000001008, good),
            ("lam48", [*cr3(0), "--with", "lam48"], 0x0001000000001008, good)):
        check_last(label, memory, arguments, ia, *wanted)


def test_nxe():
    memory = x86_tables(leaf=0x67 | 1 << 63)
    check_last("NXE is 1", memory, ["--cr3", "0x1000", "--cr4", "0x20", "--efer", "0xd01"], 0x1008, 0,
               "output address 0x5008")
    check_last("NXE is 0", memory, ["--cr3", "0x1000", "--cr4", "0x20", "--efer", "0x501"], 0x1008, 1,
               "reserved-bit page fault, level 1: encoding is reserved (XD is 1, and EFER.NXE is 0)")


def test_mode_based_execution():
    """Case T10: bit 10 is the right of user mode to execute."""
    memory = x86_tables(0x407, 0x37)
    for index, bits in ((2, 0x433), (3, 0x430), (4, 0x437), (5, 0x432), (6, 0x33)):
        memory.put(0x4000, index, 0x5000 | bits)
    rights = {1: "rw- user WB priv=rwx", 2: "rwx user WB", 3: "--x user WB", 4: "rwx user WB priv=rwx",
              6: "rw- user WB"}
    out = dump(memory, ["--eptp", "0x101e", "--with", "mbec"])[1].splitlines()
    for index, text in rights.items():
        lines = [line for line in out if line.startswith(f"0x{index * 0x1000:012x}-")]
        check(f"mbec, entry {index}", len(lines) == 1 and f"4K x 1  {text}" in lines[0], out)
    check("mbec, write without read", any("EPT misconfiguration" in line and line.startswith("0x000000005000-")
                                          for line in out), out)
    without = dump(memory, ["--eptp", "0x101e"])[1]
    check("without mbec, XU alone is not present", "0x000000003000-" not in without, without)
    memory.put(0x3000, 0, 0x4003)  # no table below gives execution
    out = dump(memory, ["--eptp", "0x101e", "--with", "mbec"])[1]
    check("mbec, tables take it away",
          "x" not in "".join(line.split()[4] for line in out.splitlines() if "4K x 1  r" in line),
          out)


# ---- RISC-V --------------------------------------------------------------------------------------

SATP = ["--satp", hex(8 << 60 | 0x1234 << 44 | 1)]
SATP_HEAD = f"satp {8 << 60 | 0x1234 << 44 | 1:#x}: root 0x1000, riscv, 3 levels, 39 bits in, 56 out"
RW = 0xD7  # valid, readable, writable, user, accessed, dirty


def riscv_tables():
    memory = Memory(0x6000)
    memory.put(0x1000, 0, 0x2000 >> 2 | 1)
    memory.put(0x2000, 0, 0x3000 >> 2 | 1)
    return memory


def napot(address):
    return 1 << 63 | (address | 0x8000) >> 2 | RW


def test_svnapot():
    """Case T6."""
    memory = riscv_tables()
    for index in range(16):
        memory.put(0x3000, 16 + index, napot(0x80010000))
        memory.put(0x3000, 32 + index, napot(0x80020000))
    memory.put(0x3000, 48, 0x80030000 >> 2 | RW)
    leaves = ("0x000000010000-0x000000030000  0x000080010000-0x000080030000  64K x 2  rw- user PMA young dirty napot",
              "0x000000030000-0x000000031000  0x000080030000-0x000080031000  4K x 1  rw- user PMA young dirty")
    check_lines("svnapot", memory, [*SATP, "--with", "svnapot"], 0, SATP_HEAD, *leaves)
    status, out, err = run(["stat", *SATP, "--with", "svnapot", file_with(bytes(memory.bytes))])
    check("svnapot: stat", "  64K  rw- user          2                131072\n" in out and
          "   4K  rw- user          1                  4096\n" in out, (status, out, err))
    for offset in (0, 0x3456, 0xFFFF):
        check_last(f"svnapot, {offset:#x}", memory, [*SATP, "--with", "svnapot"], 0x20000 + offset, 0, "output address "
                   f"{0x80020000 + offset:#x}, leaf of 64K at input 0x20000, output 0x80020000, attributes: rw- user PMA "
                   "young dirty napot")
    found, out, err = dump(memory, SATP)
    check("without svnapot", found == 1
          and "0x000000010000-0x000000030000  4K x 32  page fault, level 0: encoding is reserved (N is 1)" in out,
          (found, out, err))
    memory.put(0x3000, 20, 0)
    found, out, err = dump(memory, [*SATP, "--with", "svnapot"])
    check("a set with a hole",
          "0x000000010000-0x000000014000  0x000080010000-0x000080014000  4K x 4  rw- user PMA young dirty "
          "napot  [contiguous set not aligned or not alike]" in out and "64K x 1" in out, out)
    for label, word in (("other sizes", 1 << 63 | 0x80004000 >> 2 | RW),
                        ("of nothing", 1 << 63 | 0x80000000 >> 2 | RW)):
        memory = riscv_tables()
        memory.put(0x3000, 0, word)
        check_last(f"svnapot, {label}", memory, [*SATP, "--with", "svnapot"], 0, 1,
                   "page fault, level 0: encoding is reserved (N is 1, but PPN[3:0] is not 8)")
    memory.put(0x2000, 1, 1 << 63 | 0x80208000 >> 2 | RW)
    check_last("svnapot, a superpage", memory, [*SATP, "--with", "svnapot"], 0x200000, 1,
               "page fault, level 1: encoding is reserved (N is 1)")


def test_riscv_features():
    memory = riscv_tables()
    memory.put(0x3000, 0, 0x80000000 >> 2 | RW | 3 << 59)
    memory.put(0x3000, 1, 0x80001000 >> 2 | RW | 1 << 59)
    memory.put(0x3000, 2, 0x80002000 >> 2 | RW | 1 << 58)
    found, out, err = dump(memory, [*SATP, "--with", "svrsw60t59b"])
    check("svrsw60t59b",
          "0x000000000000-0x000000002000  0x000080000000-0x000080002000  4K x 2  rw- user PMA young dirty "
          "sw60=?\n" in out
          and "0x000000002000-0x000000003000  4K x 1  page fault, level 0: encoding is reserved (one of bits" in out,
          out)
    memory = riscv_tables()
    memory.put(0x3000, 0, 0x80000000 >> 2 | RW | 7 << 60)  # as Linux has it: memory, devices, uncached
    memory.put(0x3000, 1, 0x80001000 >> 2 | RW | 9 << 60)
    memory.put(0x3000, 2, 0x80002000 >> 2 | RW | 3 << 60)
    memory.put(0x3000, 3, 0x80003000 >> 2 | RW | 1 << 59)
    memory.put(0x3000, 4, 0x80004000 >> 2 | RW)
    lines = dump(memory, [*SATP, "--with", "xtheadmae"])[1].splitlines()
    check_equal("xtheadmae", [line.split()[7] for line in lines[1:-1]], ["C.B.SH", "SO.SH", "B.SH", "SEC", "none"])
    memory = riscv_tables()
    memory.put(0x3000, 0, 0x80000000 >> 2 | RW | 2 << 61)
    check("svpbmt", "rw- user IO young" in dump(memory, [*SATP, "--with", "svpbmt"])[1],
          dump(memory, [*SATP, "--with", "svpbmt"]))
    memory.put(0x3000, 0, 0x80000000 >> 2 | RW & ~0xC0)
    check_last("A is 0", memory, SATP, 0, 1, "page fault")
    check_last("A is 0, svadu", memory, [*SATP, "--with", "svadu"], 0, 0, "output address 0x80000000")
    memory.put(0x3000, 0, 0x80000000 >> 2 | RW)
    for bits, ia, status, start in ((7, 0xFE00000000000008, 0, "output address 0x80000008"),
                                    (7, 0x0100000000000008, 1, "page fault"),
                                    (16, 0xABCD000000000008, 0, "output address 0x80000008")):
        check_last(f"pmm={bits}, {ia:#x}", memory, [*SATP, "--with", f"pmm={bits}"], ia, status, start)


# ---- LoongArch -----------------------------------------------------------------------------------


def test_loongarch_halves():
    """Four levels: each root has entries for both halves, of which the hardware uses its own."""
    memory = Memory(0x9000)
    for root, first in ((0x1000, 0x2000), (0x5000, 0x2000)):
        memory.put(root, 0, first)
        memory.put(root, 511, first)
    memory.put(0x2000, 0, 0x3000)
    memory.put(0x3000, 0, 0x4000)
    memory.put(0x4000, 1, 0x6000 | 0x193)
    walker = ["--pwcl", hex(12 | 9 << 5 | 21 << 10 | 9 << 15 | 30 << 20 | 9 << 25), "--pwch", hex(39 | 9 << 6)]
    out = dump(memory, ["--pgdl", "0x1000", "--pgdh", "0x5000", *walker])[1].splitlines()
    check("two roots", out[0].startswith("PGDL 0x1000: root 0x1000, loongarch-4k, 4 levels") and
          out[1].startswith("0x000000001000-0x000000002000  0x000000006000-") and out[2].startswith("total: 1 leaves")
          and
          out[3].startswith("PGDH 0x5000: root 0x5000") and out[4].startswith("0xffffff8000001000-0xffffff8000002000  ")
          and
          out[5].startswith("total: 1 leaves"), out)
    one = dump(memory, ["--pgdl", "0x1000", "--pgdh", "0x1000", *walker])[1].splitlines()
    check("one root", len(one) == 4 and "again" in one[2], one)
    check_last("upper half", memory, ["--pgdl", "0x1000", "--pgdh", "0x5000", *walker], 0xFFFFFF8000001008, 0,
               "output address 0x6008")


# ---- what goes together --------------------------------------------------------------------------


def test_options():
    path = file_with(bytes(x86_tables().bytes))
    cr3 = ["--cr3", "0x1000", "--cr4", "0x20"]
    for option, value in (("root", "0"), ("format", "x86-64"), ("levels", "4"), ("input-bits", "48"), ("granule", "4K"),
                          ("half", "lower")):
        check_bad(f"--{option} with registers", ["dump", *cr3, f"--{option}", value, path],
                  f"--{option}: --cr3 says it already")
    check_bad("CR3 alone", ["dump", "--cr3", "0x1000", path],
              "--cr3 says where the tables are, not their levels: give --cr4 or --levels too")
    check_bad("two architectures", ["dump", *cr3, "--satp", "0", path],
              "--cr3 and --satp are registers of different architectures")
    check_bad("TCR alone", ["dump", "--tcr", "0", path],
              f"--format is missing: {path} has no registers that say where tables are")
    check_bad("nothing said", ["dump", path], f"--format is missing: {path} has no registers that say where tables are")
    check_bad("--mair of x86",
              ["dump", "--format=x86-64", "--levels=4", "--input-bits=48", "--output-bits=40", "--root=0",
                                "--mair", "0", path], "--mair: does not go with --format x86-64")
    check_bad("--tcr with --format",
              ["dump", "--format=aarch64-s1", "--levels=4", "--input-bits=48", "--output-bits=40",
                                      "--root=0", "--tcr", "0", path], "--tcr: does not go with --format aarch64-s1")
    check_bad("unknown regime", ["dump", "--regime", "el0", path], "--regime: 'el0' is none of el1, el2, el3")
    check_bad("output bits", ["dump", *cr3, "--output-bits", "60", path],
              "x86-64: output size not possible; see 'vpt formats'")
    check_bad("root beyond the output bits",
              ["dump", "--cr3", "0x8000001000", "--cr4", "0x20", "--output-bits", "39", path],
              "root 0x8000001000 has more than 39 bits")


def test_features_that_are_wrong():
    path = file_with(bytes(x86_tables().bytes))
    cr3 = ["dump", "--cr3", "0x1000", "--cr4", "0x20"]
    for value, text in (("", "there is no feature ''; see 'vpt dump --help'"),
                        ("nx", "there is no feature 'nx'; see 'vpt dump --help'"),
                        ("lam,", "there is no feature ''; see 'vpt dump --help'"),
                        ("lam,lam57", "lam57 is given twice"),
                        ("sme", "sme: its value is a bit from 32 to 51"),
                        ("sme=31", "sme=31: its value is a bit from 32 to 51"),
                        ("sme=52", "sme=52: its value is a bit from 32 to 51"), ("sme=x", "'x' is not a number"),
                        ("lam=48", "lam: its value is one too many"), ("pmm=8", "pmm=8: its value is 7 or 16"),
                        ("sme=47,tdx=51", "sme and tdx are features of different processors"),
                        ("x" * 200, "its value is too long")):
        check_bad(f"--with {value}", [*cr3, "--with", value, path], f"--with: {text}")
    for value in ("svnapot", "svpbmt", "svrsw60t59b", "svadu", "xtheadmae", "pmm=7", "mbec", "tbi", "hafdbs", "hpd",
                  "s2fwb"):
        check_bad(f"--with {value} of x86-64", [*cr3, "--with", value, path],
                  f"--with: {value.split('=')[0]} is no feature of x86-64")
    check_bad("--with lam of ept", ["dump", "--eptp", "0x101e", "--with", "lam", path],
              "--with: lam is no feature of ept")
    check_run("--with twice", [*cr3, "--with", "lam", "--with", "sme=47", path], 0, run([*cr3, path])[1])


# ---- anything, under sanitizers ------------------------------------------------------------------

KINDS = ((("ttbr0", "tcr", "mair"), ()), (("ttbr1", "tcr"), ()), (("ttbr0", "ttbr1", "tcr"), ("vttbr", "vtcr")),
         ((), ("vttbr", "vtcr")), (("cr3", "cr4", "efer", "pat"), ()), (("cr3", "cr4"), ("eptp",)), ((), ("eptp",)),
         (("satp",), ()), (("satp",), ("hgatp",)), ((), ("hgatp",)), (("pgdl", "pgdh", "pwcl", "pwch"), ()))
FEATURES = ("svnapot", "svpbmt", "svrsw60t59b", "svadu", "xtheadmae", "pmm=7", "mbec", "sme=47", "tdx=51", "lam", "tbi",
            "hafdbs",
            "hpd", "s2fwb")


def likely(chance, name):
    """A value of the register; most are such that tables are walked."""
    root = chance.randrange(8) << 12
    if name in ("ttbr0", "ttbr1", "vttbr", "cr3", "pgdl", "pgdh"):
        value = root
    elif name == "tcr":
        value = chance.randrange(12, 48) | chance.randrange(12, 48) << 16 | chance.randrange(3) << 14 | \
            chance.randrange(1, 4) << 30 | chance.randrange(7) << 32 | chance.getrandbits(28) << 36
    elif name == "vtcr":
        value = chance.randrange(12, 48) | chance.randrange(4) << 6 | chance.randrange(3) << 14 | \
            chance.randrange(7) << 16 | chance.randrange(4) << 21 | chance.randrange(4) << 32
    elif name in ("cr4", "efer"):
        value = chance.choice((0x20, 0x1020, 0x10000020)) if name == "cr4" else chance.choice((0x500, 0xD01))
    elif name == "eptp":
        value = root | chance.choice((0x1E, 0x26))
    elif name in ("satp", "hgatp"):
        value = chance.randrange(8, 11) << 60 | root >> 12
    elif name == "pwcl":
        value = chance.choice((0x5E56E, 12 | 9 << 5 | 21 << 10 | 9 << 15 | 30 << 20 | 9 << 25, 12 | 9 << 5 | 21 << 10 |
                               2 << 15))
    elif name == "pwch":
        value = chance.choice((0, 0x2E4, 39 | 9 << 6))
    else:
        value = chance.getrandbits(64)
    return chance.getrandbits(64) if chance.random() < 0.05 else value


def test_random_registers():
    for seed in range(110):
        chance = random.Random(seed)
        stages = KINDS[seed % len(KINDS)]
        arguments = [part for number, names in enumerate(stages, 1) if names
                     for part in [f"--stage{number}", *(part for name in names
                                                        for part in ("--" + name, hex(likely(chance, name))))]]
        if chance.random() < 0.4:
            arguments += ["--with", chance.choice(FEATURES)]
        image = bytearray(random_tables(seed, 8, 4).bytes if chance.random() < 0.6 else garbage(seed, 0x8000))
        for at in range(0, len(image), 8):  # low addresses, so that most lead somewhere
            if chance.random() < 0.5:
                word = struct.unpack_from("<Q", image, at)[0]
                struct.pack_into("<Q", image, at, word & ~(((1 << 51) - 1) & ~0x7FFF) if word else 0)
        path = file_with(bytes(image))
        check_survives(f"registers, seed {seed}", ["dump", *arguments, path])
        check_survives(f"registers, seed {seed}",
                       ["explain", "-v", *arguments, path, hex(chance.getrandbits(chance.choice((20, 39, 64))))])
