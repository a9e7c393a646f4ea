# SPDX-License-Identifier: Apache-2.0
"""ELF core images made by QEMU (dump-guest-memory) of machines whose tables are loaded into their memory. What the tool
makes of addresses is compared with what QEMU's own MMU makes of them."""
import random
import socket
import struct

from harness import *
from images import *
from monitor import Monitor

MACHINE_SECONDS = 240  # for one machine; a busy host is slow

LOW, HIGH = 0x400000, 1 << 32  # where the machine's tables lie: memory is 8 MiB below and 8 MiB from 4 GiB on
PARAMETERS = 0x300000
P, RW, US, A, D, PS, XD = (1 << bit for bit in (0, 1, 2, 5, 6, 7, 63))
CR4_PAE, CR4_LA57 = 1 << 5, 1 << 12


class Machine:
    """A QEMU, as a context; `blobs` are (address, bytes) in its memory."""

    def __init__(self, command, blobs):
        self.monitor_path = os.path.join(scratch.name, "monitor")
        loaders = []
        for number, (address, content) in enumerate(blobs):
            path = os.path.join(scratch.name, f"blob-{number}")
            with open(path, "wb") as file:
                file.write(content)
            loaders += ["-device", f"loader,file={path},addr={address:#x},force-raw=on"]
        self.command = ["timeout", "-s", "KILL", str(MACHINE_SECONDS), *command, "-accel", "tcg", "-nodefaults",
                        "-display", "none", "-qmp", f"unix:{self.monitor_path}", *loaders]

    def __enter__(self):
        with socket.socket(socket.AF_UNIX) as listener:
            listener.settimeout(MACHINE_SECONDS)
            listener.bind(self.monitor_path)
            listener.listen()
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE)
            connection, _ = listener.accept()
        connection.settimeout(MACHINE_SECONDS)
        self.monitor = Monitor(connection)
        return self

    def __exit__(self, problem, *_):
        self.process.terminate()
        said = self.process.communicate()[1]
        if problem:
            print(said.decode(errors="replace"))
        self.monitor.connection.close()
        os.unlink(self.monitor_path)

    def dump(self, name, **more):
        """Path of a core image of the machine's memory."""
        path = os.path.join(scratch.name, name)
        self.monitor.command("dump-guest-memory", protocol="file:" + path, **{"paging": False, **more})
        return path

    def translate(self, address):
        """What the machine's MMU makes of a linear address; None if it faults."""
        answer = self.monitor.command("human-monitor-command", **{"command-line": f"gva2gpa {address:#x}"})
        return int(answer.split()[1], 0) if answer.startswith("gpa: ") else None


# ---- x86-64 --------------------------------------------------------------------------------------


class Tables:
    """x86-64 tables, in turn in low and in high memory; the root is in low memory."""

    def __init__(self, levels):
        self.levels = levels
        self.memory = {LOW: bytearray(), HIGH: bytearray()}
        self.root = self.new_table()

    def new_table(self):
        low, high = (len(part) for part in self.memory.values())
        base = LOW if low <= high else HIGH
        self.memory[base] += bytes(GRANULE)
        return base + len(self.memory[base]) - GRANULE

    def slot(self, table, index):
        base = LOW if table < HIGH else HIGH
        return self.memory[base], table - base + index * 8

    def map(self, ia, height, leaf):
        table = self.root
        for above in range(self.levels - 1, height - 1, -1):
            part, place = self.slot(table, ia >> 12 + 9 * above & 511)
            word, = struct.unpack_from("<Q", part, place)
            if above == height:
                struct.pack_into("<Q", part, place, leaf | (PS if height > 0 else 0))
            elif word & PS:
                return
            elif word:
                table = word & 0xFFFFFFFFFF000
            else:
                table = self.new_table()
                struct.pack_into("<Q", part, place, table | P | RW | US | A)


def random_x86_tables(levels):
    """The machine's memory at its own address and, so that images of what is mapped have all, once more; and leaves of
    every size anywhere. Also the input addresses of the leaves."""
    chance = random.Random(levels)
    tables = Tables(levels)
    addresses = []
    for shift in (0, 1 << 38):
        for page in range(4):
            for base in (0, HIGH):
                tables.map(shift + base + page * 0x200000, 1, base + page * 0x200000 | P | RW | A | D)
    for _ in range(60):
        height = chance.choice((0, 0, 1, 2))
        size = 1 << 12 + 9 * height
        ia = chance.getrandbits(12 + 9 * levels) & -size
        oa = chance.choice((0, 0, HIGH, chance.getrandbits(39))) & -size | chance.getrandbits(23) & -size
        if ia >> 39:
            tables.map(ia, height, oa | P * (chance.random() < 0.9) | chance.choice((0, RW | D)) | A | US | XD)
            addresses.append(ia + chance.randrange(size))
    return tables, addresses + [chance.getrandbits(12 + 9 * levels) for _ in range(10)] + [
        page << 21 | chance.getrandbits(21) for page in (0, 1, 2, 3, 4, 2048, 2051, 2052)]


