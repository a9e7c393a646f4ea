/* SPDX-License-Identifier: Apache-2.0 */
/* Powers of two, for the geometry laws of the AArch64 formats. */
#ifndef VPT_PROOF_FORMATS_AARCH64_POWERS_H
#define VPT_PROOF_FORMATS_AARCH64_POWERS_H

#include "logic/formats.h"

/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_3: \forall integer i; 3 <= i ==> (1 << i) == 8 * (1 << (i - 3));
    lemma power_9: \forall integer i; 9 <= i ==> (1 << i) == 512 * (1 << (i - 9));
    lemma power_level: \forall integer i; LEVEL_BITS <= i ==> (1 << i) == PER_TABLE * (1 << (i - LEVEL_BITS));
    lemma power_page: \forall integer i; i == PAGE_BITS ==> (1 << i) == BYTES_0;
    lemma power_output: \forall integer i; 32 <= i <= LARGEST_OUTPUT ==> 0 < (1 << i) <= OUTPUT_END; */

/* An input size that one table at the root's height resolves, and those that 2 to 16 tables resolve. */
#define ONE_ROOT(least, most, entry, table)                                      \
    lemma power_##least: \forall integer i; least <= i <= most ==>               \
      2 * entry <= (1 << i) <= table && (1 << i) % entry == 0;
#define MANY_ROOTS(least, most, table)                                           \
    lemma roots_##least: \forall integer i; least <= i <= most ==>               \
      (1 << i) == table * (i == least ? 2 : i == least + 1 ? 4 : i == least + 2 ? 8 : 16);

#endif
