# SPDX-License-Identifier: Apache-2.0
"""Every bit of every kind of descriptor of every format is explained: each of the 64 is flipped in turn, in a table at
each height, and the line of its field must say so. Which bits the hardware ignores is stated here from the manuals:
only these may be called so, and flipping them changes no translation."""
import re
import shlex
import struct

from harness import *

BASE = 0x40000000


def span(*ranges):
    """A mask of bits, from ranges (high, low)."""
    return sum((2 << high) - (1 << low) for high, low in ranges)


class Format:
    """One geometry with as many levels as there are, and what descriptors are made of."""

    def __init__(self, name, granule_log2, levels, input_bits, output_bits, last_level=3, step=-1, root_tables=1):
        self.name, self.levels, self.root_tables = name, levels, root_tables
        self.granule, self.stride = 1 << granule_log2, granule_log2 - 3
        self.last_level, self.step = last_level, step
        self.options = geometry(name, levels, input_bits, output_bits, None, BASE)

    def entry_bytes(self, height):
        return self.granule << self.stride * height

    def leaf_address(self, height):
        return 2 * self.entry_bytes(height)


class AArch64(Format):
    def __init__(self, stage, suffix, granule_log2, levels, input_bits, leaf_heights):
        self.lpa2 = suffix.endswith("lpa2")
        self.leaf_heights = leaf_heights
        super().__init__(stage + suffix, granule_log2, levels, input_bits, 52 if self.lpa2 or granule_log2 == 16
                         else 48)
        self.attributes = 1 << 10 | (0 if self.lpa2 else 3 << 8) | {
            "aarch64-s1": 3 << 53, "aarch64-s1-el2": 1 << 54 | 1 << 6, "aarch64-s2": 1 << 54 | 3 << 6 | 0xF << 2}[stage]

    def table(self, address):
        return address | 3

    def leaf(self, height):
        return self.leaf_address(height) | self.attributes | (3 if height == 0 else 1)

    def kinds(self, height):
        leaf = height in self.leaf_heights
        yield "invalid", self.leaf(height) & ~1, span((63, 1))
        if leaf:
            yield "leaf", self.leaf(height), span((63, 63), (58, 55))
        if height == 0 or not leaf:
            yield "reserved", self.leaf(height) & ~2, 0
        if height > 0:
            yield "table", None, span((58, 51), (11, 11), (7, 2), *() if self.lpa2 else ((9, 8),))


class X86(Format):
    def table(self, address):
        return address | 0x27

    def leaf(self, height):
        return self.leaf_address(height) | 1 << 63 | 0x63 | (1 << 7 if height > 0 else 0)

    def kinds(self, height):
        table, leaf = span((62, 52), (10, 8), (6, 6)), span((58, 52), (10, 9))
        yield "absent", self.leaf(height) & ~1, span((63, 1))
        if height <= 2:
            yield "leaf", self.leaf(height), leaf
        if height in (1, 2):
            yield "misaligned leaf", self.leaf(height) | 1 << 13, leaf
        if height > 2:
            yield "leaf too high", self.leaf(height), table
        if height > 0:
            yield "table", None, table


class Ept(Format):
    def table(self, address):
        return address | 0x107

    def leaf(self, height):
        return self.leaf_address(height) | 0x337 | (1 << 7 if height > 0 else 0)

    def kinds(self, height):
        table = span((63, 52), (11, 11), (9, 9))
        leaf = span((62, 62), (59, 59), (56, 52), (11, 11), *((7, 7),) if height == 0 else ())
        yield "absent", self.leaf(height) & ~7, span((62, 11), (9, 3))
        if height <= 2:
            yield "leaf", self.leaf(height), leaf
            yield "write without read", self.leaf(height) & ~5, leaf
        if height > 2:
            yield "leaf too high", self.leaf(height), table
        if height > 0:
            yield "table", None, table
            yield "table, write without read", self.table(BASE) & ~5, table


