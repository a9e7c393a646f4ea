# SPDX-License-Identifier: Apache-2.0
"""Broken images and bad usage: the message, to the letter, and the exit status."""
import os
import re

from harness import *
from images import *


# ---- bad images ----------------------------------------------------------------------------------


def test_broken_images():
    empty = "total: 0 leaves, 0 bytes, 1 tables read, 0 of 0 runs flagged\n"
    until = "until the error: 0 leaves, 0 bytes, {} tables read, 0 of 0 runs flagged\n"
    check_dump("empty image", b"", 2, "", "vpt: root table 0x0 at level 0 is outside the image\n")
    check_dump("root behind the image", Image(1), 2, "",
               "vpt: root table 0x1000 at level 0 is outside the image\n", root=0x1000)
    check_dump("root before the image", Image(1, base=0x5000), 2, "",
               "vpt: root table 0x4000 at level 0 is outside the image\n", root=0x4000)
    check_dump("image ends inside the root", bytes(0x1FFF), 2, "",
               "vpt: root table 0x1000 at level 0 is only partly in the image\n", root=0x1000)
    check_dump("image starts inside the root", bytes(0x2000), 2, "",
               "vpt: root table 0x1000 at level 0 is only partly in the image\n", root=0x1000, base=0x1001)
    check_dump("image that starts anywhere", bytes(0x1FFF), 0, empty, root=0x1000, base=1)
    check_dump("misaligned root", Image(2), 2, "", "vpt: root 0x8 is not a multiple of 0x1000\n", root=8)
    check_dump("misaligned concatenated root", Image(20), 2, "",
               "vpt: root 0x1000 is not a multiple of 0x2000\n", root=0x1000, name="aarch64-s2",
               levels=3, input_bits=40)
    check_dump("root beyond the output size", Image(1), 2, "",
               "vpt: root 0x100000000 has more than 32 bits\n", root=1 << 32, base=1 << 32,
               output_bits=32)
    check_dump("image at the last addresses", Image(1), 2, "",
               "vpt: root table 0x0 at level 0 is outside the image\n", base=(1 << 64) - 0x1000)
    path = file_with(Image(1))
    check_bad("image beyond the last address", ["dump", *geometry(base=(1 << 64) - 0xFFF), path],
              f"{path}: with --base 0xfffffffffffff001 the image ends beyond the last address")

    image = Image(3).chain(0, 0)
    image.put(2, 0, 0x3000 | TABLE)
    check_dump("wild pointer", image, 2, until.format(3),
               "vpt: table 0x3000 at level 3 is outside the image\n")
    check_explain("wild pointer", image, 0, 2, "  0      valid       0x1  valid\n",
                  "vpt: table 0x3000 at level 3 is outside the image\n")
    image.put(2, 0, 0xFFFFFFFFF000 | TABLE)
    check_dump("wildest pointer", image, 2, until.format(3),
               "vpt: table 0xfffffffff000 at level 3 is outside the image\n")
    image = Image(4).chain(0, 0, 0)
    image.put(2, 1, 0x80200000 | KERNEL_RW | BLOCK)
    image.put(1, 1, 0x5000 | TABLE)
    image.put(1, 2, 0xC0000000 | KERNEL_RW | BLOCK)
    check_dump("wild pointer, what precedes it is listed", image, 2, """\
0x000000200000-0x000000400000  0x000080200000-0x000080400000  2M x 1  rw- global normal
until the error: 1 leaves, 2097152 bytes, 4 tables read, 0 of 1 runs flagged
""", "vpt: table 0x5000 at level 2 is outside the image\n")
    check_dump("truncated image", image.bytes[:-1], 2, until.format(3),
               "vpt: table 0x3000 at level 3 is only partly in the image\n")


