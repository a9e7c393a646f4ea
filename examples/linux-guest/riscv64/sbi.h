/* SPDX-License-Identifier: Apache-2.0 */
/* Extensions of SBI and their functions, as the specification numbers them. */
#ifndef SBI_H
#define SBI_H

#include <stdint.h>

#define SBI_BASE 0x10ULL
#define SBI_TIME 0x54494D45ULL
#define SBI_IPI 0x735049ULL
#define SBI_RFENCE 0x52464E43ULL
#define SBI_HSM 0x48534DULL
#define SBI_SRST 0x53525354ULL

enum { BASE_VERSION = 0, BASE_PROBE = 3 };
enum { TIME_SET = 0 };
enum { IPI_SEND = 0 };
enum {
  RFENCE_FENCE_I = 0,
  RFENCE_SFENCE = 1,
  RFENCE_SFENCE_ASID = 2,
  RFENCE_HFENCE_VVMA_ASID = 5,
  RFENCE_HFENCE_VVMA = 6,
};
enum { HSM_HART_START = 0, HSM_HART_STOP = 1, HSM_HART_STATUS = 2 };
enum { SRST_SHUTDOWN = 0 };

enum { SBI_SUCCESS = 0, SBI_NOT_SUPPORTED = -2, SBI_INVALID = -3, SBI_AVAILABLE = -6 };

struct sbi_result {
  int64_t error;
  uint64_t value;
};

/* Registers of a call. */
enum { A0 = 10, A1 = 11, A2 = 12, A3 = 13, A4 = 14, A6 = 16, A7 = 17 };

struct guest;

uint64_t all_cores(const struct guest *guest); /* as a mask of harts */

void fence_code(void); /* of instructions, on all harts */

#endif
