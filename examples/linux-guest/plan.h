/* SPDX-License-Identifier: Apache-2.0 */
/* Memory of a machine with four cores and 1 GiB of RAM, as the hypervisor divides it, and what guests see. From the
 * start of RAM (RAM_OA in the machine's machine.h), which is also where the guests' begins for them:
 *
 *      0xf00_0000   4 KiB    wishes of run.py (struct wishes)
 *     0x1000_0000   256 MiB  guest 0, to begin with: leaves move
 *     0x2000_0000   256 MiB  guest 1
 *     0x3000_0000   4 MiB    a spare frame of 2 MiB for each
 *     0x3f80_0000            the hypervisor (machine.ld)
 *     0x3fe0_0000   2 MiB    the pool: translation tables, and nothing else
 *
 * The library lets a guest have its memory and its spare frame, and guest 1 one leaf of guest 0's to read (memory.c):
 * nothing between, neither the hypervisor nor the tables. Devices, and what else differs between machines, are in
 * devices.h of each.
 */
#ifndef PLAN_H
#define PLAN_H

#include "devices.h"
#include "layout.h"

#define GUESTS 2
#define CORES (GUESTS * CORES_OF_GUEST)

#define ENOUGH_IA 0x0A000000ULL /* of a guest: a word, not 0 when all has been done behind its back */

#define WISHES_OA (RAM_OA + 0xF000000)
#define GUEST_RAM_OA(number) (RAM_OA + 0x10000000 + (uint64_t)(number)*GUEST_RAM_BYTES)
#define SPARE_OA(number) (RAM_OA + 0x30000000 + (uint64_t)(number)*MIB_2)
#define GUESTS_END SPARE_OA(GUESTS)

/* Guest addresses. run.py puts kernel, initial file system and device tree there. */
#define GUEST_RAM RAM_OA
#define GUEST_RAM_BYTES 0x10000000ULL
#define GUEST_KERNEL (GUEST_RAM + KERNEL_OFFSET)
#define GUEST_TREE (GUEST_RAM + 0xE000000)

#define GUEST_LEAVES (GUEST_RAM_BYTES / MIB_2)
#define COMMON_LEAF 2      /* kernel code, the same in both guests */

#endif