class RiscV(Format):
    def table(self, address):
        return address // 4 | 1

    def leaf(self, height):
        return self.leaf_address(height) // 4 | 0xC7 | (1 << 4 if "-g" in self.name else 0)

    def kinds(self, height):
        software = span((9, 8))
        yield "invalid", self.leaf(height) & ~1, span((63, 1))
        yield "leaf", self.leaf(height), software
        yield "write without read", self.leaf(height) & ~2, software
        if height > 0:
            yield "pointer", None, software
            yield "pointer with D", self.table(BASE) | 1 << 7, software
        else:
            yield "pointer at the last level", self.table(BASE), software


class LoongArch(Format):
    def table(self, address):
        return address

    def leaf(self, height):
        return self.leaf_address(height) | 0x193 | (1 << 6 if height > 0 else 0)

    def kinds(self, height):
        below_size = self.entry_bytes(height).bit_length() - 2
        leaf = span((60, 48), (11, 9), *((below_size, 12 if height == 0 else 13),) if below_size >= 12 else ())
        yield "nothing", 0, 0
        if height <= 2:
            yield "page", self.leaf(height), leaf
            yield "page, V is 0", self.leaf(height) & ~1, leaf
        else:
            yield "huge page too high", self.leaf(height), 0
        if height > 0:
            yield "table", None, span((63, 48))


def formats():
    for suffix, granule_log2, levels, bits, heights in (
            ("", 12, 4, 48, (0, 1, 2)), ("-16k", 14, 4, 48, (0, 1)), ("-64k", 16, 3, 52, (0, 1, 2)),
            ("-lpa2", 12, 5, 52, (0, 1, 2, 3)), ("-16k-lpa2", 14, 4, 52, (0, 1, 2))):
        for stage in ("aarch64-s1", "aarch64-s1-el2", "aarch64-s2"):
            three = stage == "aarch64-s2" and suffix == "-16k"
            yield AArch64(stage, suffix, granule_log2, 3 if three else levels, 47 if three else bits, heights)
    yield X86("x86-64", 12, 5, 57, 52, 1, 1)
    yield Ept("ept", 12, 5, 57, 52, 1, 1)
    for name in ("riscv", "riscv-svpbmt"):
        yield RiscV(name, 12, 5, 57, 56, 0, 1)
    for name in ("riscv-g", "riscv-g-svpbmt"):
        yield RiscV(name, 12, 5, 59, 56, 0, 1, 4)
    yield LoongArch("loongarch-4k", 12, 4, 48, 48)
    yield LoongArch("loongarch-16k", 14, 4, 48, 48)


def image_with(shape, height, words):
    """Memory that has these words at this height, each followed by first entries down to a leaf; and for each word the
    root and the input address that lead to it."""
    top = shape.levels - 1
    roots = len(words) if height == top else 1
    memory = bytearray((roots * shape.root_tables + top) * shape.granule)
    root_bytes = shape.root_tables * shape.granule

    def put(offset, index, word):
        struct.pack_into("<Q", memory, offset + index * 8, word)

    def table(below):
        """Offset of the table at this height."""
        return roots * root_bytes + (top - 1 - below) * shape.granule

    for below in range(top):
        put(table(below), 0, shape.table(BASE + table(below - 1)) if below > 0 else shape.leaf(0))
    for root in range(roots):
        put(root * root_bytes, 0, shape.table(BASE + table(top - 1)))
    places = []
    for number, word in enumerate(words):
        if height == top:
            put(number * root_bytes, 0, word)
            places.append((BASE + number * root_bytes, 0))
        else:
            put(table(height), number, word)
            places.append((BASE, number * shape.entry_bytes(height)))
    return memory, places


def next_table(shape, height, count):
    """Address of the table below this height in an image with so many words."""
    roots = count if height == shape.levels - 1 else 1
    return BASE + roots * shape.root_tables * shape.granule + (shape.levels - 1 - height) * shape.granule


