/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 1, EL1&0 translation regime (EL2&0 too): two privilege levels, ASIDs.
 *
 * EXEC means: the less privileged level may execute if it has access (USER), else the more
 * privileged one. Code at EL1 never executes what EL0 can access (PXN).
 */
#ifndef VPT_FORMAT_AARCH64_S1_H
#define VPT_FORMAT_AARCH64_S1_H

#include "aarch64_stage1.h"

static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr % 2 == 1;
}

static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  uint64_t write = attr / VPT_WRITE % 2, exec = attr / VPT_EXEC % 2;
  uint64_t user = attr / VPT_USER % 2, global = attr / VPT_GLOBAL % 2;
  return oa + leaf_type(h) + memory_type(attr) + user * AP1 + (1 - write) * AP2 + BIT_AF +
         (1 - global) * BIT_NG + (user == 1 ? PXN : (1 - exec) * PXN) +
         (user == 1 ? (1 - exec) * UXN : UXN);
}

static inline vpt_attr codec_leaf_attr(uint64_t word)
{
  uint64_t user = word / AP1 % 2, read_only = word / AP2 % 2, tagged = word / BIT_NG % 2;
  uint64_t no_exec = user == 1 ? word / UXN % 2 : word / PXN % 2;
  return (vpt_attr)(VPT_READ + (1 - read_only) * VPT_WRITE + (1 - no_exec) * VPT_EXEC +
                    user * VPT_USER + (1 - tagged) * VPT_GLOBAL) + decoded_type(word);
}

#endif
