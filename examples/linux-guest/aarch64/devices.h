/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` machine of AArch64 with a GICv2: devices, and the kernel's image (Linux,
 * Documentation/arch/arm64/booting.rst). */
#ifndef DEVICES_H
#define DEVICES_H

#define GICD_OA 0x08000000ULL /* distributor */
#define GICC_OA 0x08010000ULL /* CPU interface, two pages */
#define GICH_OA 0x08030000ULL /* control of the virtual one */
#define GICV_OA 0x08040000ULL /* virtual CPU interface, two pages: guests have it at GICC_OA */

#define GUESTS_FIRST GICV_OA /* of what guests may have */
#define GUEST_DEVICES {GICV_OA, GICV_OA + 2 * KIB_4, VPT_READ | VPT_WRITE, VPT_TYPE(VPT_DEVICE)}

#define GUEST_QUESTIONS "AT S12E1R/W" /* how the MMU is asked */

#define CORES_OF_GUEST 2
#define RESIDENT_LEAVES 24 /* at most so many of a guest's are mapped at a time: 48 MiB */

#define KERNEL_OFFSET 0
#define IMAGE_MAGIC 0x644D5241U

#endif