def test_loops():
    message = ("vpt: table loop or table shared between levels: table {:#x} is at level {} for "
               "input {:#x} and at level {} for input {:#x}\n")
    until = "until the error: 0 leaves, 0 bytes, {} tables read, 0 of 0 runs flagged\n"
    image = Image(1)
    for index in range(512):
        image.link(0, index, 0)
    check_dump("table that is full of itself", image, 2, until.format(1),
               message.format(0, 0, 0, 1, 0))
    check_explain("table that points to itself", image, 0, 2, "  0      valid       0x1  valid\n",
                  "vpt: table loop: table 0x0 at level 0 points to itself from level 0\n")
    image = Image(4).chain(0, 0)
    image.link(2, 3, 1)
    check_dump("loop below the root", image, 2, until.format(3),
               message.format(0x1000, 1, 0, 3, 0x600000))
    check_explain("loop below the root", image, 0x600000, 2, "  0      valid       0x1  valid\n",
                  "vpt: table loop: table 0x1000 at level 1 points to itself from level 2\n")
    image = Image(4).chain(0, 0, 0)
    image.link(1, 5, 3)
    check_dump("table at two levels", image, 2, until.format(4),
               message.format(0x3000, 3, 0, 2, 0x140000000))
    image = Image(3)
    image.link(0, 0, 1)
    check_dump("root table below the other root table", image, 2, until.format(2),
               message.format(0x1000, 1, 0x8000000000, 2, 0), name="aarch64-s2", levels=3, input_bits=40)


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
                ["total: 512 leaves, 2097152 bytes, 4 tables read, 1533 of 1534 runs flagged"])
    # The worst: under every set of hierarchical attributes.
    for index in range(512):
        for table in range(3):
            image.link(table, index, table + 1, (index % 16) << 59)
    status, out, err = run(["dump", *geometry(), file_with(image)])
    check_equal("dump of shared tables, all attributes: exit status", status, 0)
    check_equal("dump of shared tables, all attributes: last line", out.splitlines()[-1:],
                ["total: 512 leaves, 2097152 bytes, 4 tables read, 1533 of 1534 runs flagged"])


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
                ["total: 512 leaves, 2097152 bytes, 515 tables read, 513 of 513 runs flagged"])


# ---- bad usage -----------------------------------------------------------------------------------


def test_usage():
    path = file_with(Image(1))
    good = geometry()
    check_bad("no command", [], "no command given; see 'vpt --help'")
    check_bad("unknown command", ["dumb"], "no such command: dumb; see 'vpt --help'")
    check_bad("missing image", ["dump", *good, path + "-none"],
              f"{path}-none: No such file or directory")
    check_bad("directory", ["dump", *good, scratch.name], f"{scratch.name}: not a regular file")
    fifo = path + "-fifo"
    os.mkfifo(fifo)
    check_bad("pipe nobody writes to", ["dump", *good, fifo], f"{fifo}: not a regular file")
    check_bad("device", ["dump", *good, "/dev/zero"], "/dev/zero: not a regular file")
    check_bad("no image", ["dump", *good],
              "dump: too few arguments, expected IMAGE; see 'vpt dump --help'")
    check_bad("two images", ["dump", *good, path, path],
              "dump: too many arguments, expected IMAGE; see 'vpt dump --help'")
    check_bad("no input address", ["explain", *good, path],
              "explain: too few arguments, expected IMAGE and IA; see 'vpt explain --help'")
    check_bad("formats with an argument", ["formats", "x"],
              "formats: no arguments expected; see 'vpt formats --help'")
    check_bad("unknown option", ["dump", "--bogus", path], "no such option: --bogus; see 'vpt dump --help'")
    check_bad("unknown short option", ["dump", "-x", path], "no such option: -x; see 'vpt dump --help'")
    check_bad("unknown short options", ["dump", path, "-xy"], "no such option: -x; see 'vpt dump --help'")
    check_bad("help with a value", ["dump", "--help=x"], "no such option: --help=x; see 'vpt dump --help'")
    check_bad("option without value", ["dump", "--root"], "--root: its value is missing")
    check_bad("unknown format", ["dump", *good, "--format", "arm", path],
              "--format: there is no format 'arm'; see 'vpt formats'")
    check_bad("unknown granule", ["dump", *good, "--granule", "8K", path],
              "--granule: '8K' is none of 4K, 16K, 64K")
    for index, option in enumerate(("format", "levels", "input-bits", "output-bits", "root")):
        rest = [part for part in good[:1] if index > 0]
        for place in range(1, len(good), 2):
            if good[place] != "--" + option:
                rest += good[place:place + 2]
        check_bad(f"without --{option}", ["dump", *rest, path],
                  f"--{option} is missing; see 'vpt dump --help'")


