#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: run.py KERNEL IMAGE

Runs the EPT oracle kernel on an image in Bochs: makes a disk of both (its layout is in machine.h), boots it, and writes
what the kernel leaves there to `results` beside the image. Bochs wants a terminal, so it gets one."""
import os
import pathlib
import pty
import struct
import sys

SECTOR = 512
TRACK = 16 * 63 * SECTOR
HEADER_LBA = 128
IMAGE_LBA = 129
KERNEL_SECTORS = 127
RESULT_BYTES = 24 << 20  # room
SECONDS = 600

CONFIGURATION = """\
cpu: model=tigerlake, count=1, ips=50000000, reset_on_triple_fault=0
memory: guest=1280, host=1280
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=disk, path=disk, mode=flat, cylinders={cylinders}, heads=16, spt=63
boot: disk
display_library: term
log: bochs.log
panic: action=fatal
error: action=ignore
info: action=ignore
debug: action=ignore
"""


def sectors(length):
    return (length + SECTOR - 1) // SECTOR


def make_disk(boot, kernel, image):
    """The disk, and where on it the results go."""
    result_lba = IMAGE_LBA + sectors(len(image))
    disk = bytearray((result_lba * SECTOR + RESULT_BYTES + TRACK - 1) // TRACK * TRACK)
    for lba, part in ((0, boot), (1, kernel), (IMAGE_LBA, image),
                      (HEADER_LBA, struct.pack("<3Q", sectors(len(image)) * SECTOR, result_lba, 0))):
        disk[lba * SECTOR:lba * SECTOR + len(part)] = part
    return disk, result_lba


def run_bochs(directory):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(directory)
        os.environ["TERM"] = "xterm"
        os.execvp("timeout", ["timeout", "--foreground", "-s", "KILL", str(SECONDS), "bochs", "-q", "-f", "bochsrc",
                              "-rc", "commands"])
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # closed
        pass
    os.waitpid(pid, 0)


def main(kernel, image):
    kernel, image = pathlib.Path(kernel), pathlib.Path(image)
    directory = image.parent
    code = kernel.read_bytes()
    assert len(code) <= KERNEL_SECTORS * SECTOR
    disk, result_lba = make_disk((kernel.parent / "boot.bin").read_bytes(), code, image.read_bytes())
    (directory / "disk").write_bytes(disk)
    (directory / "bochsrc").write_text(CONFIGURATION.format(cylinders=len(disk) // TRACK))
    (directory / "commands").write_text("c\n")  # to Bochs's debugger: go
    run_bochs(directory)
    with open(directory / "disk", "rb") as file:
        file.seek(HEADER_LBA * SECTOR)
        length = struct.unpack("<3Q", file.read(24))[2]
        file.seek(result_lba * SECTOR)
        (directory / "results").write_bytes(file.read(length))
    (directory / "disk").unlink()
    return 0 if 0 < length <= RESULT_BYTES else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
