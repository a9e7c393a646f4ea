# SPDX-License-Identifier: Apache-2.0
"""Random tables, compared with a walker of our own; garbage, under sanitizers."""
import random
import re

from harness import *
from images import *


# ---- against the walker in images.py -------------------------------------------------------------


SHAPES = (("aarch64-s1", 4, 48, 48), ("aarch64-s1", 4, 41, 40), ("aarch64-s1", 3, 39, 48),
          ("aarch64-s1-el2", 3, 32, 44), ("aarch64-s2", 3, 40, 48), ("aarch64-s2", 4, 48, 42))


def probes(chance, image, levels, input_bits, count):
    """Input addresses of which most hit entries that are in use."""
    for _ in range(count):
        ia, table = 0, 0
        for height in range(levels - 1, -1, -1):
            words = [index for index in range(512) if image.word(image.address(table) + index * 8)]
            index = chance.choice(words) if chance.random() < 0.97 else chance.randrange(512)
            ia += index * SIZES[height]
            next_table = (image.word(image.address(table) + index * 8) & 0xFFFFFFFFF000) - image.base
            table = next_table // GRANULE if image.holds(next_table + image.base) else table
        yield (ia & (1 << input_bits) - 1 if chance.random() < 0.97 else ia) + chance.randrange(4096)


def test_random_walks():
    outcomes = set()
    for seed, (name, levels, input_bits, output_bits) in enumerate(SHAPES):
        chance = random.Random(seed)
        base = 0x40000000
        image = random_tables(seed, 24, levels, base)
        path = file_with(image)
        shape = geometry(name, levels, input_bits, output_bits, base, base)
        for ia in probes(chance, image, levels, input_bits, 120):
            wanted = walk(image, base, levels, input_bits, output_bits, ia)
            status, out, err = run(["explain", *shape, path, str(ia)])
            label = f"explain {ia:#x}, seed {seed}"
            if wanted is None:
                check(label, status == 2 and re.match(r"vpt: level \d: entry at ", err), (status, out, err))
            else:
                last = out.splitlines()[-1:]
                check(label, status == (0 if wanted.startswith("output") else 1) and err == "" and
                      last and last[0].startswith(wanted), (wanted, status, last, err))
            outcomes.add(wanted and wanted.split(",")[0].split(" 0x")[0])
    check_equal("every outcome occurred", outcomes, {
        None, "translation fault", "address size fault", "access flag fault", "output address"})


def test_random_dumps():
    """What a dump lists is what the walker finds, at both ends of every run and just outside."""
    line = re.compile(r"0x(\w+)-0x(\w+)  0x(\w+)-0x(\w+)  ")
    listed = 0
    for seed, (name, levels, input_bits, output_bits) in enumerate(SHAPES * 3):
        base = 0x80000000
        image = random_tables(100 + seed, 24, levels, base, strays=0)
        shape = geometry(name, levels, input_bits, output_bits, base, base)
        status, out, err = run(["dump", *shape, file_with(image)])
        check(f"dump, seed {seed}: exit status and stderr", status in (0, 1) and err == "", (status, err))
        for ia, end, oa, oa_end in (map(lambda text: int(text, 16), found)
                                    for found in line.findall(out)):
            first = walk(image, base, levels, input_bits, output_bits, ia)
            last = walk(image, base, levels, input_bits, output_bits, end - 1)
            good = (first.startswith(f"output address {oa:#x}, ") and
                    last.startswith(f"output address {oa_end - 1:#x}, ") or
                    first.startswith("access flag fault") and last.startswith("access flag fault"))
            check(f"dump, seed {seed}, run at {ia:#x}", good, (first, last))
            listed += 1
    check("dumps listed enough to compare", listed > 1000, listed)


# ---- garbage, under sanitizers -------------------------------------------------------------------


def test_garbage():
    chance = random.Random(2024)
    for seed in range(40):
        name, levels, input_bits, output_bits = chance.choice(SHAPES)
        length = chance.choice((0, 1, 7, 4095, 4096, 12345, 65536, 65537 + seed))
        path = file_with(garbage(seed, length))
        shape = geometry(name, levels, input_bits, output_bits,
                         chance.choice((0, 0, 0x2000, 0x1000 * seed, chance.getrandbits(64))),
                         chance.choice((0, 0, 0, 0x1000, chance.getrandbits(64))))
        check_survives(f"garbage, seed {seed}", ["dump", *shape, path])
        check_survives(f"garbage, seed {seed}", ["explain", *shape, path, str(chance.getrandbits(input_bits))])


def test_shaped_garbage():
    chance = random.Random(2025)
    for seed in range(60):
        name, levels, input_bits, output_bits = chance.choice(SHAPES)
        image = random_tables(1000 + seed, chance.randrange(8, 40), levels, chance.choice((0, 0x40000000)))
        for _ in range(chance.randrange(3)):  # and a few bits flipped
            image.bytes[chance.randrange(len(image.bytes))] ^= 1 << chance.randrange(8)
        cut = chance.choice((0, 0, 1, 4096, 5000))
        path = file_with(bytes(image.bytes[:len(image.bytes) - cut]))
        shape = geometry(name, levels, input_bits, output_bits, image.base, image.base)
        check_survives(f"tables, seed {seed}", ["dump", *shape, path])
        for ia in probes(chance, image, levels, input_bits, 2):
            check_survives(f"tables, seed {seed}", ["explain", *shape, path, hex(ia)])


def test_garbage_arguments():
    chance = random.Random(2026)
    path = file_with(Image(4).chain(0, 0, 0))
    words = geometry() + ["dump", "explain", "formats", path, "0", "0x", "--", "-", "--base", "--help=1",
                          "--level", "--", "", "-1", "--granule", "4K", "--format", "\x7f\xff" * 9]
    for number in range(60):
        arguments = [chance.choice(("dump", "explain"))] + geometry() * chance.randrange(2)
        arguments += [chance.choice(words) for _ in range(chance.randrange(5))]
        check_survives(f"arguments {number}", arguments)
