# SPDX-License-Identifier: Apache-2.0
"""Machines behind GDB's remote protocol and behind QEMU's QMP: a stub of our own ("Debugging with GDB", appendix "GDB
Remote Serial Protocol") that behaves as those of QEMU, OpenOCD and Bochs do, and badly in every way; and a stopped QEMU."""
import contextlib
import json
import socket
import threading

from harness import *
from images import *
from machine_images import Machine

BASE = 0x40100000
MAP = """\
0x000000000000-0x000000003000  0x000080000000-0x000080003000  4K x 3  rw- global attr0 ish young
total: 3 leaves, 12288 bytes, 4 tables read
"""
HOLE = 1 << 40  # no memory is there


def tables(hole=False):
    image = Image(4, base=BASE).chain(0, 0, 0)
    for page in range(3):
        image.put(3, page, 0x80000000 + page * 0x1000 | KERNEL_RW | PAGE)
    if hole:
        image.put(0, 5, HOLE | TABLE)
    return image


def packet(text):
    data = text if isinstance(text, bytes) else text.encode()
    return b"$" + data + b"#%02x" % (sum(data) % 256)


TARGET = '<?xml version="1.0"?><!-- <reg name="ttbr0_el1" bitsize="64"/> --><target><xi:include href="core.xml"/>' \
         '<reg name="x" bitsize="64"/></target>'
CORE = '<feature><reg name="a" bitsize="32"/><reg name="TTBR0_EL1" bitsize="64" regnum="7"/>' \
       '<reg bitsize="64" name=\'TCR_EL1\'/><reg name="TTBR1_EL1" bitsize="64"/></feature>'
# TCR: T0SZ 16, T1SZ 16, TG1 4 KiB, IPS 48 bits.
REGISTERS = {7: BASE | 5 << 48, 8: 16 | 16 << 16 | 2 << 30 | 5 << 32, 9: BASE}


class Stub:
    """A stub on a local socket, as a context. `kind` is qemu, openocd or plain; `spoil` changes each answer (bytes) to a
    request before it is sent."""

    def __init__(self, image, kind="qemu", features="PacketSize=1000", spoil=None, acknowledge=True, direct=0,
                 threads=("m1", "l")):
        self.image, self.kind, self.features, self.spoil, self.direct = image, kind, features, spoil, direct
        self.acknowledge, self.threads = acknowledge, list(threads)
        self.requests = []
        self.path = os.path.join(scratch.name, "stub")

    def memory(self, address, length):
        return b"".join(self.image.bytes[at - BASE:at - BASE + 1] if BASE <= at < BASE + len(self.image.bytes)
                        else b"\0"
                        for at in range(address - self.direct, address - self.direct + length))

    def command(self, text):
        """What the stub's own interpreter says."""
        words = text.split()
        if self.kind == "openocd" and text == "version":
            return "Open On-Chip Debugger 0.12.0\n"
        if self.kind == "openocd" and words[:2] == ["mdd", "phys"]:
            start, count = int(words[2], 0), int(words[3])
            if not BASE <= start < BASE + len(self.image.bytes):
                return "Failed to read memory at 0x%x\n" % start
            lines = ""
            for line in range(0, count, 4):
                row = [self.image.word(start + 8 * word) for word in range(line, min(line + 4, count))]
                lines += f"0x{start + 8 * line:08x}: " + " ".join(f"{word:016x}" for word in row) + " \n"
            return lines
        if self.kind == "qemu" and words[0] == "xp":
            known = BASE <= int(words[2], 0) < BASE + len(self.image.bytes)
            return f"{int(words[2], 0):016x}: " + ("0x00\r\n" if known else "Cannot access memory\r\n")
        return None

    def answers(self, request):
        if request.startswith("qSupported"):
            return [self.features]
        if request == "QStartNoAckMode":
            return ["OK"]
        if request == "qqemu.PhyMemMode":
            return ["0" if self.kind == "qemu" else ""]
        if request.startswith("Qqemu.PhyMemMode"):
            return ["OK" if self.kind == "qemu" else ""]
        if request[0] == "m":
            address, length = (int(part, 16) for part in request[1:].split(","))
            return [self.memory(address, length).hex()]
        if request.startswith("qRcmd,"):
            said = self.command(bytes.fromhex(request[6:]).decode())
            if said is None:
                return [""]
            return ["O" + said[at:at + 200].encode().hex() for at in range(0, len(said), 200)] + ["OK"]
        if request in ("qfThreadInfo", "qsThreadInfo"):
            return [self.threads[0] if request[1] == "f" else self.threads[-1]]
        if request.startswith("qXfer:features:read:"):
            name, place = request[20:].split(":")
            start, length = (int(part, 16) for part in place.split(","))
            text = {"target.xml": TARGET, "core.xml": CORE}[name]
            return [("l" if start + length >= len(text) else "m") + text[start:start + length]]
        if request[0] == "p":
            value = REGISTERS.get(int(request[1:], 16))
            return ["E01" if value is None else value.to_bytes(8, "little").hex()]
        return ["OK"] if request[0] in "HD" else [""]

    def serve(self):
        silent = not self.acknowledge
        try:
            with self.connection.makefile("rb") as stream:
                while byte := stream.read(1):
                    if byte != b"$":
                        continue
                    request = b""
                    while (byte := stream.read(1)) != b"#":
                        request += byte
                    assert int(stream.read(2), 16) == sum(request) % 256
                    request = request.decode()
                    self.requests.append(request)
                    sent = b"" if silent else b"+"
                    for answer in self.answers(request):
                        sent += packet(answer)
                    silent = silent or request == "QStartNoAckMode"
                    self.connection.sendall(self.spoil(request, sent) if self.spoil else sent)
        except (OSError, ValueError):
            pass

    def accept(self):
        try:
            self.connection, _ = self.listener.accept()
        except OSError:
            return
        with self.connection:
            self.serve()

    def __enter__(self):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        self.listener.settimeout(60)
        self.thread = threading.Thread(target=self.accept)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join(60)
        self.listener.close()


