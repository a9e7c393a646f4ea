# SPDX-License-Identifier: Apache-2.0
"""ELF core images, made by hand from the System V ABI ("ELF Header", "Program Header", "Note Section") and from QEMU's
target/i386/arch_dump.c: what is read of them, and why others are refused."""
import random
import struct

from harness import *
from images import *

EM_X86_64, EM_AARCH64 = 62, 183
PG, LA57 = 1 << 31, 1 << 12
HEADER_BYTES, PROGRAM_HEADER_BYTES = 64, 56
X86_ROOT = 0x2000


def note(name, kind, contents):
    name = name.encode() + b"\0"
    pad = lambda part: part + bytes(-len(part) % 4)
    return struct.pack("<III", len(name), len(contents), kind) + pad(name) + pad(contents)


def cpu(cr3, cr0=PG | 1, cr4=0x20, version=1, size=440):
    """QEMU's note on a processor."""
    state = bytearray(size)
    struct.pack_into("<II", state, 0, version, size)
    for number, value in ((0, cr0), (3, cr3), (4, cr4)):
        if 392 + 8 * number + 8 <= size:
            struct.pack_into("<Q", state, 392 + 8 * number, value)
    return note("CORE", 1, bytes(336)) + note("QEMU", 0, bytes(state))


class Core:
    """Segments are (address, bytes, bytes in memory); the fields of headers may be changed before it is built."""

    def __init__(self, segments, notes=b"", machine=EM_X86_64, counted_in_section=False):
        self.counted_in_section = counted_in_section
        count = len(segments) + 1
        self.notes_at = HEADER_BYTES + PROGRAM_HEADER_BYTES * count + (64 if counted_in_section else 0)
        self.header = dict(ident=b"\x7fELF\x02\x01\x01" + bytes(9), type=4, machine=machine, version=1, entry=0,
                           phoff=self.notes_at - PROGRAM_HEADER_BYTES * count,
                           shoff=64 if counted_in_section else 0, flags=0, ehsize=64, phentsize=56,
                           phnum=0xFFFF if counted_in_section else count, shentsize=64, shnum=0, shstrndx=0)
        self.section = [0, 0, 0, 0, 0, 0, 0, count, 0, 0]
        self.data = bytearray(notes)
        self.headers = [[4, 0, self.notes_at, 0, 0, len(notes), len(notes), 0]]
        for address, data, memory_bytes in segments:
            self.headers.append([1, 0, self.notes_at + len(self.data), 0, address, len(data), memory_bytes, 0])
            self.data += data

    def bytes(self):
        header = self.header
        out = header["ident"] + struct.pack("<HHIQQQIHHHHHH", *list(header.values())[1:])
        if self.counted_in_section:
            out += struct.pack("<IIQQQQIIQQ", *self.section)
        return out + b"".join(struct.pack("<IIQQQQQQ", *fields) for fields in self.headers) + bytes(self.data)


def whole(*segments, **more):
    """A core image whose segments are in the file in full."""
    return Core([(address, data, len(data)) for address, data in segments], **more)


def x86_tables(base=0x1000):
    """A root at X86_ROOT, and the tables below it: two pages are mapped."""
    image = Image(5, base)
    for table in (1, 2, 3):
        image.put(table, 0, image.address(table + 1) | 0x27)
    image.put(4, 0, 0x80000000 | 1 << 63 | 0x63)
    image.put(4, 1, 0x80001000 | 1 << 63 | 0x63)
    return image


def arguments(command="dump", name="x86-64", levels=4, root=None, base=None, **more):
    return [command, *geometry(name, levels, root=root, base=base, **more)]


X86_MAP = """\
0x000000000000-0x000000002000  0x000080000000-0x000080002000  4K x 2  rw- pat0 young dirty
total: 2 leaves, 8192 bytes, 4 tables read
"""
X86_FOUND = "CPU 0: CR3 {:#x}: root 0x2000, x86-64, 4 levels, 48 bits in, 48 out\n"


def check_core(label, core, status, out="", err="", ia=None, **shape):
    content = core.bytes() if isinstance(core, Core) else core
    shape.setdefault("root", X86_ROOT)
    line = arguments("dump" if ia is None else "explain", **shape)
    err = err and f"vpt: {err}\n"
    check_run(label, [*line, file_with(content), *([hex(ia)] if ia is not None else [])], status, out,
              err.replace("PATH", os.path.join(scratch.name, "image")))


# ---- memory --------------------------------------------------------------------------------------


