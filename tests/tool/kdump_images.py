# SPDX-License-Identifier: Apache-2.0
"""Images that libkdumpfile reads: made by hand, broken, and with a library that crashes or does not come to an end."""
import random
import struct

from core_images import X86_MAP, X86_ROOT, arguments, cpu, x86_tables
from harness import *

BLOCK = 0x1000
KDUMP_FAULTS = os.path.join(os.path.dirname(SHORTEN), "kdump_faults.so")


def kdump(image, notes=b"", machine=b"x86_64", excluded=()):
    """A kdump-compressed image, nothing of it compressed (makedumpfile, IMPLEMENTATION; QEMU, include/sysemu/dump.h).
    """
    frames = {image.base // BLOCK + number: image.bytes[number * BLOCK:][:BLOCK]
              for number in range(len(image.bytes) // BLOCK)}
    most = max(frames) + 1
    header = bytearray(BLOCK)
    header[:8] = b"KDUMP   "
    struct.pack_into("<I", header, 8, 6)
    header[12 + 4 * 65:12 + 4 * 65 + len(machine)] = machine
    struct.pack_into("<IIIIIII", header, 424, 0, BLOCK, 1, 2, most, 0, 0)
    second = bytearray(BLOCK)
    struct.pack_into("<QQQ", second, 80, 0, most, most)
    there, saved = bytearray(BLOCK), bytearray(BLOCK)
    for frame in frames:
        there[frame // 8] |= 1 << frame % 8
        if frame not in excluded:
            saved[frame // 8] |= 1 << frame % 8
    kept = [frame for frame in sorted(frames) if frame not in excluded]
    # Header, second header, two bitmaps, descriptors of pages, pages; the notes lie at the end.
    pages_at = 5 * BLOCK
    notes_at = pages_at + len(kept) * BLOCK
    struct.pack_into("<QQ", second, 48, notes_at, len(notes))
    descriptors = b"".join(struct.pack("<QIIQ", pages_at + number * BLOCK, BLOCK, 0, 0) for number in range(len(kept)))
    return bytes(header + second + there + saved) + descriptors.ljust(BLOCK, b"\0") + b"".join(
        bytes(frames[frame]) for frame in kept) + notes


def flattened(content, *cuts):
    out = (b"makedumpfile".ljust(16, b"\0") + struct.pack(">QQ", 1, 1)).ljust(4096, b"\0")
    edges = [0, *cuts, len(content)]
    for first, last in reversed(list(zip(edges, edges[1:]))):
        out += struct.pack(">QQ", first, last - first) + content[first:last]
    return out + b"\xff" * 16


def test_without_library():
    """The tool as it is where the library is missing."""
    program = VPT + "-without-libkdumpfile"
    status, out, err = run(["--version"], program)
    check("without the library: --version", status == 0 and out.endswith("\nwithout libkdumpfile\n") and err == "",
          (status, out, err))
    image = x86_tables()
    found = run([*arguments(root=X86_ROOT, base=0x1000), file_with(image)], program)
    check_equal("without the library: a raw image", found, (0, X86_MAP, ""))
    for kind, content in (("a kdump-compressed image", kdump(image)),
                          ("a flattened kdump-compressed image", flattened(kdump(image)))):
        path = file_with(content)
        check_equal(f"without the library: {kind}", run(["dump", path], program), (
            2, "", f"vpt: {path}: {kind}, and this vpt was built without libkdumpfile, which reads them: build it with that "
            "(Debian: libkdumpfile-dev), or have the memory written as ELF\n"))


def test_kdump():
    image = x86_tables()
    if not KDUMP:
        return
    check_run("kdump", [*arguments(root=X86_ROOT), file_with(kdump(image))], 0, X86_MAP)
    whole = kdump(image, notes=cpu(X86_ROOT))
    check_run("kdump, flattened", [*arguments(root=X86_ROOT), file_with(flattened(whole, 100, 0x1000, 0x5555))], 0,
              X86_MAP)
    status, out, err = run(["dump", file_with(whole)])
    check("kdump with QEMU's notes", status == 0 and out.startswith("CPU 0: CR3 0x2000: root 0x2000, x86-64, 4 levels")
          and
          out.endswith(X86_MAP) and err == "", (status, out, err))
    status, out, err = run([*arguments(root=X86_ROOT), file_with(kdump(image, excluded=(3,)))])
    check("kdump without a page", status == 2
          and "table 0x3000 at level 3 is not in the image: no memory, or left out when it "
          "was written" in out and err == "vpt: tables that could not be read in full: 1\n", (status, out, err))
    path = file_with(whole)
    check_run("kdump as raw memory", [*arguments(root=0x3000), "--raw", path], 0,
              "total: 0 leaves, 0 bytes, 1 tables read\n")


def test_flattened():
    if not KDUMP:
        return
    good = kdump(x86_tables())
    head = flattened(good)[:4096]
    for label, content, text in (
            ("cut short in the header", head[:100], "its header is cut short"),
            ("of another kind", head[:16] + struct.pack(">Q", 9) + head[24:] + b"\xff" * 16,
             "its header is of a kind that is not known"),
            ("without an end", flattened(good)[:-16], "its end is missing"),
            ("cut short in a piece", flattened(good)[:0x3000], "a piece is cut short"),
            ("with a piece nowhere", head + struct.pack(">QQ", 1 << 63, 5) + bytes(5),
             "a piece has no place in a file"),
            ("with a piece too long", head + struct.pack(">QQ", 5, (1 << 63) - 2) + bytes(5),
             "a piece has no place in a file")):
        path = file_with(content)
        check_run(f"flattened {label}", ["dump", path], 2, "",
                  f"vpt: {path}: a flattened kdump-compressed image, which cannot be read: {text}\n")


def test_broken_kdump():
    """Bytes of headers, changed at random: whatever the library makes of them, there is an end and a message."""
    if not KDUMP:
        return
    good = kdump(x86_tables(), notes=cpu(X86_ROOT))
    chance = random.Random(7)
    for number in range(60):
        content = bytearray(good[:chance.choice((len(good), len(good), chance.randrange(len(good))))])
        for _ in range(chance.randrange(1, 6)):
            place = chance.choice((chance.randrange(8, 500), chance.randrange(0x1000, 0x1060),
                                   chance.randrange(0x4000, 0x4080),
                                   chance.randrange(8, 0x6000)))
            if place < len(content):
                content[place] = chance.getrandbits(8)
        status, out, err = run(["dump", file_with(bytes(content))])
        check(f"broken kdump {number}", status in (0, 1, 2) and len(err.splitlines()) == (status == 2) and
              (status != 2 or err.startswith("vpt: ")), (status, err[:500]))


def test_bad_library():
    """The library's faults are its own."""
    if not KDUMP:
        return
    path = file_with(kdump(x86_tables()))
    version = run(["--version"])[1].splitlines()[1]
    for fault, text in (("crash", "fails on this file, by signal 11"), ("abort", "fails on this file, by signal 6"),
                        ("exit", "fails on this file"), ("hang", "does not come to an end with this file")):
        status, out, err = run(["dump", path], env={**os.environ, "LD_PRELOAD": KDUMP_FAULTS, "KDUMP_FAULT": fault},
                               timeout=60)
        check_equal(f"a library that does {fault}", (status, out, err),
                    (2, "", f"vpt: {path}: a kdump-compressed image, which cannot be read: {version} {text}\n"))
