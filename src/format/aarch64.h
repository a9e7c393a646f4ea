/* SPDX-License-Identifier: Apache-2.0 */
/* What the AArch64 formats have in common: the shape of tables and the descriptor fields that say
 * where the walk goes. A format is a granule (aarch64_4k.h and the like, which define the numbers
 * used here and include this file), and then the attributes of a stage (aarch64_el1.h and the like).
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory
 * System Architecture": "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_H
#define VPT_FORMAT_AARCH64_H

#include "codec.h"

/* The position of fields. */
#define BIT_VALID 0x1ULL
#define BIT_TABLE 0x2ULL /* with BIT_VALID: a table at heights above 0, a page at height 0 */
#define BIT_AF 0x400ULL
#define BIT_NG 0x800ULL /* not global; 0 where nothing is */

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
    ensures \result == geometry_status(FMT, geometry->granule_log2, geometry->levels,
                                      geometry->input_bits, geometry->output_bits); */
static enum vpt_status check_geometry(const struct vpt_geometry *geometry, unsigned levels_most,
                                      unsigned concatenated_bits)
{
  if (geometry->granule_log2 != GRANULE_LOG2) return VPT_ERR_GRANULE;
  if (geometry->levels < LEVELS_LEAST || geometry->levels > levels_most) return VPT_ERR_LEVELS;
  unsigned below = GRANULE_LOG2 + (geometry->levels - 1) * STRIDE;
  if (geometry->input_bits <= below || geometry->input_bits > INPUT_BITS_MOST ||
      geometry->input_bits > below + STRIDE + concatenated_bits)
    return VPT_ERR_INPUT_BITS;
  if (!output_bits_known(geometry->output_bits)) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline uint64_t codec_size(int h)
{
  switch (h) {
  case 0: return SIZE_0;
  case 1: return SIZE_1;
  case 2: return SIZE_2;
  case 3: return SIZE_3;
  case 4: return SIZE_4;
  default: return SIZE_5;
  }
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

static inline bool codec_aligned(int h, uint64_t address)
{
  switch (h) {
  case 0: return address % SIZE_0 == 0;
  case 1: return address % SIZE_1 == 0;
  case 2: return address % SIZE_2 == 0;
  case 3: return address % SIZE_3 == 0;
  default: return address % SIZE_4 == 0;
  }
}

static inline int64_t codec_prefix(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (int64_t)(ia / SIZE_0);
  case 1: return (int64_t)(ia / SIZE_1);
  case 2: return (int64_t)(ia / SIZE_2);
  case 3: return (int64_t)(ia / SIZE_3);
  case 4: return (int64_t)(ia / SIZE_4);
  default: return (int64_t)(ia / SIZE_5);
  }
}

static inline unsigned codec_index(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (unsigned)(ia / SIZE_0 % ENTRIES);
  case 1: return (unsigned)(ia / SIZE_1 % ENTRIES);
  case 2: return (unsigned)(ia / SIZE_2 % ENTRIES);
  case 3: return (unsigned)(ia / SIZE_3 % ENTRIES);
  default: return (unsigned)(ia / SIZE_4 % ENTRIES);
  }
}

static inline int64_t codec_slot(int64_t frame, unsigned i)
{
  return frame * (int64_t)ENTRIES + (int64_t)i;
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
static inline vpt_oa codec_leaf_oa(int h, uint64_t word)
{
#define CASE(height, bytes) \
  case (height): return word / (bytes) % (OA_LOW / (bytes)) * (bytes) + OA_HIGH(word);
  switch (h) {
  SMALLER_LEAVES(CASE)
  default: return word / LARGEST_LEAF % (OA_LOW / LARGEST_LEAF) * LARGEST_LEAF + OA_HIGH(word);
  }
#undef CASE
}

/* A leaf without its output address, as a block. A format states it for one sum of attributes,
 * LEAF_BITS(attr), and the compiler lists it for all of them: encoding is then one load. */
#define ATTRS 96
#define HAS(attr, right) ((attr) / (right) % 2)
#define EACH4(F, n) F(n), F((n) + 1), F((n) + 2), F((n) + 3)
#define EACH16(F, n) EACH4(F, n), EACH4(F, (n) + 4), EACH4(F, (n) + 8), EACH4(F, (n) + 12)
#define EACH_ATTR(F) \
  EACH16(F, 0U), EACH16(F, 16U), EACH16(F, 32U), EACH16(F, 48U), EACH16(F, 64U), EACH16(F, 80U)

static inline uint64_t leaf_bits(vpt_attr attr);

static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  /*@ assert page: oa % SIZE_0 == 0; */
  return OA_PLACED(oa) + leaf_bits(attr) + (h == 0 ? BIT_TABLE : 0);
}

/* "Using break-before-make": a change of memory type or cacheability, and a leaf that becomes
 * global while entries tagged with an ASID may be cached. */
static inline bool codec_must_break(uint64_t from, uint64_t to)
{
  return from / 4 % 16 != to / 4 % 16 || from / BIT_NG % 2 > to / BIT_NG % 2;
}

/* Fetching instructions from Device memory is CONSTRAINED UNPREDICTABLE: never offered. */
/*@ assigns \nothing;
    ensures \result <==> type_ok(attr); */
static inline bool type_ok(vpt_attr attr)
{
  return attr < ATTRS && !(attr / VPT_DEVICE % 2 == 1 && attr / VPT_EXEC % 2 == 1);
}

#endif
