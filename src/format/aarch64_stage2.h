/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 2. READ, WRITE and EXEC are independent of each other and hold for every
 * privilege level of the guest, so there is no USER; entries are tagged with the VMID, so there is
 * no GLOBAL.
 *
 * DDI 0487, "Stage 2 attribute fields in the VMSAv8-64 Block and Page descriptors", without
 * FEAT_S2FWB.
 */
#ifndef VPT_FORMAT_AARCH64_STAGE2_H
#define VPT_FORMAT_AARCH64_STAGE2_H

#define S2AP_READ 0x40ULL
#define S2AP_WRITE 0x80ULL
#define XN 0x40000000000000ULL /* bit 54; bit 53 is 0: with FEAT_XNX too, EL1 and EL0 alike */

/* Up to 16 concatenated tables at the start level. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  return check_geometry(geometry, STAGE2_LEVELS_MOST, 4);
}

static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr / VPT_USER % 4 == 0;
}

/* MemAttr, bits 5:2: 0b1111 write-back, 0b0101 non-cacheable, 0b0001 Device-nGnRE. */
#define MEMORY_TYPE(attr) \
  (((attr) / 32 == 0 ? 15 * 0x4U : (attr) / 32 == 1 ? 5 * 0x4U : 1 * 0x4U) + SHARED(attr))

/*@ assigns \nothing;
    ensures \result == decoded_type(word); */
static inline vpt_attr decoded_type(uint64_t word)
{
  switch (word / 4 % 16) {
  case 15: return VPT_NORMAL;
  case 5: return VPT_NORMAL_NC;
  default: return VPT_DEVICE;
  }
}

#define LEAF_BITS(attr)                                                                           \
  (BIT_VALID + BIT_AF + MEMORY_TYPE(attr) + HAS(attr, VPT_READ) * S2AP_READ +                     \
   HAS(attr, VPT_WRITE) * S2AP_WRITE + (1 - HAS(attr, VPT_EXEC)) * XN)

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
  uint64_t read = word / S2AP_READ % 2, write = word / S2AP_WRITE % 2, no_exec = word / XN % 2;
  return (vpt_attr)(read + write * VPT_WRITE + (1 - no_exec) * VPT_EXEC) + decoded_type(word);
}

#endif
