# SPDX-License-Identifier: Apache-2.0
"""vpt audit --granted: what leads to memory that is in no grant, or has a right or a type that the grant has not."""
import json
import random
import re

from both_stages import STAGE1, STAGE2, guest
from harness import (check, check_bad, check_equal, check_run, check_survives, file_with, geometry, run)
from images import AF, EL0, INNER, NG, PAGE, PXN, READ_ONLY, UXN, USER_RX, Image
from lists import KERNEL, PS, RW, X86, A, P, XD, chain, words

PWT = 1 << 3  # the type is pat1
ONE = {**chain(), 0x3000: 0x40009000 | P | RW | XD | A}
ONE_LINE = "0x000000000000-0x000000001000  rw- pat0 young"
ALL = "0x10000000000000000"


def options(grants):
    return [part for grant in grants for part in ("--granted", grant)]


def check_granted(label, content, grants, *findings, more=()):
    """`findings`: what the lines say behind their kind."""
    image = content if isinstance(content, Image) else words(content, 0x4000)
    shape = geometry() if isinstance(content, Image) else X86
    lines = "".join(f"not granted: {finding}\n" for finding in findings)
    check_run(f"granted: {label}", ["audit", *shape, *options(grants), *more, file_with(image)], 1 if findings else 0,
              f"{lines}findings: {len(findings)}\n")


def ungranted(oa, ia, why, line=ONE_LINE):
    return f"first {oa:#x} at {ia:#x}, {why}: {line}"


# ---- memory --------------------------------------------------------------------------------------


def test_memory():
    check_run("without --granted", ["audit", *X86, file_with(words(ONE, 0x4000))], 0, "findings: 0\n")
    for grants in (["0x40009000-0x4000a000"], ["0x40009000+4K"], ["0-" + ALL], ["1G-" + ALL], ["0x40008fff+4098"],
                   # Side by side, in any order, and with others far away.
                   ["0x40009000-0x40009800", "0x40009800-0x4000a000"], ["0x40009800+2K", "0x40009000+2K"],
                   ["0x40009ffe-" + ALL, "0x40009801-0x40009ffe", "0x40009001-0x40009801", "0-0x40009001"],
                   ["0x50000000+4K", "0x40009800+2K", "0+4K", "0x40009000+2K", "0x60000000+4K"]):
        check_granted(f"all, by {grants}", ONE, grants)
    for label, grants, at in (
            ("below all", ["0x4000a000+4K", "0x50000000+4K"], 0), ("above all", ["0x40008000+4K", "0+4K"], 0),
            ("between two", ["0x40008000+4K", "0x4000a000+4K"], 0),
            ("below what goes to the end", ["0x4000a000-" + ALL], 0),
            ("its first byte not", ["0x40009001-0x4000a000"], 0),
            ("its last byte not", ["0x40009000-0x40009fff"], 0xFFF),
            ("a byte in it not", ["0x40009801-0x4000a000", "0x40009000-0x40009800"], 0x800),
            ("its last byte not, by two", ["0x40009800+0x7ff", "0x40009000-0x40009800"], 0xFFF)):
        check_granted(label, ONE, grants, ungranted(0x40009000 + at, at, "in no grant"))


def test_large_leaves():
    leaves = {**chain(), 0x2008: 0x40200000 | PS | P | RW | XD | A, 0x1008: 0x80000000 | PS | P | RW | XD | A}
    lines = ["0x000000200000-0x000000400000  rw- pat0 young", "0x000040000000-0x000080000000  rw- pat0 young"]
    check_granted("2M and 1G", leaves, ["0x40200000+2M", "2G+1G"])
    check_granted("2M and 1G, as one", leaves, ["0x40200000-0xc0000000"])
    check_granted("2M in part", leaves, ["0x40200000+1M", "2G+1G"],
                  ungranted(0x40300000, 0x300000, "in no grant", lines[0]))
    check_granted("1G in part", leaves, ["0x40200000+2M", "2G-0xbffff000"],
                  ungranted(0xBFFFF000, 0x7FFFF000, "in no grant", lines[1]))
    check_granted("1G with a page less", leaves, ["0x40200000+2M", "2G-0x90000000", "0x90001000-3G"],
                  ungranted(0x90000000, 0x50000000, "in no grant", lines[1]))
    check_granted("1G with a page that is read only", leaves,
                  ["0x40200000+2M", "2G-0x90000000", "0x90000000+4K,r", "0x90001000-3G"],
                  ungranted(0x90000000, 0x50000000, "rights -w- too many", lines[1]))