def test_segments():
    """Wherever the segments begin and end, the tables are those of the raw image."""
    image = x86_tables()
    check_dump("the same, raw", image, 0, X86_MAP, name="x86-64", root=X86_ROOT)
    start, end = image.base, image.base + len(image.bytes)
    for label, cuts in (("one segment", ()), ("a segment for each table", range(start + 0x1000, end, 0x1000)),
                        ("segments that end inside tables", (0x2800, 0x3008, 0x5FF8)),
                        ("segments that end inside words", (0x2003, 0x3001, 0x4007, 0x5004))):
        edges = [start, *cuts, end]
        parts = [(first, bytes(image.bytes[first - start:last - start])) for first, last in zip(edges, edges[1:])]
        check_core(label, whole(*parts), 0, X86_MAP)
        check_core(label + ", in reverse", whole(*reversed(parts)), 0, X86_MAP)
    far = x86_tables(base=1 << 40)
    check_core("memory at 1 TiB, other memory before and behind it",
               whole((0, bytes(0x1000)), (1 << 40, bytes(far.bytes)), ((1 << 64) - 0x1000, bytes(0x1000))), 0, X86_MAP,
               root=(1 << 40) + 0x1000)


def test_many_segments():
    """From 65535 program headers on, their number is in a section header."""
    image = x86_tables()
    rest = [(0x100000 + 0x10 * number, b"") for number in range(65540)]
    core = whole(*rest, (image.base, bytes(image.bytes)), counted_in_section=True)
    check_core("more segments than the file header can count", core, 0, X86_MAP)
    missing = "PATH: ELF: the section header with the number of program headers is missing"
    for label, field, value in (("no section header", "shoff", 0), ("section header outside", "shoff", 1 << 40),
                                ("section header at the end", "shoff", len(core.bytes()) - 63),
                                ("section header of another size", "shentsize", 40)):
        before, core.header[field] = core.header[field], value
        check_core(label, core, 2, "", missing)
        core.header[field] = before
    for count, text in ((0, "no program header"), (1 << 31, "the 2147483648 program headers are not all in the file")):
        core.section[7] = count
        check_core(f"section header with {count}", core, 2, "", "PATH: ELF: " + text)


def check_told(label, core, text, leaves=0, **shape):
    """A table that cannot be read is told at its place, and what else there is is listed."""
    content = core.bytes() if isinstance(core, Core) else core
    shape.setdefault("root", X86_ROOT)
    status, out, err = run([*arguments(**shape), file_with(content)])
    check(label, status == 2 and text in out and f"\ntotal: {leaves} leaves," in out and
          err == "vpt: tables that could not be read in full: 1\n", (status, out, err))


def test_memory_that_is_missing():
    image = x86_tables()
    not_read, total = "tables that could not be read in full: 1", "total: 0 leaves, 0 bytes, {} tables read\n"
    entry = "; entry 0x2000[0] is 0x0000000000003027\n"
    root = (0x2000, bytes(image.bytes[0x1000:0x2000]))
    last = (0x5000, bytes(image.bytes[0x4000:]))
    whole_table = "0x000000000000-0x008000000000  table 0x3000 at level 3"
    half_table = "0x004000000000-0x008000000000  table 0x3000 at level 3, from entry 256 to 511,"
    check_core("table in no segment", whole(root, last), 2,
               whole_table + " is in no segment of the image" + entry + total.format(1), not_read)
    check_core("table in half a segment", whole(root, (0x3000, bytes(0x800)), last), 2,
               half_table + " is in no segment of the image" + entry + total.format(2), not_read)
    check_core("table with a hole", whole(root, (0x3000, bytes(0x800)), (0x3808, bytes(0x7F8)), last), 2,
               "0x004000000000-0x004040000000  table 0x3000 at level 3, entry 256, is in no segment of the image" +
               entry +
               total.format(2), not_read)
    check_core("root in no segment", whole(last), 2,
               "0x000000000000-0x1000000000000  table 0x2000 at level 4 is in no segment of the image\n" +
               total.format(0),
               not_read)
    not_saved = " is in memory that the image does not have in full" + entry
    for label, segment, out in (("nothing", (0x3000, b"", 0x1000), whole_table + not_saved + total.format(1)),
                                ("half", (0x3000, bytes(0x800), 0x1000), half_table + not_saved + total.format(2)),
                                ("too little of much", (0x2F00, bytes(0x100), 1 << 40),
                                 whole_table + not_saved + total.format(1))):
        check_core(f"table of which {label} was saved", Core([(*root, 0x1000), segment, (*last, 0x1000)]), 2, out,
                   not_read)
    saved = [(address, data, len(data)) for address, data in (root, (0x3000, bytes(image.bytes[0x2000:])))]
    check_core("memory saved once, not saved another time", Core([(0, b"", 1 << 30), *saved]), 0, X86_MAP)


