/* SPDX-License-Identifier: Apache-2.0 */
/* The AArch64 formats: VMSAv8-64 translation tables. Which of them this is, aarch64_variants.h says: the granule, the
 * translation regime, FEAT_LPA2.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory
 * System Architecture": "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_H
#define VPT_FORMAT_AARCH64_H

#include "aarch64_variants.h"
#include "codec.h"

/* --- granules: bits per level, sizes by height, levels of lookup, leaves --- */

#if PAGE == 12
/* The 4 KiB granule: tables of 512 entries. */
#define GRANULE_LOG2 12U
#define STRIDE 9U
#define ENTRIES 512U
#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL
#if LPA2
/* Five levels, the first of which is level -1. Leaves of 4 KiB, 2 MiB, 1 GiB, 512 GiB. */
#define LEVELS_MOST 5U
#define STAGE2_LEVELS_MOST 5U
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1) X(2, SIZE_2)
#define LARGEST_LEAF SIZE_3
#define BLOCK_HEIGHT 3
#define COMMON_HEIGHT 3
#else
/* Leaves of 4 KiB, 2 MiB, 1 GiB. */
#define LEVELS_MOST 4U
#define STAGE2_LEVELS_MOST 4U
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 2
#endif

#elif PAGE == 14
/* The 16 KiB granule: tables of 2048 entries. No table is higher than 3: the sizes beyond are for
 * completeness. */
#define GRANULE_LOG2 14U
#define STRIDE 11U
#define ENTRIES 2048U
#define SIZE_0 0x4000ULL
#define SIZE_1 0x2000000ULL
#define SIZE_2 0x1000000000ULL
#define SIZE_3 0x800000000000ULL
#define SIZE_4 0x400000000000000ULL
#define SIZE_5 0x800000000000000ULL
#define LEVELS_MOST 4U
#if LPA2
/* Leaves of 16 KiB, 32 MiB, 64 GiB. */
#define STAGE2_LEVELS_MOST 4U
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 2
#else
/* Level 0 resolves bit 47 alone; stage 2 has two concatenated tables at level 1 instead. Leaves of 16 KiB, 32 MiB. */
#define STAGE2_LEVELS_MOST 3U
#define SMALLER_LEAVES(X) X(0, SIZE_0)
#define LARGEST_LEAF SIZE_1
#define BLOCK_HEIGHT 1
#define COMMON_HEIGHT 1
#endif

#else
/* The 64 KiB granule: tables of 8192 entries, none higher than 2: the sizes beyond that of a root are for completeness.
 * Leaves of 64 KiB, 512 MiB, and 4 TiB where physical addresses have 52 bits. */
#define GRANULE_LOG2 16U
#define STRIDE 13U
#define ENTRIES 8192U
#define SIZE_0 0x10000ULL
#define SIZE_1 0x20000000ULL
#define SIZE_2 0x40000000000ULL
#define SIZE_3 0x80000000000000ULL
#define SIZE_4 0x100000000000000ULL
#define SIZE_5 0x200000000000000ULL
#define LEVELS_MOST 3U
#define STAGE2_LEVELS_MOST 3U
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 1
#endif

#define LEVELS_LEAST 2U
#define INPUT_BITS_LEAST 25U /* T0SZ is 39 at most without FEAT_TTST, whatever the granule */

/* --- addresses: where output addresses are in descriptors --- */

#if LPA2
/* 52 bits, 51:50 in bits 9:8 of a descriptor, the others where they are. */
#define INPUT_BITS_MOST 52U
#define OUTPUT_BITS_MOST 52U
#define OA_LOW 0x4000000000000ULL /* the bits below this stay where they are */
#define OA_HIGH(word) ((word) / 0x100 % 4 * OA_LOW)
#define OA_PLACED(oa) ((oa) % OA_LOW + (oa) / OA_LOW * 0x100)

#elif PAGE == 16
/* 52 bits, 51:48 in bits 15:12 of a descriptor, which are 0 where addresses have 48 bits. More than 48 bits of input:
 * FEAT_LVA. */
#define INPUT_BITS_MOST 52U
#define OUTPUT_BITS_MOST 52U
#define OA_LOW 0x1000000000000ULL
#define OA_HIGH(word) ((word) / 0x1000 % 16 * OA_LOW)
#define OA_PLACED(oa) ((oa) % OA_LOW + (oa) / OA_LOW * 0x1000)

#else
/* 48 bits, where they are. */
#define INPUT_BITS_MOST 48U
#define OUTPUT_BITS_MOST 48U
#define OA_LOW 0x1000000000000ULL
#define OA_HIGH(word) 0ULL
#define OA_PLACED(oa) (oa)
#endif

#if LPA2
/* There is no SH: TCR_ELx.SH0 says it for all leaves. */
#define SHARED(attr) 0U
#else
/* SH, bits 9:8: inner shareable for normal cacheable memory; the others are outer shareable
 * whatever is written. */
