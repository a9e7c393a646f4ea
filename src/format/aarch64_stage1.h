/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptor fields shared by the stage 1 formats of AArch64.
 * DDI 0487, "Stage 1 attribute fields in the VMSAv8-64 Block and Page descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_STAGE1_H
#define VPT_FORMAT_AARCH64_STAGE1_H

#define AP1 0x40ULL              /* AP[1]: accessible at EL0; RES1 where there is one level */
#define AP2 0x80ULL              /* AP[2]: read-only */
#define PXN 0x20000000000000ULL  /* bit 53 */
#define UXN 0x40000000000000ULL  /* bit 54; XN where there is one privilege level */

static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  return check_geometry(geometry, LEVELS_MOST, 0);
}

/* AttrIndx, bits 4:2: an index into VPT_AARCH64_MAIR. */
#define MEMORY_TYPE(attr) ((attr) / 32 * 0x4 + SHARED(attr))

/*@ assigns \nothing;
    ensures \result == decoded_type(word); */
static inline vpt_attr decoded_type(uint64_t word)
{
  return (vpt_attr)(word / 4 % 4 * 32);
}

#endif
