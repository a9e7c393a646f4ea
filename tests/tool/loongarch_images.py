# SPDX-License-Identifier: Apache-2.0
"""LoongArch tables, made from the bit numbers of the LoongArch Reference Manual, Volume 1, "Multi-level Page Table
Structure Supported by Page Walking"."""
import re
import struct

from harness import *

V, D, USER, CC, WUC, P, W, COPY = 1, 2, 3 << 2, 1 << 4, 2 << 4, 1 << 7, 1 << 8, 1 << 10
G, H, HUGE_G = 1 << 6, 1 << 6, 1 << 12
NR, NX, RPLV = 1 << 61, 1 << 62, 1 << 63
RW = V | D | CC | P | W | NX
RX = V | CC | P

SHAPES = {"loongarch-4k": (12, 48), "loongarch-16k": (14, 47)}  # log2 of the granule, input bits


class Tables:
    """Four tables in a chain of first entries (three for 16 KiB), table n at base + n granules."""

    def __init__(self, name, base):
        self.name, self.base = name, base
        self.granule_log2, self.input_bits = SHAPES[name]
        self.levels = 4 if self.granule_log2 == 12 else 3
        self.bytes = bytearray(self.levels << self.granule_log2)
        for table in range(self.levels - 1):
            self.put(table, 0, base + (table + 1 << self.granule_log2))

    def put(self, table, index, word):
        struct.pack_into("<Q", self.bytes, (table << self.granule_log2) + index * 8, word)

    def arguments(self):
        granule = f"{1 << self.granule_log2 - 10}K"
        return [*geometry(self.name, self.levels, self.input_bits, 48, self.base, self.base), f"--granule={granule}",
                file_with(bytes(self.bytes))]


def dump_text(name):
    tables = Tables(name, 0x40000000)
    last = tables.levels - 1
    page = 1 << tables.granule_log2
    huge = 1 << 2 * tables.granule_log2 - 3
    tables.put(last, 1, 0x80000000 | RW)
    tables.put(last, 2, 0x80000000 + page | RW)
    tables.put(last, 3, 0x90000000 | RX | USER | RPLV)
    tables.put(last, 5, 0xA0000000 | V | P | NX | NR)  # uncached, no right
    tables.put(last, 7, 0xB0000000 | RX | G)           # not repeated: not this library's
    tables.put(last, 9, 0xC0000000 | P)                # V is 0
    tables.put(last - 1, 2, 0x40 * huge | RX | H | HUGE_G | COPY)
    tables.put(last - 1, 4, 0x40 * huge | RX & ~V | H)  # V is 0
    code, out, err = run(["dump", *tables.arguments()])
    check_equal(f"dump {name}: exit status", (code, err), (0, ""))
    return re.sub(r"  +", "  ", out)


def test_dump_4k():
    check_equal("dump of 4 KiB pages", dump_text("loongarch-4k"), """\
0x000000001000-0x000000003000  0x000080000000-0x000080002000  4K x 2  rw- CC
0x000000003000-0x000000004000  0x000090000000-0x000090001000  4K x 1  r-x user CC
0x000000005000-0x000000006000  0x0000a0000000-0x0000a0001000  4K x 1  --- SUC
0x000000007000-0x000000008000  0x0000b0000000-0x0000b0001000  4K x 1  r-x global CC
0x000000400000-0x000000600000  0x000008000000-0x000008200000  2M x 1  r-x global CC sw=2
total: 6 leaves, 2117632 bytes, 4 tables read
""")


def test_dump_16k():
    check_equal("dump of 16 KiB pages", dump_text("loongarch-16k"), """\
0x000000004000-0x00000000c000  0x000080000000-0x000080008000  16K x 2  rw- CC  [executable at 0x4000000]
0x00000000c000-0x000000010000  0x000090000000-0x000090004000  16K x 1  r-x user CC
0x000000014000-0x000000018000  0x0000a0000000-0x0000a0004000  16K x 1  --- SUC
0x00000001c000-0x000000020000  0x0000b0000000-0x0000b0004000  16K x 1  r-x global CC
0x000004000000-0x000006000000  0x000080000000-0x000082000000  32M x 1  r-x global CC sw=2  [writable at 0x4000]
total: 6 leaves, 33636352 bytes, 3 tables read
""")
