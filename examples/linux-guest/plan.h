/* SPDX-License-Identifier: Apache-2.0 */
/* Memory of QEMU's `virt` machine of AArch64 with four cores, GICv2 and 1 GiB of RAM, as the hypervisor divides it, and
 * what guests see.
 *
 *     0x0800_0000            interrupt controller
 *     0x0900_0000            serial port
 *     0x4f00_0000   4 KiB    wishes of run.py (struct wishes)
 *     0x5000_0000   256 MiB  guest 0, to begin with: leaves move
 *     0x6000_0000   256 MiB  guest 1
 *     0x7000_0000   4 MiB    a spare frame of 2 MiB for each
 *     0x7f80_0000            the hypervisor (machine.ld)
 *     0x7fe0_0000   2 MiB    the pool: translation tables, and nothing else
 *
 * The library lets guests have what lies from the controller's virtual interface to the end of the spare frames: not
 * the hypervisor, nor the tables.
 */
#ifndef PLAN_H
#define PLAN_H

#include "layout.h"

#define GUESTS 2
#define CORES_OF_GUEST 2
#define CORES (GUESTS * CORES_OF_GUEST)

#define GICD_OA 0x08000000ULL /* distributor */
#define GICC_OA 0x08010000ULL /* CPU interface, two pages */
#define GICH_OA 0x08030000ULL /* control of the virtual one */
#define GICV_OA 0x08040000ULL /* virtual CPU interface, two pages: guests have it at GICC_OA */

#define ENOUGH_IA 0x0A000000ULL /* of a guest: a word, not 0 when all has been done behind its back */

#define WISHES_OA 0x4F000000ULL
#define GUEST_RAM_OA(number) (0x50000000ULL + (uint64_t)(number)*GUEST_RAM_BYTES)
#define SPARE_OA(number) (0x70000000ULL + (uint64_t)(number)*MIB_2)
#define GUESTS_END SPARE_OA(GUESTS)

/* Guest addresses. run.py puts kernel, initial file system and device tree there. */
#define GUEST_RAM 0x40000000ULL
#define GUEST_RAM_BYTES 0x10000000ULL
#define GUEST_TREE (GUEST_RAM + 0xE000000)

#define GUEST_LEAVES (GUEST_RAM_BYTES / MIB_2)
#define RESIDENT_LEAVES 24 /* at most so many of a guest's are mapped at a time: 48 MiB */
#define COMMON_LEAF 2      /* kernel code, the same in both guests */

#endif
