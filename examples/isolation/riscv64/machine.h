/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` machine of RISC-V, and what the shared program must know of the architecture. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

#include "state.h"

#define RAM_OA 0x80000000ULL
#define UART_OA 0x10000000ULL
#define FINISHER_OA 0x100000ULL /* SiFive test finisher: ends the machine */
#define GUEST_DEVICES_OA 0x10001000ULL /* transports of virtio: a page for each guest */

/* Device registers: pages that the hypervisor maps for itself. That they are devices is their
 * physical memory attribute (PMA). */
#define DEVICE_PAGES {FINISHER_OA, UART_OA}
#define DEVICE_MEMORY VPT_NORMAL
#define OTHER_MEMORY VPT_NORMAL_NC
#define OTHER_MEMORY_NAME "non-cacheable memory"

/* Sv39 and Sv39x4. */
#define OWN_FORMAT (&vpt_riscv)
#define GUEST_FORMAT (&vpt_riscv_g)
#define GUEST_FORMAT_NAME "riscv-g"
#define GUEST_ADDRESS_BITS 41

/* Words of the manual. */
#define STAGE "G-stage"
#define MMU_QUESTIONS "HLV.D, HSV.D; LD, SD, AMOOR.D"

/* What enter_guest (vectors.S) loads and stores; x0 is left alone. */
struct guest_registers {
  uint64_t x[32];
  uint64_t pc;
  uint64_t mode; /* sstatus.SPP: VS-mode, or 0: VU-mode */
};
#define FIRST_ARGUMENT 10 /* a0 */

/* What else a guest can write of its hart (state.h). */
#define ONE_WORD(guest, own, tried, fixed) +1
struct guest_state {
  uint64_t system[SYSTEM_WORDS(ONE_WORD)];
  uint64_t floating[32];
};

/* What a trap to HS-mode leaves. */
struct syndrome {
  uint64_t scause;
  uint64_t stval;
  uint64_t htval;
  uint64_t hstatus;
};

#endif
