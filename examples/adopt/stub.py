# SPDX-License-Identifier: Apache-2.0
"""QEMU's stub of GDB's remote protocol, as far as it takes to stop a machine somewhere and to read registers there
("Debugging with GDB", appendix "Remote Protocol")."""
import re
import socket


class Stub:
    """As a context, of a machine that stands. It does so afterwards."""

    PC = 32  # in aarch64-core.xml

    def __init__(self, path, seconds):
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(seconds)
        self.connection.connect(path)
        self.stream = self.connection.makefile("rb")

    def __enter__(self):
        self.ask("qSupported:xmlRegisters=aarch64")
        self.ask("qXfer:features:read:target.xml:0,7f0")  # before it the stub has no register numbers
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.connection.close()

    def ask(self, text):
        data = text.encode()
        self.connection.sendall(b"$%s#%02x" % (data, sum(data) % 256))
        while True:
            start = self.stream.read(1)
            if start == b"":
                raise RuntimeError("the stub is gone")
            if start != b"$":
                continue  # "+"
            answer = b""
            while not answer.endswith(b"#"):
                answer += self.stream.read(1)
            self.stream.read(2)
            self.connection.sendall(b"+")
            return answer[:-1].decode("latin-1")

    def demand(self, text):
        if self.ask(text) != "OK":
            raise RuntimeError(f"the stub refuses {text}")

    def value(self, number):
        return int.from_bytes(bytes.fromhex(self.ask(f"p{number:x}")), "little")

    def run_to(self, address):
        """Until the processor is at this instruction."""
        self.demand(f"Z1,{address:x},4")
        self.ask("c")
        pc = self.value(self.PC)
        self.demand(f"z1,{address:x},4")
        if pc != address:
            raise RuntimeError(f"the machine stands at {pc:#x}, not at {address:#x}")

    def system_registers(self, *names):
        """Their values, by name."""
        document = ""
        while True:
            part = self.ask(f"qXfer:features:read:system-registers.xml:{len(document):x},7f0")
            document += part[1:]
            if part[:1] != "m":
                break
        number = {}
        for element in re.findall(r"<reg [^>]*>", document):
            fields = dict(re.findall(r'(\w+)="([^"]*)"', element))
            number[fields["name"]] = int(fields["regnum"])
        return {name: self.value(number[name]) for name in names}