def test_overlaps():
    image = x86_tables()
    data = bytes(image.bytes)
    check_core("the same memory twice in the file",
               whole((0x1000, data), (0x1000, data), (0x2000, data[0x1000:0x2800]), (0x3000, data[0x2000:])), 0,
               X86_MAP)
    check_core("segments that overlap in part", whole((0x1000, data[:0x2800]), (0x2004, data[0x1004:])), 0, X86_MAP)
    core = whole((0x1000, data), (0x3000, b""), (0x4000, b""))
    for number, address in ((2, 0x3000), (3, 0x4000)):  # as QEMU has it for memory that is mapped twice
        core.headers[number] = [1, 0, core.headers[1][2] + address - 0x1000, 0, address, 0x1000, 0x1000, 0]
    check_core("segments of the same bytes of the file", core, 0, X86_MAP)
    other = bytearray(data[0x1000:])
    other[0x1804] ^= 1
    told = "in several segments of the image, which contradict each other"
    check_told("segments that disagree about one entry", whole((0x1000, data), (0x2000, bytes(other))),
               "entry 256, is " + told, leaves=2)
    check_told("segments that disagree in the one byte that both have",
               whole((0x1000, data), (0x5FFF, b"\1" + bytes(7))),
               "entry 511, is " + told, leaves=2)
    beside = whole((0x1000, data), (0x8000, b"1" * 0x1000), (0x8800, b"2" * 0x1000))
    check_core("segments that disagree where no table is", beside, 0, X86_MAP)
    many = [(0x1000, data)] * 40
    many[1:] = [(0x1000, data[:0x100])] * 39
    check_core("memory that many segments have where no table is", whole(*many), 0, X86_MAP)
    check_told("a table that many segments have", whole(*[(0x1000, data)] * 40), told)
    sparse = Core([(0, b"", 1 << 40), (0x1000, data, len(data)), (0x80000, b"", 1 << 40)])
    place, size = len(sparse.bytes()) + 0x1000 & -0x1000, 1 << 40
    for number, address in ((1, 0), (3, 0x80000)):
        sparse.headers[number] = [1, 0, place + address * number, 0, address, size, size, 0]
    path = file_with(sparse.bytes())
    os.truncate(path, place + 4 * size)
    check_run("segments of 1 TiB that overlap", [*arguments(root=X86_ROOT), path], 2,
              run([*arguments(root=X86_ROOT), path])[1], "vpt: tables that could not be read in full: 1\n")
    sparse.headers[1][4] = 1 << 39
    path = file_with(sparse.bytes())
    os.truncate(path, place + 4 * size)
    check_run("segments of 1 TiB that overlap elsewhere", [*arguments(root=X86_ROOT), path], 0, X86_MAP)


# ---- headers -------------------------------------------------------------------------------------


def test_bad_headers():
    good = whole((0x1000, bytes(x86_tables().bytes)))
    content = good.bytes()
    for length in (4, 5, 16, 63):
        check_core(f"{length} bytes of the header", content[:length], 2, "", "PATH: ELF: the file header is cut short")
    ident = good.header["ident"]
    for label, field, value, text in (
            ("32 bits", "ident", ident[:4] + b"\1" + ident[5:], "class 1, only files of 64 bits (2) can be read here"),
            ("big-endian", "ident", ident[:5] + b"\2" + ident[6:],
             "data encoding 2, only little-endian (1) can be read here"),
            ("version", "ident", ident[:6] + b"\2" + ident[7:], "version is not 1"),
            ("version of the file", "version", 0, "version is not 1"),
            ("program", "type", 2, "type 2 is not a core image (4); memory that begins so needs --raw"),
            ("no headers", "phnum", 0, "no program header"),
            ("size of headers", "phentsize", 32, "program headers of 32 bytes, not 56"),
            ("too many headers", "phnum", 4000, "the 4000 program headers are not all in the file"),
            ("headers outside", "phoff", 1 << 63, "the 2 program headers are not all in the file"),
            ("headers at the last address", "phoff", (1 << 64) - 1, "the 2 program headers are not all in the file")):
        before, good.header[field] = good.header[field], value
        check_core("header: " + label, good, 2, "", "PATH: ELF: " + text)
        good.header[field] = before
    check_core("header in order again", good, 0, X86_MAP)