def test_runs():
    """A run is one finding, by its first byte at fault."""
    pages = {**chain(), **{0x3000 + 8 * i: (0x40000000 + i * 0x1000) | P | RW | XD | A for i in range(16)}}
    line = "0x000000000000-0x000000010000  rw- pat0 young"
    check_granted("a run", pages, ["1G+64K"])
    check_granted("a run by pieces", pages, [f"{0x40000000 + i * 0x1000:#x}+4K" for i in range(16)])
    check_granted("a run with two pages less", pages, ["1G+16K", "0x40005000+16K", "0x4000a000+24K"],
                  ungranted(0x40004000, 0x4000, "in no grant", line))
    same = {**chain(), **{0x3000 + 8 * i: 0x9000 | P | RW | XD | A for i in range(100)}}
    line = "0x000000000000-0x000000064000  rw- pat0 young"
    check_granted("one page 100 times", same, ["0x9000+4K,rw,pat0"])
    check_granted("one page 100 times, not granted", same, ["0xa000+1M"],
                  ungranted(0x9000, 0, "in no grant", line))
    check_granted("one page 100 times, without its end", same, ["0x9000-0x9fff"],
                  ungranted(0x9FFF, 0xFFF, "in no grant", line))


# ---- rights and types ----------------------------------------------------------------------------


def test_rights():
    for rights in ("rw", "wr", "rwx", "rwxrwx"):
        check_granted(f"rw by {rights}", ONE, ["0x40009000+4K," + rights])
    for rights, too_many in (("r", "-w-"), ("rx", "-w-"), ("w", "r--"), ("x", "rw-")):
        check_granted(f"rw by {rights}", ONE, ["0x40009000+4K," + rights],
                      ungranted(0x40009000, 0, f"rights {too_many} too many"))
    check_granted("less in the second half", ONE, ["0x40009800+2K,r", "0x40009000+2K,rw"],
                  ungranted(0x40009800, 0x800, "rights -w- too many"))
    check_granted("less in it, and then nothing", ONE, ["0x40009800+1K,r", "0x40009000+2K,rw"],
                  ungranted(0x40009800, 0x800, "rights -w- too many"))
    check_granted("others beside it", ONE, ["0x40009000+4K,rw", "0x4000a000+4K,r", "0x40008000+4K,x"])
    executable = {**chain(), 0x3000: 0x40009000 | P | A}
    check_granted("rx by r", executable, ["0+2G,rw"],
                  ungranted(0x40009000, 0, "rights --x too many", "0x000000000000-0x000000001000  r-x pat0 young"))


def page(word):
    image = Image(4).chain(0, 0, 0)
    image.put(3, 5, 0x80000000 | word | PAGE)
    return image


def test_rights_of_a_level():
    """Those of the privileged level count as those of the user, and what the first store gives."""
    for label, word, grant, why, text in (
            ("user's alone", USER_RX, "r", "--x", "r-x user attr0 ish young"),
            ("privileged level's alone", AF | INNER | NG | EL0 | READ_ONLY | UXN, "rw", "--x",
             "r-- user attr0 priv=r-x ish young"),
            ("the first store", 1 << 51 | AF | INNER | NG | READ_ONLY | UXN | PXN, "rx", "-w-",
             "r-- attr0 ish young dbm")):
        check_granted("right of " + label, page(word), ["2G+4K," + grant],
                      ungranted(0x80000000, 0x5000, f"rights {why} too many", "0x000000005000-0x000000006000  " + text))
        check_granted(f"right of {label}, granted", page(word), ["2G+4K,rwx"])


