# SPDX-License-Identifier: Apache-2.0
"""Memory images with AArch64 translation tables, made from the architecture's bit numbers alone
(DDI 0487, "The VMSAv8-64 translation table format descriptors"), and a walker of its own."""
import random
import struct

GRANULE = 0x1000
SIZES = (0x1000, 0x200000, 0x40000000, 0x8000000000)  # of an entry, by height

VALID = 1
TABLE = 3
BLOCK = 1
PAGE = 3
AF = 1 << 10
NG = 1 << 11
EL0 = 1 << 6        # AP[1]
READ_ONLY = 1 << 7  # AP[2]
INNER = 3 << 8
OUTER = 2 << 8
PXN = 1 << 53
UXN = 1 << 54
CONTIGUOUS = 1 << 52
PXN_TABLE = 1 << 59
UXN_TABLE = 1 << 60
AP_TABLE_NO_EL0 = 1 << 61
AP_TABLE_READ_ONLY = 1 << 62
NS_TABLE = 1 << 63

# Attributes of leaves.
KERNEL_RW = AF | INNER | UXN | PXN
KERNEL_RX = AF | INNER | UXN | READ_ONLY
KERNEL_RWX = AF | INNER | UXN
USER_RW = AF | INNER | UXN | PXN | EL0 | NG
USER_RX = AF | INNER | PXN | EL0 | NG | READ_ONLY
DEVICE = AF | OUTER | UXN | PXN | 2 << 2
EL2_RW = AF | INNER | UXN | EL0
S2_RW = AF | INNER | 0xF << 2 | 3 << 6 | UXN
S2_RWX = AF | INNER | 0xF << 2 | 3 << 6


class Image:
    """Tables side by side from `base`; table n lies at base + n * 4096."""

    def __init__(self, tables, base=0):
        self.base = base
        self.bytes = bytearray(tables * GRANULE)

    def address(self, table):
        return self.base + table * GRANULE

    def put(self, table, index, word):
        struct.pack_into("<Q", self.bytes, table * GRANULE + index * 8, word)

    def link(self, table, index, to, bits=0):
        self.put(table, index, self.address(to) | TABLE | bits)

    def chain(self, *indices):
        """Tables 0, 1, ... each pointing to the next."""
        for table, index in enumerate(indices):
            self.link(table, index, table + 1)
        return self

    def word(self, address):
        return struct.unpack_from("<Q", self.bytes, address - self.base)[0]

    def holds(self, address):
        return self.base <= address and address + GRANULE <= self.base + len(self.bytes)


def walk(image, root, levels, input_bits, output_bits, ia):
    """What the architecture makes of the input address: the start of the tool's last line, or
    None if the tables are broken."""
    if ia >> input_bits:
        return "translation fault, level 0: input address"
    table = root
    path = []
    for height in range(levels - 1, -1, -1):
        level = 3 - height
        index = ia // SIZES[height]
        if height < levels - 1:
            index %= 512
        path.append(table + index // 512 * GRANULE)
        word = image.word(table + index * 8)
        if word & 1 == 0:
            return f"translation fault, level {level}: descriptor is invalid"
        leaf = height == 0 or word & 2 == 0
        if leaf and (height == 3 or (height == 0 and word & 2 == 0)):
            return f"translation fault, level {level}: encoding is reserved"
        address = word & 0xFFFFFFFFF000
        if leaf:
            address -= address % SIZES[height]
        if address >> output_bits:
            return f"address size fault, level {level}: output address {address:#x} "
        if leaf:
            if word & AF == 0:
                return f"access flag fault, level {level}:"
            return f"output address {address + ia % SIZES[height]:#x}, "
        if address in path or not image.holds(address):
            return None
        table = address
    raise AssertionError


def random_tables(seed, tables, levels, base=0, strays=0.05):
    """Tables in rows by height. Most pointers lead to the next row, the share `strays` of all words
    anywhere below."""
    chance = random.Random(seed)
    image = Image(tables, base)
    per_row = tables // levels
    for table in range(tables):
        row = min(table // per_row, levels - 1)  # 0: the root's row
        height = levels - 1 - row
        for index in chance.sample(range(512), 24) + [0, 1]:
            word = chance.getrandbits(64)
            kind = chance.random()
            if height > 0 and kind < 0.6:
                to = chance.randrange((row + 1) * per_row, (row + 2) * per_row)
                if kind < strays:
                    to = chance.randrange((row + 1) * per_row, tables)
                word = image.address(to) | TABLE | (word & 0xF8 << 56)
            elif kind < 0.9:
                word = word & ~0x3C0000000003 | (PAGE if height == 0 else BLOCK)
                word |= AF if kind < 0.85 else 0
            elif strays == 0:
                word &= ~TABLE | BLOCK  # anything, but no pointer
            image.put(table, index, word)
    return image


def garbage(seed, length):
    return random.Random(seed).randbytes(length)
