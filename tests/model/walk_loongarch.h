/* SPDX-License-Identifier: Apache-2.0 */
/* What walk.c has to know of the descriptors of LoongArch. */
#ifndef TESTS_WALK_LOONGARCH_H
#define TESTS_WALK_LOONGARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <vpt/vpt.h>

static inline bool loongarch_format(enum vpt_format format)
{
  return format == VPT_LOONGARCH_4K || format == VPT_LOONGARCH_16K;
}

/** True if the entry of a table at `height` points to a further table, which is at `*oa`. */
bool loongarch_is_table(uint64_t word, unsigned height, uint64_t *oa);
bool loongarch_is_leaf(uint64_t word, unsigned height);

/** True if a table descriptor is one that the library writes. */
bool loongarch_plain_table(uint64_t word);

/** Output address and attributes of a leaf; false if it is none that the library writes. */
bool loongarch_leaf(uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr);

#endif
