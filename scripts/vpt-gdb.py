# SPDX-License-Identifier: Apache-2.0
"""vpt inside GDB, for machines that GDB is connected to (target remote): source this file, and then

    vpt dump [OPTION...]             what the tables map
    vpt explain [OPTION...] ADDRESS  the walk of one address, which may be any expression

and every other command of vpt that takes an image, without its image. GDB 12 or newer; vpt is found by PATH, or is what the
environment's VPT names. vpt asks the machine's stub through GDB: what it wants is handed on packet by packet."""
import os
import shlex
import socket
import subprocess
import tempfile
import threading

import gdb

PACKET_BYTES = b"PacketSize=1000"


class Relay:
    """The stub that vpt sees."""

    def __init__(self, connection, stub):
        self.stub = stub
        self.connection = connection
        self.by_process = False  # threads have the names of processes before them

    def answers(self, request):
        # What both sides can do is between GDB and the stub, and the machine is GDB's to let go.
        if request.startswith(b"qSupported"):
            return [PACKET_BYTES]
        if request == b"D":
            return [b"OK"]
        if request.startswith(b"qRcmd,"):
            return self.command(bytes.fromhex(request[6:].decode()).decode())
        said = self.stub.send_packet(request)
        self.by_process = self.by_process or said.startswith(b"mp")
        return [said]

    @staticmethod
    def command(text):
        """Of these, an answer is more than one packet: GDB puts it together."""
        try:
            said = gdb.execute(f"monitor {text}", to_string=True).encode()
        except gdb.error:
            return [b"E01"]
        return [b"O" + said[at:at + 500].hex().encode() for at in range(0, len(said), 500)] + [b"OK"]

    @staticmethod
    def packet(content):
        """In which these characters have a meaning of their own."""
        content = b"".join(b"}" + bytes((byte ^ 0x20,)) if byte in b"#$}*" else bytes((byte,)) for byte in content)
        return b"$" + content + b"#%02x" % (sum(content) % 256)

    def serve(self):
        with self.connection, self.connection.makefile("rb") as stream:
            while byte := stream.read(1):
                if byte != b"$":
                    continue
                request = b""
                while (byte := stream.read(1)) not in (b"#", b""):
                    request += byte
                stream.read(2)
                try:
                    self.connection.sendall(b"+" + b"".join(self.packet(answer) for answer in self.answers(request)))
                except OSError:
                    return

    def choose_again(self, thread):
        """The thread that GDB believes to be chosen."""
        if thread is not None:
            process, number, _ = thread.ptid
            self.stub.send_packet(f"Hgp{process:x}.{number:x}" if self.by_process else f"Hg{number:x}")


class Vpt(gdb.Command):
    """vpt COMMAND [ARGUMENT...]: translation tables of the machine that GDB is connected to; vpt --help says more."""

    def __init__(self):
        super().__init__("vpt", gdb.COMMAND_DATA, gdb.COMPLETE_EXPRESSION)

    def invoke(self, text, from_tty):
        arguments = shlex.split(text)
        if not arguments:
            raise gdb.GdbError("vpt: which command? 'vpt --help' lists them")
        alone = arguments[0].startswith("-") or arguments[0] == "formats" or "--help" in arguments
        stub = getattr(gdb.selected_inferior(), "connection", None)
        if not alone and not hasattr(stub, "send_packet"):
            raise gdb.GdbError("vpt: GDB is not connected to a machine by its remote protocol, or is older than 12")
        if arguments[0] == "explain" and len(arguments) > 1 and not alone:
            arguments[-1] = hex(int(gdb.parse_and_eval(arguments[-1])) & (1 << 64) - 1)
        self.run(arguments, None if alone else stub)

    def run(self, arguments, stub):
        with tempfile.TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX) as listener:
            if stub is not None:
                path = os.path.join(directory, "stub")
                listener.bind(path)
                listener.listen()
                arguments = [*arguments[:1], "--gdb", path, *arguments[1:]]
            try:
                process = subprocess.Popen([os.environ.get("VPT", "vpt"), *arguments], stdin=subprocess.DEVNULL,
                                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            except OSError as problem:
                raise gdb.GdbError(f"vpt: {problem}")
            output = []
            reader = threading.Thread(target=lambda: output.extend(process.stdout))
            reader.start()
            if stub is not None:
                self.relay(listener, process, stub)
            reader.join()
            process.wait()
        gdb.write("".join(output).replace(f"{directory}/stub", "the machine"))

    @staticmethod
    def relay(listener, process, stub):
        """GDB is to be used by this thread alone. vpt connects, unless it ends before."""
        listener.settimeout(0.1)
        while True:
            try:
                connection, _ = listener.accept()
                break
            except TimeoutError:
                if process.poll() is not None:
                    return
        connection.settimeout(None)
        relay = Relay(connection, stub)
        relay.serve()
        relay.choose_again(gdb.selected_thread())


Vpt()
