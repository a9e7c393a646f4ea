# SPDX-License-Identifier: Apache-2.0
"""QEMU's machine protocol (QMP)."""
import json


class Monitor:
    """Speaks it on a connected socket."""

    def __init__(self, connection):
        self.connection = connection
        self.stream = connection.makefile("rw")
        self.stream.readline()  # the greeting
        self.command("qmp_capabilities")

    def command(self, name, **arguments):
        json.dump({"execute": name, "arguments": arguments}, self.stream)
        self.stream.flush()
        for line in self.stream:
            answer = json.loads(line)
            if "error" in answer:
                raise RuntimeError(f"QMP {name}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]
        raise RuntimeError(f"QMP {name}: no answer")
