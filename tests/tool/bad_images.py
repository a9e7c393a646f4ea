# SPDX-License-Identifier: Apache-2.0
"""Broken images: the message, to the letter, and the exit status."""
from harness import *
from images import *


# ---- bad images ----------------------------------------------------------------------------------


OUTSIDE = " is outside the image, which has {:#x} to {:#x}"
NOT_READ = "vpt: tables that could not be read in full: {}\n"


def missing(ia, end, table, level, why, entry="", tables=0):
    """The list of tables of which one cannot be read, and nothing else is there."""
    return (f"0x{ia:012x}-0x{end:012x}  table {table:#x} at level {level}{why}{entry}\n"
            f"total: 0 leaves, 0 bytes, {tables} tables read\n")


def test_broken_images():
    whole = (0, 1 << 48)
    check_dump("empty image", b"", 2, missing(*whole, 0, 0, " is outside the image, which is empty"),
               NOT_READ.format(1))
    check_dump("root behind the image", Image(1), 2, missing(*whole, 0x1000, 0, OUTSIDE.format(0, 0xFFF)),
               NOT_READ.format(1), root=0x1000)
    check_dump("root before the image", Image(1, base=0x5000), 2,
               missing(*whole, 0x4000, 0, OUTSIDE.format(0x5000, 0x5FFF)),
               NOT_READ.format(1), root=0x4000)
    check_dump("image ends inside the root", bytes(0x1FFF), 2,
               missing(511 << 39, 1 << 48, 0x1000, 0, ", entry 511, is only partly in the image", tables=1),
               NOT_READ.format(1), root=0x1000)
    check_dump("image starts inside the root", bytes(0x2000), 2,
               missing(0, 1 << 39, 0x1000, 0, ", entry 0, is only partly in the image", tables=1), NOT_READ.format(1),
               root=0x1000, base=0x1001)
    check_dump("image that starts anywhere", bytes(0x1FFF), 0, "total: 0 leaves, 0 bytes, 1 tables read\n", root=0x1000,
               base=1)
    check_dump("misaligned root", Image(2), 2, "", "vpt: root 0x8 is not a multiple of 0x1000\n", root=8)
    check_dump("misaligned concatenated root", Image(20), 2, "",
               "vpt: root 0x1000 is not a multiple of 0x2000\n", root=0x1000, name="aarch64-s2",
               levels=3, input_bits=40)
    check_dump("root beyond the output size", Image(1), 2, "",
               "vpt: root 0x100000000 has more than 32 bits\n", root=1 << 32, base=1 << 32,
               output_bits=32)
    last = (1 << 64) - 0x1000
    check_dump("image at the last addresses", Image(1), 2, missing(*whole, 0, 0, OUTSIDE.format(last, (1 << 64) - 1)),
               NOT_READ.format(1), base=last)
    # I3. The message has the image's range, and the option that says otherwise.
    path = file_with(Image(1))
    unsaid = OUTSIDE.format(0, 0xFFF) + " (--base says where it begins)"
    check_run("root outside, without --base", ["dump", *geometry(root=0x40000000, base=None), path], 2,
              missing(*whole, 0x40000000, 0, unsaid), NOT_READ.format(1))
    status, out, err = run(["explain", *geometry(root=0x40000000, base=None), path, "0x1000"])
    check_equal("explain, root outside, without --base", (status, err),
                (2, f"vpt: level 0: entry at 0x40000000{unsaid}\n"))
    path = file_with(Image(1))
    check_bad("image beyond the last address", ["dump", *geometry(base=(1 << 64) - 0xFFF), path],
              f"{path}: with --base 0xfffffffffffff001 the image ends beyond the last address")

    image = Image(3).chain(0, 0)
    image.put(2, 0, 0x3000 | TABLE)
    check_dump("wild pointer", image, 2,
               missing(0, 0x200000, 0x3000, 3, OUTSIDE.format(0, 0x2FFF), "; entry 0x2000[0] is 0x0000000000003003", 3),
               NOT_READ.format(1))
    check_explain("wild pointer", image, 0, 2, "  0      valid       0x1  valid\n",
                  "vpt: level 3: entry at 0x3000" + OUTSIDE.format(0, 0x2FFF) + "\n")
    image.put(2, 0, 0xFFFFFFFFF000 | TABLE)
    check_dump("wildest pointer", image, 2,
               missing(0, 0x200000, 0xFFFFFFFFF000, 3, OUTSIDE.format(0, 0x2FFF),
                       "; entry 0x2000[0] is 0x0000fffffffff003", 3),
               NOT_READ.format(1))
    image = Image(4).chain(0, 0, 0)
    image.put(2, 1, 0x80200000 | KERNEL_RW | BLOCK)
    image.put(1, 1, 0x5000 | TABLE)
    image.put(1, 2, 0xC0000000 | KERNEL_RW | BLOCK)
    rest = """\
0x000000200000-0x000000400000  0x000080200000-0x000080400000  2M x 1  rw- global attr0 ish young
0x000040000000-0x000080000000  table 0x5000 at level 2 is outside the image, which has 0x0 to {:#x}; entry 0x1000[1] is 0x0000000000005003
0x000080000000-0x0000c0000000  0x0000c0000000-0x000100000000  1G x 1  rw- global attr0 ish young
total: 2 leaves, 1075838976 bytes, 4 tables read
"""
    check_dump("wild pointer, all else is listed", image, 2, "0x000000000000-0x000000200000  table 0x3000 is empty\n" +
               rest.format(0x3FFF),
               NOT_READ.format(1))
    check_dump("truncated image", image.bytes[:-1], 2,
               "0x0000001ff000-0x000000200000  table 0x3000 at level 3, entry 511, is only partly in the image; "
               "entry 0x2000[0] is 0x0000000000003003\n" + rest.format(0x3FFE), NOT_READ.format(2))


