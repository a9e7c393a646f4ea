# SPDX-License-Identifier: Apache-2.0
"""What registers say of tables: values of real systems, and every way in which registers can be wrong. What is
expected was written by hand from the manuals named in tool/translation_*.c."""
import os

from harness import SHORTEN, check_equal, run

PROGRAM = os.path.join(os.path.dirname(SHORTEN), "translations")
EL1, EL2, EL3 = range(3)


def said(stage, regime=EL1, levels=0, mark=0, **registers):
    arguments = [str(stage), str(regime), str(levels), hex(mark)]
    arguments += [f"{name}={value:#x}" for name, value in registers.items()]
    status, out, err = run(arguments, PROGRAM)
    return out.rstrip("\n")


def check_said(label, wanted, stage, **registers):
    check_equal(f"registers: {label}", said(stage, **registers), wanted)


def field(low, value):
    return value << low


# ---- AArch64 -------------------------------------------------------------------------------------


def test_unused_root():
    """Firmware (EDK II) leaves T1SZ 0 and sets EPD1: the other root is all that there is."""
    tcr = 20 | 1 << 23 | 2 << 32
    one = "TTBR0_EL1 0x47fff000: aarch64-s1 4/44/40 lower root 0x47fff000 0x0-0xfffffffffff"
    check_said("EPD1, T1SZ 0", one, 1, ttbr0=0x47FFF000, ttbr1=0, tcr=tcr)
    check_said("EPD0, T0SZ 0", "TTBR1_EL1 0x1000: aarch64-s1 4/44/40 upper root 0x1000 0x0-0xfffffffffff", 1, ttbr0=0,
               ttbr1=0x1000, tcr=20 << 16 | 1 << 7 | 2 << 30 | 2 << 32)
    check_said("EPD1, TTBR1 alone", "TCR_EL1: the granule (TG1) has a reserved value", 1, ttbr1=0,
               tcr=tcr)


def test_linux_arm64():
    """TCR_EL1 as Linux sets it: 4 KiB, 39 and 48 bits."""
    check_said("Linux, 39 bits", """\
TTBR0_EL1 0x5d00000041f00001: aarch64-s1 3/39/40 lower root 0x41f00000 0x0-0x7fffffffff tag 63:56 if bit 55 is 0 mair 0x40044ffff
TTBR1_EL1 0x40e01000: aarch64-s1 3/39/40 upper root 0x40e01000 0x0-0x7fffffffff mair 0x40044ffff""",
               1, ttbr0=0x5D00000041F00001, ttbr1=0x40E01000, tcr=0x32B5593519, mair=0x40044FFFF)
    check_said("Linux, 48 bits, PAN and DBM", """\
TTBR1_EL1 0x401d000041dc1000: aarch64-s1 4/48/48 upper root 0x41dc1000 0x0-0xffffffffffff ha hd hpd""",
               1, ttbr1=0x401D000041DC1000, tcr=0x5 << 32 | 3 << 39 | 1 << 42 | 0xB5503510)


def tcr(t0sz=16, tg0=0, t1sz=16, tg1=2, ips=5, **bits):
    value = t0sz | field(14, tg0) | field(16, t1sz) | field(30, tg1) | field(32, ips)
    for name, on in bits.items():
        value |= field(TCR_BITS[name], on)
    return value


TCR_BITS = {"epd0": 7, "epd1": 23, "tbi0": 37, "tbi1": 38, "ha": 39, "hd": 40, "hpd0": 41, "hpd1": 42, "e0pd0": 55,
            "e0pd1": 56, "ds": 59}