def test_bad_segments():
    """What a segment says wrongly matters if a table lies there, and else not."""
    good = whole((0x1000, bytes(x86_tables().bytes)), (0x100000, bytes(0x1000)))
    offset, file_bytes, memory_bytes, address = 2, 5, 6, 4
    start = good.headers[1][offset]
    for label, changes, text in (
            ("file larger than memory", {memory_bytes: 0x3FFF}, "table 0x5000 at level 1 is in no segment"),
            ("beyond the last address", {address: (1 << 64) - 0x4FFF}, "table 0x2000 at level 4 is in no segment"),
            ("far outside", {offset: 1 << 63},
             "table 0x2000 at level 4 is in memory that the image does not have in full"),
            ("offset that wraps", {offset: (1 << 64) - 0x1000}, "does not have in full"),
            ("no address", {address: (1 << 64) - 1}, "table 0x2000 at level 4 is in no segment"),
            ("of no memory", {0: 6}, "table 0x2000 at level 4 is in no segment")):
        for number, status in ((1, 2), (2, 0)):
            before = list(good.headers[number])
            for field, value in changes.items():
                good.headers[number][field] = value
            if status == 0:
                check_core("segment without tables: " + label, good, 0, X86_MAP)
            else:
                found = run([*arguments(root=X86_ROOT), file_with(good.bytes())])
                check("segment: " + label, found[0] == 2 and text in found[1], found)
            good.headers[number] = before
    check_told("segment that is cut short", whole((0x1000, bytes(x86_tables().bytes))).bytes()[:-0xFF0],
               "from entry 2 to 511, is in memory that the image does not have in full", leaves=2)
    check_core("segment that is cut short behind the tables",
               whole((0x1000, bytes(x86_tables().bytes) + bytes(64))).bytes()[:-64],
               0, X86_MAP)
    check_core("segment that ends at the last address",
               whole(((1 << 64) - 0x1000, bytes(0x1000)), (0x1000, bytes(x86_tables().bytes))), 0, X86_MAP)
    check_core("no memory at all", whole(), 2, "", "PATH: ELF: no segment holds memory")


def test_kernel_core():
    """As /proc/kcore has it: what is no physical memory has the address -1."""
    data = bytes(x86_tables().bytes)
    check_core("memory at -1", whole(((1 << 64) - 1, bytes(0x2000)), (0x1000, data)), 0, X86_MAP)
    check_core("all memory at -1", whole(((1 << 64) - 1, data)), 2, "", "PATH: ELF: no segment holds memory")