def test_loops():
    """A walk ends after its levels: it cannot loop."""
    total = "total: 0 leaves, 0 bytes, {} tables read\n"
    accessed = "\naccess flag fault, level 3: AF is 0 (and hardware is taken not to set it)\n"
    image = Image(1)
    for index in range(512):
        image.link(0, index, 0)
    check_dump("table that is full of itself", image, 0,
               "0x000000000000-0x1000000000000  table 0x0 again, 512 times, first at 0x0 as level 0, here as level 1\n" +
               total.format(1))
    check_explain("table that points to itself", image, 0, 1, accessed)
    image = Image(4).chain(0, 0)
    image.link(2, 3, 1)
    check_dump("loop below the root", image, 0,
               "0x000000600000-0x000000800000  table 0x1000 again, first at 0x0 as level 1, here as level 3\n" +
               total.format(3))
    check_explain("loop below the root", image, 0x600000, 1, accessed)
    image = Image(4).chain(0, 0, 0)
    image.link(1, 5, 3)
    image.put(3, 1, 0x80000000 | KERNEL_RW | PAGE)
    check_dump("table at two levels, which means something else there", image, 2, """\
0x000000001000-0x000000002000  0x000080000000-0x000080001000  4K x 1  rw- global attr0 ish young
0x000140000000-0x000180000000  table 0x3000 again, first at 0x0 as level 3, here as level 2
0x000140200000-0x000140400000  table 0x80000000 at level 3 is outside the image, which has 0x0 to 0x3fff; entry 0x3000[1] is 0x0060000080000703
total: 1 leaves, 4096 bytes, 4 tables read
""", NOT_READ.format(1))
    image = Image(3)
    image.link(0, 0, 1)
    check_dump("root table below the other root table", image, 0,
               "0x000000000000-0x000040000000  table 0x1000 again, first at 0x8000000000 as level 1, here as level 2\n" +
               total.format(2), name="aarch64-s2", levels=3, input_bits=40)


def test_bounded_work():
    """Every entry of every table points to the one table below: 512^4 paths."""
    image = Image(4)
    for index in range(512):
        for table in range(3):
            image.link(table, index, table + 1)
        image.put(3, index, 0x80000000 + index * 0x1000 | KERNEL_RW | PAGE)
    status, out, err = run(["dump", *geometry(), file_with(image)])
    check_equal("dump of shared tables: exit status", status, 0)
    check_equal("dump of shared tables: last line", out.splitlines()[-1:],
                ["total: 512 leaves, 2097152 bytes, 4 tables read"])
    # The worst: under every set of hierarchical attributes.
    for index in range(512):
        for table in range(3):
            image.link(table, index, table + 1, (index % 16) << 59)
    status, out, err = run(["dump", *geometry(), file_with(image)])
    check_equal("dump of shared tables, all attributes: exit status", status, 0)
    check_equal("dump of shared tables, all attributes: last line", out.splitlines()[-1:],
                ["total: 8192 leaves, 33554432 bytes, 4 tables read"])


def test_many_tables():
    """More tables than the first size of any table inside the tool, which forgets none of them."""
    image = Image(3 + 512).chain(0, 0)
    image.link(1, 1, 2)
    for index in range(512):
        image.link(2, index, 3 + index)
        image.put(3 + index, index, 0x80000000 | KERNEL_RW | PAGE)
    status, out, err = run(["dump", *geometry(), file_with(image)])
    check_equal("dump of many tables: exit status", status, 0)
    check_equal("dump of many tables: last line", out.splitlines()[-1:],
                ["total: 512 leaves, 2097152 bytes, 515 tables read"])