def test_types():
    for types in ("pat0", "pat1,pat0", "pat0,pat1", "nothing,pat0,,", "pat00,pat0"):
        check_granted(f"pat0 by {types}", ONE, [f"0x40009000+4K,rw,{types}"])
    for types in ("pat1", "pat", "pat00", "at0", "pat1,pat2", "PAT0", "nothing", "", ",", "pat0 "):
        check_granted(f"pat0 by {types!r}", ONE, [f"0x40009000+4K,rw,{types}"], ungranted(0x40009000, 0, "type pat0"))
    check_granted("another in the second half", ONE, ["0x40009000+2K,rw", "0x40009800+2K,rw,pat1"],
                  ungranted(0x40009800, 0x800, "type pat0"))
    check_granted("right and type", ONE, ["0x40009000+4K,x,pat1"],
                  ungranted(0x40009000, 0, "rights rw- too many, type pat0"))
    device = {**chain(), 0x3000: 0x40009000 | P | RW | XD | A | PWT}
    check_granted("by the name that PAT gives", device, ["0x40009000+4K,rw,UC"], more=["--pat", "0x6"])
    check_granted("by another name", device, ["0x40009000+4K,rw,pat1,WB"],
                  ungranted(0x40009000, 0, "type UC", "0x000000000000-0x000000001000  rw- UC young"),
                  more=["--pat", "0x6"])


def test_against_a_model():
    """Pages of which none joins another; grants that begin and end at any multiple of 512 bytes."""
    names = ("---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx")
    for seed in range(20):
        chance = random.Random(seed)
        content, leaves, grants, at = chain(), [], [], 0x40000000
        for index in range(64):
            write, execute, pwt = (chance.random() < 0.5 for _ in range(3))
            oa = 0x40000000 + (63 - index) * 0x2000
            content[0x3000 + 8 * index] = oa | P | A | write * RW | (not execute) * XD | pwt * PWT
            leaves.append((index * 0x1000, oa, 4 + 2 * write + execute, f"pat{int(pwt)}"))
        while at < 0x40000000 + 128 * 0x1000:
            end = at + chance.choice((1, 8, 8, 16, 24, 64)) * 512
            rights = chance.choice((4, 5, 6, 7, 7, 7))
            types = chance.choice((["pat0"], ["pat1"], ["pat1", "pat0"], []))
            if chance.random() < 0.9:
                grants.append((at, end, rights, types))
            at = end
        wanted = []
        for ia, oa, rights, type in leaves:
            for byte in range(0, 0x1000, 512):
                here = [grant for grant in grants if grant[0] <= oa + byte < grant[1]]
                too_many = rights & ~here[0][2] if here else 0
                wrong_type = bool(here and here[0][3] and type not in here[0][3])
                if not here or too_many or wrong_type:
                    wanted.append({"first_oa": hex(oa + byte), "at": hex(ia + byte), "in_grant": bool(here),
                                   **({"too_many": names[too_many]} if too_many else {}),
                                   **({"type": type} if wrong_type else {})})
                    break
        chance.shuffle(grants)
        given = options([",".join([f"{first:#x}-{end:#x}", names[rights].replace("-", ""), *types])
                         for first, end, rights, types in grants])
        status, out, err = run(["audit", "--json", *X86, *given, file_with(words(content, 0x4000))])
        found = [{name: finding[name] for name in ("first_oa", "at", "in_grant", "too_many", "type") if name in finding}
                 for finding in json.loads(out)["findings"] if finding["finding"] == "not granted"]
        check_equal(f"granted, seed {seed}", (found, status, err), (wanted, 1, ""))
        check(f"granted, seed {seed}: some of both", 0 < len(found) < 64, len(found))


# ---- how it is said ------------------------------------------------------------------------------


def test_json():
    content = {**ONE, 0x3010: 0x4000B000 | P | A, 0x3020: 0x4000D000 | P | A | PWT | XD}
    arguments = ["audit", "--json", *X86, *options(["0x40009000+4K,r", "0x4000b800+2K", "0x4000d000+4K,w,WB"])]
    status, out, err = run([*arguments, file_with(words(content, 0x4000))])
    check_equal("granted: JSON", (status, json.loads(out), err), (1, {"vpt": 1, "command": "audit", "findings": [
        {"finding": "not granted", "first_oa": "0x40009000", "at": "0x0", "in_grant": True, "too_many": "-w-",
         "ia": "0x0", "end": "0x1000", "oa": "0x40009000", "leaf": "rw- pat0 young"},
        {"finding": "not granted", "first_oa": "0x4000b000", "at": "0x2000", "in_grant": False,
         "ia": "0x2000", "end": "0x3000", "oa": "0x4000b000", "leaf": "r-x pat0 young"},
        {"finding": "not granted", "first_oa": "0x4000d000", "at": "0x4000", "in_grant": True, "too_many": "r--",
         "type": "pat1", "ia": "0x4000", "end": "0x5000", "oa": "0x4000d000", "leaf": "r-- pat1 young"}],
        "missing": 0}, ""))
    status, out, err = run(["audit", "--json", *X86, "--granted", "0-" + ALL, file_with(words(ONE, 0x4000))])
    check_equal("granted: JSON of nothing", (status, json.loads(out)["findings"], err), (0, [], ""))


