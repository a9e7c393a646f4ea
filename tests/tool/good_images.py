# SPDX-License-Identifier: Apache-2.0
"""Images that are in order: what is listed and explained, to the letter."""

from harness import *
from images import *


def test_dump_runs():
    image = Image(4, base=0x40000000).chain(0, 0, 0)
    for page in range(3):
        image.put(3, 16 + page, 0x80000000 + page * 0x1000 | KERNEL_RW | PAGE)
    image.put(3, 19, 0x80004000 | KERNEL_RW | PAGE)  # output does not continue
    image.put(3, 20, 0x80005000 | KERNEL_RX | PAGE)  # attributes differ
    image.put(3, 22, 0x80006000 | KERNEL_RX | PAGE)  # input does not continue
    image.put(3, 23, 0x80007000 | USER_RW | PAGE)
    image.put(3, 24, 0x80008000 | USER_RX | PAGE)
    image.put(3, 25, 0x09000000 | DEVICE | PAGE)
    image.put(2, 1, 0x80200000 | KERNEL_RW | BLOCK)
    image.put(2, 2, 0x80400000 | KERNEL_RW | BLOCK)
    image.put(1, 2, 0xC0000000 | KERNEL_RW | BLOCK)
    check_dump("runs", image, 0, """\
0x000000010000-0x000000013000  0x000080000000-0x000080003000  4K x 3  rw- global attr0 ish young
0x000000013000-0x000000014000  0x000080004000-0x000080005000  4K x 1  rw- global attr0 ish young
0x000000014000-0x000000015000  0x000080005000-0x000080006000  4K x 1  r-x global attr0 ish young
0x000000016000-0x000000017000  0x000080006000-0x000080007000  4K x 1  r-x global attr0 ish young
0x000000017000-0x000000018000  0x000080007000-0x000080008000  4K x 1  rw- user attr0 ish young
0x000000018000-0x000000019000  0x000080008000-0x000080009000  4K x 1  r-x user attr0 ish young
0x000000019000-0x00000001a000  0x000009000000-0x000009001000  4K x 1  rw- global attr2 osh young
0x000000200000-0x000000600000  0x000080200000-0x000080600000  2M x 2  rw- global attr0 ish young
0x000080000000-0x0000c0000000  0x0000c0000000-0x000100000000  1G x 1  rw- global attr0 ish young
total: 12 leaves, 1077972992 bytes, 4 tables read
""", root=0x40000000)


def test_dump_run_across_tables():
    image = Image(5).chain(0, 0, 0)
    image.link(2, 1, 4)
    image.put(3, 511, 0x801FF000 | KERNEL_RW | PAGE)
    image.put(4, 0, 0x80200000 | KERNEL_RW | PAGE)
    check_dump("run across tables", image, 0, """\
0x0000001ff000-0x000000201000  0x0000801ff000-0x000080201000  4K x 2  rw- global attr0 ish young
total: 2 leaves, 8192 bytes, 5 tables read
""")


def test_dump_size_ends_run():
    image = Image(4).chain(0, 0, 0)
    image.put(3, 511, 0x801FF000 | KERNEL_RW | PAGE)
    image.put(2, 1, 0x80200000 | KERNEL_RW | BLOCK)
    image.put(2, 511, 0xBFE00000 | KERNEL_RW | BLOCK)
    image.put(1, 1, 0xC0000000 | KERNEL_RW | BLOCK)
    check_dump("run ends where the leaf size changes", image, 0, """\
0x0000001ff000-0x000000200000  0x0000801ff000-0x000080200000  4K x 1  rw- global attr0 ish young
0x000000200000-0x000000400000  0x000080200000-0x000080400000  2M x 1  rw- global attr0 ish young
0x00003fe00000-0x000040000000  0x0000bfe00000-0x0000c0000000  2M x 1  rw- global attr0 ish young
0x000040000000-0x000080000000  0x0000c0000000-0x000100000000  1G x 1  rw- global attr0 ish young
total: 4 leaves, 1077940224 bytes, 4 tables read
""")


def test_dump_narrowing_joins_runs():
    """What is left counts; -v says that the tables have taken rights away."""
    image = Image(5).chain(0, 0, 0)
    image.link(2, 1, 4, AP_TABLE_READ_ONLY)
    image.put(3, 511, 0x801FF000 | KERNEL_RX | PAGE)
    image.put(4, 0, 0x80200000 | KERNEL_RWX | PAGE)
    check_dump("run goes on where tables narrow the rights", image, 0, """\
0x0000001ff000-0x000000201000  0x0000801ff000-0x000080201000  4K x 2  r-x global attr0 ish young
total: 2 leaves, 8192 bytes, 5 tables read
""")