def dump_over(stub, *more, root=BASE, **keywords):
    return run(["dump", *geometry(root=root, base=None), "--gdb", stub.path, *more], **keywords)


def check_stub(label, stub, status, out, err="", more=(), root=BASE):
    with stub:
        found = dump_over(stub, *more, root=root)
    check_equal(f"stub {label}", found, (status, out.replace("PATH", stub.path), err.replace("PATH", stub.path)))


def test_stubs():
    check_stub("like QEMU's", Stub(tables()), 0, MAP)
    check_stub("like OpenOCD's", Stub(tables(), kind="openocd"), 0, MAP)
    check_stub("that needs no acknowledgement", Stub(tables(), features="PacketSize=1000;QStartNoAckMode+"), 0, MAP)
    check_stub("without anything", Stub(tables(), kind="plain", features="", direct=0xFFFF << 48), 0, MAP,
               more=("--direct-map", "0xffff000000000000"))
    check_stub("that maps memory at its own address", Stub(tables(), kind="plain", features=""), 0, MAP,
               more=("--direct-map", "0"))
    check_stub("without physical memory", Stub(tables(), kind="plain", features=""), 2, "",
               "vpt: PATH: this stub reads memory only as its processor maps it; --direct-map ADDR says where it sees "
               "physical memory\n")


def test_requests():
    """What is asked, and what is left behind."""
    with Stub(tables()) as stub:
        dump_over(stub)
    check_equal("physical mode is left as it was", stub.requests[-1], "Qqemu.PhyMemMode:0")
    check("the machine is left stopped", "D" not in stub.requests, stub.requests)
    check("long packets", any(request.startswith("m") and request.endswith(",400") for request in stub.requests))
    with Stub(tables()) as stub:
        dump_over(stub, "--resume")
    check_equal("the machine goes on", stub.requests[-1], "D")
    with Stub(tables(), kind="plain", features="") as stub:
        dump_over(stub, "--direct-map=0")
    sizes = {int(request.split(",")[1], 16) for request in stub.requests if request[0] == "m"}
    check("short packets for a stub that does not say its size", max(sizes) <= 0x80, sizes)


def test_holes():
    """QEMU's stub gives zeros where no memory is; that is no empty table."""
    line = f"0x028000000000-0x030000000000  table {HOLE:#x} at level 1 is WHY; entry {BASE:#x}[5] is {HOLE | 3:#018x}\n"
    out = MAP.replace("total:", line.replace("WHY", "not memory of the machine at PATH") + "total:")
    check_stub("with a hole", Stub(tables(hole=True)), 2, out, "vpt: tables that could not be read in full: 1\n")
    out = out.replace("not memory of the machine at PATH", "not to be read: the stub at PATH refuses it")
    check_stub("like OpenOCD's with a hole", Stub(tables(hole=True), kind="openocd"), 2, out,
               "vpt: tables that could not be read in full: 1\n")