def test_granules_and_sizes():
    for tg0, tg1, page, name in ((0, 2, 12, ""), (2, 1, 14, "-16k"), (1, 3, 16, "-64k")):
        for bits in (25, 30, 31, 36, 39, 40, 42, 47, 48):
            size = 64 - bits
            levels = -(-(bits - page) // (page - 3))
            shape = f"aarch64-s1{name} {levels}/{bits}/48"
            last = f"{(1 << bits) - 1:#x}"
            check_said(f"2^{page}, {bits} bits, TTBR0", f"TTBR0_EL1 0x80000000: {shape} lower root 0x80000000 "
                       f"0x0-{last}", 1, ttbr0=0x80000000, tcr=tcr(size, tg0))
            check_said(f"2^{page}, {bits} bits, TTBR1", f"TTBR1_EL1 0x80000000: {shape} upper root 0x80000000 "
                       f"0x0-{last}", 1, ttbr1=0x80000000, tcr=tcr(t1sz=size, tg1=tg1))
    for ips, bits in enumerate((32, 36, 40, 42, 44, 48, 48)):
        check_said(f"IPS {ips}", f"TTBR0_EL1 0x1000: aarch64-s1 4/48/{bits} lower root 0x1000 0x0-0xffffffffffff", 1,
                   ttbr0=0x1000, tcr=tcr(ips=ips))


def test_52_bits():
    check_said("LPA2, 5 levels", "TTBR0_EL1 0x30000001000fd: aarch64-s1-lpa2 5/52/52 lower root 0xf000000100080 "
               "0x0-0xfffffffffffff", 1, ttbr0=0x30000001000FD, tcr=tcr(12, ips=6, ds=1))
    check_said("LPA2, 48 bits of output", "TTBR0_EL1 0x1000: aarch64-s1-lpa2 4/48/48 lower root 0x1000 "
               "0x0-0xffffffffffff", 1, ttbr0=0x1000, tcr=tcr(ds=1))
    check_said("64 KiB, 52 bits", "TTBR1_EL1 0x200000000124: aarch64-s1-64k 3/52/52 upper root 0x9200000000000 "
               "0x0-0xfffffffffffff", 1, ttbr1=0x200000000124, tcr=tcr(t1sz=12, tg1=3, ips=6, ds=1))
    check_said("16 KiB LPA2", "TTBR0_EL1 0x4000: aarch64-s1-16k-lpa2 4/49/52 lower root 0x4000 0x0-0x1ffffffffffff", 1,
               ttbr0=0x4000, tcr=tcr(15, tg0=2, ips=6, ds=1))


def test_small_roots():
    """A root is aligned to its own size; what is below is CnP and reserved."""
    check_said("EL2, 4 entries", "TTBR0_EL2 0xe0a1240: aarch64-s1-el2 3/32/40 lower root 0xe0a1240 0x0-0xffffffff", 1,
               regime=EL2, ttbr0=0xE0A1240, tcr=32 | 2 << 16)
    check_said("EL3, 128 bytes", "TTBR0_EL3 0x1081: aarch64-s1-el2 3/34/36 lower root 0x1080 0x0-0x3ffffffff", 1,
               regime=EL3, ttbr0=0x1081, tcr=30 | 1 << 16)
    check_said("64 bytes at least with 52 bits", "TTBR0_EL1 0x47: aarch64-s1-lpa2 3/31/52 lower root 0x1000000000040 "
               "0x0-0x7fffffff", 1, ttbr0=0x47, tcr=tcr(33, ips=6, ds=1))
    check_said("one level", "TTBR0_EL1 0x1f88: aarch64-s1 1/16/48 lower root 0x1f80 0x0-0xffff", 1, ttbr0=0x1F88,
               tcr=tcr(48))


def test_switches():
    both = dict(ttbr0=0x1000, ttbr1=0x2000)
    head = ["TTBR0_EL1 0x1000: aarch64-s1 4/48/48 lower root 0x1000 0x0-0xffffffffffff",
            "TTBR1_EL1 0x2000: aarch64-s1 4/48/48 upper root 0x2000 0x0-0xffffffffffff"]
    for name, texts in (("epd0", (" off", "")), ("epd1", ("", " off")), ("tbi0", (" tag 63:56 if bit 55 is 0", "")),
                        ("tbi1", ("", " tag 63:56 if bit 55 is 1")), ("ha", (" ha", " ha")), ("hd", ("", "")),
                        ("hpd0", (" hpd", "")), ("hpd1", ("", " hpd")), ("e0pd0", (" e0pd", "")),
                        ("e0pd1", ("", " e0pd"))):
        check_said(name, "\n".join(line + text for line, text in zip(head, texts)), 1, tcr=tcr(**{name: 1}), **both)
    check_said("HA and HD", "\n".join(line + " ha hd" for line in head), 1, tcr=tcr(ha=1, hd=1), **both)
    line = "TTBR0_EL2 0x1000: aarch64-s1-el2 4/48/48 lower root 0x1000 0x0-0xffffffffffff"
    for bit, text in ((20, " tag 63:56 if bit 55 is 0"), (21, " ha"), (22, ""), (24, " hpd")):
        check_said(f"TCR_EL2 bit {bit}", line + text, 1, regime=EL2, ttbr0=0x1000, tcr=16 | 5 << 16 | 1 << bit)


def vtcr(t0sz, sl0, tg0=0, ps=5, **bits):
    value = t0sz | field(6, sl0) | field(14, tg0) | field(16, ps)
    for name, on in bits.items():
        value |= field({"ha": 21, "hd": 22, "ds": 32, "sl2": 33}[name], on)
    return value


def test_stage2():
    check_said("KVM, 40 bits", "VTTBR_EL2 0x100004800f001: aarch64-s2 3/40/40 lower root 0x4800e000 0x0-0xffffffffff",
               2,
               vttbr=0x100004800F001, vtcr=0x80023558)
    for tg0, name, page, levels_of in ((0, "", 12, (2, 3, 4, 1)), (2, "-16k", 14, (1, 2, 3, None)),
                                       (1, "-64k", 16, (1, 2, 3, None))):
        for sl0, levels in enumerate(levels_of):
            if levels is None:
                check_said("reserved SL0", "VTCR_EL2: SL0 has a reserved value", 2, vttbr=0, vtcr=vtcr(24, sl0, tg0))
                continue
            below = page + (levels - 1) * (page - 3)
            for bits in range(16, 53):
                if bits > 48 and page != 16 or bits < 17 and page == 16:
                    continue
                good = below < bits <= below + page - 3 + 4
                found = said(2, vttbr=0x80000000, vtcr=vtcr(64 - bits, sl0, tg0))
                wanted = (f"VTTBR_EL2 0x80000000: aarch64-s2{name} {levels}/{bits}/48 lower root 0x80000000 0x0-"
                          f"{(1 << bits) - 1:#x}" if good else f"VTCR_EL2: T0SZ ({64 - bits}) and SL0 (the walk starts "
                          f"at level {4 - levels}) contradict each other")
                check_equal(f"stage 2, 2^{page}, SL0 {sl0}, {bits} bits", found, wanted)
    check_said("level -1", "VTTBR_EL2 0x80: aarch64-s2-lpa2 5/52/52 lower root 0x80 0x0-0xfffffffffffff ha hd", 2,
               vttbr=0x80, vtcr=vtcr(12, 0, ps=6, ds=1, sl2=1, ha=1, hd=1))
    check_said("SL2 with SL0", "VTCR_EL2: SL0 has a reserved value", 2, vttbr=0, vtcr=vtcr(12, 1, ds=1, sl2=1))
    check_said("16 KiB LPA2, level 0", "VTTBR_EL2 0x0: aarch64-s2-16k-lpa2 4/49/52 lower root 0x0 0x0-0x1ffffffffffff",
               2, vttbr=0, vtcr=vtcr(15, 3, tg0=2, ps=6, ds=1))


def test_bad_aarch64():
    check_said("TTBR0 alone", "--ttbr0 says where the tables are, not their shape: give --tcr too", 1, ttbr0=0)
    check_said("TTBR1 alone", "--ttbr1 says where the tables are, not their shape: give --tcr too", 1, ttbr1=0)
    check_said("VTTBR alone", "--vttbr says where the tables are, not their shape: give --vtcr too", 2, vttbr=0)
    check_said("TG0 reserved", "TCR_EL1: the granule (TG0) has a reserved value", 1, ttbr0=0, tcr=tcr(tg0=3))
    check_said("TG1 reserved", "TCR_EL1: the granule (TG1) has a reserved value", 1, ttbr1=0, tcr=tcr(tg1=0))
    check_said("TG1 counts for TTBR1 only", "TTBR0_EL1 0x0: aarch64-s1 4/48/48 lower root 0x0 0x0-0xffffffffffff", 1,
               ttbr0=0, tcr=tcr(tg1=0))
    for size in (0, 15, 49, 63):
        check_said(f"T0SZ {size}", f"TCR_EL1: T0SZ is {size}; with this granule it is 16 to 48", 1, ttbr0=0,
                   tcr=tcr(size))
        check_said(f"T1SZ {size}", f"TCR_EL1: T1SZ is {size}; with this granule it is 16 to 48", 1, ttbr1=0,
                   tcr=tcr(t1sz=size))
    for size in (11, 48):
        check_said(f"64 KiB, T0SZ {size}", f"TCR_EL1: T0SZ is {size}; with this granule it is 12 to 47", 1, ttbr0=0,
                   tcr=tcr(size, tg0=1))
    check_said("IPS 7", "TCR_EL1: the output size has the reserved value 7", 1, ttbr0=0, tcr=tcr(ips=7))
    check_said("PS 7", "TCR_EL2: the output size has the reserved value 7", 1, regime=EL2, ttbr0=0, tcr=16 | 7 << 16)
    check_said("TTBR1 of EL2", "--ttbr1: this regime has TTBR0 only", 1, regime=EL2, ttbr1=0, tcr=16)
    check_said("no root", "no register with a root of stage 1 is given", 1, tcr=tcr())
    check_said("no root of stage 2", "no register with a root of stage 2 is given", 2, ttbr0=0, tcr=tcr())
    check_said("two architectures", "--ttbr0 and --cr3 are registers of different architectures", 1, ttbr0=0,
               tcr=tcr(), cr3=0)


# ---- x86 -----------------------------------------------------------------------------------------

CR4 = 0x3506F0
LA57 = 1 << 12


def test_x86():
    four = "x86-64 4/48/52 signed root {:#x} 0x0-0xffffffffffff"
    check_said("Linux", "CR3 0x80000001062f2803: " + four.format(0x1062F2000) + " pat 0x407050600070106", 1,
               cr0=0x80050033, cr3=0x80000001062F2803, cr4=CR4, efer=0xD01, pat=0x407050600070106)
    check_said("5 levels", "CR3 0x1000: x86-64 5/57/52 signed root 0x1000 0x0-0x1ffffffffffffff", 1, cr3=0x1000,
               cr4=CR4 | LA57)
    for levels, bits in ((4, 48), (5, 57)):
        check_said(f"--levels {levels}", f"CR3 0x1000: x86-64 {levels}/{bits}/52 signed root 0x1000 "
                   f"0x0-{(1 << bits) - 1:#x}", 1, levels=levels, cr3=0x1000)
    check_said("encrypted root", "CR3 0x8000001001000: " + four.format(0x1001000), 1, mark=1 << 51, cr3=0x8000001001000,
               cr4=CR4)
    check_said("NXE is 0", "CR3 0x1000: " + four.format(0x1000) + " no-xd", 1, cr3=0x1000, cr4=CR4, efer=0x500)
    user48, user57 = 1 << 62, 1 << 61
    tags = {(user48, 0): " tag 62:48 if bit 63 is 0", (user57, 0): " tag 62:57 if bit 63 is 0",
            (user48 | user57, 0): " tag 62:57 if bit 63 is 0", (0, 1 << 28): " tag 62:48 if bit 63 is 1",
            (user57, 1 << 28): " tag 62:57 if bit 63 is 0 tag 62:48 if bit 63 is 1"}
    for (cr3, cr4), text in tags.items():
        check_said(f"LAM {cr3:#x} {cr4:#x}", f"CR3 {cr3 | 0x1000:#x}: " + four.format(0x1000) + text, 1,
                   cr3=cr3 | 0x1000, cr4=CR4 | cr4)
    check_said("EPT", "EPTP 0x10a2f305e: ept 4/48/52 lower root 0x10a2f3000 0x0-0xffffffffffff", 2, eptp=0x10A2F305E)
    check_said("EPT, 5 levels", "EPTP 0x1026: ept 5/57/52 lower root 0x1000 0x0-0x1ffffffffffffff", 2, eptp=0x1026)
    check_said("NPT", "N_CR3 0x10a2f3000: x86-64 4/48/52 lower root 0x10a2f3000 0x0-0xffffffffffff", 2, levels=4,
               ncr3=0x10A2F3000)


def test_bad_x86():
    check_said("CR3 alone", "--cr3 says where the tables are, not their levels: give --cr4 or --levels too", 1, cr3=0)
    check_said("N_CR3 alone", "--ncr3 says where the tables are, not their levels: give --cr4 or --levels too", 2,
               ncr3=0)
    check_said("levels", "--levels: x86-64 tables have 4 or 5", 1, levels=3, cr3=0)
    check_said("paging off", "CR0 0x11: PG is 0, so paging is off and no tables are used", 1, cr0=0x11, cr3=0, cr4=CR4)
    check_said("32-bit paging",
               "CR4 0x10: PAE is 0, so the tables are those of 32-bit paging, which cannot be read here",
               1, cr3=0, cr4=0x10)
    check_said("PAE paging", "EFER 0x800: LMA is 0, so the tables are those of PAE paging, which cannot be read here",
               1,
               cr3=0, cr4=CR4, efer=0x800)
    for bits in (0, 1, 2, 5, 6, 7):
        check_said(f"EPTP walk of {bits + 1}",
                   f"EPTP {bits << 3:#x}: bits 5:3 say walks of length {bits + 1}, there are "
                   "4 and 5 only", 2, eptp=bits << 3)
    check_said("both vendors", "--eptp and --ncr3 are registers of different processors", 2, eptp=0x1E, ncr3=0)


# ---- RISC-V and LoongArch ------------------------------------------------------------------------


def test_riscv():
    for mode, levels in ((8, 3), (9, 4), (10, 5)):
        bits = 12 + 9 * levels
        value = field(60, mode) | field(44, 0xFFFF) | 0x813AA
        check_said(f"satp MODE {mode}", f"satp {value:#x}: riscv {levels}/{bits}/56 signed root 0x813aa000 "
                   f"0x0-{(1 << bits) - 1:#x}", 1, satp=value)
        value = field(60, mode) | field(44, 0x3FFF) | 0x80007
        check_said(f"hgatp MODE {mode}", f"hgatp {value:#x}: riscv-g {levels}/{bits + 2}/56 lower root 0x80004000 "
                   f"0x0-{(4 << bits) - 1:#x}", 2, hgatp=value)
    check_said("highest root", "satp 0x80000fffffffffff: riscv 3/39/56 signed root 0xfffffffffff000 0x0-0x7fffffffff",
               1,
               satp=0x80000FFFFFFFFFFF)
    check_said("Bare", "satp 0x813aa: MODE is 0 (Bare), so no tables are used", 1, satp=0x813AA)
    check_said("guest Bare", "hgatp 0x0: MODE is 0 (Bare), so no tables are used", 2, hgatp=0)
    for mode in (*range(1, 8), *range(11, 16)):
        check_said(f"MODE {mode}", f"satp {mode << 60:#x}: MODE {mode} is reserved; 8, 9 and 10 are Sv39, Sv48, Sv57",
                   1, satp=mode << 60)


def pwcl(page, width, dir1=(0, 0), dir2=(0, 0), entry=0):
    return (page | field(5, width) | field(10, dir1[0]) | field(15, dir1[1]) | field(20, dir2[0]) |
            field(25, dir2[1]) | field(30, entry))


def pwch(dir3=(0, 0), dir4=(0, 0)):
    return dir3[0] | field(6, dir3[1]) | field(12, dir4[0]) | field(18, dir4[1])


def test_loongarch():
    """Linux: directories that a configuration has not have the width 0."""
    linux_16k = dict(pwcl=pwcl(14, 11, (25, 11)), pwch=pwch((36, 11)))
    check_equal("PWCL of Linux, 16 KiB", (linux_16k["pwcl"], linux_16k["pwch"]), (0x5E56E, 0x2E4))
    check_said("Linux, 16 KiB", """\
PGDL 0x9000000001284000: loongarch-16k 3/47/48 lower root 0x1284000 0x0-0x7fffffffffff
PGDH 0x1288000: loongarch-16k 3/47/48 upper root 0x1288000 0x0-0x7fffffffffff""", 1,
               pgdl=0x9000000001284000, pgdh=0x1288000, **linux_16k)
    four = dict(pwcl=pwcl(12, 9, (21, 9), (30, 9)), pwch=pwch((39, 9)))
    check_said("4 levels, one root", "PGDL 0x1000: loongarch-4k 4/48/48 signed root 0x1000 0x0-0xffffffffffff", 1,
               pgdl=0x1000, pgdh=0x1000, **four)
    check_said("4 levels, two roots", """\
PGDL 0x1000: loongarch-4k 4/48/48 signed root 0x1000 0x0-0x7fffffffffff
PGDH 0x2000: loongarch-4k 4/48/48 signed root 0x2000 0x800000000000-0xffffffffffff""", 1, pgdl=0x1000, pgdh=0x2000,
               **four)
    check_said("3 levels, one root", """\
PGDL 0x1000: loongarch-4k 3/39/48 lower root 0x1000 0x0-0x7fffffffff
PGDH 0x1000: loongarch-4k 3/39/48 upper root 0x1000 0x0-0x7fffffffff""", 1, pgdl=0x1000, pgdh=0x1000,
               pwcl=pwcl(12, 9, (21, 9)), pwch=pwch((30, 9)))
    check_said("small root", "PGDL 0x1000: loongarch-4k 2/23/48 lower root 0x1000 0x0-0x7fffff", 1, pgdl=0x1000,
               pwcl=pwcl(12, 9, (21, 2)), pwch=0)


def test_bad_loongarch():
    for name in ("pgdl", "pgdh"):
        check_said(f"{name} alone", f"--{name} says where the tables are, not their shape: give --pwcl too", 1,
                   **{name: 0})
        check_said(f"{name} without PWCH", f"--{name} says where the tables are, not their shape: give --pwch too", 1,
                   pwcl=0, **{name: 0})
    for label, low, high, text in (
            ("pages of 64 KiB", pwcl(16, 13), 0, "PWCL: pages of 2^16 bytes (PTbase) cannot be read here, only 4K and "
             "16K"),
            ("wide entries", pwcl(12, 9, entry=1), 0, "PWCL: entries of more than 64 bits (PTEWidth) cannot be read "
             "here"),
            ("no last level", pwcl(12, 0), 0, "PWCL, PWCH: an index of 0 bits, but tables of a page have 9"),
            ("gap", pwcl(12, 9, (22, 9)), 0, "PWCL, PWCH: a directory's index begins at bit 22, not where that of the "
             "level below ends, 21"),
            ("narrow table below the root", pwcl(12, 9, (21, 8)), pwch((29, 9)),
             "PWCL, PWCH: an index of 8 bits, but tables of a page have 9"),
            ("wide root", pwcl(12, 9, (21, 10)), 0, "PWCL, PWCH: an index of 10 bits, but tables of a page have 9"),
            ("too many bits", pwcl(14, 11, (25, 11)), pwch((36, 11), (47, 2)),
             "PWCL, PWCH: input addresses of 49 bits cannot be read here, only 48")):
        check_said(label, text, 1, pgdl=0, pwcl=low, pwch=high)
