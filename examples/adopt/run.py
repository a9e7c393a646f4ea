#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: run.py ADOPT [EXAMPLE...]   from the top of the tree, with ADOPT the directory of scripts/sources

Boots each example under QEMU to the next stage, with its own tables and with libvpt's, and compares what `vpt dump`
lists of either's. Lines that differ must be those of the example's file `differences`, and all of those. Then once more
with an error planted in the adapter, which must be noticed. Closes with 'N passed, M failed'."""
import difflib
import os
import re
import subprocess
import sys
import tempfile

from machine import BOOT_SECONDS, Machine
from stub import Stub

TOP = os.getcwd()
HERE = os.path.dirname(os.path.abspath(__file__))
ADOPT = os.path.abspath(sys.argv[1])
DEBIANS_U_BOOT = f"{ADOPT}/u-boot-qemu/usr/lib/u-boot/qemu_arm64/u-boot.bin"
MEGABYTES = 1024
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
        print(f"ok    {name}", flush=True)
    else:
        failed += 1
        print(f"FAIL  {name}\n      " + str(detail)[-3000:].replace("\n", "\n      "), flush=True)
    return good


# ---- building ------------------------------------------------------------------------------------

def build(name, script, *arguments):
    done = subprocess.run([os.path.join(HERE, script, "build"), *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return check(f"{name} is built", done.returncode == 0, done.stdout)


def planted(adapter, right, wrong):
    """A copy of the adapter in which one piece of text is another."""
    with open(os.path.join(HERE, adapter), encoding="utf-8") as file:
        text = file.read()
    assert text.count(right) == 1, f"{adapter} has no longer one {right!r}"
    directory = os.path.join(ADOPT, "planted")
    os.makedirs(directory, exist_ok=True)
    path = os.path.join(directory, os.path.basename(adapter))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(right, wrong))
    return path


# ---- tables --------------------------------------------------------------------------------------

def symbols(elf):
    """The addresses of an image's symbols, by name."""
    listing = subprocess.run(["aarch64-linux-gnu-nm", "--defined-only", elf], capture_output=True, text=True, check=True)
    return {name: int(address, 16) for address, _, name in (line.split() for line in listing.stdout.splitlines())}


def boundaries(known):
    """Where parts of an image begin and end, to the page: the names, by address."""
    names = {}
    for name in sorted(known):
        if re.fullmatch(r"__(TEXT|RODATA|COHERENT_RAM|BL\d+)_(START|END)__", name):
            names.setdefault(known[name] + 0xfff & ~0xfff, name)
    return names


def leaves(machine, level, address=None, names=None, *how):
    """The lines of `vpt dump` for the tables of an exception level, where the machine stands or comes to `address`.
    Images differ in length: the boundaries of their parts stand there by name, without the number of pages between."""
    with Stub(machine.paths["gdb"], BOOT_SECONDS) as stub:  # which answers one at a time
        if address is not None:
            stub.run_to(address)
        registers = stub.system_registers(*(f"{name}_EL{level}" for name in ("TTBR0", "TCR", "MAIR")))
    options = [part for name, value in registers.items() for part in (f"--{name.split('_')[0].lower()}", hex(value))]
    done = subprocess.run([f"{TOP}/build/bin/vpt", "dump", *options, "--regime", f"el{level}", "--gdb",
                           machine.paths["gdb"], *how], capture_output=True, text=True, timeout=BOOT_SECONDS)
    if done.returncode != 0:
        raise RuntimeError(f"vpt dump: {done.stdout}{done.stderr}")
    lines = []
    for line in done.stdout.splitlines():
        if not line.startswith("0x"):
            continue
        named = re.sub(r"0x[0-9a-f]+", lambda number: (names or {}).get(int(number[0], 16), number[0]), line)
        lines.append(named if named == line else re.sub(r"(\d+[KMG]) x \d+", r"\1", named))
    assert lines, done.stdout
    return lines


def compare(name, directory, original, ours, noticed=False):
    """All lines that differ are expected ones, and the other way round; `noticed`: they are not."""
    with open(os.path.join(HERE, directory, "differences"), encoding="utf-8") as file:
        wanted = [line.rstrip("\n") for line in file if line[0] in "+-"]
    found = [f"{sign} {stage}: {line}" for stage in original
             for sign, here, there in (("-", original, ours), ("+", ours, original))
             for line in here[stage] if line not in there[stage]]
    if noticed:
        return check(f"{name}: noticed", found != wanted, "the tables are as without it")
    count = sum(len(lines) for lines in original.values())
    return check(f"{name}: {count} runs of leaves compared, {len(wanted)} lines differ as told", found == wanted,
                 "\n".join(difflib.unified_diff(wanted, found, "told", "found", lineterm="", n=0)))