def check_x86(levels):
    tables, addresses = random_x86_tables(levels)
    bits = 12 + 9 * levels
    addresses = [ia | (-1 << bits if ia >> bits - 1 else 0) & (1 << 64) - 1 for ia in addresses]  # canonical
    cr4 = CR4_PAE | (CR4_LA57 if levels == 5 else 0)
    command = ["qemu-system-x86_64", "-M", "pc,max-ram-below-4g=8M", "-m", "16M", "-cpu", "max", "-smp", "2",
               "-debugcon", "stdio", "-kernel", MACHINE]
    blobs = [(PARAMETERS, struct.pack("<II", tables.root, cr4)), *tables.memory.items()]
    with Machine(command, blobs) as machine:
        check_equal(f"machine with {levels} levels has paging on", machine.process.stdout.read(1), b"!")
        wanted = [machine.translate(ia) for ia in addresses]
        images = [machine.dump("whole"), machine.dump("mapped", paging=True)]
        squeezed = machine.dump("squeezed", format="kdump-zlib")
    found = f"CPU 0: CR3 {tables.root:#x}: root {tables.root:#x}, x86-64, {levels} levels, {bits} bits in, 48 out\n"
    options = geometry("x86-64", levels, bits, root=None, base=None)
    for image in images:
        label = f"{os.path.basename(image)} machine, {levels} levels"
        for ia, oa in zip(addresses, wanted):
            status, out, err = run(["explain", *options, image, hex(ia)])
            last = out.splitlines()[-1] if out else ""
            good = last.startswith(("page fault, ",
                                    "general-protection exception")) if oa is None else last.startswith(f"output address {oa:#x}, ")
            check(f"{label}: explain {ia:#x}", good and out.startswith(found) and status == (1 if oa is None else 0) and
                  err == "", (oa, status, out, err))
        status, out, err = run(["dump", *options, image])
        check(f"{label}: dump", status == 0 and out.startswith(found) and
              f" {sum(map(len, tables.memory.values())) // GRANULE} tables read" in out and err == "",
              (status, out, err))
        check_bad(f"{label}: other levels", ["dump", *geometry("x86-64", 9 - levels, 12 + 9 * (9 - levels), root=None,
                                                              base=None), image],
                  f"--levels {9 - levels}, but CPU 0: CR3 says {levels}; or give --root")
    check(f"{levels} levels: addresses that fault, and that do not", None in wanted and len(set(wanted)) > 30, wanted)
    if KDUMP:
        check_run(f"{levels} levels: kdump-compressed", ["dump", squeezed], *run(["dump", images[0]]))
        with open(squeezed, "rb") as file:
            content = file.read()
        for label, part in (("cut short", content[:len(content) // 2]), ("without its end", content[:-16]),
                            ("the header alone", content[:4096])):
            status, out, err = run(["dump", file_with(part)], VPT_SANITIZED)
            check(f"{levels} levels: kdump-compressed, {label}", (status, out) == (2, "")
                  and ", which cannot be read: " in err and
                  err.count("\n") == 1, (status, out, err))


def test_x86_machine():
    for levels in (4, 5):
        check_x86(levels)


# ---- AArch64 -------------------------------------------------------------------------------------


def test_aarch64_machine():
    """Its notes do not have the root."""
    image = Image(4, base=0x40100000).chain(0, 0, 0)
    for page in range(3):
        image.put(3, page, 0x80000000 + page * 0x1000 | KERNEL_RW | PAGE)
    with Machine(["qemu-system-aarch64", "-M", "virt", "-cpu", "max", "-m", "16M", "-S"],
                 [(image.base, image.bytes)]) as machine:
        core = machine.dump("whole")
    check_run("AArch64 machine", ["dump", *geometry(root=image.base, base=None), core], 0, """\
0x000000000000-0x000000003000  0x000080000000-0x000080003000  4K x 3  rw- global attr0 ish young
total: 3 leaves, 12288 bytes, 4 tables read
""")
    check_bad("AArch64 machine, root not given", ["dump", *geometry(root=None, base=None), core],
              f"--root is missing: {core} has no registers that say where tables are")
    check_bad("x86-64 tables in an AArch64 machine", ["dump", *geometry("x86-64", root=None, base=None), core],
              f"--root is missing: {core} has no registers that say where tables are")
