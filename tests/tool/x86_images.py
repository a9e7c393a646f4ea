# SPDX-License-Identifier: Apache-2.0
"""x86-64 and EPT: what is listed and explained of tables made from the manual's bit numbers (SDM volume 3, tables
"Format of ... Entry")."""

from harness import *
from images import Image

P, RW, US, PWT, PCD, A, D, PS, G, XD = (1 << bit for bit in (0, 1, 2, 3, 4, 5, 6, 7, 8, 63))
TABLE = P | RW | US | A
R, W, X, LARGE, EPT_A, EPT_D = (1 << bit for bit in (0, 1, 2, 7, 8, 9))
WB = 6 << 3
EPT_TABLE = R | W | X | EPT_A


def tables(count, levels, bits, base=0):
    """A chain of tables from the root to the last level, all by entry 0; further ones are empty."""
    image = Image(count, base)
    for table in range(levels - 1):
        image.put(table, 0, image.address(table + 1) | bits)
    return image


def test_dump_x86_64():
    image = tables(6, 5, TABLE)
    image.put(3, 1, 0x5000 | TABLE & ~RW | XD)  # below this nothing is written or executed
    image.put(3, 2, 0x5000 | TABLE & ~US)
    image.put(4, 0, 0x80000000 | P | RW | A | D | XD)
    image.put(4, 1, 0x80001000 | P | RW | A | D | XD)
    image.put(4, 2, 0x90000000 | P | US | A)
    image.put(4, 4, 0xFEE00000 | P | RW | A | D | XD | PCD | PWT | G)
    image.put(4, 6, 0xA0000000 | P | RW | A | XD)  # clean: hardware would set D
    image.put(5, 0, 0xB0000000 | P | RW | US | A | D)
    image.put(3, 8, 0xC0000000 | P | A | PS | PWT)
    image.put(3, 9, 0xC0002000 | P | A | PS)  # bit 13 is reserved
    image.put(0, 8, P | PS)                   # so is PS in a PML5E
    image.put(2, 1, 1 << 40 | P | A | PS)
    check_dump("x86-64, 5 levels", image, 1, """\
0x000000000000-0x000000002000  0x000080000000-0x000080002000  4K x 2  rw- pat0 young dirty
0x000000002000-0x000000003000  0x000090000000-0x000090001000  4K x 1  r-x user pat0 young
0x000000004000-0x000000005000  0x0000fee00000-0x0000fee01000  4K x 1  rw- global pat3 young dirty
0x000000006000-0x000000007000  0x0000a0000000-0x0000a0001000  4K x 1  rw- pat0 young
0x000000200000-0x000000201000  0x0000b0000000-0x0000b0001000  4K x 1  r-- user pat0 young
0x000000400000-0x000000401000  0x0000b0000000-0x0000b0001000  4K x 1  rwx pat0 young dirty  [writable and executable]
0x000001000000-0x000001200000  0x0000c0000000-0x0000c0200000  2M x 1  r-x pat1 young
0x000001200000-0x000001400000  2M x 1  reserved-bit page fault, level 2: encoding is reserved (PS is 1, but bits below the address are not 0); entry 0x3000[9] is 0x00000000c00020a1
0x000040000000-0x000080000000  1G x 1  reserved-bit page fault, level 3: output address 0x10000000000 has more than 40 bits; entry 0x2000[1] is 0x00000100000000a1
0x8000000000000-0x9000000000000  256T x 1  reserved-bit page fault, level 5: encoding is reserved (PS is 1, but this level has no leaves); entry 0x0[8] is 0x0000000000000081
total: 8 leaves, 2125824 bytes, 6 tables read; 3 entries are wrong
""", name="x86-64", levels=5, input_bits=57, output_bits=40)


