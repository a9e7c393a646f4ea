# SPDX-License-Identifier: Apache-2.0
"""Both stages at once: what is listed and explained, and whose fault it is."""
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


def test_dump():
    memory = guest()
    leaf = "rw- normal-wb then normal-wb global"
    check_both("pages of both", memory, 0, """\
0x000000000000-0x000000004000  0x000000018000-0x00000001c000  4K x 4  rw- global normal-wb then normal-wb sh=inner young  stage 2: sh=inner young
total: 4 leaves of stage 1, 16384 bytes; through both stages 16384 bytes, not mapped by stage 2 0 bytes
""")
