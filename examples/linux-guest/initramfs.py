# SPDX-License-Identifier: Apache-2.0
"""An initial file system for a kernel (Linux, Documentation/driver-api/early-userspace/buffer-format.rst): busybox, an
/init, and /dev/console, which must be there before /init runs."""


def entry(name, mode, data=b"", device=(0, 0)):
    fields = (0, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name) + 1, 0)
    out = b"070701" + b"".join(b"%08X" % field for field in fields) + name.encode() + b"\0"
    out += bytes(-len(out) % 4) + data
    return out + bytes(-len(out) % 4)


def initramfs(busybox, init):
    """Its bytes; `busybox` is the path of a static one, `init` the bytes of /init."""
    with open(busybox, "rb") as file:
        program = file.read()
    return b"".join(entry(name, 0o40755) for name in ("bin", "dev", "proc")) + b"".join((
        entry("dev/console", 0o20600, device=(5, 1)), entry("bin/busybox", 0o100755, program),
        entry("init", 0o100755, init), entry("TRAILER!!!", 0)))