# ---- TF-A: BL1 at EL3, BL2 at secure EL1, BL31 at EL3 ----------------------------------------------

def boot_tf_a(images):
    """The leaves of each stage, at its main function; the machine then goes on to U-Boot's prompt."""
    found = {}
    with tempfile.TemporaryDirectory() as directory:
        for file in ("bl1.bin", "bl2.bin", "bl31.bin"):
            os.symlink(f"{images}/{file}", f"{directory}/{file}")
        os.symlink(DEBIANS_U_BOOT, f"{directory}/bl33.bin")
        # TF-A finds what it loads in the directory that QEMU runs in.
        command = ["env", "-C", directory, "qemu-system-aarch64", "-M", "virt,secure=on", "-cpu", "cortex-a57",
                   "-bios", "bl1.bin", "-semihosting-config", "enable=on,target=native", "-S"]
        with Machine(directory, command, MEGABYTES) as machine:
            for stage, level in (("bl1", 3), ("bl2", 1), ("bl31", 3)):
                known = symbols(f"{images}/{stage}.elf")
                # Secure memory is seen by the processor alone, which has the tables at their own addresses.
                found[stage] = leaves(machine, level, known[f"{stage}_main"], boundaries(known), "--direct-map", "0")
            machine.go_on()
            machine.wait_for("Hit any key")
            said = machine.said
    return found, said


def tf_a():
    source, out, here = f"{ADOPT}/arm-trusted-firmware/source", f"{ADOPT}/tf-a", "tf-a"
    if not build("TF-A as it is", here, source, out, "original"):
        return
    tables, said = boot_tf_a(f"{out}/original")
    check("TF-A as it is boots to U-Boot", b"libvpt" not in said, said)
    if not build("TF-A with libvpt", here, source, out, "vpt", f"{HERE}/tf-a/xlat_vpt.c", TOP):
        return
    changed, said = boot_tf_a(f"{out}/vpt")
    check("TF-A with libvpt boots to U-Boot, BL1, BL2, BL31", said.count(b"tables by libvpt") == 3, said)
    compare("TF-A", here, tables, changed)
    wrong = planted("tf-a/xlat_vpt.c", "(mm->attr & (MT_RW | MT_EXECUTE_NEVER)) == 0U", "(mm->attr & MT_RW) == 0U")
    if build("TF-A with an adapter that drops execute-never", here, source, out, "planted", wrong, TOP):
        compare("TF-A, execute-never dropped", here, tables, boot_tf_a(f"{out}/planted")[0], noticed=True)


# ---- U-Boot: at EL1 and EL2 ------------------------------------------------------------------------

def boot_at_both(image, to_prompt, listed):
    """What `listed` makes of the machine and the level at the prompt, at EL1 and EL2; and what was said."""
    found, said = {}, b""
    for level, option in ((1, "virtualization=off"), (2, "virtualization=on")):
        with tempfile.TemporaryDirectory() as directory:
            command = ["qemu-system-aarch64", "-M", f"virt,{option}", "-cpu", "cortex-a57", "-bios", image]
            with Machine(directory, command, MEGABYTES) as machine:
                to_prompt(machine)
                machine.stop()  # or the stub reports that it did
                found[f"el{level}"] = listed(machine, level)
                said += machine.said
    return found, said


def boot_u_boot(image):
    def to_prompt(machine):
        machine.wait_for("Hit any key")
        machine.type("\n")
        machine.wait_for("=> ")

    return boot_at_both(image, to_prompt, leaves)