def test_dump_empty_tables():
    check_dump("nothing mapped", Image(1), 0,
               "total: 0 leaves, 0 bytes, 1 tables read\n")


def test_dump_flags():
    image = Image(4).chain(0, 0, 0)
    image.put(3, 0, 0x80000000 | KERNEL_RWX | PAGE)
    image.put(3, 2, 0x80201000 | KERNEL_RW | PAGE)
    image.put(2, 1, 0x80200000 | KERNEL_RX | BLOCK)
    image.put(3, 4, 0x80300000 | KERNEL_RW | PAGE)
    image.put(3, 6, 0x90000000 | KERNEL_RW & ~AF | PAGE)
    image.put(3, 8, 0x80400000 | KERNEL_RW | PAGE)  # just above the block: no alias
    check_dump("flags", image, 0, """\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  rwx global attr0 ish young  [writable and executable]
0x000000002000-0x000000003000  0x000080201000-0x000080202000  4K x 1  rw- global attr0 ish young  [executable at 0x201000]
0x000000004000-0x000000005000  0x000080300000-0x000080301000  4K x 1  rw- global attr0 ish young  [executable at 0x300000]
0x000000006000-0x000000007000  0x000090000000-0x000090001000  4K x 1  rw- global attr0 ish
0x000000008000-0x000000009000  0x000080400000-0x000080401000  4K x 1  rw- global attr0 ish young
0x000000200000-0x000000400000  0x000080200000-0x000080400000  2M x 1  r-x global attr0 ish young  [writable at 0x2000]
total: 6 leaves, 2117632 bytes, 4 tables read
""")


def test_dump_foreign():
    image = Image(4).chain(0, 0, 0)
    image.put(3, 0, 0x1000 | KERNEL_RW | CONTIGUOUS | PAGE)
    image.put(3, 2, 0x3000 | AF | INNER | 3 << 2 | PXN | PAGE)  # UXN is 0: EL0 may execute
    image.put(3, 4, 0x5000 | AF | INNER | EL0 | NG | UXN | PAGE)  # EL0 may write: EL1 never executes
    image.put(3, 5, 1)  # reserved at level 3
    image.put(0, 7, 1)  # reserved at level 0
    image.put(2, 9, 1 << 40 | KERNEL_RW | BLOCK)
    check_dump("what the library would not write", image, 1, """\
0x000000000000-0x000000001000  0x000000001000-0x000000002000  4K x 1  rw- global attr0 ish young contig  [contiguous set not aligned or not alike]
0x000000002000-0x000000003000  0x000000003000-0x000000004000  4K x 1  --x user global attr3 priv=rw- ish young  [writable and executable]
0x000000004000-0x000000005000  0x000000005000-0x000000006000  4K x 1  rw- user attr0 ish young
0x000000005000-0x000000006000  4K x 1  translation fault, level 3: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x3000[5] is 0x0000000000000001
0x000001200000-0x000001400000  2M x 1  address size fault, level 2: output address 0x10000000000 has more than 40 bits; entry 0x2000[9] is 0x0060010000000701
0x038000000000-0x040000000000  512G x 1  translation fault, level 0: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x0[7] is 0x0000000000000001
total: 3 leaves, 12288 bytes, 4 tables read; 3 entries are wrong
""", output_bits=40)


