# SPDX-License-Identifier: Apache-2.0
"""What differs between the machines: QEMU's options, what guests are given, how registers are called in what the
hypervisor says. Addresses are as in plan.h and the machine's devices.h.

cores: of each guest. work_mib: of each of its two workers; with kernel and initial file system more than
what is mapped at a time. boots: of how many the time is compared; each gets other random numbers."""
import hashlib


class Machine:
    """Where things are; the rest each machine has for itself."""

    def __init__(self, ram):
        self.guest_ram = ram
        self.guest_ram_oa = ram + 0x10000000
        self.wishes_oa = ram + 0xF000000
        self.guests_end = ram + 0x30400000

    def is_guests(self, oa, length):
        """Frames of a guest, the spare ones among them, or device registers that are its own."""
        return (self.guest_ram_oa <= oa and oa + length <= self.guests_end or
                any(first <= oa and oa + length <= end for first, end in self.devices))


class Aarch64(Machine):
    name = "aarch64"
    program = "qemu-system-aarch64"
    qemu = ["-cpu", "cortex-a57"]
    bare = ["-M", "virt,gic-version=2"]
    hypervisor = ["-M", "virt,gic-version=2,virtualization=on"]
    kernel, busybox, part = "arm64/6.1/vmlinuz", "arm64/busybox/bin/busybox", "guest"
    kernel_offset = 0
    arguments = "console=ttyAMA0 quiet"
    cores, work_mib, boots = 2, 6, 1
    devices = [(0x08040000, 0x08042000)]  # the virtual interface of the interrupt controller
    stage1 = {"TTBR1_EL1": "--ttbr1", "TCR_EL1": "--tcr", "MAIR_EL1": "--mair"}
    stage2 = {"VTTBR_EL2": "--vttbr", "VTCR_EL2": "--vtcr"}
    syndrome = "ESR_EL2 0x"

    def __init__(self):
        super().__init__(0x40000000)

    def words_of_tree(self, cores, _seed):
        cpu = 'cpu@%d { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <%d>; enable-method = "psci"; };'
        return {"CORES": " ".join(cpu % (n, n) for n in range(cores))}


class Riscv64(Machine):
    name = "riscv64"
    program = "qemu-system-riscv64"
    qemu = ["-cpu", "rv64,h=on"]
    bare = hypervisor = ["-M", "virt"]  # with the firmware that QEMU brings: OpenSBI
    kernel, busybox, part = "riscv64/6.12/vmlinuz", "riscv64/busybox/usr/bin/busybox", "guest-riscv64"
    kernel_offset = 0x200000
    arguments = "console=ttyS0 quiet no4lvl"  # Sv39: the fewest levels to walk
    cores, work_mib, boots = 1, 16, 4
    devices = []
    stage1, stage2 = {"vsatp": "--satp"}, {"hgatp": "--hgatp"}
    syndrome = "scause 0x"

    def __init__(self):
        super().__init__(0x80000000)

    def words_of_tree(self, cores, seed):
        cpu = ('cpu@%d { device_type = "cpu"; compatible = "riscv"; reg = <%d>; mmu-type = "riscv,sv39"; '
               'riscv,isa = "rv64imafdc"; cpu%d: interrupt-controller { compatible = "riscv,cpu-intc"; '
               '#interrupt-cells = <1>; interrupt-controller; }; };')
        return {"CORES": " ".join(cpu % (n, n, n) for n in range(cores)),
                "SEED": hashlib.sha256(bytes([seed])).hexdigest(),
                "TIMERS": " ".join(f"&cpu{n} 3 &cpu{n} 7" for n in range(cores))}


MACHINES = {machine.name: machine for machine in (Aarch64, Riscv64)}