def test_registers():
    with Stub(tables()) as stub:
        status, out, err = run(["dump", "--gdb", stub.path])
    check("root by registers", status == 0 and f"root {BASE:#x}, aarch64-s1, 4 levels" in out
          and MAP.split("\n")[0] in out
          and err == "", (status, out, err))
    with Stub(tables()) as stub:
        status, out, err = run(["explain", "--gdb", stub.path, "0x1008"])
    check("explain by registers", status == 0 and "0x80001008" in out and err == "", (status, out, err))
    with Stub(tables()) as stub:
        found = run(["dump", "--gdb", stub.path, "--cpu", "3"])
    check_equal("a processor too many", found, (2, "", f"vpt: --cpu 3: the stub at {stub.path} has 1\n"))
    with Stub(tables(), threads=("m1,a", "m1f", "l")) as stub:
        stub.answers = lambda request, answers=stub.answers: \
            [stub.threads.pop(0)] if request[1:] in ("fThreadInfo", "sThreadInfo") else answers(request)
        run(["dump", "--gdb", stub.path, "--cpu", "2"])
    check("the third thread is asked", "Hg1f" in stub.requests, stub.requests)


def spoilt(what, answer):
    """Answers to requests that begin so are replaced."""
    return lambda request, sent: answer if request.startswith(what) else sent


def test_hostile_stubs():
    """Whatever comes, there is an end, and a message."""
    expanded = lambda request, sent: sent if request[0] != "m" else b"+" + packet(b"0*~" * 9000)
    for label, spoil, text in (
            ("closes at once", lambda request, sent: b"", None),
            ("damaged for ever", spoilt("m", b"+$00#zz" * 20), "answers come damaged"),
            ("refuses every packet", spoilt("m", b"-"), "it refuses every packet"),
            ("an answer too long", spoilt("m", b"+$" + b"0" * 70000 + b"#00"), "an answer is too long"),
            ("a run length of nothing", spoilt("m", b"+$*8#00"), "a run length has no sense"),
            ("a run length without sense", spoilt("m", b"+$0*\x02#00"), "a run length has no sense"),
            ("run lengths too long", expanded, "an answer is too long"),
            ("memory refused", spoilt("m", b"+" + packet("E14")), "refuses it"),
            ("odd digits", spoilt("m", b"+" + packet("001")), "refuses it"),
            ("no digits", spoilt("m", b"+" + packet("xyz")), "refuses it"),
            ("an empty answer", spoilt("m", b"+" + packet("")), "refuses it")):
        stub = Stub(tables(), spoil=spoil)
        if text is None:
            stub.serve = lambda stub=stub: None
            text = "the other side has closed the connection"
        with stub:
            status, out, err = dump_over(stub, program=VPT_SANITIZED)
        check(f"stub: {label}", status == 2 and text in out + err and err.startswith("vpt: ") and err.count("\n") == 1,
              (status, out, err))
    notified = lambda request, sent: b"%Stop:T05#aa" + sent
    check_stub("that notifies", Stub(tables(), spoil=notified), 0, MAP)
    check_stub("that answers in parts", Stub(tables(), spoil=lambda request, sent: b"+" + packet(
        Stub(tables()).memory(int(request[1:].split(",")[0], 16), 200).hex()) if request[0] == "m"
        and request.endswith("400")
        else sent), 0, MAP)
    once = []
    def damage_once(request, sent):
        if request[0] != "m" or once:
            return sent
        once.append(1)
        return b"+$12#00" + sent
    check_stub("damaged once", Stub(tables(), spoil=damage_once), 0, MAP)
    check_stub("with run lengths", Stub(tables(), spoil=lambda request, sent: b"+" + packet(
        sent[2:-3].replace(b"0" * 14, b"0**")) if request[0] == "m" else sent), 0, MAP)


def test_hostile_descriptions():
    for label, text in (("that includes itself", '<xi:include href="target.xml"/>'),
                        ("that does not end", "<reg name="),
                        ("of many registers", '<reg name="r" bitsize="64"/>' * 9000), ("of nothing", ""),
                        ("with a long name", f'<reg name="{"n" * 5000}" bitsize="64"/>'),
                        ("with a large number", '<reg name="TTBR0_EL1" bitsize="64" regnum="99999999999999999999"/>'),
                        ("with a comment that does not end", "<!-- <reg")):
        with Stub(tables()) as stub:
            stub.answers = lambda request, answers=stub.answers: answers(request) if not request.startswith("qXfer") else [
                ("l" if len(text) <= int(request.split(":")[4].split(",")[0], 16) + 2032 else "m") +
                text[int(request.split(":")[4].split(",")[0], 16):][:2032]]
            status, out, err = run(["dump", "--gdb", stub.path], VPT_SANITIZED)
        check(f"description {label}", status == 2 and out == "" and err.startswith("vpt: ") and err.count("\n") == 1,
              (status, out, err))