def test_dump_narrowing():
    image = Image(4).chain(0, 0, 0)
    image.link(2, 0, 3, AP_TABLE_READ_ONLY | UXN_TABLE)
    image.link(2, 1, 3)
    image.link(2, 2, 3, AP_TABLE_READ_ONLY | UXN_TABLE)
    image.link(2, 3, 3)
    image.link(2, 4, 3, AP_TABLE_READ_ONLY)
    image.put(3, 0, 0x80000000 | KERNEL_RWX | PAGE)
    image.put(3, 2, 0x80001000 | KERNEL_RX | PAGE)
    image.put(3, 3, 1)  # reserved, counted once
    image.put(3, 4, 1 << 44 | KERNEL_RX | PAGE)  # address size, counted once
    check_dump("a table shared under two sets of hierarchical attributes", image, 1, """\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  r-x global attr0 ish young  [writable at 0x200000]
0x000000002000-0x000000003000  0x000080001000-0x000080002000  4K x 1  r-x global attr0 ish young
0x000000003000-0x000000004000  4K x 1  translation fault, level 3: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x3000[3] is 0x0000000000000001
0x000000004000-0x000000005000  4K x 1  address size fault, level 3: output address 0x100000000000 has more than 44 bits; entry 0x3000[4] is 0x0040100000000783
0x000000200000-0x000000201000  0x000080000000-0x000080001000  4K x 1  rwx global attr0 ish young  [writable and executable]  [executable at 0x0]
0x000000202000-0x000000203000  0x000080001000-0x000080002000  4K x 1  r-x global attr0 ish young
0x000000203000-0x000000204000  4K x 1  translation fault, level 3: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x3000[3] is 0x0000000000000001
0x000000204000-0x000000205000  4K x 1  address size fault, level 3: output address 0x100000000000 has more than 44 bits; entry 0x3000[4] is 0x0040100000000783
0x000000400000-0x000000600000  table 0x3000 again, first at 0x0
0x000000600000-0x000000800000  table 0x3000 again, first at 0x200000
0x000000800000-0x000000801000  0x000080000000-0x000080001000  4K x 1  r-x global attr0 ish young  [writable at 0x200000]
0x000000802000-0x000000803000  0x000080001000-0x000080002000  4K x 1  r-x global attr0 ish young
0x000000803000-0x000000804000  4K x 1  translation fault, level 3: encoding is reserved (bits 1:0 are 0b01, but there are no blocks at this level); entry 0x3000[3] is 0x0000000000000001
0x000000804000-0x000000805000  4K x 1  address size fault, level 3: output address 0x100000000000 has more than 44 bits; entry 0x3000[4] is 0x0040100000000783
total: 6 leaves, 24576 bytes, 4 tables read; 6 entries are wrong
""", output_bits=44)
    # The same one level up: table 2 and, below it, table 3 are walked under other attributes.
    image = Image(4).chain(0, 0, 0)
    image.link(1, 0, 2, AP_TABLE_READ_ONLY)
    image.link(1, 1, 2)
    image.link(2, 1, 3)
    image.link(1, 2, 2, AP_TABLE_READ_ONLY)
    image.put(3, 0, 0x80000000 | KERNEL_RWX | PAGE)
    check_dump("tables below a shared one", image, 0, """\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  r-x global attr0 ish young  [writable at 0x40000000]
0x000000200000-0x000000400000  table 0x3000 again, first at 0x0
0x000040000000-0x000040001000  0x000080000000-0x000080001000  4K x 1  rwx global attr0 ish young  [writable and executable]  [executable at 0x0]
0x000040200000-0x000040400000  table 0x3000 again, first at 0x40000000
0x000080000000-0x0000c0000000  table 0x2000 again, first at 0x0
total: 2 leaves, 8192 bytes, 4 tables read
""")
    for bits, leaf, narrowed, left in (
            (AP_TABLE_NO_EL0, USER_RX, True,
             "--x user attr0 priv=r-- ish young"),
            (PXN_TABLE, USER_RX, False, "r-x user attr0 ish young"),
            (PXN_TABLE, KERNEL_RX, True, "r-- global attr0 ish young"),
            (UXN_TABLE, USER_RX, True, "r-- user attr0 ish young"),
            (UXN_TABLE, KERNEL_RX, False, "r-x global attr0 ish young"),
            (NS_TABLE, USER_RX, False, "r-x user attr0 ish young")):
        image = Image(4).chain(0, 0, 0)
        image.link(0, 0, 1, bits)
        image.put(3, 0, 0x80000000 | leaf | PAGE)
        check_dump(f"hierarchical attribute {bits:#x} at level 0", image, 0, f"""\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  {left}
total: 1 leaves, 4096 bytes, 4 tables read
""")
        out = run(["dump", "-v", *geometry(), file_with(image)])[1]
        check_equal(f"hierarchical attribute {bits:#x}: -v", "[narrowed by tables]" in out, narrowed)