FOREIGN = (
    (b"\x1f\x8b", "compressed by gzip", "unpack it first (gzip -d)"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd", "unpack it first (zstd -d)"),
    (b"\xfd7zXZ\0", "compressed by xz", "unpack it first (xz -d)"),
    (b"\x04\x22\x4d\x18", "compressed by lz4", "unpack it first (lz4 -d)"),
    (b"BZh91AY&SY", "compressed by bzip2", "unpack it first (bzip2 -d)"),
    (b"\x89LZO", "compressed by lzop", "unpack it first (lzop -d)"),
    (b"PK\3\4", "a zip archive", "unpack it first (unzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first (7z x)"),
    (b"QFI\xfb", "a qcow2 image", "it is a disk"), (b"KDMV", "a VMDK image", "it is a disk"),
    (b"vhdxfile", "a VHDX image", "it is a disk"),
    (b"QEVM", "a state that QEMU saved (migrate, savevm)", "start QEMU with -incoming"),
    (b"LibvirtQemudSave", "a state that libvirt saved", "virsh restore"),
    (b"LibvirtQemudPart", "a state that libvirt did not save to its end", "virsh dump"),
    (bytes(8) + b"XENF", "a state that Xen saved", "xl restore"),
    *((bytes(four), "a state that VMware saved", "give the .vmem file") for four in
      ((0xD0, 0xBE, 0xD2, 0xBE), (0xD1, 0xBA, 0xD1, 0xBA), (0xD2, 0xBE, 0xD2, 0xBE), (0xD3, 0xBE, 0xD3, 0xBE))),
    (b"\x7fVirtualBox SavedState", "a state that VirtualBox saved", "start the machine"),
    (b"AVML", "an AVML image", "avml-convert"), (b"MDMP", "a Windows minidump", "have the memory written as ELF"),
    (b"PAGEDU64", "a Windows crash dump", "have the memory written as ELF"),
    (b"PAGEDUMP", "a Windows crash dump", "have the memory written as ELF"),
    *((four, "a hibernated Windows", "boot it") for four in (b"hibr", b"HIBR", b"RSTR", b"wake", b"WAKE")),
    (bytes(4086) + b"S1SUSPEND", "a hibernated Linux", "boot it"),
    (bytes(4086) + b"ULSUSPEND", "a hibernated Linux", "boot it"))


def test_other_kinds():
    for signature, kind, advice in FOREIGN:
        label = signature.strip(b"\0")
        path = file_with(signature + bytes(0x3000))
        status, out, err = run([*arguments(root=0x2000), path])
        check(f"{label}", (status, out) == (2, "")
              and err.startswith(f"vpt: {path}: {kind}, which cannot be read here: {advice}")
              and err.endswith("; or say --raw\n") and err.count("\n") == 1, (status, out, err))
        check_run(f"{label} as raw memory", [*arguments(root=0x2000), "--raw", file_with(signature + bytes(0x3000))], 0,
                  "total: 0 leaves, 0 bytes, 1 tables read\n")
        status, out, err = run([*arguments(root=0x2000), file_with(signature[:-1] + b"\1" + bytes(0x3000))])
        check(f"{label} but for a byte", status == 0 and "total: 0 leaves" in out, (status, out, err))


def lime(*ranges, version=1, magic=b"EMiL"):
    return b"".join(magic + struct.pack("<IQQQ", version, first, first + len(data) - 1, 0) + data for first,
                    data in ranges)


def test_lime():
    data = bytes(x86_tables().bytes)
    low, high = (0x1000, data[:0x2800]), (0x3800, data[0x2800:])
    check_core("LiME", lime(low, (0x100000, bytes(64)), high), 0, X86_MAP)
    check_core("LiME, the other way round", lime(high, low), 0, X86_MAP)
    check_core("LiME, explained", lime(low, high), 0,
               run([*arguments("explain", root=X86_ROOT, base=0x1000), file_with(data), "0x1008"]
               )[1], ia=0x1008)
    check_core("LiME, cut short behind the tables", lime((0x1000, data + bytes(0x1000)))[:-0x10], 0, X86_MAP)
    check_told("LiME, cut short", lime((0x1000, data))[:-0x10],
               "from entry 510 to 511, is in memory that the image does not have in full",
               leaves=2)
    for label, content, text in (
            ("of another version", lime(low, version=2), "0x0 is not of version 1, which alone is raw"),
            ("that ends before it begins", b"EMiL" + struct.pack("<IQQQ", 1, 2, 1, 0), "0x0 ends before it begins"),
            ("of all addresses", b"EMiL" + struct.pack("<IQQQ", 1, 0, (1 << 64) - 1, 0), "0x0 is of all addresses"),
            ("with another header", lime(low) + lime(high, magic=b"XXXX"), "0x2820 does not begin with EMiL")):
        check_core("LiME " + label, content, 2, "", f"PATH: LiME: the header at {text}")
    path = file_with(lime(low))
    check_run("LiME with --base", [*arguments(root=X86_ROOT, base=0), path], 2, "",
              f"vpt: {path}: a LiME image, which says itself where its memory is: leave out --base, or say --raw\n")


def test_raw():
    core = whole((0x1000, bytes(x86_tables().bytes)))
    path = file_with(core.bytes())
    check_run("core with --base", [*arguments(root=X86_ROOT, base=0), path], 2, "",
              f"vpt: {path}: an ELF file, which says itself where its memory is: leave out --base, or say --raw\n")
    raw = bytearray(0x6000)
    raw[0x1000:] = x86_tables().bytes
    raw[:4] = b"\x7fELF"
    check_run("raw memory that begins like ELF", [*arguments(root=X86_ROOT), "--raw", file_with(bytes(raw))], 0,
              X86_MAP)
    check_run("the same, with a base", [*arguments(root=X86_ROOT, base=0), "--raw", file_with(bytes(raw))], 0, X86_MAP)


# ---- the root ------------------------------------------------------------------------------------


def noted(*notes, **more):
    return whole((0x1000, bytes(x86_tables().bytes)), notes=b"".join(notes), **more)


def test_root_from_notes():
    cr3 = X86_ROOT | 0x18 | 1 << 63
    found = X86_FOUND.format(cr3)
    check_core("root of one processor", noted(cpu(cr3)), 0, found + X86_MAP, root=None)
    status, out, err = run([*arguments("explain"), file_with(noted(cpu(cr3)).bytes()), "0x1234"])
    check("explain with the root of the notes", status == 0 and out.startswith(found + "input address 0x1234\n")
          and "\noutput address 0x80001234, " in out, (status, out, err))
    check_core("a root that is given counts", noted(cpu(0x7000)), 0, X86_MAP)
    check_core("processors with one root", noted(cpu(cr3), cpu(X86_ROOT | 7)), 0, found + X86_MAP, root=None)
    check_core("processors with several roots",
               noted(cpu(cr3), cpu(0x5000), cpu(0x6000, cr0=1), cpu(X86_ROOT), cpu(0x7FFF)), 0,
               found + "CPU 1 has another root: 0x5000\nCPU 4 has another root: 0x7000\n" + X86_MAP, root=None)
    core = noted(cpu(X86_ROOT), note("VMCOREINFO", 0, b"OSRELEASE=1\n"), note("QEMU", 7, b"x"), note("", 0, b""))
    check_core("other notes", core, 0, X86_FOUND.format(X86_ROOT) + X86_MAP, root=None)
    five = noted(cpu(X86_ROOT, cr4=0x20 | LA57))
    check_core("root of five levels", five, 1, "CPU 0: CR3 0x2000: root 0x2000, x86-64, 5 levels, 57 bits in, 48 out\n"
               "general-protection exception: input address 0x200000000000000 is not a signed number of 57 bits (not "
               "canonical)\n", levels=5, input_bits=57, ia=1 << 57, root=None)
    core = whole((0x1000, bytes(x86_tables().bytes)), (0, cpu(0x5000)), notes=cpu(X86_ROOT))
    core.headers[2][0] = 4
    check_core("two segments of notes", core, 0,
               X86_FOUND.format(X86_ROOT) + "CPU 1 has another root: 0x5000\n" + X86_MAP, root=None)


def test_registers_in_the_image():
    """Nothing but the image is given."""
    path = file_with(noted(cpu(X86_ROOT), cpu(X86_ROOT | 7, cr4=0x20 | LA57), cpu(0, cr0=1)).bytes())
    found = "CPU {}: CR3 {:#x}: root 0x2000, x86-64, {} levels, {} bits in, 52 out\n"
    check_run("image alone", ["dump", path], 0, found.format(0, X86_ROOT, 4, 48) + X86_MAP)
    check_run("explain, image alone", ["explain", path, "0x1000000000000"], 1, found.format(0, X86_ROOT, 4, 48) +
              "general-protection exception: input address 0x1000000000000 is not a signed number of 48 bits (not "
              "canonical)\n")
    status, out, err = run(["dump", "--cpu", "1", path])
    check("--cpu 1", status == 2 and out.startswith(found.format(1, X86_ROOT | 7, 5, 57)), (status, out, err))
    check_run("--cpu 2", ["dump", "--cpu=2", path], 2, "",
              "vpt: CR0 0x1: PG is 0, so paging is off and no tables are used\n")
    check_run("--cpu 3", ["dump", "--cpu=3", path], 2, "",
              f"vpt: {path}: there is no CPU 3: the image has notes on 3\n")
    check_run("CR3 given, CR4 of the image", ["dump", "--cr3", "0x2000", path], 0,
              "CR3 0x2000: root 0x2000, x86-64, 4 levels, 48 bits in, 52 out\n" + X86_MAP)
    check_run("types by --pat", ["dump", "--pat", "0x0007040600070406", path], 0,
              (found.format(0, X86_ROOT, 4, 48) + X86_MAP).replace("pat0", "WB"))


def vmcoreinfo(text):
    return note("VMCOREINFO", 0, text.encode())


def test_kernel_in_the_image():
    """A Linux kernel tells where its own tables are."""
    x86 = "OSRELEASE=6.1.0\nPAGESIZE=4096\nSYMBOL(init_top_pgt)=ffffffff82a12000\nNUMBER(phys_base)={}\n{}"
    base = 0x2000 - 0x2A12000  # so that the tables are where they are
    check_run("x86-64", ["dump", file_with(noted(vmcoreinfo(x86.format(base, ""))).bytes())], 0,
              "the kernel: CR3 0x2000: root 0x2000, x86-64, 4 levels, 48 bits in, 52 out\n" + X86_MAP)
    five = x86.format(base, "NUMBER(pgtable_l5_enabled)=1\n")
    out = run(["dump", file_with(noted(vmcoreinfo(five)).bytes())])[1]
    check("x86-64, 5 levels", out.startswith("the kernel: CR3 0x2000: root 0x2000, x86-64, 5 levels"), out)
    both = noted(cpu(X86_ROOT | 8), vmcoreinfo(five))
    check_run("registers come first", ["dump", file_with(both.bytes())], 0,
              "CPU 0: CR3 0x2008: root 0x2000, x86-64, 4 levels, 48 bits in, 52 out\n" + X86_MAP)
    arm = ("PAGESIZE={}\nSYMBOL(swapper_pg_dir)={:x}\nNUMBER(VA_BITS)={}\n"
           "NUMBER(kimage_voffset)=0xffff800009a00000\nNUMBER(PHYS_OFFSET)=0x40000000\n{}")
    for page, bits, more, said in ((4096, 48, "", "aarch64-s1, 4 levels, 48 bits in, 48 out"),
                                   (4096, 39, "NUMBER(TCR_EL1_T1SZ)=0x19\n",
                                    "aarch64-s1, 3 levels, 39 bits in, 48 out"),
                                   (4096, 52, "NUMBER(TCR_EL1_T1SZ)=0xc\n",
                                    "aarch64-s1-lpa2, 5 levels, 52 bits in, 52 out"),
                                   (16384, 47, "", "aarch64-s1-16k, 3 levels, 47 bits in, 48 out"),
                                   (65536, 48, "", "aarch64-s1-64k, 3 levels, 48 bits in, 52 out")):
        core = noted(vmcoreinfo(arm.format(page, 0xFFFF800009A00000 + page, bits, more)), machine=EM_AARCH64)
        status, out, err = run(["dump", file_with(core.bytes())])
        check(f"arm64, {page}, {bits} bits",
              out.startswith(f"the kernel: TTBR1_EL1 {page:#x}: root {page:#x}, {said}\n"),
              (status, out, err))
    riscv = "SYMBOL(swapper_pg_dir)=ffffffff81a02000\nNUMBER(VA_BITS)={}\nNUMBER(va_kernel_pa_offset)=0xffffffff81a00000\n"
    for bits, levels in ((39, 3), (48, 4), (57, 5)):
        out = run(["dump", file_with(noted(vmcoreinfo(riscv.format(bits)), machine=243).bytes())])[1]
        check(f"RISC-V, {bits} bits", f": root 0x2000, riscv, {levels} levels, {bits} bits in" in out, out)
    for label, text in (("nothing", ""), ("no offset", "SYMBOL(swapper_pg_dir)=ffffffff82a12000\n"),
                        ("no number", x86.format("x", "")), ("no line", "SYMBOL(init_top_pgt)"),
                        ("an unknown mode", riscv.format(40))):
        path = file_with(noted(vmcoreinfo(text)).bytes())
        check_run(f"VMCOREINFO that tells {label}", ["dump", path], 2, "", f"vpt: --format is missing: {path} has no "
                  "registers that say where tables are\n")


def test_kcore():
    """/proc/kcore: its length is not told, segments that are no memory have the physical address -1."""
    core = noted(vmcoreinfo("SYMBOL(init_top_pgt)=ffffffff80002000\nNUMBER(phys_base)=0\n"))
    whole_file = bytearray(core.bytes())
    path = file_with(bytes(whole_file))
    environment = {**os.environ, "LD_PRELOAD": os.path.join(os.path.dirname(SHORTEN), "device.so"), "MODE": "kcore",
                   "DEVICE": path}
    found = "the kernel: CR3 0x2000: root 0x2000, x86-64, 4 levels, 48 bits in, 52 out\n" + X86_MAP
    check_equal("kcore", run(["dump", path], env=environment), (0, found, ""))
    core = whole((0x1000, bytes(x86_tables().bytes)), (0, bytes(0x1000)), notes=core.data[:core.headers[0][5]])
    core.headers[2][3:5] = 0xFFFFC90000000000, (1 << 64) - 1
    file_with(core.bytes())
    check_equal("kcore with vmalloc", run(["dump", path], env=environment), (0, found, ""))
    for label, content, text in (("empty", b"\x7fEL", "neither a file of some length nor an ELF core image"),
                                 ("cut short", bytes(whole_file[:100]), "the program headers are cut short"),
                                 ("of 32 bits", b"\x7fELF\x01" + bytes(whole_file[5:]),
                                  "not an ELF core image of 64 bits, little-endian")):
        file_with(content)
        check_equal(f"kcore, {label}", run(["dump", path], env=environment), (2, "", f"vpt: {path}: {text}\n"))


def test_no_root_in_notes():
    without = "--root is missing: PATH has no registers that say where tables are"
    for label, core, text in (
            ("no notes", noted(), without),
            ("other notes only", noted(note("CORE", 1, bytes(336)), note("LINUX", 0, bytes(440))), without),
            ("another machine", noted(cpu(X86_ROOT), machine=EM_AARCH64), without),
            ("paging off", noted(cpu(0, cr0=0x60000010)),
             "CR0 0x60000010: PG is 0, so paging is off and no tables are used"),
            ("five levels", noted(cpu(X86_ROOT, cr4=LA57 | 0x20)), "--levels 4, but CPU 0: CR3 says 5; or give --root"),
            ("another version", noted(cpu(X86_ROOT, version=2)),
             "PATH: ELF: QEMU's note on a processor has version 2 and "
             "440 bytes, not version 1 and at least 432 bytes"),
            ("a smaller note", noted(cpu(X86_ROOT, size=431)),
             "PATH: ELF: QEMU's note on a processor has version 1 and "
             "431 bytes, not version 1 and at least 432 bytes"),
            ("an empty note", noted(note("QEMU", 0, b"")), "PATH: ELF: QEMU's note on a processor has version 0 and "
             "0 bytes, not version 1 and at least 432 bytes"),
            ("a note cut short", noted(cpu(X86_ROOT)[:-8]), "PATH: ELF: a note is cut short"),
            ("a note of any length", noted(struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0)),
             "PATH: ELF: a note is cut short")):
        check_core(label, core, 2, "", text, root=None)
    core = noted(cpu(X86_ROOT), cpu(X86_ROOT)[:-8])
    check_core("a later note cut short", core, 2, "", "PATH: ELF: a note is cut short", root=None)
    core = noted(cpu(X86_ROOT))
    core.headers[0][2] = 1 << 40
    check_core("notes outside", core, 2, "", "PATH: ELF: segment 0 is not all in the file: bytes "
               f"{len(cpu(X86_ROOT)):#x} at 0x10000000000 of {len(core.bytes()):#x}", root=None)
    check_core("notes outside, but not asked", core, 0, X86_MAP)
    check_core("raw image", bytes(0x2000), 2, "", without, root=None)
    for name in ("ept", "aarch64-s1", "riscv"):
        check_core(f"{name} in the same image", noted(cpu(X86_ROOT)), 2, "",
                   f"--root is missing: CR3 is x86-64, not {name}",
                   name=name, levels=4, root=None)