#define SHARED(attr) ((attr) / 32 == 0 ? 0x300U : 0x200U)
#endif

/* --- what all formats have in common --- */

/* The position of fields. */
#define BIT_VALID 0x1ULL
#define BIT_TABLE 0x2ULL /* with BIT_VALID: a table at heights above 0, a page at height 0 */
#define BIT_AF 0x400ULL
#define BIT_NG 0x800ULL /* not global; 0 where nothing is */

#if REGIME == EL1_AND_0
#define OTHER_HALF VPT_UPPER /* TTBR1_EL1 */
#else
#define OTHER_HALF VPT_LOWER
#endif
#include "radix.h"

/* TCR_EL1.IPS, TCR_EL2.PS, VTCR_EL2.PS: the sizes that have an encoding. */
/*@ assigns \nothing;
    ensures \result <==> output_bits_ok(bits) == \true; */
static inline bool output_bits_known(unsigned bits)
{
  switch (bits) {
  case 32:
  case 36:
  case 40:
  case 42:
  case 44:
  case 48:
    return true;
  default:
    return bits == OUTPUT_BITS_MOST;
  }
}

/* Each level resolves STRIDE bits, the first one at least one bit; concatenation adds up to 4 bits
 * there in stage 2. */
/*@ requires \valid_read(geometry) && concatenated_bits == concatenated_bits(FMT);
    requires levels_most == (concatenated_bits == 0 ? LEVELS_MOST : STAGE2_LEVELS_MOST);
    assigns \nothing;
    ensures \result == geometry_status(FMT, geometry->levels, geometry->input_bits, geometry->output_bits); */
static enum vpt_status check_geometry(const struct vpt_geometry *geometry, unsigned levels_most,
                                      unsigned concatenated_bits)
{
  if (geometry->levels < LEVELS_LEAST || geometry->levels > levels_most) return VPT_ERR_LEVELS;
  unsigned below = GRANULE_LOG2 + (geometry->levels - 1) * STRIDE;
  if (geometry->input_bits < INPUT_BITS_LEAST || geometry->input_bits <= below ||
      geometry->input_bits > INPUT_BITS_MOST || geometry->input_bits > below + STRIDE + concatenated_bits)
    return VPT_ERR_INPUT_BITS;
  if (!output_bits_known(geometry->output_bits)) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline int codec_leaf_height(uint64_t size)
{
#define CASE(height, bytes) \
  case (bytes): return (height);
  switch (size) {
  SMALLER_LEAVES(CASE)
  case LARGEST_LEAF: return BLOCK_HEIGHT;
  default: return -1;
  }
#undef CASE
}

static inline int codec_common_height(void)
{
  return COMMON_HEIGHT;
}

/* Bit 0 clear: invalid. Bits 1:0 = 0b11: a page at level 3, a table above. Bits 1:0 = 0b01: a
 * block where the granule has them, else reserved (it faults). */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  if (word % 2 == 0) return VPT_INVALID;
  if (word / BIT_TABLE % 2 == 1) return h == 0 ? VPT_LEAF : VPT_TABLE;
  return h >= 1 && h <= BLOCK_HEIGHT ? VPT_LEAF : VPT_INVALID;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / SIZE_0 % (OA_LOW / SIZE_0) + OA_HIGH(word) / SIZE_0);
}

static inline uint64_t codec_table(int64_t frame)
{
  uint64_t oa = (uint64_t)frame * SIZE_0;
  return OA_PLACED(oa) + BIT_TABLE + BIT_VALID;
}

/* A page's address starts at the granule, a block's at the block's size. */
static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word)
{
  (void)i;
#define CASE(height, bytes) \
  case (height): return word / (bytes) % (OA_LOW / (bytes)) * (bytes) + OA_HIGH(word);
  switch (h) {
  SMALLER_LEAVES(CASE)
  default: return word / LARGEST_LEAF % (OA_LOW / LARGEST_LEAF) * LARGEST_LEAF + OA_HIGH(word);
  }
#undef CASE
}

/* "Using break-before-make": a change of memory type or cacheability, and a leaf that becomes
 * global while entries tagged with an ASID may be cached. */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  (void)h;
  return from / 4 % 16 != to / 4 % 16 || from / BIT_NG % 2 > to / BIT_NG % 2;
}

static inline bool codec_table_breaks(void)
{
  return true;
}

/* Sums of attributes are below this. */
#define ATTRS 96
#define HAS(attr, right) ((attr) / (right) % 2)

/* Fetching instructions from Device memory is CONSTRAINED UNPREDICTABLE: never offered. */
/*@ assigns \nothing;
    ensures \result <==> type_ok(attr); */
