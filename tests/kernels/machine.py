# SPDX-License-Identifier: Apache-2.0
"""Real systems under QEMU: booted to a line that they print, stopped, and asked what their MMU makes of addresses."""
import json
import os
import select
import socket
import subprocess
import sys
import time

from monitor import Monitor

BOOT_SECONDS = 400  # a busy host is slow


class Machine:
    """A QEMU, as a context. It ends with this process, and after a time. Memory is the file `memory`, the monitor and
    gdb's stub are sockets, all in `directory`."""

    def __init__(self, directory, command, megabytes):
        self.paths = {name: os.path.join(directory, name) for name in ("memory", "monitor", "gdb", "vpt-monitor")}
        self.said = b""
        # pdeathsig: nothing is left behind, however this process ends.
        self.command = ["setpriv", "--pdeathsig", "KILL", "timeout", "--foreground", "-s", "KILL",
                        str(2 * BOOT_SECONDS),
                        *command, "-accel", "tcg",
                        "-nodefaults", "-display", "none", "-m", f"{megabytes}M",
                        "-object",
                        f"memory-backend-file,id=memory,size={megabytes}M,share=on,mem-path={self.paths['memory']}",
                        "-machine", "memory-backend=memory", "-serial", "stdio",
                        "-qmp", f"unix:{self.paths['monitor']}",
                        "-qmp", f"unix:{self.paths['vpt-monitor']},server=on,wait=off",
                        "-gdb", f"unix:{self.paths['gdb']},server=on,wait=off"]

    def __enter__(self):
        with socket.socket(socket.AF_UNIX) as listener:
            listener.settimeout(BOOT_SECONDS)
            listener.bind(self.paths["monitor"])
            listener.listen()
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
            self.connection, _ = listener.accept()
        self.connection.settimeout(BOOT_SECONDS)
        self.monitor = Monitor(self.connection)
        return self

    def __exit__(self, *_):
        try:
            self.monitor.command("quit")
        except (OSError, RuntimeError, ValueError):
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stdin.close()
        self.connection.close()
        for path in self.paths.values():
            if os.path.exists(path):
                os.unlink(path)

    def wait_for(self, text):
        """Until the machine has said this on its serial line."""
        end = time.monotonic() + BOOT_SECONDS
        while text.encode() not in self.said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            if not part:
                sys.stdout.write(self.said[-3000:].decode(errors="replace"))
                raise RuntimeError(f"the machine did not say {text!r}")
            self.said += part

    def type(self, text):
        self.process.stdin.write(text.encode())

    def stop(self):
        self.monitor.command("stop")

    def go_on(self):
        self.monitor.command("cont")

    def ask(self, line):
        """A command of the human monitor."""
        return self.monitor.command("human-monitor-command", **{"command-line": line})

    def translate(self, addresses):
        """What the MMU makes of each address, all asked at once; None where it faults."""
        found = []
        for start in range(0, len(addresses), 1000):
            part = addresses[start:start + 1000]
            for address in part:
                json.dump({"execute": "human-monitor-command", "arguments": {"command-line": f"gva2gpa {address:#x}"}},
                          self.monitor.stream)
            self.monitor.stream.flush()
            while part:
                answer = json.loads(self.monitor.stream.readline())
                if "return" not in answer:
                    assert "event" in answer, answer
                    continue
                found.append(int(answer["return"].split()[1], 0) if answer["return"].startswith("gpa: ") else None)
                part = part[1:]
        return found
