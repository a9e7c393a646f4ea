#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: run.py VPT KERNELS [SYSTEM...]

Boots real systems under QEMU (KERNELS is the directory of scripts/kernels), stops them, and compares every leaf that
the tool lists with the emulator's own answer: on x86-64 its list of all leaves with their rights (`info tlb`), elsewhere
what its MMU makes of each address (`gva2gpa`). The tool finds the tables itself, by registers over GDB's protocol, and
reads them in three ways. Without SYSTEM, all of them. Closes with 'N passed, M failed'."""
import os
import random
import subprocess
import sys
import tempfile
import time

from initramfs import initramfs
from listing import Listing
from machine import Machine

VPT, KERNELS = (os.path.abspath(path) for path in sys.argv[1:3])
TOOL_SECONDS = 120
INIT = b"""#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
echo "asleep: $(/bin/busybox uname -r)"
read line
echo "busy"
while :; do :; done
"""
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"failed: {name}: {str(detail)[:1500]}".replace("\n", "\n    "), flush=True)


def vpt(*arguments):
    try:
        done = subprocess.run([VPT, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=TOOL_SECONDS)
    except subprocess.TimeoutExpired:
        return None, "", "took too long"
    return done.returncode, done.stdout, done.stderr


# ---- what the emulator says ----------------------------------------------------------------------

def tlb_of(machine):
    """x86-64: output address and flags of each leaf, by input address."""
    found = {}
    for line in machine.ask("info tlb").splitlines():
        ia, oa, flags = line.replace(":", "").split()
        found[int(ia, 16)] = int(oa, 16), flags
    return found


def disagreement(leaf, entry):
    """What QEMU's entry and the tool's leaf differ in; None if they agree."""
    if entry is None:
        return "not there"
    oa, flags = entry
    words = leaf.words
    rights = words[0]
    nx, huge, writable, user = ("X" in flags, "P" in flags, "W" in flags, "U" in flags)
    if oa != leaf.oa:
        return "output address"
    if huge != (leaf.bytes > 4096):
        return "size"
    if leaf.narrowed:  # the tables above take rights away, which the emulator's list leaves out
        return "rights" if ("x" in rights and nx) or ("w" in rights and not writable) else None
    if (rights[1] == "w") != writable or (rights[2] == "x") == nx or ("user" in words) != user:
        return "rights"
    if ("global" in words) != ("G" in flags):
        return "global"
    for letter, mark in (("A", "young"), ("D", "dirty")):
        if mark + "?" not in words and (mark in words) != (letter in flags):
            return mark
    index = [int(word[3:]) for word in words if word.startswith("pat")]
    if index and index[0] % 4 != 2 * ("C" in flags) + ("T" in flags):
        return "type"
    return None


def compare_x86(name, machine, listing):
    wanted = tlb_of(machine)
    again = [(first, last) for first, last, _ in listing.again]
    left_out = [ia for ia in wanted if any(first <= ia < last for first, last in again)]
    for ia in left_out:
        del wanted[ia]
    leaves = [leaf for leaf in listing.leaves if not any(first <= leaf.ia < last for first, last in again)]
    different = [(leaf, wanted.get(leaf.ia), why) for leaf in leaves
                 if (why := disagreement(leaf, wanted.get(leaf.ia))) is not None]
    check(f"{name}: {len(leaves)} leaves as the emulator has them", not different, different[:5])
    missing = sorted(set(wanted) - {leaf.ia for leaf in leaves})
    check(f"{name}: none left out", not missing, [hex(ia) for ia in missing[:10]])
    return len(leaves), len(left_out)


def loads(leaf, by_user):
    """May the level that runs load from it? The first rights are those of user mode where it has any."""
    user = "user" in leaf.words
    if by_user:
        return user and "r" in leaf.words[0]
    if user and "r" in leaf.words[0]:
        return False  # PAN
    own = [word.removeprefix("priv=") for word in leaf.words if word.startswith("priv=")]
    return "r" in (own or leaf.words)[0]


def compare_translations(name, machine, listing):
    """Each leaf, at a place drawn by lot; and around each gap. The emulator answers for a load by the level that
    runs."""
    chance = random.Random(name)
    places = [leaf.ia + chance.randrange(leaf.bytes) for leaf in listing.leaves]
    answers = machine.translate(places)
    by_user = "EL0t" in machine.ask("info registers")
    wanted = [leaf.oa + place - leaf.ia if loads(leaf, by_user) else None
              for leaf, place in zip(listing.leaves, places)]
    different = [(leaf, hex(place), answer) for leaf, place, answer,
                 right in zip(listing.leaves, places, answers, wanted)
                 if answer != right]
    check(f"{name}: some may be used", any(wanted))
    check(f"{name}: {len(places)} leaves as the emulator has them", not different, different[:5])
    gaps = []
    for before, after in zip(listing.leaves, listing.leaves[1:]):
        first, last = before.ia + before.bytes, after.ia - 1
        if first <= last and before.ia >> 63 == after.ia >> 63:
            gaps += [first, last, first + (last - first) // 2]
    answers = machine.translate(gaps)
    mapped = [(hex(place), answer) for place, answer in zip(gaps, answers) if answer is not None]
    check(f"{name}: {len(gaps)} places between are not mapped", not mapped, mapped[:5])
    return len(places), 0


# ---- systems -------------------------------------------------------------------------------------

def compare(name, machine, base, is_x86, clean=True):
    """The machine is stopped."""
    status, out, err = vpt("dump", "-v", "--gdb", machine.paths["gdb"])
    listing = Listing(out)
    fine = status == 0 if clean else status in (0, 1, 2)
    check(f"{name}: dump", fine and listing.leaves and (not clean or (not listing.other and err == "")),
          (status, listing.other[:10], err, listing.totals))
    registers = [line.split(": ")[1].split() for line in listing.origins]
    options = [part for words in registers for part in (f"--{words[0].split('_')[0].lower()}", words[1])]
    started = time.monotonic()
    compared = (compare_x86 if is_x86 else compare_translations)(name, machine, listing)
    print(f"      {name}: {compared[0]} leaves compared, {compared[1]} in tables met before; "
          f"{time.monotonic() - started:.1f} s", flush=True)
    if is_x86:
        cr4 = next(word for word in machine.ask("info registers").split() if word.startswith("CR4="))
        by_qmp = vpt("dump", "-v", "--qmp", machine.paths["vpt-monitor"])
        check(f"{name}: the same by QMP", by_qmp[1] == out.replace(machine.paths["gdb"], machine.paths["vpt-monitor"]),
              (by_qmp[0], by_qmp[2], by_qmp[1][:300], out[:300]))
        by_file = vpt("dump", "-v", *options, "--cr4", "0x" + cr4[4:], "--base", hex(base), machine.paths["memory"])
        body = lambda text: [line for line in text.splitlines() if not line.startswith(("CR3", "CPU"))
                             and " is not " not in line
                             and " is outside " not in line]
        check(f"{name}: the same by the memory file", body(by_file[1]) == body(out),
              (by_file[0], by_file[2], by_file[1][:300]))
    sample = random.Random(name).sample(listing.leaves, min(20, len(listing.leaves)))
    for leaf in sample:
        place = leaf.ia + leaf.bytes - 1
        status, out, err = vpt("explain", "--gdb", machine.paths["gdb"], hex(place))
        check(f"{name}: explain {place:#x}", status == 0 and f"{leaf.oa + leaf.bytes - 1:#x}" in out and err == "",
              (status, out, err))


def linux(name, architecture, kernel, cpu, megabytes, arguments="", busy=False):
    is_x86 = architecture == "amd64"
    base = 0 if is_x86 else 0x40000000
    with tempfile.TemporaryDirectory() as directory:
        initrd = os.path.join(directory, "initrd")
        with open(initrd, "wb") as file:
            file.write(initramfs(f"{KERNELS}/{architecture}/busybox/bin/busybox", INIT))
        command = [*(["qemu-system-x86_64", "-M", "pc"] if is_x86 else ["qemu-system-aarch64", "-M", "virt"]), "-cpu",
                    cpu,
                   "-kernel", f"{KERNELS}/{architecture}/{kernel}/vmlinuz", "-initrd", initrd, "-append",
                   f"console={'ttyS0' if is_x86 else 'ttyAMA0'} quiet {arguments}"]
        with Machine(directory, command, megabytes) as machine:
            machine.wait_for("asleep: ")
            stop_where(name, machine, "HLT=1" if is_x86 else "EL1h", "in the kernel")
            compare(name, machine, base, is_x86)
            if not busy:
                return
            machine.go_on()
            machine.type("\n")
            machine.wait_for("busy")
            stop_where(name, machine, "CPL=3" if is_x86 else "EL0t", "in user mode")
            compare(name + ", in user mode", machine, base, is_x86)


def stop_where(name, machine, sign, where):
    """Stops the machine where its registers have this sign. It is there nearly always."""
    for _ in range(1000):
        machine.stop()
        if sign in machine.ask("info registers"):
            return
        machine.go_on()
        time.sleep(0.01)
    check(f"{name}: stopped {where}", False)


def firmware(name, architecture):
    is_x86 = architecture == "amd64"
    with tempfile.TemporaryDirectory() as directory:
        if is_x86:
            command = ["qemu-system-x86_64", "-M", "q35", "-cpu", "max,la57=off", "-bios",
                       f"{KERNELS}/amd64/ovmf/usr/share/ovmf/OVMF.fd"]
        else:
            command = ["qemu-system-aarch64", "-M", "virt", "-cpu", "max", "-bios",
                       f"{KERNELS}/arm64/efi/usr/share/qemu-efi-aarch64/QEMU_EFI.fd"]
        with Machine(directory, command, 256) as machine:
            machine.wait_for("Shell>")
            machine.stop()
            compare(name, machine, 0 if is_x86 else 0x40000000, is_x86)


def xen(name):
    """It has no machine to run, says so, and waits. Its root is among its own entries."""
    with tempfile.TemporaryDirectory() as directory:
        image = os.path.join(directory, "xen")
        with open(image, "wb") as file:
            subprocess.run(["gzip", "-dc", f"{KERNELS}/amd64/xen/xen.gz"], stdout=file, check=True)
        command = ["qemu-system-x86_64", "-M", "pc", "-cpu", "max,la57=off", "-kernel", image,
                   "-initrd", f"{KERNELS}/amd64/6.1/vmlinuz console=hvc0", "-append", "console=com1 noreboot=1"]
        with Machine(directory, command, 512) as machine:
            machine.wait_for("not rebooting")
            machine.stop()
            compare(name, machine, 0, True, clean=False)


SYSTEMS = {
    "amd64-4": lambda name: linux(name, "amd64", "6.1", "max,la57=off", 256, "pti=on", busy=True),
    "amd64-5": lambda name: linux(name, "amd64", "6.12", "max,la57=on", 256, "pti=on", busy=True),
    "arm64-4k": lambda name: linux(name, "arm64", "6.1", "max", 128, busy=True),
    "arm64-16k": lambda name: linux(name, "arm64", "6.12-16k", "max", 256, busy=True),
    "ovmf": lambda name: firmware(name, "amd64"),
    "edk2-arm64": lambda name: firmware(name, "arm64"),
    "xen": xen,
}


def main(names):
    part = "all" if set(names) - {"amd64-4"} else "check"
    if not any(os.path.exists(f"{KERNELS}/complete-{fetched}") for fetched in {"all", part}):
        check("the systems have been fetched", False, f"{KERNELS} is not complete: scripts/kernels {KERNELS} {part}")
        names = []
    for name in names:
        started = time.monotonic()
        print(f"      {name}", flush=True)
        try:
            SYSTEMS[name](name)
        except (RuntimeError, OSError, subprocess.SubprocessError) as problem:
            check(f"{name} runs", False, problem)
        print(f"      {name}: {time.monotonic() - started:.0f} s", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[3:] or SYSTEMS))
