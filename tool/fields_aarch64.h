/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64: where addresses are in a descriptor, by granule. */
#ifndef TOOL_FIELDS_AARCH64_H
#define TOOL_FIELDS_AARCH64_H

#include "format.h"


#define AARCH64_LEAF_HEIGHTS 4

/* Lists of fields: of a table descriptor from bit 50 down, of leaves by height from bit 49 down to 12. */
struct aarch64_granule {
  const struct field *table;
  const struct field *leaf[AARCH64_LEAF_HEIGHTS];
  bool lpa2; /* bits 9:8 of a leaf belong to the address */
};

extern const struct aarch64_granule aarch64_4k;
extern const struct aarch64_granule aarch64_16k;
extern const struct aarch64_granule aarch64_64k;
extern const struct aarch64_granule aarch64_lpa2;
extern const struct aarch64_granule aarch64_16k_lpa2;

#endif