def test_with_others():
    """Beside the other findings, of what is chosen, with names, and of tables that are not all there."""
    path = file_with(words(KERNEL, 0x7000))
    status, plain, err = run(["audit", *X86, path])
    grants = ["0x40009000-0x4000b000"]
    status, out, err = run(["audit", *X86, *options(grants), path])
    new = ["not granted: first 0x3000 at 0xffffff8000001000, in no grant: 0xffffff8000001000-0xffffff8000002000  "
           "rw- pat0 young", "not granted: first 0x4000b000 at 0xffffff8000002000, in no grant: "
           "0xffffff8000002000-0xffffff8000003000  r-x user pat0 young"]
    lines = out.splitlines()
    check_equal("granted: others are as they were", [line for line in lines[:-1] if line not in new],
                plain.splitlines()[:-1])
    check_equal("granted: all", ([line for line in lines if line in new], lines[-1], status, err),
                (new, "findings: 6", 1, ""))
    symbols = path + "-symbols"
    with open(symbols, "w") as file:
        file.write("ffffff8000000000 T _text\n")
    out = run(["audit", *X86, *options(grants), "--range", "0xffffff8000001000+4K", "--symbols", symbols, path])[1]
    check("granted: of a range, with names", new[0] + "  <_text+0x1000>\n" in out and new[1] not in out, out)
    bad = {**ONE, 8: 0x70000067}
    check_run("granted: with a bad pointer",
              ["audit", *X86, "--granted", "0+4K", file_with(words(bad, 0x4000))], 2,
              f"not granted: {ungranted(0x40009000, 0, 'in no grant')}\nfindings: 1\n",
              "vpt: tables that could not be read in full: 1\n")


def test_stages():
    """Of stage 1 grants are of what it makes, of stage 2 alone of memory; both together are refused as ever."""
    path = file_with(bytes(guest().bytes))
    check_bad("granted: both stages", ["audit", *STAGE1, *STAGE2, "--granted", "0+4K", path],
              "audit: of one stage at a time; dump and explain take both")
    for order in (["--granted", "0+4K", "--stage2", *STAGE2], ["--stage2", *STAGE2, "--granted", "0+4K"]):
        status, out, err = run(["audit", *order, path])
        check(f"granted: stage 2, {order[0]} first", status == 1 and err == "" and ", in no grant: " in out,
              (status, out, err))
    check_run("granted: stage 2, everything", ["audit", *STAGE2, "--granted", "0-" + ALL, path],
              *run(["audit", *STAGE2, path]))


def example():
    """The command of the document's example, and what it prints there."""
    with open("docs/tool.md") as file:
        text = file.read()
    block = re.search(r"^    \$ (vpt audit .*--granted.*)\n((?:    .*\n)+)", text, re.MULTILINE)
    return block[1].split()[1:], re.sub(r"^    ", "", block[2], flags=re.MULTILINE)


def test_example():
    arguments, wanted = example()
    path = file_with(words(KERNEL, 0x7000))
    status, out, err = run([path if argument == "memory.raw" else argument for argument in arguments])
    pattern = "(?:.*\n)*".join(map(re.escape, wanted.split("...\n")))
    check("granted: example", status == 1 and err == "" and re.fullmatch(pattern, out), (out, wanted))


# ---- what is refused -----------------------------------------------------------------------------


