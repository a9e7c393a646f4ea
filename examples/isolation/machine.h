/* SPDX-License-Identifier: Apache-2.0 */
/* Physical memory of QEMU's `virt` machine with 4 GiB of RAM, as the demonstration divides it.
 *
 *     0x0900_0000              serial port
 *     0x4000_0000              RAM begins (QEMU puts a device tree here)
 *     0x4008_0000              the hypervisor: code, data, stack (hypervisor.ld)
 *     0x4100_0000   2 MiB      the pool: translation tables, and nothing else
 *     0x4200_0000   4 MiB      guest 0: small pages, then one 2 MiB block
 *     0x8000_0000   1 GiB      guest 0: one 1 GiB block
 *     0xC000_0000   4 KiB      shared by both guests
 *     0xC020_0000   4 MiB      guest 1: small pages, then one 2 MiB block
 *   0x1_0000_0000   1 GiB      guest 1: one 1 GiB block
 *
 * Each guest's memory is one range that ends, or begins, with the shared page: the two allowed
 * output ranges overlap in that page only.
 */
#ifndef MACHINE_H
#define MACHINE_H

#define UART_OA 0x09000000ULL

#define RAM_OA 0x40000000ULL

#define POOL_OA 0x41000000ULL
#define POOL_BYTES 0x200000ULL

#define SHARED_OA 0xC0000000ULL

/* Saved for the host's tool: from the start of RAM to beyond the pool. */
#define IMAGE_BYTES 0x2000000ULL

#define KIB_4 0x1000ULL
#define MIB_2 0x200000ULL
#define GIB_1 0x40000000ULL

#endif
