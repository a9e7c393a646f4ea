/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 1, EL2 translation regime: one privilege level, no ASID.
 * AP[1] is RES1, nG and bit 53 are RES0, bit 54 is XN.
 */
#ifndef VPT_FORMAT_AARCH64_EL2_H
#define VPT_FORMAT_AARCH64_EL2_H

#include "aarch64_stage1.h"

static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr % 2 == 1 && attr / VPT_USER % 4 == 0;
}

#define LEAF_BITS(attr)                                                                           \
  (BIT_VALID + BIT_AF + MEMORY_TYPE(attr) + AP1 + (1 - HAS(attr, VPT_WRITE)) * AP2 +              \
   (1 - HAS(attr, VPT_EXEC)) * UXN)

/*@ requires attr < ATTRS;
    assigns \nothing;
    ensures \result == LEAF_BITS(attr); */
static inline uint64_t leaf_bits(vpt_attr attr)
{
  static const uint64_t bits[ATTRS] = {EACH_ATTR(LEAF_BITS)};
  return bits[attr];
}

static inline vpt_attr codec_leaf_attr(uint64_t word)
{
  uint64_t read_only = word / AP2 % 2, no_exec = word / UXN % 2;
  return (vpt_attr)(VPT_READ + (1 - read_only) * VPT_WRITE + (1 - no_exec) * VPT_EXEC) +
         decoded_type(word);
}

#endif
