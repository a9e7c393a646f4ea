/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` machine of RISC-V: what differs from others, and the kernel's image (Linux,
 * Documentation/arch/riscv/boot-image-header.rst). Its devices are in machine.h. */
#ifndef DEVICES_H
#define DEVICES_H

#define GUESTS_FIRST GUEST_RAM_OA(0) /* of what guests may have */
#define GUEST_DEVICES {0, 0, 0, 0}   /* no device */

#define GUEST_QUESTIONS "HLV.D, HSV.D" /* how the MMU is asked */

#define CORES_OF_GUEST 1 /* or 2: under QEMU each fence of several harts waits for all their threads */
#define RESIDENT_LEAVES 36 /* at most so many of a guest's are mapped at a time: 72 MiB */

#define KERNEL_OFFSET 0x200000
#define IMAGE_MAGIC 0x05435352U

#endif