def test_dump_el2():
    image = Image(5).chain(0, 0, 0)
    # APTable[0] and PXNTable are RES0 in this regime.
    image.link(2, 0, 3, AP_TABLE_NO_EL0 | PXN_TABLE)
    image.link(2, 1, 4, UXN_TABLE)
    image.put(4, 0, 0x80002000 | EL2_RW & ~UXN | PAGE)
    image.put(3, 0, 0x80000000 | EL2_RW & ~UXN | PAGE)
    image.put(3, 1, 0x80001000 | EL2_RW & ~EL0 | PAGE)  # AP[1] is RES1
    check_dump("EL2", image, 0, """\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  rwx attr0 ish young  [writable and executable]
0x000000001000-0x000000002000  0x000080001000-0x000080002000  4K x 1  rw- attr0 ish young
0x000000200000-0x000000201000  0x000080002000-0x000080003000  4K x 1  rw- attr0 ish young
total: 3 leaves, 12288 bytes, 5 tables read
""", name="aarch64-s1-el2")


def test_dump_stage_2():
    image = Image(19, base=0x10000)
    image.link(0, 0, 16)
    image.link(15, 511, 17, 0x1F << 59)  # RES0 here: not hierarchical attributes
    image.link(17, 511, 18)
    image.put(16, 3, 0x40000000 | S2_RW | BLOCK)
    image.put(18, 511, 0x80000000 | S2_RWX | PAGE)
    image.put(18, 509, 0x90000000 | S2_RWX | PXN | PAGE)  # XN = 0b01: EL0 only
    image.put(18, 507, 0xA0000000 | S2_RW | PXN | PAGE)   # XN = 0b11: EL1 only
    image.put(1, 0, 0x140000000 | S2_RW & ~(1 << 7) | BLOCK)
    check_dump("16 concatenated root tables", image, 0, """\
0x000000600000-0x000000800000  0x000040000000-0x000040200000  2M x 1  rw- normal-wb ish young
0x008000000000-0x008040000000  0x000140000000-0x000180000000  1G x 1  r-- normal-wb ish young
0x07ffffffb000-0x07ffffffc000  0x0000a0000000-0x0000a0001000  4K x 1  rwx normal-wb ish x=el1 young  [writable and executable]
0x07ffffffd000-0x07ffffffe000  0x000090000000-0x000090001000  4K x 1  rwx normal-wb ish x=el0 young  [writable and executable]
0x07fffffff000-0x080000000000  0x000080000000-0x000080001000  4K x 1  rwx normal-wb ish young  [writable and executable]
total: 5 leaves, 1075851264 bytes, 19 tables read
""",
               name="aarch64-s2", levels=3, input_bits=43, root=0x10000)


def test_dump_small_root():
    """Of the root table, two entries belong to the geometry, and only they need be there."""
    image = Image(2)
    image.put(0, 2, 0x80000000 | KERNEL_RW | BLOCK)  # beyond the input size
    image.put(0, 1, 0x40000000 | KERNEL_RW | BLOCK)
    out = """\
0x000040000000-0x000080000000  0x000040000000-0x000080000000  1G x 1  rw- global attr0 ish young
total: 1 leaves, 1073741824 bytes, 1 tables read
"""
    check_dump("root of two entries", image, 0, out, levels=3, input_bits=31)
    check_dump("image of two entries", image.bytes[:16], 0, out, levels=3, input_bits=31)
    check_dump("odd length", image.bytes[:19], 0, out, levels=3, input_bits=31)
    check_dump("image without the second entry's last byte", image.bytes[:15], 2, """\
0x000040000000-0x000080000000  table 0x0 at level 1, entry 1, is only partly in the image
total: 0 leaves, 0 bytes, 1 tables read
""", "vpt: tables that could not be read in full: 1\n", levels=3, input_bits=31)