def test_silence():
    """A stub that says nothing is waited for 20 seconds, and one that goes on about nothing, too. At the same time, as they
    take so long."""
    listeners, processes = [], []
    for number, feed in enumerate((b"", b"+" * 8)):
        path = os.path.join(scratch.name, f"silent-{number}")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen()
        processes.append(subprocess.Popen([VPT, "dump", *geometry(root=BASE, base=None), "--gdb", path], text=True,
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        listeners.append((listener, listener.accept()[0], feed))
    stopped = threading.Event()
    def speak():
        while not stopped.wait(0.5):
            for _, connection, feed in listeners:
                with contextlib.suppress(OSError):
                    connection.sendall(feed)
    speaker = threading.Thread(target=speak)
    speaker.start()
    for number, process in enumerate(processes):
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        path = os.path.join(scratch.name, f"silent-{number}")
        check_equal(f"a stub without an answer, {number}", (process.returncode, out, err),
                    (2, "", f"vpt: {path} is unreachable: no answer in time\n"))
    stopped.set()
    speaker.join()
    for listener, connection, _ in listeners:
        connection.close()
        listener.close()


def test_places():
    nothing = os.path.join(scratch.name, "nothing")
    options = ["dump", *geometry(root=BASE, base=None)]
    for option in ("--gdb", "--qmp"):
        check_bad(f"{option}: no socket", [*options, option, nothing], f"{option} {nothing}: No such file or directory")
        check_bad(f"{option}: no place", [*options, option, "machine"],
                  f"{option} machine: neither HOST:PORT nor the path of a socket")
        check_bad(f"{option}: no port", [*options, option, "machine:"],
                  f"{option} machine:: neither HOST:PORT nor the path of a socket")
        check_bad(f"{option}: long path", [*options, option, "/" * 200],
                  f"{option} {'/' * 200}: the path is too long for a socket")
        check_bad(f"{option} and an image", [*options, option, nothing, "IMAGE"],
                  "dump: no arguments expected; see 'vpt dump --help'")
        check_bad(f"{option} and --base", [*options, option, nothing, "--base=0"],
                  f"--base: not with {option}, which has no image")
        check_bad(f"{option} and --raw", [*options, option, nothing, "--raw"],
                  f"--raw: not with {option}, which has no image")
    check_bad("--gdb and --qmp", [*options, "--gdb", nothing, "--qmp", nothing], "--gdb and --qmp: only one machine")
    for option in ("--resume", "--direct-map=0"):
        check_bad(f"{option} without --gdb", [*options, option, nothing], f"{option.split('=')[0]}: only with --gdb")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    status, out, err = run([*options, "--gdb", f"127.0.0.1:{port}"])
    check_equal("nobody at the port", (status, out, err), (2, "", f"vpt: --gdb 127.0.0.1:{port}: Connection refused\n"))


# ---- QMP -----------------------------------------------------------------------------------------


class Monitor(Stub):
    """A monitor that says these lines, one for each command after the first, and the last again and again."""

    def __init__(self, *lines):
        super().__init__(None)
        self.lines = list(lines)

    def serve(self):
        try:
            with self.connection.makefile("rb") as stream:
                self.connection.sendall(self.lines[0])
                for line in self.lines[1:]:
                    self.requests.append(stream.readline())
                    self.connection.sendall(line)
                while request := stream.readline():
                    self.requests.append(request)
                    self.connection.sendall(self.lines[-1])
        except OSError:
            pass


GREETING = b'{"QMP": {"version": {}, "capabilities": []}}\n'
DONE = b'{"return": {}}\n'
PAUSED = b'{"return": {"running": false, "status": "paused"}}\n'


def test_hostile_monitors():
    options = ["dump", *geometry(root=BASE, base=None), "--qmp"]
    said = lambda text: json.dumps({"return": text}).encode() + b"\n"
    closed = "is unreachable: the other side has closed the connection"
    for label, lines, text in (
            ("no greeting", (b"hello\n",), "is unreachable: it does not greet as QMP does"),
            ("no end of a line", (b"{" * 200000,), "is unreachable: an answer is too long"),
            ("refuses", (GREETING, b'{"error": {"class": "x", "desc": "y"}}\n'),
             "the machine does not let itself be asked"),
            ("something else", (GREETING, b'{"x": {"return": 1}}\n'), "is unreachable: it says what QMP does not know"),
            ("no status", (GREETING, DONE, b'{"return": {"runs": true}}\n'),
             "the machine does not let itself be asked"),
            ("no string", (GREETING, DONE, PAUSED, b'{"return": 5}\n'), "the monitor at PATH does not show it"),
            ("no words", (GREETING, DONE, PAUSED, said("0: x y z\r\n")), "the monitor at PATH does not show it"),
            ("half a string", (GREETING, DONE, PAUSED, b'{"return": "0: \\u12\n'),
             "the monitor at PATH does not show it"),
            ("no memory", (GREETING, DONE, PAUSED, said("0000: Cannot access memory\r\n")),
             "not memory of the machine at PATH")):
        with Monitor(*lines) as monitor:
            status, out, err = run([*options, monitor.path], VPT_SANITIZED)
        check(f"monitor: {label}", status == 2 and text.replace("PATH", monitor.path) in out + err and
              err.startswith("vpt: ") and err.count("\n") == 1, (status, out, err))
    with Monitor(GREETING, DONE, b'{"event": "RESUME"}\n{"return": {"status": "running", "running": true}}\n', DONE,
                 said("0000: Cannot access memory\r\n")) as monitor:
        run([*options, monitor.path])
    check("a machine that runs is stopped, and goes on", b"stop" in monitor.requests[2]
          and b"cont" in monitor.requests[-1],
          monitor.requests)


# ---- QEMU ----------------------------------------------------------------------------------------


def test_stopped_qemu():
    """The same tables by GDB's protocol, by QMP and as a file."""
    image = tables(hole=True)
    sockets = {name: os.path.join(scratch.name, name) for name in ("qemu-gdb", "qemu-qmp")}
    command = ["qemu-system-aarch64", "-M", "virt,memory-backend=memory", "-cpu", "max", "-m", "16M", "-S",
               "-object", f"memory-backend-file,id=memory,size=16M,share=on,mem-path={scratch.name}/memory",
               "-gdb", f"unix:{sockets['qemu-gdb']},server=on,wait=off",
               "-qmp", f"unix:{sockets['qemu-qmp']},server=on,wait=off"]
    with Machine(command, [(image.base, image.bytes)]):
        options = ["dump", *geometry(root=image.base, base=None)]
        for label, place, where in (("memory file", ["--base", "0x40000000", f"{scratch.name}/memory"],
                                     "outside the image, which has 0x40000000 to 0x40ffffff"),
                                    ("gdb", ["--gdb", sockets["qemu-gdb"]], None),
                                    ("QMP", ["--qmp", sockets["qemu-qmp"]], None)):
            status, out, err = run([*options, *place])
            where = where or f"not memory of the machine at {place[-1]}"
            line = f"0x028000000000-0x030000000000  table {HOLE:#x} at level 1 is {where}; entry {BASE:#x}[5] is {HOLE | 3:#018x}\n"
            wanted = MAP.replace("total:", line + "total:")
            check_equal(f"QEMU by {label}", (status, out, err),
                        (2, wanted, "vpt: tables that could not be read in full: 1\n"))
        check_gdb_script(sockets["qemu-gdb"], options[1:])
    os.unlink(f"{scratch.name}/memory")


def check_gdb_script(place, options):
    """The same inside GDB, which stays connected and can be used afterwards."""
    script = os.path.join(os.path.dirname(__file__), "../../scripts/vpt-gdb.py")
    lines = (f"target remote {place}", f"source {script}", "vpt dump " + " ".join(options),
             "vpt explain " + " ".join(options) + " 0x1000+8", "vpt", "vpt formats", "printf \"pc %lx\\n\", $pc",
             "info threads")
    commands = [part for line in lines for part in ("-ex", line)]
    status, out, err = run(["-nx", "-batch", *commands], program="gdb-multiarch", env={**os.environ, "VPT": VPT},
                           timeout=120)
    line = f"0x028000000000-0x030000000000  table {HOLE:#x} at level 1 is not memory of the machine at the machine; entry"
    check("GDB: vpt dump", MAP.split("\n")[0] in out and line in out and "could not be read in full: 1" in out,
          (status, out, err))
    check("GDB: vpt explain", "0x80001008" in out, (out, err))
    check("GDB: no command", "vpt: which command? 'vpt --help' lists them" in err, (out, err))
    check("GDB: vpt formats", "aarch64-s1-lpa2" in out, (out, err))
    check("GDB is as it was", "pc 0" in out and "* 1 " in out, (out, err))
