/* SPDX-License-Identifier: Apache-2.0 */
/* What walk.c has to know of the descriptors of x86. Their addresses are in bits 51:12. */
#ifndef TESTS_WALK_X86_H
#define TESTS_WALK_X86_H

#include <stdbool.h>
#include <stdint.h>

#include <vpt/vpt.h>

static inline bool x86_format(enum vpt_format format)
{
  return format == VPT_X86_64 || format == VPT_EPT;
}

bool x86_is_table(enum vpt_format format, uint64_t word, unsigned height);
bool x86_is_leaf(enum vpt_format format, uint64_t word, unsigned height);

/** True if a table descriptor is one that the library writes. */
bool x86_plain_table(enum vpt_format format, uint64_t word);

/** The attributes of a leaf; false if it is none that the library writes. */
bool x86_leaf_attributes(enum vpt_format format, uint64_t word, unsigned height, vpt_attr *attr);

#endif
