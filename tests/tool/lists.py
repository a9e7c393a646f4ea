# SPDX-License-Identifier: Apache-2.0
"""What people read: one line a fact, whatever the tables are; audit, find, stat, diff, filters, JSON, symbols."""
import json
import os
import re

from harness import *
from images import Image

P, RW, US, A, D, PS, G, XD = 1, 2, 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 63
X86 = geometry("x86-64", 4, 48, 40)


def words(content, size):
    """An image from {address: word}."""
    image = Image(size // 4096)
    for address, word in content.items():
        image.put(address // 4096, address % 4096 // 8, word)
    return image


def chain(table_bits=P | RW | US):
    """Root 0, one table of each level behind first entries; pages are in 0x3000."""
    return {0: 0x1000 | table_bits, 0x1000: 0x2000 | table_bits, 0x2000: 0x3000 | table_bits}


def x86(command, content, size=0x4000, *more):
    return [command, *X86, *more, file_with(words(content, size))]


# ---- it never gives up ---------------------------------------------------------------------------


def test_self_map():
    """T1. A walk ends after its levels; the list says that the root is met again, and goes on."""
    content = {0x1000 + 493 * 8: 0x8000000000001063, 0x1000: 0x2067, 0x2000: 0x3067, 0x3000: 0x4067,
               0x4000: 0x9067 | XD, 0x1000 + 500 * 8: 0x2067}
    path, options = file_with(words(content, 0x5000)), geometry("x86-64", 4, 48, 40, 0x1000)
    status, out, err = run(["explain", *options, path, "0xfffff68000000080"])
    check("explain through a self-map", status == 0 and "\noutput address 0x4080, " in out and err == "",
          (status, out, err))
    check_run("dump of a self-map", ["dump", *options, path], 0, """\
0x000000000000-0x000000001000  0x000000009000-0x00000000a000  4K x 1  rw- user pat0 young dirty
0xfffff68000000000-0xfffff70000000000  table 0x1000 again, first at 0x0 as level 4, here as level 3
0xfffffa0000000000-0xfffffa8000000000  table 0x2000 again, first at 0x0
total: 1 leaves, 4096 bytes, 4 tables read
""")
    status, out, err = run(["dump", *options, "--expand", path])
    check("dump --expand goes down into it", status == 0 and out.count("\n") > 6 and "again" not in out,
          (status, out, err))
    check_run("find through a self-map", ["find", *options, path, "0x3008"], 0,
              "0x3008 is in table 0x3000 of level 2, for input addresses from 0x0 on\n"
              "tables are mapped by the self-map at 0xfffff68000000000\n")


def test_bad_pointer():
    """T2. An entry that leads out of the image is said at its place, and the rest is listed."""
    content = {0: 0x70000067, 8: 0x1067, 0x1000: 0x2067, 0x2000: 0x3067, 0x3000: 0x9067}
    check_run("dump with a bad pointer", x86("dump", content), 2, """\
0x000000000000-0x008000000000  table 0x70000000 at level 3 is outside the image, which has 0x0 to 0x3fff; entry 0x0[0] is 0x0000000070000067
0x008000000000-0x008000001000  0x000000009000-0x00000000a000  4K x 1  rwx user pat0 young dirty  [writable and executable]
total: 1 leaves, 4096 bytes, 4 tables read
""", "vpt: tables that could not be read in full: 1\n")


def test_words_of_faults():
    """T5. The same address with too many bits, in the words of each architecture."""
    for name, levels, bits, output_bits, word, wanted in (
            ("x86-64", 4, 48, 36, 1 << 40 | P, "reserved-bit page fault, level 4: "),
            ("ept", 4, 48, 36, 1 << 40 | 7, "EPT misconfiguration, level 4: "),
            ("riscv", 3, 39, 36, 1 << 38 | 1, "access fault, level 2: "),
            ("loongarch-4k", 4, 48, 36, 1 << 40, "address error exception, level 0: "),
            ("aarch64-s1", 4, 48, 36, 1 << 40 | 3, "address size fault, level 0: ")):
        image = words({0: word}, 0x1000)
        check_explain("address too wide, " + name, image, 0, 1,
                      f"\n{wanted}output address 0x10000000000 has more than 36 bits\n", name=name, levels=levels,
                      input_bits=bits, output_bits=output_bits)


def test_dropped_leaves():
    """I6. Leaves beyond the output size are faults with their addresses, and the exit status tells."""
    content = {**chain(), **{0x3000 + 8 * i: (0x100000000 + i * 0x1000) | P | A for i in range(8)},
               0x3000 + 8 * 9: 0x5000 | P | A}
    path = file_with(words(content, 0x4000))
    check_run("dump with --output-bits 32", ["dump", *geometry("x86-64", 4, 48, 32), path], 1, """\
0x000000000000-0x000000008000  4K x 8  reserved-bit page fault, level 1: output address 0x100000000 has more than 32 bits; entry 0x3000[0] is 0x0000000100000021
0x000000009000-0x00000000a000  0x000000005000-0x000000006000  4K x 1  r-x pat0 young
total: 1 leaves, 4096 bytes, 4 tables read; 8 entries are wrong
""")


# ---- lines ---------------------------------------------------------------------------------------


def test_empty_directories():
    """T7. LoongArch as Linux lays it out: directories full of pointers to shared tables of invalid entries."""
    root, pud, pmd, pte, used_pud, used_pmd, used_pte = range(7)
    image = Image(7)
    for index in range(512):
        image.put(root, index, image.address(pud))
        for table in (pud, used_pud):
            image.put(table, index, image.address(pmd))
        for table in (pmd, used_pmd):
            image.put(table, index, image.address(pte))
        image.put(pte, index, 1 << 6)  # G, but V is 0
    image.put(root, 3, image.address(used_pud))
    image.put(used_pud, 5, image.address(used_pmd))
    image.put(used_pmd, 7, image.address(used_pte))
    image.put(used_pte, 9, 0x80000000 | 0x193 | 1 << 62)
    image.put(used_pte, 10, 0x12345400)  # V is 0: of the kernel's own
    at = (3 << 39) + (5 << 30) + (7 << 21)
    status, out, err = run(["dump", *geometry("loongarch-4k", 4, 48, 48), file_with(image)])
    check("LoongArch, empty directories", (status, err) == (0, "") and "reserved" not in out and
          f"0x{at + 0x9000:012x}-0x{at + 0xA000:012x}  0x000080000000-0x000080001000  4K x 1  rw- CC\n" in out and
          out.count("\n") <= 9, out)


def test_runs_by_what_counts():
    """T8. Pages that differ in A, D and software bits only are one run; a mark says so."""
    content = dict(chain())
    for i in range(512):
        bits = (i & 1) << 5 | (i >> 1 & 1) << 6 | (i >> 2 & 7) << 9
        content[0x3000 + 8 * i] = (0x400000 + i * 0x1000) | P | RW | XD | bits
    check_run("dump of 512 pages", x86("dump", content), 0, """\
0x000000000000-0x000000200000  0x000000400000-0x000000600000  4K x 512  rw- pat0 young? dirty? sw=?
total: 512 leaves, 2097152 bytes, 4 tables read
""")


def test_repeated_pages():
    """The same page again and again is one line."""
    content = {**chain(), **{0x3000 + 8 * i: 0x9000 | P | US | A | XD for i in range(100)}}
    check_run("dump of one page 100 times", x86("dump", content), 0, """\
0x000000000000-0x000000064000  0x000000009000 each  4K x 100  r-- user pat0 young
total: 100 leaves, 409600 bytes, 4 tables read
""")


def test_aliases():
    """T9. Memory that is mapped twice is told only where the mappings do not go together."""
    content = {**chain(), 8: 0x4000 | P | RW, 0x4000: PS | P | RW | XD | A,  # a direct map of 1 GiB
               0x3000: 0x9000 | P | A, 0x3008: 0xA000 | P | RW | XD | A, 0x3010: 0xB000 | P | XD | A | 1 << 3}
    check_run("dump of aliases", x86("dump", content, 0x5000), 0, """\
0x000000000000-0x000000001000  0x000000009000-0x00000000a000  4K x 1  r-x pat0 young  [writable at 0x8000009000]
0x000000001000-0x000000002000  0x00000000a000-0x00000000b000  4K x 1  rw- pat0 young
0x000000002000-0x000000003000  0x00000000b000-0x00000000c000  4K x 1  r-- pat1 young  [pat0 at 0x800000b000]
0x008000000000-0x008040000000  0x000000000000-0x000040000000  1G x 1  rw- pat0 young  [executable at 0x0]  [pat1 at 0x2000]
total: 4 leaves, 1073754112 bytes, 5 tables read
""")


def test_contiguous_sets():
    """A set that is not aligned, or whose entries are not alike, is told."""
    contiguous, leaf = 1 << 52, 3 << 53 | 3 << 8 | 1 << 10 | 3
    for label, change, flagged in (("good", None, False), ("an entry is not alike", (20, 1 << 7), True),
                                   ("an entry has no bit", (20, contiguous), True),
                                   ("an access flag differs", (20, 1 << 10), False)):
        image = Image(4).chain(0, 0, 0)
        for i in range(16, 32):
            word = 0x80000000 + i * 0x1000 | leaf | contiguous
            image.put(3, i, word ^ change[1] if change and change[0] == i else word)
        status, out, err = run(["dump", *geometry(), file_with(image)])
        check("contiguous set: " + label, ("[contiguous set not aligned or not alike]" in out) == flagged, out)
    image = Image(4).chain(0, 0, 0)
    for i in range(16):
        image.put(3, i, 0x80001000 + i * 0x1000 | leaf | contiguous)
    status, out, err = run(["audit", *geometry(), file_with(image)])
    check("contiguous set: output not aligned", status == 1 and out.startswith("contiguous set: "), out)


# ---- audit, find, stat, diff ---------------------------------------------------------------------

KERNEL = {**chain(), 511 * 8: 0x4000 | P | RW | US, 0x4000: 0x5000 | P | RW | US, 0x5000: 0x6000 | P | RW | US,
          0x3000: 0x40009000 | P | RW | US | A | XD, 0x3008: 0x4000A000 | P | RW | US | A,
          0x6000: 0x40009000 | P | A, 0x6008: 0x3000 | P | RW | A | XD, 0x6010: 0x4000B000 | P | US | A}


def test_audit():
    check_run("audit", x86("audit", KERNEL, 0x7000), 1, """\
conflict: memory 0x40009000-0x4000a000 is writable at 0x0, executable at 0xffffff8000000000
writable and executable: 0x000000001000-0x000000002000  rwx user pat0 young
tables writable: 1, first 0x3000 at 0xffffff8000001000: 0xffffff8000001000-0xffffff8000002000  rw- pat0 young
user in kernel: 0xffffff8000002000-0xffffff8000003000  r-x user pat0 young
findings: 4
""")
    check_run("audit of nothing wrong", x86("audit", {**chain(), 0x3000: 0x40009000 | P | RW | XD | A}), 0,
              "findings: 0\n")
    # What the first store makes writable is writable.
    image = Image(4).chain(0, 0, 0)
    image.put(3, 0, 0x80000000 | 1 << 51 | 1 << 7 | 1 << 54 | 3 << 8 | 1 << 10 | 3)
    status, out, err = run(["audit", *geometry(), file_with(image)])
    check("audit of writable-clean", status == 1 and out.startswith("writable and executable: ") and " dbm" in out, out)
    bad = {**KERNEL, 8: 0x70000067}
    status, out, err = run(x86("audit", bad, 0x7000))
    check("audit with a bad pointer", status == 2 and "findings: 4\n" in out and
          err == "vpt: tables that could not be read in full: 1\n", (status, out, err))


def test_find():
    path = file_with(words(KERNEL, 0x7000))
    check_run("find", ["find", *X86, path, "0x40009010"], 0, """\
0x000000000010  leaf of 4K at 0x0  rw- user pat0 young
0xffffff8000000010  leaf of 4K at 0xffffff8000000000  r-x pat0 young
""")
    check_run("find nothing", ["find", *X86, path, "0x50000000"], 1, "0x50000000 is not mapped\n")
    check_run("find a table", ["find", *X86, path, "0x3ff8"], 0, """\
0x3ff8 is in table 0x3000 of level 1, for input addresses from 0x0 on
0xffffff8000001ff8  leaf of 4K at 0xffffff8000001000  rw- pat0 young
""")
    shared = {**chain(), 8: 0x1067, 0x3000: 0x9067}
    check_run("find through a shared table", x86("find", shared) + ["0x9004"], 0, """\
0x000000000004  leaf of 4K at 0x0  rwx user pat0 young dirty
0x008000000000  table 0x1000 again, which leads there, first at 0x0
""")


def test_stat():
    content = {**KERNEL, 0x2008: 0x40200000 | PS | P | A | XD, 0x3010: 0xFFFE}
    check_run("stat", x86("stat", content, 0x7000), 0, """\
level    tables      valid     0  other   fill
    4         1          2       510         0    0 %
    3         2          2      1022         0    0 %
    2         2          3      1021         0    0 %
    1         2          5      1018         1    0 %
 size  rights       leaves                 bytes
   4K  rw-               1                  4096
   4K  r-x               1                  4096
   4K  rw- user          1                  4096
   4K  r-x user          1                  4096
   4K  rwx user          1                  4096
   2M  r--               1               2097152
tables met again: 0, empty: 0, entries that are wrong: 0
""")


def test_diff():
    path, other = file_with(words(KERNEL, 0x7000)), os.path.join(scratch.name, "other")

    def compare(changes, *more):
        with open(other, "wb") as file:
            file.write(words({**KERNEL, **changes}, 0x7000).bytes)
        return ["diff", *X86, *more, path, other]

    check_run("diff of the same", compare({}), 0)
    check_run("diff of marks", compare({0x3000: KERNEL[0x3000] | D}), 0)
    check_run("diff", compare({0x3008: 0, 0x3010: 0x4000C000 | P | A | XD, 0x6000: KERNEL[0x6000] | XD}), 1, """\
- 0x000000001000-0x000000002000  0x00004000a000-0x00004000b000  4K x 1  rwx user pat0 young  [writable and executable]
+ 0x000000002000-0x000000003000  0x00004000c000-0x00004000d000  4K x 1  r-- pat0 young
- 0xffffff8000000000-0xffffff8000001000  0x000040009000-0x00004000a000  4K x 1  r-x pat0 young
+ 0xffffff8000000000-0xffffff8000001000  0x000040009000-0x00004000a000  4K x 1  r-- pat0 young
""")
    check_run("diff of marks, -v", compare({0x3000: KERNEL[0x3000] | D}, "-v"), 1, """\
- 0x000000000000-0x000000001000  0x000040009000-0x00004000a000  4K x 1  rw- user pat0 young  entry 0x3000[0] is 0x8000000040009027
+ 0x000000000000-0x000000001000  0x000040009000-0x00004000a000  4K x 1  rw- user pat0 young dirty  entry 0x3000[0] is 0x8000000040009067
""")


# ---- filters, JSON, symbols, colour --------------------------------------------------------------


def test_filters():
    path = file_with(words({**KERNEL, 0x2008: 0x40200000 | PS | P | A | XD, 0x3010: 1 << 45 | P}, 0x7000))
    for options, ranges in (
            (["--range", "0x1000-0x2000"], [0x1000]), (["--range", "0xffffff8000001000+0x1000"], [0xFFFFFF8000001000]),
            (["--range", "0xffffff8000000000-0x10000000000000000"],
             [0xFFFFFF8000000000, 0xFFFFFF8000001000, 0xFFFFFF8000002000]),
            (["--range=-512G+8K"], [0xFFFFFF8000000000, 0xFFFFFF8000001000]),
            (["--range=-0x7ffffff000--0x7fffffe000"], [0xFFFFFF8000001000]),
            (["--range=-0x7fffffe000+0x7fffffe000"], [0xFFFFFF8000002000]),
            (["--rights", "wx"], [0x1000]), (["--user", "--rights", "x"], [0x1000, 0xFFFFFF8000002000]),
            (["--kernel"], [0x200000, 0xFFFFFF8000000000, 0xFFFFFF8000001000]), (["--size", "2M"], [0x200000]),
            (["--level", "2"], [0x200000]), (["--type", "pat1"], []), (["--faults"], [0x2000])):
        status, out, err = run(["dump", *X86, *options, path])
        found = [int(line.split("-")[0], 16) for line in out.splitlines() if line.startswith("0x")]
        check_equal(f"dump {' '.join(options)}", found, ranges)
    for option, value, text in (("--range", "0x1000", "'0x1000' is neither FIRST-END nor FIRST+SIZE"),
                                ("--range", "5-5", "'5-5' is empty"), ("--range", "4K+0", "'4K+0' is empty"),
                                ("--range", "0x2000-0x1000", "'0x2000-0x1000' ends before it begins"),
                                ("--range", "0x2000-0", "'0x2000-0' ends before it begins"),
                                ("--range", "15E+0x1000000000000001", "'15E+0x1000000000000001' ends beyond 2^64"),
                                ("--rights", "rz", "'rz' is not made of r, w and x"),
                                ("--color", "blue", "'blue' is none of auto, always, never")):
        check_bad(f"{option} {value}", ["dump", *X86, option, value, path], f"{option}: {text}")


MEMBERS = {
    "run": {"kind", "ia", "end", "size", "count", "level", "table", "index", "word"},
    "leaf": {"oa", "repeated", "privileged", "user", "global", "type", "marks", "narrowed", "broken_set", "conflicts"},
    "fault": {"fault", "reason"},
    "again": {"points_to", "first", "first_level"},
    "empty": {"points_to"},
    "missing": {"reason"},
}


def test_json():
    """The documented members, all of them and no others."""
    content = {**KERNEL, 8: 0x70000067, 16: 0x1067, 0x3010: 1 << 45 | P, 0x5008: 0x6000 | P | RW, 0x1008: 0x70000067}
    path = file_with(words({**content, 24: 0x7067}, 0x8000))
    status, out, err = run(["dump", *X86, "--json", path])
    document = json.loads(out)
    check_equal("JSON: version and command", (status, document["vpt"], document["command"]), (2, 1, "dump"))
    kinds = set()
    for found in document["sets"][0]["runs"]:
        kinds.add(found["kind"])
        check_equal(f"JSON: members of {found['kind']}", set(found), MEMBERS["run"] | MEMBERS[found["kind"]])
    check_equal("JSON: kinds", kinds, set(MEMBERS) - {"run"})
    check_equal("JSON: conflicts", document["sets"][0]["runs"][0]["conflicts"],
                [{"is": "executable", "at": "0xffffff8000000000"}])
    for command, more, member in (("stat", [], "sets"), ("audit", [], "findings"), ("find", ["0x40009010"], "matches"),
                                  ("diff", [path], "differences")):
        status, out, err = run([command, *X86, "--json", path, *more])
        document = json.loads(out)
        check(f"JSON of {command}", document["vpt"] == 1 and document["command"] == command and
              (document[member] or command == "diff"), out)


def test_symbols():
    path, symbols = file_with(words(KERNEL, 0x7000)), os.path.join(scratch.name, "System.map")
    with open(symbols, "w") as file:
        file.write("0000000000001000 T user_text\nffffff8000000000 T _text\n0000000000000000 A nothing\n")
    check_run("dump --symbols", ["dump", *X86, "--symbols", symbols, "--range", "0xffffff8000001000+0x1000", path], 0,
              """\
0xffffff8000001000-0xffffff8000002000  0x000000003000-0x000000004000  4K x 1  rw- pat0 young  <_text+0x1000>
total: 1 leaves, 4096 bytes, 4 tables read
""")
    out = run(["explain", *X86, "--symbols", symbols, path, "0x1010"])[1]
    check("explain --symbols", out.startswith("input address 0x1010  <user_text+0x10>\n"), out)
    other = path + "-other"
    with open(other, "wb") as file:
        file.write(words({**KERNEL, 0x3008: 0}, 0x7000).bytes)
    out = run(["diff", *X86, "--symbols", symbols, path, other])[1]
    check("diff --symbols", re.match(r"- 0x000000001000-.*  <user_text>\n", out), out)
    for text, message in (("nonsense\n", "line 1 is not 'ADDRESS TYPE NAME'"), ("", "no symbol in it"),
                          ("\x7fELF", "not ELF of 64 bits, little-endian")):
        with open(symbols, "w") as file:
            file.write(text)
        check_bad(f"symbols {text!r}", ["dump", *X86, "--symbols", symbols, path], f"{symbols}: {message}")
    status, out, err = run(["dump", *X86, "--symbols", VPT, "--rights", "wx", path])
    check("symbols of ELF: the tool's own", (status, err) == (0, "")
          and re.search(r"executable\]  <\w+(\+0x\w+)?>\n", out), out)


def test_json_of_one_address():
    content = words({**KERNEL, 0x4000 + 7 * 8: 0x77 << 52 | 0x9000 | P | PS}, 0x7000)
    path = file_with(content)
    status, out, err = run(["explain", "--json", *X86, path, "0x1010"])
    document = json.loads(out)
    check_equal("explain --json", (status, err, document["vpt"], document["command"], document["ia"], document["output"]),
                (0, "", 1, "explain", "0x1010", "0x4000a010"))
    check_equal("explain --json: the tables", (document["set"]["format"], document["set"]["levels"]), ("x86-64", 4))
    check_equal("explain --json: steps", [(step["level"], step["is"], step.get("points_to"), step.get("size"))
                                         for step in document["steps"]],
                [(4, "table", "0x1000", None), (3, "table", "0x2000", None), (2, "table", "0x3000", None),
                 (1, "leaf", None, 4096)])
    check_equal("explain --json: leaf", (document["user"], document["type"], document["marks"]), ("rwx", "pat0", ["young"]))
    status, out, err = run(["explain", "--json", *X86, path, "0x400000"])
    document = json.loads(out)
    check_equal("explain --json: a fault", (status, document["fault"], document["steps"][-1]["is"], "output" in document),
                (1, "page fault, not present, level 2", "invalid", False))
    status, out, err = run(["explain", "--json", *X86, path, "0x1000000000000"])
    check("explain --json: no address", status == 1 and json.loads(out)["fault"] == "general-protection exception", out)


def test_options_of_others():
    """What a command would pass over is refused."""
    path = file_with(words(KERNEL, 0x7000))
    for command, option, operands in (("stat", "--symbols", []), ("stat", "-v", []), ("find", "--color", ["0"]),
                                      ("audit", "--color", []), ("explain", "--color", ["0"]), ("tree", "--json", []),
                                      ("dump", "--granted", []), ("stat", "--granted", []), ("diff", "--granted", [path]),
                                      ("find", "--granted", ["0"]), ("explain", "--granted", ["0"]),
                                      ("tree", "--granted", [])):
        status, out, err = run([command, *X86, option, "x", path, *operands])
        check(f"{command} {option}", (status, out) == (2, "") and err.startswith(f"vpt: no such option: {option};"), err)


def test_colour():
    path = file_with(words(KERNEL, 0x7000))
    plain, coloured = (run(["dump", *X86, "--color", when, path])[1] for when in ("never", "always"))
    check("colour", "\x1b[31m0x000000001000" in coloured and "\x1b" not in plain and
          "\x1b" not in run(["dump", *X86, path])[1], coloured)


def test_screen():
    """explain fits a screen: a line a level, at most 24 in all."""
    status, out, err = run(["explain", *geometry("x86-64", 5, 57, 52),
                            file_with(words({**chain(), 0x3000: 0x4067, 0x4000: 0x9067},
                                                                                       0x5000)), "0x123"])
    check("explain fits a screen", status == 0 and out.count("\n") <= 24 and out.count("\nlevel ") == 5 and
          max(map(len, out.splitlines())) <= 132, out)