def test_dump_ept():
    image = tables(5, 4, EPT_TABLE)
    image.put(2, 1, 0x4000 | R | EPT_A)
    image.put(3, 0, 0x80000000 | R | W | X | WB | EPT_A | EPT_D)
    image.put(3, 2, 0x80001000 | X | WB | EPT_A)
    image.put(3, 4, 0x70000000 | R | W | 1 << 6 | EPT_A | EPT_D)
    image.put(3, 6, 0x90000000 | R | 4 << 3)  # write-through
    image.put(3, 8, 0x90000000 | W | WB)      # misconfigured
    image.put(3, 9, 0x90000000 | R | 2 << 3)  # type 2 is reserved
    image.put(4, 0, 0xA0000000 | R | W | WB | EPT_A | EPT_D)
    image.put(4, 2, 0xA0002000 | X | WB | EPT_A)  # nothing is left of it
    image.put(1, 1, 0xC0000000 | R | 1 << 3 | LARGE | EPT_A)
    check_dump("EPT", image, 1, """\
0x000000000000-0x000000001000  0x000080000000-0x000080001000  4K x 1  rwx WB young dirty  [writable and executable]
0x000000002000-0x000000003000  0x000080001000-0x000080002000  4K x 1  --x WB young
0x000000004000-0x000000005000  0x000070000000-0x000070001000  4K x 1  rw- UC ipat young dirty
0x000000006000-0x000000007000  0x000090000000-0x000090001000  4K x 1  r-- WT
0x000000008000-0x00000000a000  4K x 2  EPT misconfiguration, level 1: encoding is reserved (write without read); entry 0x3000[8] is 0x0000000090000032
0x000000200000-0x000000201000  0x0000a0000000-0x0000a0001000  4K x 1  r-- WB young
0x000000202000-0x000000203000  4K x 1  EPT violation, level 1: the tables above leave no right; entry 0x4000[2] is 0x00000000a0002134
0x000040000000-0x000080000000  0x0000c0000000-0x000100000000  1G x 1  r-- WC young
total: 6 leaves, 1073762304 bytes, 5 tables read; 3 entries are wrong
""", name="ept", levels=4, input_bits=48, output_bits=40)
    for label, ia, last_line in (
            ("of nothing", 0x1000, "EPT violation, level 1: descriptor is invalid (bits 2:0 are 0)\n"),
            ("of write without read", 0x8000,
             "EPT misconfiguration, level 1: encoding is reserved (write without read)\n"),
            ("of a reserved memory type", 0x9000,
             "EPT misconfiguration, level 1: encoding is reserved (the memory type is "
             "reserved)\n"),
            ("of a leaf without rights", 0x202000, "EPT violation, level 1: the tables above leave no right\n")):
        check_explain("EPT " + label, image, ia, 1, "\n" + last_line,
                      name="ept", levels=4, input_bits=48)


EVERY_BIT = """\
input address 0x8081234567
  bits          63:48         47:39         38:30         29:21         20:12          11:0
  value           0x0             1             2             9            52         0x567
level 4: table 0x40000000, index 1: 0x0000000040001025, table
  63     XD          0x0  instructions may be fetched
  62:52  ignored     0x0
  51:12  address     0x40001000  of the next table, bits 51:12; those from MAXPHYADDR on are reserved
  11     R           0x0  as below
  10:8   ignored     0x0
  7      PS          0x0  points to a table
  6      ignored     0x0
  5      A           0x1  accessed
  4      PCD         0x0  bit 1 of the index into IA32_PAT
  3      PWT         0x0  bit 0 of the index into IA32_PAT
  2      U/S         0x1  user mode too
  1      R/W         0x0  no writes
  0      P           0x1  present
level 3: table 0x40001000, index 2: 0x18000000c00011ef, leaf
  63     XD          0x0  instructions may be fetched
  62:59  PK          0x3  protection key with CR4.PKE or CR4.PKS, else ignored
  58:52  ignored     0x0
  51:30  address     0xc0000000  of the leaf, bits 51:30; those from MAXPHYADDR on are reserved
  29:13  reserved    0x0  must be 0
  12     PAT         0x1  bit 2 of the index into IA32_PAT
  11     R           0x0  as below
  10:9   ignored     0x0
  8      G           0x1  global
  7      PS          0x1  maps memory
  6      D           0x1  written; if read-only: shadow stack (CET)
  5      A           0x1  accessed
  4      PCD         0x0  bit 1 of the index into IA32_PAT
  3      PWT         0x1  bit 0 of the index into IA32_PAT
  2      U/S         0x1  user mode too
  1      R/W         0x1  writes allowed
  0      P           0x1  present
tables above apply: read-only: rights are narrower
output address 0xc1234567, leaf of 1G at input 0x8080000000, output 0xc0000000, attributes: r-x user global pat5 young pk=3
"""

EXPLAINED = """\
input address 0x8081234567
  bits          63:48         47:39         38:30         29:21         20:12          11:0
  value           0x0             1             2             9            52         0x567
level 4  0x40000000[1]         0x0000000040001025  table 0x40001000, read-only
level 3  0x40001000[2]         0x18000000c00011ef  leaf  0xc0000000, 1G
tables above apply: read-only: rights are narrower
output address 0xc1234567, leaf of 1G at input 0x8080000000, output 0xc0000000, attributes: r-x user global pat5 young pk=3
"""


def test_explain_x86_64():
    image = Image(2, base=0x40000000)
    image.put(0, 1, image.address(1) | P | US | A)
    image.put(1, 2, 0xC0000000 | 3 << 59 | 1 << 12 | G | PS | D | A | PWT | US | RW | P)
    check_run("explain x86-64, a line a level",
              ["explain", *geometry("x86-64", root=0x40000000, base=0x40000000), file_with(image), "0x8081234567"],
              0, EXPLAINED)
    check_run("explain x86-64, every bit",
              ["explain", "-v", *geometry("x86-64", root=0x40000000, base=0x40000000), file_with(image),
               "0x8081234567"],
              0, EVERY_BIT)
