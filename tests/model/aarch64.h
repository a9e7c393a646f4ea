/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests' walk and model have to know of the AArch64 formats: DDI 0487, "The VMSAv8-64 translation
 * table format descriptors" and "Translation granules", for each granule, with and without FEAT_LPA2. Shares
 * nothing with the library but the names of the formats.
 */
#ifndef TESTS_AARCH64_H
#define TESTS_AARCH64_H

#include <stdbool.h>
#include <stdint.h>

#include <vpt/vpt.h>

enum { AARCH64_FIRST = VPT_AARCH64_S1, AARCH64_LAST = VPT_AARCH64_S2_16K_LPA2 };

/** What the three formats of one granule have in common. */
struct granule {
  unsigned granule_log2;
  unsigned least[6], most[6]; /* input bits by number of levels */
  unsigned levels_most_s2;
  unsigned input_most;
  unsigned output_most;
  unsigned leaf_heights;
  unsigned common_heights; /* those without a leaf_size_max */
};

const struct granule *aarch64_granule(enum vpt_format format);

static inline bool aarch64_is(enum vpt_format format)
{
  return format >= VPT_AARCH64_S1 && format <= VPT_AARCH64_S2_16K_LPA2;
}

/** The format of the same stage and regime with the 4 KiB granule: its attributes are the same. */
static inline enum vpt_format aarch64_stage(enum vpt_format format)
{
  return (enum vpt_format)(AARCH64_FIRST + (format - AARCH64_FIRST) % 3);
}

static inline bool aarch64_lpa2(enum vpt_format format)
{
  return format >= VPT_AARCH64_S1_LPA2;
}

/** What vpt_check_geometry() has to say. */
enum vpt_status aarch64_geometry(const struct vpt_geometry *geometry);

/** The address in a descriptor. */
uint64_t aarch64_address(enum vpt_format format, uint64_t word);

#endif
