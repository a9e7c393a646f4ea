/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 1, EL1&0 translation regime (EL2&0 too): two privilege levels, ASIDs.
 *
 * EXEC means: the less privileged level may execute if it has access (USER), else the more
 * privileged one. Code at EL1 never executes what EL0 can access (PXN).
 */
#ifndef VPT_FORMAT_AARCH64_EL1_H
#define VPT_FORMAT_AARCH64_EL1_H

#include "aarch64_stage1.h"

static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr % 2 == 1;
}

#define LEAF_BITS(attr)                                                                           \
  (BIT_VALID + BIT_AF + MEMORY_TYPE(attr) + HAS(attr, VPT_USER) * AP1 +                           \
   (1 - HAS(attr, VPT_WRITE)) * AP2 + (1 - HAS(attr, VPT_GLOBAL)) * BIT_NG +                      \
   (HAS(attr, VPT_USER) == 1 ? PXN + (1 - HAS(attr, VPT_EXEC)) * UXN                              \
                             : UXN + (1 - HAS(attr, VPT_EXEC)) * PXN))

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
  uint64_t user = word / AP1 % 2, read_only = word / AP2 % 2, tagged = word / BIT_NG % 2;
  uint64_t no_exec = user == 1 ? word / UXN % 2 : word / PXN % 2;
  return (vpt_attr)(VPT_READ + (1 - read_only) * VPT_WRITE + (1 - no_exec) * VPT_EXEC +
                    user * VPT_USER + (1 - tagged) * VPT_GLOBAL) + decoded_type(word);
}

#endif
