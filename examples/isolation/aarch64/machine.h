/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` machine of AArch64, and what the shared program must know of the architecture. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

#include "state.h"

/* QEMU puts a device tree at the start of RAM, the hypervisor comes behind it (machine.ld). */
#define RAM_OA 0x40000000ULL
#define UART_OA 0x09000000ULL
#define GUEST_DEVICES_OA 0x0A000000ULL /* transports of virtio: a page for each guest */

/* Device registers: pages that the hypervisor maps for itself. */
#define DEVICE_PAGES {UART_OA}
#define DEVICE_MEMORY VPT_DEVICE
#define OTHER_MEMORY VPT_NORMAL
#define OTHER_MEMORY_NAME "normal memory"

#define OWN_FORMAT (&vpt_aarch64_s1_el2)
#define GUEST_FORMAT (&vpt_aarch64_s2)
#define GUEST_FORMAT_NAME "aarch64-s2"
#define GUEST_ADDRESS_BITS 40

/* Words of the manual. */
#define STAGE "stage-2"
#define MMU_QUESTIONS "AT S12E1R/W, S1E2R/W"

/* What enter_guest (vectors.S) loads and stores. */
struct guest_registers {
  uint64_t x[31];
  uint64_t pc;
  uint64_t pstate;
  uint64_t interrupted; /* it was left by an interrupt, no exception of its own */
};
#define FIRST_ARGUMENT 0 /* X0 */

/* What else a guest can write of its CPU (state.h). */
#define ONE_WORD(name, guest, own, tried, fixed) +1
struct guest_state {
  uint64_t system[SYSTEM_WORDS(ONE_WORD)];
  _Alignas(16) uint64_t vectors[64];
};

/* The syndrome registers of EL2. */
struct syndrome {
  uint64_t esr;
  uint64_t far;
  uint64_t hpfar;
};

#endif
