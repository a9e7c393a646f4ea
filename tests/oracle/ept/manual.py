#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: manual.py IMAGE

Answers the queries of an image (batch.h) by the letter of the Software Developer's Manual (SDM), volume 3C, chapter "VMX Support
for Address Translation", section "The Extended Page Table Mechanism (EPT)", with four and five levels: the stand-in for a
machine that no emulator offers. Names of entries and bit positions are those of the manual's tables "Format of an
EPT ... Entry"; nothing is taken from the library.

Without mode-based execute control, sub-page write permissions, and whatever else gives ignored bits a meaning;
execute-only translations and pages of 2 MByte and 1 GByte are supported.

Registers of a batch: EPTP; MAXPHYADDR; address, offset in the image and length of the memory that tables are made of.
Operations: 0 read, 1 write, 2 instruction fetch, of a guest-physical address. Answers: status is the exit reason, with
the exit qualification above it from bit 16 on; if there is no exit it is 0, with the EPT memory type in bits 18:16, the
ignore-PAT bit in bit 19, and bit 20 if the processor would set an accessed or a dirty flag. Detail is the physical address,
or after an exit the guest-physical one."""
import array
import pathlib
import struct
import sys

MAGIC = 0x314C434154505600
HEADER = struct.Struct("<4Q256s")
BATCH = struct.Struct("<16Q2Q")

EPT_VIOLATION = 48
EPT_MISCONFIGURATION = 49


def bits(high, low):
    return ((1 << (high - low + 1)) - 1) << low


# Name of the entry; the lowest of the nine bits of the guest-physical address that select it; by bit 7 (None: whatever it is)
# the reserved bits, and the lowest bit of the address of the page it maps (None: it references a table).
LEVELS = (
    ("PML5E", 48, {None: (bits(7, 3), None)}),
    ("PML4E", 39, {None: (bits(7, 3), None)}),
    ("PDPTE", 30, {0: (bits(6, 3), None), 1: (bits(29, 12), 30)}),
    ("PDE", 21, {0: (bits(6, 3), None), 1: (bits(20, 12), 21)}),
    ("PTE", 12, {None: (0, 12)}),
)
READ, WRITE, EXECUTE = 1, 2, 4  # bits 0, 1, 2 of every entry, and of the exit qualification
ACCESSED, DIRTY = bits(8, 8), bits(9, 9)
ACCESS = (READ, WRITE, EXECUTE)


def misconfigured(rights):
    """Bit 0 is 0 and bit 1 is 1. (Bit 2 alone is execute-only, which is supported.)"""
    return rights & (READ | WRITE) == WRITE


class Ept:
    def __init__(self, registers, memory):
        self.pointer, self.address_bits, self.base, offset, length = registers[:5]
        self.words = memory[offset // 8:(offset + length) // 8]
        self.address = bits(self.address_bits - 1, 12)
        self.beyond = bits(51, self.address_bits) if self.address_bits <= 51 else 0
        # "Extended-Page-Table Pointer (EPTP)": walk length minus 1 in bits 5:3, accessed and dirty flags on in bit 6
        self.levels = LEVELS[5 - (self.pointer >> 3 & 7) - 1:]
        self.flags = self.pointer >> 6 & 1

    def entry(self, table, index):
        place = table - self.base + 8 * index
        if not 0 <= place < 8 * len(self.words):
            sys.exit(f"manual.py: a walk leaves the tables, for 0x{table:x}")
        return self.words[place // 8]

    def translate(self, guest, access):
        table, allowed, writes = self.pointer & self.address, READ | WRITE | EXECUTE, False
        for _, low, kinds in self.levels:
            entry = self.entry(table, guest >> low & 511)
            rights = entry & 7
            allowed &= rights
            if rights == 0:  # not present
                return EPT_VIOLATION | (access | allowed << 3) << 16, guest
            reserved, page = kinds[None if None in kinds else entry >> 7 & 1]
            if misconfigured(rights) or entry & (reserved | self.beyond):
                return EPT_MISCONFIGURATION, guest
            writes |= not entry & ACCESSED
            if page is not None:
                break
            table = entry & self.address
        memory_type = entry >> 3 & 7
        if memory_type in (2, 3, 7):
            return EPT_MISCONFIGURATION, guest
        if not allowed & access:
            return EPT_VIOLATION | (access | allowed << 3) << 16, guest
        writes |= access == WRITE and not entry & DIRTY
        found = memory_type | (entry >> 6 & 1) << 3 | (writes and self.flags) << 4
        return found << 16, entry & self.address & ~bits(page - 1, 0) | guest & bits(page - 1, 0)


def main(path):
    image = pathlib.Path(path).read_bytes()
    magic, batch_count, batch_offset, _, name = HEADER.unpack_from(image)
    assert magic == MAGIC
    memory = array.array("Q", image[:len(image) // 8 * 8])
    results = array.array("Q")
    for number in range(batch_count):
        *registers, offset, count = BATCH.unpack_from(image, batch_offset + number * BATCH.size)
        ept = Ept(registers, memory)
        for query in range(offset // 8, offset // 8 + 2 * count, 2):
            results.extend(ept.translate(memory[query], ACCESS[memory[query + 1]]))
    pathlib.Path(name.split(b"\0")[0].decode()).write_bytes(results.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
