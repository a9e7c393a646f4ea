# SPDX-License-Identifier: Apache-2.0
"""How the tool is called: options, numbers, pipes, help, output that cannot be written."""
import os
import re
import signal
import subprocess

from harness import (SHORTEN, VPT, check, check_bad, check_equal, check_run, file_with, geometry, run, scratch)
from images import KERNEL_RW, PAGE, Image

BUILD = os.path.dirname(SHORTEN)


def without(option):
    """The options of geometry() but for this one."""
    options = geometry()
    if option == "format":
        return options[1:]
    at = options.index("--" + option)
    return options[:at] + options[at + 2:]


def test_usage():
    path = file_with(Image(1))
    good = geometry()
    check_bad("no command", [], "no command given; see 'vpt --help'")
    check_bad("unknown command", ["dumb"], "no such command: dumb; see 'vpt --help'")
    check_bad("missing image", ["dump", *good, path + "-none"], f"{path}-none: No such file or directory")
    check_bad("directory", ["dump", *good, scratch.name], f"{scratch.name}: Is a directory")
    check_bad("device", ["dump", *good, "/dev/zero"], "/dev/zero: neither a file of memory, nor a pipe, nor /dev/mem")
    check_bad("no image", ["dump", *good], "dump: too few arguments, expected IMAGE; see 'vpt dump --help'")
    check_bad("two images", ["dump", *good, path, path],
              "dump: too many arguments, expected IMAGE; see 'vpt dump --help'")
    check_bad("no input address", ["explain", *good, path],
              "explain: too few arguments, expected IMAGE IA; see 'vpt explain --help'")
    check_bad("formats with an argument", ["formats", "x"],
              "formats: no arguments expected; see 'vpt formats --help'")
    for option in ("format", "levels", "input-bits", "output-bits"):
        check_bad(f"without --{option}", ["dump", *without(option), path],
                  f"--{option} is missing; see 'vpt dump --help'")
    check_bad("without --root", ["dump", *without("root"), path],
              f"--root is missing: {path} has no registers that say where tables are")


def test_options():
    path = file_with(Image(1))
    good = geometry()
    check_bad("unknown option", ["dump", "--bogus", path], "no such option: --bogus; see 'vpt dump --help'")
    check_bad("unknown short option", ["dump", "-x", path], "no such option: -x; see 'vpt dump --help'")
    check_bad("unknown short options", ["dump", path, "-xy"], "no such option: -x; see 'vpt dump --help'")
    check_bad("help with a value", ["dump", "--help=x"], "no such option: --help=x; see 'vpt dump --help'")
    check_bad("option without value", ["dump", "--root"], "--root: its value is missing")
    check_bad("value of an option that has none", ["dump", "--raw=1", path], "--raw: it has no value")
    check_bad("unknown format", ["dump", *without("format"), "--format", "arm", path],
              "--format: there is no format 'arm'; see 'vpt formats'")
    check_bad("unknown granule", ["dump", *good, "--granule", "8K", path], "--granule: '8K' is none of 4K, 16K, 64K")
    for option in (("--root", "0"), ("--format", "ept"), ("--raw",), ("-v",), ("--base=1",)):
        check_bad(f"{option} twice", ["dump", *option, *option, path], "--" + {"-v": "verbose"}.get(
            option[0], option[0].lstrip("-").split("=")[0]) + " is given twice")
    check_bad("short and long", ["dump", "-v", "--verbose", path], "--verbose is given twice")
    check_bad("ambiguous", ["dump", "--cr", "0", path], "--cr may be --cr3, --cr4, --cr0")
    check_bad("ambiguous, with a value", ["dump", "--cr=0", path], "--cr may be --cr3, --cr4, --cr0")
    total = "total: 0 leaves, 0 bytes, 1 tables read\n"
    short = ["--form=aarch64-s1", "--levels", "4", "--in=48", "--out", "48", "--roo=0"]
    check_run("cut short", ["dump", *short, path], 0, total)
    check_run("after the operand", ["dump", path, *good], 0, total)
    check_run("operands after --", ["dump", *good, "--", path], 0, total)
    check_bad("nothing but operands after --", ["dump", "--", *good, path],
              "dump: too many arguments, expected IMAGE; see 'vpt dump --help'")
    for granule in ("4K", "4k", "4096", "0x1000"):
        check_run(f"--granule {granule}", ["dump", *good, "--granule", granule, path], 0, total)