EVERY_BIT = """\
input address 0x8080612345
  bits          63:48         47:39         38:30         29:21         20:12          11:0
  value           0x0             1             2             3            18         0x345
level 0: table 0x40000000, index 1: 0x7000000040001003, table
  63     NSTable     0x0  as below (Secure state only)
  62:61  APTable     0x3  read-only, no EL0 access below
  60     UXNTable    0x1  EL0 executes nothing below
  59     PXNTable    0x0  no effect
  58:51  ignored     0x0
  50:48  reserved    0x0  RES0
  47:12  NextTable   0x40001000  address of the next table, bits 47:12
  11     ignored     0x0
  10     AF          0x0  set by hardware with FEAT_HAFT, else ignored
  9:2    ignored     0x0
  1      type        0x1  table
  0      valid       0x1  valid
level 1: table 0x40001000, index 2: 0x0000000040002003, table
  63     NSTable     0x0  as below (Secure state only)
  62:61  APTable     0x0  no effect
  60     UXNTable    0x0  no effect
  59     PXNTable    0x0  no effect
  58:51  ignored     0x0
  50:48  reserved    0x0  RES0
  47:12  NextTable   0x40002000  address of the next table, bits 47:12
  11     ignored     0x0
  10     AF          0x0  set by hardware with FEAT_HAFT, else ignored
  9:2    ignored     0x0
  1      type        0x1  table
  0      valid       0x1  valid
level 2: table 0x40002000, index 3: 0x0360000080200f41, leaf
  63     ignored     0x0
  62:59  PBHA        0x0  page-based hardware attributes, else ignored
  58:55  software    0x6  for software use
  54     UXN         0x1  EL0 may not execute
  53     PXN         0x1  EL1 may not execute
  52     contiguous  0x0  no
  51     DBM         0x0  no
  50     GP          0x0  not guarded
  49:48  reserved    0x0  RES0
  47:21  OA          0x80200000  output address, bits 47:21
  20:17  reserved    0x0  RES0
  16     nT          0x0  may be cached
  15:12  reserved    0x0  RES0
  11     nG          0x1  tagged with the ASID
  10     AF          0x1  accessed
  9:8    SH          0x3  inner shareable
  7:6    AP[2:1]     0x1  EL1 rw, EL0 rw
  5      NS          0x0  Secure (Secure state only)
  4:2    AttrIndx    0x0  index into MAIR
  1      type        0x0  block
  0      valid       0x1  valid
tables above apply: UXNTable APTable[0] APTable[1]: rights are narrower
output address 0x80212345, leaf of 2M at input 0x8080600000, output 0x80200000, attributes: r-- attr0 ish young sw=6
"""

EXPLAINED = """\
input address 0x8080612345
  bits          63:48         47:39         38:30         29:21         20:12          11:0
  value           0x0             1             2             3            18         0x345
level 0  0x40000000[1]         0x7000000040001003  table 0x40001000, UXNTable, APTable[0], APTable[1]
level 1  0x40001000[2]         0x0000000040002003  table 0x40002000
level 2  0x40002000[3]         0x0360000080200f41  leaf  0x80200000, 2M
tables above apply: UXNTable APTable[0] APTable[1]: rights are narrower
output address 0x80212345, leaf of 2M at input 0x8080600000, output 0x80200000, attributes: r-- attr0 ish young sw=6
"""


def test_explain_whole():
    image = Image(3, base=0x40000000)
    image.link(0, 1, 1, AP_TABLE_NO_EL0 | AP_TABLE_READ_ONLY | UXN_TABLE)
    image.link(1, 2, 2)
    image.put(2, 3, 0x80200000 | USER_RW | 6 << 55 | BLOCK)
    check_run("explain, a line a level",
              ["explain", *geometry(root=0x40000000, base=0x40000000), file_with(image),
               "0x8080612345"], 0, EXPLAINED)
    check_run("explain, every bit",
              ["explain", "-v", *geometry(root=0x40000000, base=0x40000000), file_with(image),
               "0x8080612345"], 0, EVERY_BIT)