def test_refused():
    path = file_with(words(ONE, 0x4000))
    neither = "is neither FIRST-END nor FIRST+SIZE"
    for grants, text in (
            (["0x1000"], f"'0x1000' {neither}"), ([""], f"'' {neither}"), ([",rw"], f"'' {neither}"),
            (["rw,0x1000-0x2000"], f"'rw' {neither}"), (["0x1000,0x2000"], f"'0x1000' {neither}"),
            (["0" * 200 + "-4K"], f"'{'0' * 200}-4K' {neither}"),
            (["0-" + "0" * 200 + "4K"], f"'0-{'0' * 200}4K' {neither}"),
            (["0x1000-"], "'' is not a number"), (["x-0x2000"], "'x' is not a number"),
            (["0x1000-0x2000-0x3000"], "'0x2000-0x3000' is not a number"),
            (["0x1000-0x10000000000000001"], "0x10000000000000001 is too large"),
            (["0x1000+" + ALL], f"{ALL} is too large"), ([f"{ALL}-{ALL}"], f"{ALL} is too large"),
            (["0x1000-0x1000"], "'0x1000-0x1000' is empty"), (["0x1000+0,rw"], "'0x1000+0' is empty"),
            (["0-0"], "'0-0' is empty"), (["0x2000-0x1000,r"], "'0x2000-0x1000' ends before it begins"),
            (["0x2000-0"], "'0x2000-0' ends before it begins"),
            (["0xfffffffffffff000+0x1001"], "'0xfffffffffffff000+0x1001' ends beyond 2^64"),
            (["0x1000-0x2000,rz"], "'rz' is not made of r, w and x"),
            (["0x1000-0x2000,rw ,pat0"], "'rw ' is not made of r, w and x"),
            (["0x1000-0x2000,RW"], "'RW' is not made of r, w and x"),
            (["0x1000-0x2000,pat0"], "'pat0' is not made of r, w and x"),
            (["0x1000-0x2000,"], "'0x1000-0x2000,' names no right"),
            (["0x1000-0x2000,,pat0"], "'0x1000-0x2000,,pat0' names no right"),
            (["0x1000-0x2000,r", "0x1fff-0x3000"], "'0x1fff-0x3000' overlaps '0x1000-0x2000,r'"),
            (["0x2000-0x3000", "0x1000-0x2001,w"], "'0x1000-0x2001,w' overlaps '0x2000-0x3000'"),
            (["0x1000-0x2000", "0x1000-0x2000"], "'0x1000-0x2000' overlaps '0x1000-0x2000'"),
            (["0x1000-0x4000", "0x2000-0x3000"], "'0x2000-0x3000' overlaps '0x1000-0x4000'"),
            (["0x2000-0x3000", "0x5000-0x6000", "0x1000-0x7000"], "'0x1000-0x7000' overlaps '0x2000-0x3000'"),
            (["0x1000-" + ALL, "0xfffffffffffff000+0x1000"], f"'0xfffffffffffff000+0x1000' overlaps '0x1000-{ALL}'")):
        arguments = ["audit", *X86, *options(grants), path]
        check_bad(f"granted: {grants}", arguments, "--granted: " + text)
        check_survives(f"granted: {grants}", arguments)
    check_bad("granted: no value", ["audit", *X86, path, "--granted"], "--granted: its value is missing")
    for grants in (["0xfffffffffffff000+0x1000"], ["0x40009000+4K,rw"], ["0-1K,r,a", "2K-3K,w,b", "1K-2K,x,c,d"]):
        check_survives(f"granted: {grants}", ["audit", *X86, *options(grants), path])
    check_survives("granted: help", ["audit", "--granted", "0+4K", "--help"])
    check_survives("granted: no image", ["audit", "--granted", "0+4K", path + "-none"])


def test_many():
    """More than any other option may be given."""
    path = file_with(words(ONE, 0x4000))
    grants = [f"{0x40009000 + i * 16:#x}+16" for i in range(256)]
    random.Random(1).shuffle(grants)
    check_run("granted: 256", ["audit", *X86, *options(grants), path], 0, "findings: 0\n")
    status, out, err = run(["audit", *X86, *options(grants[1:]), path])
    at = int(grants[0].split("+")[0], 16)
    check_equal("granted: 255 of 256", (status, out.splitlines()[0], err),
                (1, "not granted: " + ungranted(at, at - 0x40009000, "in no grant"), ""))
