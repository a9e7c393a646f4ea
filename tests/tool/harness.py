# SPDX-License-Identifier: Apache-2.0
"""Runs the vpt tool and compares what it says."""
import os
import subprocess
import sys
import tempfile

from images import Image

SECONDS_MAX = 20  # for one run of the tool

VPT, VPT_SANITIZED, SHORTEN, MACHINE = (os.path.abspath(path) for path in sys.argv[1:])
scratch = tempfile.TemporaryDirectory()
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"failed: {name}: {detail}".replace("\n", "\n    "))


def check_equal(name, found, wanted):
    check(name, found == wanted, f"wanted {wanted!r}, found {found!r}")


def run(arguments, program=None, **more):
    """Exit status, stdout and stderr; the status is None if it took too long."""
    keywords = dict(stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                    timeout=SECONDS_MAX, text=True)
    keywords.update(more)
    try:
        done = subprocess.run([program or VPT] + arguments, **keywords)
    except subprocess.TimeoutExpired:
        return None, "", "took too long"
    return done.returncode, done.stdout, done.stderr


def file_with(content):
    path = os.path.join(scratch.name, "image")
    with open(path, "wb") as file:
        file.write(content.bytes if isinstance(content, Image) else content)
    return path


def geometry(name="aarch64-s1", levels=4, input_bits=48, output_bits=48, root=0, base=0):
    """Options; without --root or --base where that is None."""
    places = [part for option, place in (("--root", root), ("--base", base)) if place is not None
              for part in (option, hex(place))]
    return [f"--format={name}", "--levels", str(levels), "--input-bits", str(input_bits),
            "--output-bits", str(output_bits), *places]


def check_run(name, arguments, status, out="", err=""):
    found = run(arguments)
    check_equal(name + ": exit status", found[0], status)
    check_equal(name + ": stdout", found[1], out)
    check_equal(name + ": stderr", found[2], err)


def check_dump(label, image, status, out, err="", **shape):
    shape.setdefault("base", getattr(image, "base", 0))
    check_run("dump " + label, ["dump", *geometry(**shape), file_with(image)], status, out, err)


def check_explain(label, image, ia, status, last_lines, err="", **shape):
    """Compares the end of the output: what comes after the fields of the last level."""
    shape.setdefault("base", image.base)
    found = run(["explain", "-v", *geometry(**shape), file_with(image), hex(ia)])
    check_equal(f"explain {label}: exit status", found[0], status)
    check_equal(f"explain {label}: last lines", found[1][-len(last_lines):], last_lines)
    check_equal(f"explain {label}: stderr", found[2], err)


def check_bad(name, arguments, err):
    check_run(name, arguments, 2, "", "vpt: " + err + "\n")


def check_survives(name, arguments):
    """Whatever it is given, the tool ends in order: with sanitizers, and one line on stderr at most."""
    status, out, err = run(arguments, VPT_SANITIZED)
    lines = err.splitlines()
    check(f"{name}: {' '.join(arguments)}",
          status in (0, 1, 2) and len(lines) == (1 if status == 2 else 0) and
          all(text.startswith("vpt: ") for text in lines), (status, err[:2000]))


KDUMP = "libkdumpfile" in run(["--version"])[1]  # the tool was built with it


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
