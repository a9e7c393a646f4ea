/* SPDX-License-Identifier: Apache-2.0 */
/* Physical memory of a machine with 4 GiB of RAM, as the demonstration divides it. From the start of
 * RAM (RAM_OA in machine.h):
 *
 *               0            the hypervisor: code, data, stack (hypervisor.ld)
 *      0x100_0000   2 MiB    the pool: translation tables, and nothing else
 *      0x200_0000   4 MiB    guest 0: small pages, then one 2 MiB block
 *     0x4000_0000   1 GiB    guest 0: one 1 GiB block
 *     0x8000_0000   4 KiB    shared by both guests
 *     0x8020_0000   4 MiB    guest 1: small pages, then one 2 MiB block
 *     0xC000_0000   1 GiB    guest 1: one 1 GiB block
 *
 * Each guest has a page of device registers as well, below RAM: what lies between that and its memory, the
 * hypervisor and the pool above all, it is not granted (guests.c). Two guests are granted the shared page only.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "machine.h"

#define KIB_4 0x1000ULL
#define MIB_2 0x200000ULL
#define GIB_1 0x40000000ULL

extern char pool_oa[]; /* machine.ld */
#define POOL_OA ((uint64_t)pool_oa)
#define POOL_BYTES MIB_2

#define SMALL_0_OA (RAM_OA + 0x2000000)
#define LARGE_0_OA (RAM_OA + GIB_1)
#define SHARED_OA (RAM_OA + 2 * GIB_1)
#define SMALL_1_OA (SHARED_OA + MIB_2)
#define LARGE_1_OA (RAM_OA + 3 * GIB_1)

#define DEVICE_0_OA GUEST_DEVICES_OA
#define DEVICE_1_OA (GUEST_DEVICES_OA + KIB_4)

/* Saved for the host's tool: from the start of RAM to beyond the pool. */
#define IMAGE_BYTES 0x2000000ULL

#endif