def u_boot():
    source, out, here = f"{ADOPT}/u-boot/source", f"{ADOPT}/u-boot", "u-boot"
    tables, said = boot_u_boot(DEBIANS_U_BOOT)
    check("Debian's U-Boot boots to its prompt at EL1 and EL2", b"libvpt" not in said, said)
    if not build("U-Boot with libvpt", here, source, out, "vpt", f"{HERE}/u-boot/mmu_vpt.c", TOP):
        return
    changed, said = boot_u_boot(f"{out}/vpt.bin")
    check("U-Boot with libvpt boots to its prompt at EL1 and EL2", said.count(b"tables by libvpt") == 2, said)
    compare("U-Boot", here, tables, changed)
    wrong = planted("u-boot/mmu_vpt.c", "\t\treturn attr | VPT_DEVICE;", "\t\treturn attr | VPT_NORMAL_NC;")
    if build("U-Boot with an adapter that maps devices as memory", here, source, out, "planted", wrong, TOP):
        compare("U-Boot, devices as memory", here, tables, boot_u_boot(f"{out}/planted.bin")[0], noticed=True)


# ---- edk2: at EL1 and EL2 --------------------------------------------------------------------------

RAM = range(0x40000000, 0x40000000 + (MEGABYTES << 20))
DATA = re.compile(r"rw- (global )?normal-wb ish young")


def runs_of(lines):
    """First address, end, and the rest of each line: neighbours that differ by no more than sizes of leaves are one."""
    runs = []
    for line in lines:
        first, end, out, rest = re.fullmatch(r"0x(\w+)-0x(\w+)  0x(\w+)-0x\w+  \S+ x \d+  (.*)", line).groups()
        assert first == out, line
        first, end = int(first, 16), int(end, 16)
        if runs and runs[-1][1:] == (first, rest):
            first = runs.pop()[0]
        runs.append((first, end, rest))
    return runs


def by_image(lines, said):
    """The runs of leaves with names that both builds share. What lies in memory depends on how much is there already,
    the tables among it: data of memory is one line, all else in it stands by the image that it is a part of."""
    images = [(int(base, 16) & ~0xfff, name) for base, name in
              re.findall(r"Loading [A-Za-z ]*at 0x(\w+) EntryPoint=0x\w+ (\w+)", said.decode(errors="replace"))]
    named = set()
    for first, end, rest in runs_of(lines):
        if first not in RAM:
            named.add(f"{first:#x}-{end:#x}  {rest}")
        elif DATA.fullmatch(rest):
            named.add(f"memory  {rest}")
        else:
            base, image = max((one for one in images if one[0] <= first), default=(0, "memory"))
            named.add(f"{image}+{first - base:#x}, {end - first:#x} bytes  {rest}")
    return sorted(named)


def without_user(tables):
    """What edk2 leaves executable at EL1 it leaves so at EL0, too, which cannot read it; the library's EXEC is for one
    level. That is so of every image, and no line of `differences`."""
    return {stage: [re.sub(r"--x user global (.*) priv=(r.x)", r"\2 global \1", line) for line in lines]
            for stage, lines in tables.items()}


def boot_edk2(image):
    return boot_at_both(image, lambda machine: machine.wait_for("Shell> "),
                        lambda machine, level: by_image(leaves(machine, level), machine.said))


def edk2():
    source, out, here = f"{ADOPT}/edk2/source", f"{ADOPT}/edk2", "edk2"
    if not os.path.exists(f"{out}/original.fd") and not build("edk2 as it is", here, source, out, "original"):
        return
    tables, said = boot_edk2(f"{out}/original.fd")
    check("edk2 as it is boots to its shell at EL1 and EL2", b"libvpt" not in said, said)
    if not build("edk2 with libvpt", here, source, out, "vpt", f"{HERE}/edk2/mmu_vpt.c", TOP):
        return
    changed, said = boot_edk2(f"{out}/vpt.fd")
    check("edk2 with libvpt boots to its shell at EL1 and EL2", said.count(b"tables by libvpt") == 2, said)
    check("edk2's code at EL1 is executable at EL0", tables["el1"] != without_user(tables)["el1"])
    tables = without_user(tables)
    compare("edk2", here, tables, changed)
    wrong = planted("edk2/mmu_vpt.c", "if ((attributes & EFI_MEMORY_XP) == 0)", "if (TRUE)")
    if build("edk2 with an adapter that lets data execute", here, source, out, "planted", wrong, TOP):
        compare("edk2, data executable", here, tables, boot_edk2(f"{out}/planted.fd")[0], noticed=True)


EXAMPLES = {"tf-a": tf_a, "u-boot": u_boot, "edk2": edk2}


def main(names):
    for name in names or EXAMPLES:
        try:
            EXAMPLES[name]()
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            check(f"{name} to its end", False, error)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