def test_numbers():
    path = file_with(Image(1))
    for text in ("", "0x", "x", "12z", "0x12g0", "+1", " 1", "1 ", "1.0", "1e3", "0b1", "1_0", "-", "--1", "-x", "1KK",
                 "K",
                 "1Ki", "1B"):
        for option in ("root", "base", "levels", "input-bits", "output-bits"):
            check_bad(f"--{option} {text!r}", ["dump", *without(option), f"--{option}={text}", path],
                      f"--{option}: '{text}' is not a number")
        check_bad(f"IA {text!r}", ["explain", *geometry(), "--", path, text], f"IA: '{text}' is not a number")
    for option in ("levels", "input-bits", "output-bits"):
        check_bad(f"--{option} -1", ["dump", *without(option), f"--{option}", "-1", path],
                  f"--{option}: -1 is negative")
    for text in ("0x10000000000000000", "18446744073709551616", "99999999999999999999999", "16E", "0x1000000000000000K",
                 "-0x8000000000000001", "-9E"):
        check_bad(f"--root {text}", ["dump", *without("root"), "--root", text, path], f"--root: {text} is too large")
        check_bad(f"IA {text}", ["explain", *geometry(), path, text], f"IA: {text} is too large")
    check_bad("levels 2^32 + 4", ["dump", *without("levels"), "--levels", "4294967300", path],
              "--levels: 4294967300 is too large")
    for text, value in (("0xffffffffffffffff", -1), ("0XFFFFFFFFFFFFFFFF", -1), ("18446744073709551615", -1),
                        ("-1", -1),
                        ("0281474976710656", 1 << 48), ("256T", 1 << 48), ("262144g", 1 << 48), ("0x100T", 1 << 48),
                        ("15E", 15 << 60), ("-8E", 1 << 63), ("-4K", -4096), ("-0x1000", -4096), ("4P", 1 << 52)):
        check_run(f"IA {text}", ["explain", *geometry(), path, text], 1, "translation fault, level 0: input address "
                  f"{value % (1 << 64):#x} has more than 48 bits\n")
    image = Image(4).chain(0, 0, 0)
    image.put(3, 0, 0x80000000 | KERNEL_RW | PAGE)
    moved = file_with(image)
    line = run(["dump", *geometry(), moved])[1]
    check("negative base", line.startswith("0x000000000000-0x000000001000"), line)
    status, out, err = run(["dump", *geometry(base=None, root=None), "--base", "-16K", "--root", "-16K", moved])
    check_equal("negative addresses", (status, err), (2, "vpt: root 0xffffffffffffc000 has more than 48 bits\n"))


def test_impossible_geometries():
    path = file_with(Image(1))
    for shape, message in (
            (dict(levels=5), "number of levels not possible"),
            (dict(input_bits=49), "input size not possible with this number of levels"),
            (dict(input_bits=39), "input size not possible with this number of levels"),
            (dict(levels=3, input_bits=43), "input size not possible with this number of levels"),
            (dict(output_bits=64), "output size not possible")):
        check_bad(f"geometry {shape}", ["dump", *geometry(**shape), path], message + "; see 'vpt formats'")
    for name in ("levels", "input-bits", "output-bits"):
        check_bad(f"--{name} 0", ["dump", *without(name), f"--{name}", "0", path],
                  f"--{name} is missing; see 'vpt dump --help'")
    check_bad("granule", ["dump", *geometry(), "--granule=64K", path],
              "granule not possible, or not the pool's; see 'vpt formats'")


def test_help():
    commands = re.findall(r"^  ([a-z]+) ", run(["--help"])[1], re.MULTILINE)
    for arguments in (["--help"], *([command, "--help"] for command in commands)):
        status, out, err = run(arguments)
        check_equal(f"{arguments}: exit status", status, 0)
        check_equal(f"{arguments}: stderr", err, "")
        check(f"{arguments}: usage", out.startswith("usage: vpt "), out)
    for command in ("dump", "explain"):
        out = run([command, "--help"])[1]
        for option in ("format", "levels", "input-bits", "output-bits", "root", "granule", "base", "raw", "with",
                       "stage1",
                       "stage2", "ttbr0", "ttbr1", "tcr", "mair", "vttbr", "vtcr", "cr3", "cr4", "efer", "pat", "eptp",
                       "ncr3", "satp", "hgatp", "pgdl", "pgdh", "pwcl", "pwch", "cpu"):
            check(f"{command} --help has --{option}", re.search(rf"--{option}\s", out), out)
    for command in commands:
        out = run([command, "--help"])[1]
        check(f"{command} --help has --granted, or not", ("  --granted " in out) == (command == "audit"), out)
    status, out, err = run(["--version"])
    check("--version", status == 0
          and re.fullmatch(r"vpt \d+\.\d+\.\d+\n(without libkdumpfile|libkdumpfile [0-9.]+)\n", out),
          (status, out, err))


# ---- input ---------------------------------------------------------------------------------------