static inline bool type_ok(vpt_attr attr)
{
  return attr < ATTRS && !(attr / VPT_DEVICE % 2 == 1 && attr / VPT_EXEC % 2 == 1);
}

/* --- attributes: attr_ok, and LEAF_BITS(attr), what they are in a block --- */

#if REGIME == STAGE_2
/* READ, WRITE and EXEC are independent of each other and hold for every privilege level of the guest, so there is no
 * USER; entries are tagged with the VMID, so there is no GLOBAL.
 *
 * DDI 0487, "Stage 2 attribute fields in the VMSAv8-64 Block and Page descriptors", without
 * FEAT_S2FWB.
 */
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

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t read = word / S2AP_READ % 2, write = word / S2AP_WRITE % 2, no_exec = word / XN % 2;
  return (vpt_attr)(read + write * VPT_WRITE + (1 - no_exec) * VPT_EXEC) + decoded_type(word);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  (void)word;
  return false;
}

#else
/* Stage 1. DDI 0487, "Stage 1 attribute fields in the VMSAv8-64 Block and Page descriptors". */
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

#if REGIME == EL1_AND_0
/* Two privilege levels, ASIDs.
 *
 * EXEC means: the less privileged level may execute if it has access (USER), else the more
 * privileged one. Code at EL1 never executes what EL0 can access (PXN).
 */
static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr % 2 == 1;
}

#define LEAF_BITS(attr)                                                                           \
  (BIT_VALID + BIT_AF + MEMORY_TYPE(attr) + HAS(attr, VPT_USER) * AP1 +                           \
   (1 - HAS(attr, VPT_WRITE)) * AP2 + (1 - HAS(attr, VPT_GLOBAL)) * BIT_NG +                      \
   (HAS(attr, VPT_USER) == 1 ? PXN + (1 - HAS(attr, VPT_EXEC)) * UXN                              \
                             : UXN + (1 - HAS(attr, VPT_EXEC)) * PXN))

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t user = word / AP1 % 2, read_only = word / AP2 % 2, tagged = word / BIT_NG % 2;
  uint64_t no_exec = user == 1 ? word / UXN % 2 : word / PXN % 2;
  return (vpt_attr)(VPT_READ + (1 - read_only) * VPT_WRITE + (1 - no_exec) * VPT_EXEC +
                    user * VPT_USER + (1 - tagged) * VPT_GLOBAL) + decoded_type(word);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  return word / BIT_NG % 2 == 0;
}

#else
/* EL2: one privilege level, no ASID. AP[1] is RES1, nG and bit 53 are RES0, bit 54 is XN. */
static inline bool codec_attr_ok(vpt_attr attr)
{
  return type_ok(attr) && attr % 2 == 1 && attr / VPT_USER % 4 == 0;
}

#define LEAF_BITS(attr)                                                                           \
  (BIT_VALID + BIT_AF + MEMORY_TYPE(attr) + AP1 + (1 - HAS(attr, VPT_WRITE)) * AP2 +              \
   (1 - HAS(attr, VPT_EXEC)) * UXN)

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t read_only = word / AP2 % 2, no_exec = word / UXN % 2;
  return (vpt_attr)(VPT_READ + (1 - read_only) * VPT_WRITE + (1 - no_exec) * VPT_EXEC) +
         decoded_type(word);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  (void)word;
  return false;
}
#endif
#endif

/* --- leaves --- */

/* A leaf without its output address, as a block: LEAF_BITS(attr), which the compiler lists for all sums of attributes,
 * so that encoding is one load: bits 11:0 and above them bits 54:53, between which there is nothing. */
#define UPPER 0x20000000000000ULL /* bit 53 */
#define LISTED(attr) ((uint16_t)(LEAF_BITS(attr) % 0x1000 + LEAF_BITS(attr) / UPPER * 0x1000))
#define EACH4(F, n) F(n), F((n) + 1), F((n) + 2), F((n) + 3)
#define EACH16(F, n) EACH4(F, n), EACH4(F, (n) + 4), EACH4(F, (n) + 8), EACH4(F, (n) + 12)
#define EACH_ATTR(F) \
  EACH16(F, 0U), EACH16(F, 16U), EACH16(F, 32U), EACH16(F, 48U), EACH16(F, 64U), EACH16(F, 80U)

/*@ requires attr < ATTRS;
    assigns \nothing;
    ensures \result == LEAF_BITS(attr); */
static inline uint64_t leaf_bits(vpt_attr attr)
{
  static const uint16_t bits[ATTRS] = {EACH_ATTR(LISTED)};
  return bits[attr] % 0x1000U + bits[attr] / 0x1000U * UPPER;
}

static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  /*@ assert page: oa % SIZE_0 == 0; */
  return OA_PLACED(oa) + leaf_bits(attr) + (h == 0 ? BIT_TABLE : 0);
}

#endif