# ---- garbage, under sanitizers -------------------------------------------------------------------


def test_core_cut_short_while_read():
    path = file_with(noted(cpu(X86_ROOT)).bytes())
    found = run([*arguments(), path], env={**os.environ, "LD_PRELOAD": SHORTEN, "SHORTEN": path})
    check_equal("core image cut short while it is read", found,
                (2, "", "vpt: the image can no longer be read: it was cut short, or its disk failed\n"))


def test_garbage_in_cores():
    """Headers and notes with a few bits flipped or numbers replaced; images that are cut."""
    chance = random.Random(2027)
    image = bytes(x86_tables().bytes)
    parts = [(0x1000, image[:0x1800], 0x1800), (0x2800, image[0x1800:0x3000], 0x1800), (0x4000, image[0x3000:], 0x2000)]
    for seed in range(120):
        core = Core(parts, cpu(X86_ROOT) + cpu(0x3000), counted_in_section=seed % 3 == 0)
        content = bytearray(core.bytes())
        head = core.notes_at + 2 * len(cpu(0))
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(4, head)
            if chance.random() < 0.5:
                content[place] ^= 1 << chance.randrange(8)
            else:
                place -= place % 8
                value = chance.choice((0, 1, (1 << 64) - 1, 1 << 63, len(content), len(content) - 8,
                                       chance.getrandbits(64)))
                struct.pack_into("<Q", content, max(place, 8), value)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)):]
        path = file_with(bytes(content))
        check_survives(f"core, seed {seed}", [*arguments(), path])
        check_survives(f"core, seed {seed}", [*arguments("explain", root=X86_ROOT), path, hex(chance.getrandbits(13))])
