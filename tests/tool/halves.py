# SPDX-License-Identifier: Apache-2.0
"""Upper and signed input addresses."""

from harness import *
from images import *

P, RW, A, D, XD = (1 << bit for bit in (0, 1, 5, 6, 63))


def test_upper_addresses():
    """The last pages of TTBR1 end at 2^64."""
    image = Image(4)
    for table in range(3):
        image.link(table, 511, table + 1)
    image.put(3, 510, 0x80000000 | KERNEL_RW | PAGE)
    image.put(3, 511, 0x80001000 | KERNEL_RW | PAGE)
    image.link(0, 510, 1)
    path, upper = file_with(image), [*geometry(), "--half", "upper"]
    check_run("dump --half upper", ["dump", *upper, path], 0, """\
0xffffff7fffffe000-0xffffff8000000000  0x000080000000-0x000080002000  4K x 2  rw- global attr0 ish young
0xffffff8000000000-0x10000000000000000  table 0x1000 again, first at 0xffffff0000000000
total: 2 leaves, 8192 bytes, 4 tables read
""")
    for ia, oa in ((0xFFFFFFFFFFFFFFFF, 0x80001FFF), (0xFFFFFF7FFFFFE123, 0x80000123)):
        status, out, err = run(["explain", *upper, path, hex(ia)])
        check(f"explain --half upper {ia:#x}", (status, err) == (0, "") and out.endswith(
            f"output address {oa:#x}, leaf of 4K at input {ia & -0x1000:#x}, output {oa & -0x1000:#x}, "
            "attributes: rw- global attr0 ish young\n"), (status, out, err))
    for ia in (0, 0xFFFFFFFFFFFF, 0xFFFEFFFFFFFFFFFF):
        check_run(f"explain --half upper {ia:#x}", ["explain", *upper, path, hex(ia)], 1, "translation fault, level 0: "
                  f"input address {ia:#x} is not among the uppermost 2^48\n")
    check_run("explain --half lower", ["explain", *geometry(), "--half", "lower", path, hex(1 << 48)], 1,
              "translation fault, level 0: input address 0x1000000000000 has more than 48 bits\n")


def test_signed_addresses():
    """Both halves by one root. What is side by side in the tables is not always so in addresses."""
    image = Image(7)
    for table, index, child in ((0, 255, 1), (1, 511, 2), (2, 511, 3), (0, 256, 4), (4, 0, 5), (5, 0, 6)):
        image.put(table, index, image.address(child) | P | RW)
    image.put(3, 511, 0x80000000 | P | RW | A | D | XD)
    image.put(6, 0, 0x80001000 | P | RW | A | D | XD)
    image.put(6, 1, 0x80002000 | P | RW | A | D | XD)
    path, options = file_with(image), geometry("x86-64", output_bits=40)
    for more in ([], ["--half", "signed"]):
        check_run(f"dump signed {more}", ["dump", *options, *more, path], 0, """\
0x7ffffffff000-0x800000000000  0x000080000000-0x000080001000  4K x 1  rw- pat0 young dirty
0xffff800000000000-0xffff800000002000  0x000080001000-0x000080003000  4K x 2  rw- pat0 young dirty
total: 3 leaves, 12288 bytes, 7 tables read
""")
        for ia, oa in ((0x7FFFFFFFFFFF, 0x80000FFF), (0xFFFF800000001000, 0x80002000)):
            status, out, err = run(["explain", *options, *more, path, hex(ia)])
            check(f"explain signed {ia:#x}", (status, err) == (0, "") and
                  f"\noutput address {oa:#x}, leaf of 4K at input {ia & -0x1000:#x}, " in out, (status, out, err))
        for ia in (0x800000000000, 0xFFFF7FFFFFFFFFFF, 1 << 48, 1 << 63):
            check_run(f"explain signed {ia:#x}", ["explain", *options, *more, path, hex(ia)], 1,
                      f"general-protection exception: input address {ia:#x} is not a signed number of 48 bits (not canonical)\n")
    check_run("dump signed as lower", ["dump", *options, "--half", "lower", path], 0, """\
0x7ffffffff000-0x800000002000  0x000080000000-0x000080003000  4K x 3  rw- pat0 young dirty
total: 3 leaves, 12288 bytes, 7 tables read
""")


def test_bad_halves():
    path = file_with(Image(4).chain(0, 0, 0))
    for text in ("", "Upper", "both", "VPT_UPPER"):
        check_bad(f"--half {text!r}", ["dump", *geometry(), f"--half={text}", path],
                  f"--half: '{text}' is none of lower, upper, signed")
    for half, name, levels, bits in (("upper", "aarch64-s2", 4, 48), ("upper", "aarch64-s1-el2", 4, 48),
                                     ("signed", "aarch64-s1", 4, 48), ("upper", "x86-64", 4, 48),
                                     ("signed", "x86-64", 4, 47), ("signed", "riscv", 3, 38), ("signed", "ept", 4, 48),
                                     ("signed", "riscv-g", 3, 41), ("upper", "loongarch-4k", 3, 39)):
        check_bad(f"--half {half}, {name}, {bits} bits",
                  ["dump", *geometry(name, levels, bits, 40), "--half", half, path],
                  f"--half: no {half} input addresses with this format and --input-bits")