def test_explain_outcomes():
    image = Image(4).chain(0, 0, 0)
    image.put(3, 1, 0x80000000 | KERNEL_RX | PAGE)
    image.put(3, 2, 0x80000000 | KERNEL_RX & ~AF | PAGE)
    image.put(3, 3, 0x80000000 | KERNEL_RX | BLOCK)
    image.put(2, 1, 0x10000000000 | KERNEL_RX | BLOCK)
    image.put(2, 2, 0x10000000000 | TABLE)
    image.put(1, 1, 0xC0000000 | KERNEL_RX | BLOCK)
    image.put(0, 1, 0x80000000 | KERNEL_RX | BLOCK)
    image.link(2, 3, 3, UXN_TABLE)
    for name, ia, status, last_lines in (
            ("of a page", 0x1FFF, 0,
             "  0      valid       0x1  valid\n"
             "output address 0x80000fff, leaf of 4K at input 0x1000, output 0x80000000, "
             "attributes: r-x global attr0 ish young\n"),
            ("of a 1G block", 0x7FFFFFFF, 0,
             "\noutput address 0xffffffff, leaf of 1G at input 0x40000000, output 0xc0000000, "
             "attributes: r-x global attr0 ish young\n"),
            ("under a table attribute that takes nothing away", 0x601000, 0,
             "\ntables above apply: UXNTable: no right is lost\n"
             "output address 0x80000000, leaf of 4K at input 0x601000, output 0x80000000, "
             "attributes: r-x global attr0 ish young\n"),
            ("of nothing at level 3", 0, 1,
             "level 3: table 0x3000, index 0: 0x0000000000000000, invalid\n"
             "  63:1   ignored     0x0\n"
             "  0      valid       0x0  invalid\n"
             "translation fault, level 3: descriptor is invalid (bit 0 is 0)\n"),
            ("of nothing at level 2", 0x3FE00000, 1,
             "\ntranslation fault, level 2: descriptor is invalid (bit 0 is 0)\n"),
            ("of nothing at level 1", 0x80000000, 1,
             "\ntranslation fault, level 1: descriptor is invalid (bit 0 is 0)\n"),
            ("of nothing at level 0", 0xFFFFFFFFFFFF, 1,
             "\ntranslation fault, level 0: descriptor is invalid (bit 0 is 0)\n"),
            ("with AF = 0", 0x2000, 1,
             "\naccess flag fault, level 3: AF is 0 (and hardware is taken not to set it)\n"),
            ("of a reserved encoding at level 3", 0x3000, 1,
             "  1      type        0x0  reserved: this level has no blocks\n"
             "  0      valid       0x1  valid\n"
             "translation fault, level 3: encoding is reserved "
             "(bits 1:0 are 0b01, but there are no blocks at this level)\n"),
            ("of a reserved encoding at level 0", 0x8000000000, 1,
             "\ntranslation fault, level 0: encoding is reserved "
             "(bits 1:0 are 0b01, but there are no blocks at this level)\n"),
            ("of a block beyond the output size", 0x200000, 1,
             "\naddress size fault, level 2: output address 0x10000000000 has more than 40 bits\n"),
            ("of a table beyond the output size", 0x400000, 1,
             "\naddress size fault, level 2: output address 0x10000000000 has more than 40 bits\n")):
        check_explain(name, image, ia, status, last_lines, output_bits=40)
    outside = "translation fault, level 0: input address 0x8000000000 has more than 39 bits\n"
    check_run("explain, input address outside",
              ["explain", *geometry(levels=3, input_bits=39), file_with(image), "0x8000000000"], 1,
              outside)


def test_explain_stage_2():
    image = Image(18, base=0x20000)
    image.link(15, 511, 16)
    image.link(16, 0, 17)
    image.put(17, 5, 0x70000000 | S2_RWX | PAGE)
    check_explain("in the last of 16 root tables", image, 0x7FFC0005ABC, 0,
                  "output address 0x70000abc, leaf of 4K at input 0x7ffc0005000, "
                  "output 0x70000000, attributes: rwx normal-wb ish young\n",
                  name="aarch64-s2", levels=3, input_bits=43, root=0x20000)
    found = run(["explain", "-v", *geometry("aarch64-s2", 3, 43, 48, 0x20000, 0x20000),
                 file_with(image), "0x7ffc0005abc"])[1]
    for line in ("level 1: table 0x2f000, index 511: 0x0000000000030003, table\n",
                 "  63:59  reserved    0x0  RES0\n",
                 "  54:53  XN          0x0  EL1 and EL0 may execute (bit 53 with FEAT_XNX, else RES0)\n",
                 "  7:6    S2AP        0x3  read, write\n",
                 "  5:2    MemAttr     0xf  outer WB, inner WB (without FEAT_S2FWB)\n"):
        check(f"explain stage 2 has {line!r}", line in found, found)


def test_explain_el2():
    image = Image(4).chain(0, 0, 0)
    image.link(2, 0, 3, AP_TABLE_READ_ONLY | AP_TABLE_NO_EL0)
    image.put(3, 0, 0x80000000 | EL2_RW | PAGE)
    check_explain("EL2", image, 0, 0,
                  "  0      valid       0x1  valid\n"
                  "tables above apply: APTable[1]: rights are narrower\n"
                  "output address 0x80000000, leaf of 4K at input 0x0, output 0x80000000, "
                  "attributes: r-- attr0 ish young\n", name="aarch64-s1-el2")