def address_bit(text):
    """A field of an address is shown as that address: the bit where it begins, 0 of other fields."""
    match = re.search(r"address.*(?:, bits \d+:|, from bit )(\d+)|^of the .*, bits \d+:(\d+)", text)
    return int(match[1] or match[2]) if match else 0


def explanations(shape, height, words):
    """For each word: its fields, as {bit: (high, low, name, value, text)}, and the last line of the output."""
    memory, places = image_with(shape, height, words)
    path = file_with(bytes(memory))
    command = " ".join(map(shlex.quote, [VPT, "explain", "-v", *shape.options, path]))
    script = "\n".join(f"{command} {ia} --root {root}; echo == $?" for root, ia in places)
    done = run(["-c", script], "/bin/sh", stderr=subprocess.STDOUT, timeout=10 * SECONDS_MAX)[1]
    found = []
    for output in done.split("== ")[:-1]:
        output = re.sub(r"^\d\n", "", output)
        lines = output.splitlines() or [""]
        level = f"level {shape.last_level + shape.step * height}:"
        first = next((number for number, line in enumerate(lines, 1) if line.startswith(level)), len(lines))
        fields, bit = {}, 63
        for line in lines[first:]:
            match = re.match(r"  (\d+)(?::(\d+))? +(\S.*?) +0x([0-9a-f]+)(?:  (.*))?$", line)
            if not match or bit < 0:
                break
            high, low = int(match[1]), int(match[2] or match[1])
            if high != bit:
                break
            value, text = int(match[4], 16), match[5] or ""
            fields.update(dict.fromkeys(range(low, high + 1), (high, low, match[3], value >> address_bit(text), text)))
            bit = low - 1
        found.append((fields, lines[-1]))
    return found


def translation(last_line):
    """Without the input address, which differs, and the attributes, whose words depend on what the library writes."""
    return re.sub(" at input 0x[0-9a-f]+|, attributes.*", "", last_line)


def flaw(base, flipped, bit, word, ignored):
    """What is wrong with the explanation of a word of which one bit is flipped, or None."""
    (old, old_last), (new, new_last) = base, flipped
    if not set(old) == set(new) == set(range(64)):
        return "the fields are not all 64 bits"
    if sum(value << low for high, low, name, value, text in set(new.values())) != word:
        return "the fields are not the word"
    high, low, name, value, text = old[bit]
    if new[bit] == old[bit]:
        return "the field does not change"
    if name == "ignored" or "software" in name or "software" in text:
        if not ignored >> bit & 1:
            return "the bit is not ignored"
    elif ignored >> bit & 1:
        return f"the bit is ignored, but called {name}"
    elif name == "reserved":
        if "must be 0" in text and word >> bit & 1 and "encoding is reserved" not in new_last:
            return "a reserved bit does not fault"
        if "RES0" in text and translation(new_last) != translation(old_last):
            return "a reserved bit counts"
        if text == "" and "encoding is reserved" not in old_last:
            return "nothing says why it is reserved"
    elif text == "" and new[bit][4] == "":
        return "the field has no meaning"
    elif high == low and new[bit][2] == name and new[bit][4] == text and "ignored" not in text and not (
            "address" in text or "bit " in text or "index" in text or "RES1" in text):
        return "both values mean the same"
    if ignored >> bit & 1 and translation(new_last) != translation(old_last):
        return "an ignored bit counts"
    return None


def test_every_bit():
    count = 0
    for shape in formats():
        for height in range(shape.levels):
            for kind, word, ignored in shape.kinds(height):
                if word is None:
                    word = shape.table(next_table(shape, height, 65))
                words = [word] + [word ^ 1 << bit for bit in range(64)]
                found = explanations(shape, height, words)
                flaws = [(bit, flaw(found[0], found[bit + 1], bit, words[bit + 1], ignored)) for bit in range(64)]
                check(f"every bit of {shape.name}, {kind} at height {height}", not any(why for bit, why in flaws),
                      "\n".join(f"bit {bit}: {why}: {found[0][0].get(bit)}" for bit, why in flaws if why))
                count += 1
    check("kinds of descriptors", count > 300, count)
