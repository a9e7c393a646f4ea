/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests know of each architecture, written from its manual. It shares nothing with the library but the names
 * of formats, attributes and statuses; that the object of a format has these numbers is tested: unit/test_formats.c.
 */
#ifndef TESTS_ARCHITECTURE_H
#define TESTS_ARCHITECTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vpt/vpt.h>

/** At how many heights, counted from 0, there are leaves. */
struct leaf_heights {
  unsigned most;
  unsigned common; /* on every CPU */
};

struct architecture {
  /** True if a leaf can have these attributes, of which the type is one and no bit is unknown. */
  bool (*has_attributes)(const struct vpt_format *format, vpt_attr attr);

  /** log2 of the granule in bytes. */
  unsigned (*granule_log2)(const struct vpt_format *format);

  /** Which input addresses its spaces may have beside those of VPT_LOWER. */
  enum vpt_half (*other_half)(const struct vpt_format *format);

  /** What vpt_check_geometry() has to say. */
  enum vpt_status (*geometry)(const struct vpt_geometry *geometry);

  struct leaf_heights (*leaf_heights)(const struct vpt_format *format);

  /** True if such a change has to go by way of an invalid entry; null if none has. */
  bool (*must_break)(vpt_attr from, vpt_attr to);

  /** True if a leaf has to be invalid for a while before a table that maps the same takes its place. */
  bool table_breaks;

  /** True if the descriptor in a table at `height` points to a further table, which is at `*oa`. */
  bool (*is_table)(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa);

  /** True if a table descriptor is one that the library writes. */
  bool (*plain_table)(const struct vpt_format *format, uint64_t word);

  /** True if the descriptor in a table at `height` is a leaf. */
  bool (*is_leaf)(const struct vpt_format *format, uint64_t word, unsigned height);

  /** Output address and attributes of a leaf; false if it has bits that the library does not write. */
  bool (*read_leaf)(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr);
};

extern const struct architecture architecture_aarch64, architecture_x86, architecture_riscv, architecture_loongarch;

/** The architecture of a format; null if none is named. */
const struct architecture *architecture_of(const struct vpt_format *format);

/** The bits of a field, both ends included, moved down to bit 0. */
static inline uint64_t field(uint64_t word, unsigned high, unsigned low)
{
  return (word >> low) & ((UINT64_C(2) << (high - low)) - 1);
}

#endif
