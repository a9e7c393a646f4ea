# SPDX-License-Identifier: Apache-2.0
"""What `vpt dump -v` lists, leaf by leaf."""
import re
from collections import namedtuple

SIZES = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
RUN = re.compile(r"^0x([0-9a-f]+)-0x([0-9a-f]+)  0x([0-9a-f]+)(?:-0x[0-9a-f]+)?( each)?  (\d+)([KMGT]) x (\d+)  (.*)$")
EMPTY = re.compile(r"^0x[0-9a-f]+-0x[0-9a-f]+  table 0x[0-9a-f]+ is empty(, and so on: \d+ entries)?$")
AGAIN = re.compile(r"^0x([0-9a-f]+)-0x([0-9a-f]+)  table 0x([0-9a-f]+) .*0x([0-9a-f]+)")

Leaf = namedtuple("Leaf", "ia oa bytes words narrowed")


class Listing:
    """leaves: by input address; again: ranges of tables that were met before; other: lines of neither kind."""

    def __init__(self, text):
        self.leaves, self.again, self.other, self.totals, self.origins = [], [], [], [], []
        for line in text.splitlines():
            run = RUN.match(line)
            if run:
                self.take_run(run)
            elif line.startswith("total: "):
                self.totals.append(line)
            elif line.startswith("CPU "):
                self.origins.append(line)
            elif AGAIN.match(line) and not EMPTY.match(line):
                first, last = (int(part, 16) for part in AGAIN.match(line).groups()[:2])
                self.again.append((first, last, line))
            elif not EMPTY.match(line):
                self.other.append(line)

    def take_run(self, run):
        ia, _, oa, each, amount, unit, count, rest = run.groups()
        size, words = int(amount) * SIZES[unit], re.split(r"  \[|  entry ", rest)[0].split()
        for number in range(int(count)):
            self.leaves.append(Leaf(int(ia, 16) + number * size, int(oa, 16) + (0 if each else number * size), size,
                                    words,
                                    "narrowed by tables" in rest))