def pages(count):
    image = Image(4).chain(0, 0, 0)
    for index in range(count):
        image.put(3, 2 * index, 0x80000000 + 2 * index * 0x1000 | KERNEL_RW | PAGE)
    return image


def test_pipes():
    content = bytes(pages(3).bytes)
    path = file_with(content)
    wanted = run(["dump", *geometry(), path])
    check("from a file", wanted[0] == 0 and wanted[1].count("\n") == 4, wanted)
    with open(path, "rb") as file:
        check_equal("standard input, a file", run(["dump", *geometry(), "-"], stdin=file), wanted)
    done = subprocess.run([VPT, "dump", *geometry(), "-"], input=content, capture_output=True)
    check_equal("standard input, a pipe", (done.returncode, done.stdout.decode(), done.stderr.decode()), wanted)
    done = subprocess.run(["bash", "-c", '"$@" <(sleep 0.2; cat $IMAGE)', "bash", VPT, "dump", *geometry()],
                          capture_output=True, text=True, env=dict(os.environ, IMAGE=path))
    check_equal("a pipe by name, slow", (done.returncode, done.stdout, done.stderr), wanted)
    fifo = path + "-fifo"
    os.mkfifo(fifo)
    status, out, err = run(["dump", *geometry(), fifo])
    check("pipe nobody writes to", status == 2 and "outside" in out + err, (status, out, err))
    status, out, err = run(["dump", *geometry(), "-"], stdin=None, preexec_fn=lambda: os.close(0))
    check_equal("no standard input", (status, out, err), (2, "", "vpt: standard input: Bad file descriptor\n"))


def in_machine(mode, arguments, **environment):
    preloaded = dict(os.environ, LD_PRELOAD=os.path.join(BUILD, "device.so"), MODE=mode, DEVICE=arguments[-1],
                     **environment)
    return run(arguments, env=preloaded)


def test_memory_device():
    """/dev/mem: offsets are addresses, its length is not told, and the kernel may refuse to read."""
    path = file_with(pages(3))
    wanted = run(["dump", *geometry(base=None), path])
    check_equal("/dev/mem", in_machine("mem", ["dump", *geometry(base=None), path]), wanted)
    status, out, err = in_machine("mem", ["dump", *geometry(base=None), path], FAIL_FROM="0x3000")
    check("/dev/mem that cannot be read", status == 2 and "(Operation not permitted)" in out, (status, out, err))
    status, out, err = in_machine("mem", ["dump", *geometry(base=None, root=0x100000), path])
    check("beyond the end of /dev/mem", status == 2 and "beyond the end" in out, (status, out, err))


# ---- output --------------------------------------------------------------------------------------


def test_output_errors():
    path = file_with(pages(256))  # more than a buffer of output
    full_text = "vpt: cannot write the output: No space left on device\n"
    for arguments in (["dump", *geometry(), path], ["explain", *geometry(), path, "0"], ["formats"], ["--help"],
                      ["--version"]):
        with open("/dev/full", "w") as full:
            status, _, err = run(arguments, stdout=full)
        check_equal(f"{arguments[0]} to a full device", (status, err), (2, full_text))
        with open("/dev/full", "w") as full:  # without a buffer, nothing is left to fail at the end
            status, _, err = run(["-o0", VPT, *arguments], "stdbuf", stdout=full)
        check_equal(f"{arguments[0]} to a full device, unbuffered", (status, err), (2, full_text))
        reader, writer = os.pipe()
        os.close(reader)
        status, _, err = run(arguments, stdout=writer)
        os.close(writer)
        check_equal(f"{arguments[0]} to a closed pipe", (status, err), (-signal.SIGPIPE, ""))
        status, _, err = run(arguments, stdout=None, preexec_fn=lambda: os.close(1))
        check_equal(f"{arguments[0]} without standard output", (status, err),
                    (2, "vpt: cannot write the output: Bad file descriptor\n"))
    done = subprocess.run(["bash", "-c", '"$@" | head -1; echo "${PIPESTATUS[0]}"', "bash", VPT, "dump", *geometry(),
                           file_with(pages(256).bytes * 1)], capture_output=True, text=True)
    check("dump | head -1", done.stderr == "" and done.stdout.splitlines()[1] in ("0", "141"), done)


def test_image_cut_short():
    path = file_with(Image(4).chain(0, 0, 0))
    environment = dict(os.environ, LD_PRELOAD=SHORTEN, SHORTEN=path)
    found = run(["dump", *geometry(), path], env=environment)
    check_equal("image cut short while it is read", found, (2, "", "vpt: the image can no longer be "
                "read: it was cut short, or its disk failed\n"))