def test_numbers():
    path = file_with(Image(1))
    for text in ("", "0x", "x", "12z", "0x12g", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0b1", "1_0"):
        for option in ("--root", "--base", "--levels", "--input-bits", "--output-bits"):
            check_bad(f"{option} {text!r}", ["dump", *geometry(), f"{option}={text}", path],
                      f"{option}: '{text}' is not a number")
        check_bad(f"IA {text!r}", ["explain", *geometry(), "--", path, text],
                  f"IA: '{text}' is not a number")
    for text in ("0x10000000000000000", "18446744073709551616", "99999999999999999999999"):
        check_bad(f"--root {text}", ["dump", *geometry(), "--root", text, path],
                  f"--root: {text} is too large")
        check_bad(f"IA {text}", ["explain", *geometry(), path, text], f"IA: {text} is too large")
    check_bad("levels 2^32 + 4", ["dump", *geometry(), "--levels", "4294967300", path],
              "--levels: 4294967300 is too large")
    for text in ("0xffffffffffffffff", "0XFFFFFFFFFFFFFFFF", "18446744073709551615"):
        check_run(f"IA {text}", ["explain", *geometry(), path, text], 1, "translation fault, level 0: "
                  "input address 0xffffffffffffffff has more than 48 bits\n")
    check_run("decimal with leading zeros",
              ["explain", *geometry(), path, "0281474976710656"], 1, "translation fault, level 0: "
              "input address 0x1000000000000 has more than 48 bits\n")


def test_impossible_geometries():
    path = file_with(Image(1))
    for shape, message in (
            (dict(levels=5), "number of levels not possible"),
            (dict(levels=0), "number of levels not possible"),
            (dict(input_bits=49), "input size not possible with this number of levels"),
            (dict(input_bits=39), "input size not possible with this number of levels"),
            (dict(levels=3, input_bits=43), "input size not possible with this number of levels"),
            (dict(output_bits=64), "output size not possible"),
            (dict(output_bits=0), "output size not possible")):
        check_bad(f"geometry {shape}", ["dump", *geometry(**shape), path],
                  message + "; see 'vpt formats'")
    check_bad("granule", ["dump", *geometry(), "--granule=64K", path],
              "granule not possible, or not the pool's; see 'vpt formats'")


def test_help():
    for arguments in (["--help"], ["dump", "--help"], ["explain", "--help"], ["formats", "--help"]):
        status, out, err = run(arguments)
        check_equal(f"{arguments}: exit status", status, 0)
        check_equal(f"{arguments}: stderr", err, "")
        check(f"{arguments}: usage", out.startswith("usage: vpt "), out)
    for command in ("dump", "explain"):
        out = run([command, "--help"])[1]
        for option in ("format", "levels", "input-bits", "output-bits", "root", "granule", "base", "raw"):
            check(f"{command} --help has --{option}", f"  --{option} " in out, out)
    status, out, err = run(["--version"])
    check("--version", status == 0 and re.fullmatch(r"vpt \d+\.\d+\.\d+\n", out), (status, out, err))


def test_output_errors():
    image = Image(4).chain(0, 0, 0)
    for index in range(0, 512, 2):  # more than a buffer of output
        image.put(3, index, 0x80000000 + index * 0x1000 | KERNEL_RW | PAGE)
    path = file_with(image)
    for arguments in (["dump", *geometry(), path], ["explain", *geometry(), path, "0"],
                      ["formats"], ["--help"], ["--version"]):
        with open("/dev/full", "w") as full:
            status, _, err = run(arguments, stdout=full)
        check_equal(f"{arguments[0]} to a full device", (status, err), (2, "vpt: cannot write the output\n"))
        with open("/dev/full", "w") as full:  # without a buffer, nothing is left to fail at the end
            status, _, err = run(["-o0", VPT, *arguments], "stdbuf", stdout=full)
        check_equal(f"{arguments[0]} to a full device, unbuffered", (status, err),
                    (2, "vpt: cannot write the output\n"))
        reader, writer = os.pipe()
        os.close(reader)
        status, _, err = run(arguments, stdout=writer)
        os.close(writer)
        check_equal(f"{arguments[0]} to a closed pipe", (status, err), (2, "vpt: cannot write the output\n"))


def test_image_cut_short():
    path = file_with(Image(4).chain(0, 0, 0))
    environment = dict(os.environ, LD_PRELOAD=SHORTEN, SHORTEN=path)
    found = run(["dump", *geometry(), path], env=environment)
    check_equal("image cut short while it is read", found, (2, "", "vpt: the image can no longer be "
                "read: it was cut short, or its disk failed\n"))
