# SPDX-License-Identifier: Apache-2.0
"""Images with RISC-V tables, made from the bit numbers of the Privileged Architecture manual alone."""

from harness import *
from images import Image

V, R, W, X, U, G, A, D = (1 << bit for bit in range(8))
NC, IO, N = 1 << 61, 2 << 61, 1 << 63
KERNEL_RW = V | R | W | G | A | D
KERNEL_RX = V | R | X | G | A
USER_RX = V | R | X | U | A
GUEST_RW = V | R | W | U | A | D

NAMES = ("riscv", "riscv-svpbmt", "riscv-g", "riscv-g-svpbmt")


def ppn(address):
    return address // 4


def tables(count, base=0, top=0):
    """Table `top` points to the next one with its entry 0, and so on."""
    image = Image(count, base)
    for table in range(top, count - 1):
        image.put(table, 0, ppn(image.address(table + 1)) | V)
    return image


def shape(name, levels=3, root=0):
    bits = 9 * levels + (14 if name.startswith("riscv-g") else 12)
    return dict(name=name, levels=levels, input_bits=bits, output_bits=56, root=root)


def test_dump_riscv():
    image = tables(3, base=0x80000000)
    for page in range(2):
        image.put(2, 16 + page, ppn(0x90000000 + page * 0x1000) | KERNEL_RW)
    image.put(2, 18, ppn(0x90002000) | KERNEL_RX)
    image.put(2, 19, ppn(0x90003000) | USER_RX)
    image.put(1, 1, ppn(0xA0200000) | KERNEL_RW)
    image.put(0, 511, ppn(0xC0000000) | KERNEL_RX)
    check_dump("RISC-V", image, 0, """\
0x000000010000-0x000000012000  0x000090000000-0x000090002000  4K x 2  rw- global PMA young dirty
0x000000012000-0x000000013000  0x000090002000-0x000090003000  4K x 1  r-x global PMA young
0x000000013000-0x000000014000  0x000090003000-0x000090004000  4K x 1  r-x user PMA young
0x000000200000-0x000000400000  0x0000a0200000-0x0000a0400000  2M x 1  rw- global PMA young dirty
0xffffffffc0000000-0x10000000000000000  0x0000c0000000-0x000100000000  1G x 1  r-x global PMA young
total: 6 leaves, 1075855360 bytes, 3 tables read
""", **shape("riscv", root=0x80000000))


def test_dump_riscv_memory_types():
    image = tables(5)
    image.put(4, 0, ppn(0x10000000) | KERNEL_RW | IO)
    image.put(4, 1, ppn(0x90000000) | KERNEL_RW | NC)
    image.put(0, 1, ppn(1 << 48) | KERNEL_RW)
    check_dump("RISC-V memory types", image, 0, """\
0x000000000000-0x000000001000  0x000010000000-0x000010001000  4K x 1  rw- global IO young dirty
0x000000001000-0x000000002000  0x000090000000-0x000090001000  4K x 1  rw- global NC young dirty
0x1000000000000-0x2000000000000  0x1000000000000-0x2000000000000  256T x 1  rw- global PMA young dirty
total: 3 leaves, 281474976718848 bytes, 5 tables read
""", **shape("riscv-svpbmt", 5))


def test_dump_guest():
    """The root of the G-stage is four tables."""
    image = tables(6, top=3)
    image.put(0, 0, ppn(0x40000000) | GUEST_RW)
    image.put(5, 511, ppn(0x90000000) | GUEST_RW | X)
    check_dump("RISC-V guest", image, 0, """\
0x000000000000-0x000040000000  0x000040000000-0x000080000000  1G x 1  rw- PMA young dirty
0x0180001ff000-0x018000200000  0x000090000000-0x000090001000  4K x 1  rwx PMA young dirty  [writable and executable]
total: 2 leaves, 1073745920 bytes, 6 tables read
""", **shape("riscv-g"))
    check_bad("guest root", ["dump", *geometry(**shape("riscv-g", root=0x1000)), file_with(image)],
              "root 0x1000 is not a multiple of 0x4000")


def test_explain_riscv_faults():
    fault = "page fault, level 0: "
    accessed = fault + "A is 0 (and hardware is taken not to set it)\n"

    def reserved(why):
        return fault + f"encoding is reserved ({why})\n"

    leaf = ppn(0x80000000) | V | R | A | U
    for names, word, wanted in (
            (NAMES, leaf & ~V, fault + "descriptor is invalid (bit 0 is 0)\n"),
            (NAMES, leaf & ~A, accessed),
            (NAMES, leaf & ~R | W, reserved("W without R")),
            (NAMES, leaf & ~R, reserved("a pointer at the last level")),
            (NAMES, leaf | N, reserved("N is 1")),
            (NAMES, leaf | 1 << 54, reserved("one of bits 60:54 is not 0")),
            (NAMES, leaf | NC | IO, reserved("this PBMT is reserved")),
            (("riscv", "riscv-g"), leaf | IO, reserved("this PBMT is reserved")),
            (("riscv-g", "riscv-g-svpbmt"), leaf & ~U, reserved("a leaf without U"))):
        for name in names:
            image = tables(6, top=3) if name.startswith("riscv-g") else tables(3)
            last = len(image.bytes) // 4096 - 1
            image.put(last, 1, word)
            ia = 0x1000 + (3 << 39 if name.startswith("riscv-g") else 0)
            status, out, err = run(["explain", *geometry(**shape(name)), file_with(image), hex(ia)])
            found = out.splitlines(keepends=True)[-1]
            guest = "guest-" if name.startswith("riscv-g") else ""
            check_equal(f"explain {name} {word:#x}", (status, found, err), (1, guest + wanted, ""))


def test_explain_riscv_above():
    """Levels count up to the root; superpages are aligned; pointers have no D, A, U."""
    for word, level in ((ppn(0x80001000) | KERNEL_RW, 1), (ppn(0x80001000) | V | U, 1)):
        image = tables(3)
        image.put(1, 0, word)
        status, out, err = run(["explain", *geometry(**shape("riscv")), file_with(image), "0"])
        check("explain, above", status == 1 and "\nlevel 2  0x0[0] " in out and
              f"\npage fault, level {level}: encoding is reserved" in out, (status, out))


def test_explain_riscv_global():
    image = tables(3)
    image.put(0, 0, ppn(0x1000) | V | G)
    image.put(2, 0, ppn(0x80000000) | USER_RX)
    check_explain("global", image, 0x123, 0,
                  "tables above apply: G: the leaf is global\n"
                  "output address 0x80000123, leaf of 4K at input 0x0, output 0x80000000, "
                  "attributes: r-x user global PMA young\n", **shape("riscv"))


def test_describe_riscv():
    """Leaves that the library would not write are described by their fields."""
    for name, word, wanted in (
            ("riscv", V | R | W | A, "rw- PMA young"),
            ("riscv-svpbmt", V | R | U | G | A | D | NC, "r-- user global NC young dirty"),
            ("riscv-g", V | R | X | U | A | G, "r-x PMA young"),
            ("riscv-g-svpbmt", V | R | U | A | D | IO, "r-- IO young dirty")):
        image = Image(4)
        image.put(0, 0, word)
        check_explain(f"inexact {name}", image, 0, 0, f"attributes: {wanted}\n", **shape(name))
