/* SPDX-License-Identifier: Apache-2.0 */
/* What the AArch64 formats with a 4 KiB granule have in common: the shape of tables and the
 * descriptor fields that say where the walk goes.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory
 * System Architecture": "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_H
#define VPT_FORMAT_AARCH64_H

#include "codec.h"

#define KIB4 0x1000ULL
#define MIB2 0x200000ULL
#define GIB1 0x40000000ULL
#define GIB512 0x8000000000ULL
#define TIB256 0x1000000000000ULL
#define PIB128 0x200000000000000ULL

/* Entries per table, frames below 2^48, and the position of the fields. */
#define ENTRIES 512U
#define FRAMES 0x1000000000ULL
#define BIT_VALID 0x1ULL
#define BIT_TABLE 0x2ULL /* with BIT_VALID: a table at heights 1 to 3, a page at height 0 */
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
    return false;
  }
}

/* The 4 KiB granule resolves 9 bits per level; concatenation adds up to 4 bits at the start level
 * of stage 2. Four levels start at level 0, three at level 1. */
/*@ requires \valid_read(geometry) && concatenated_bits == concatenated_bits(FMT);
    assigns \nothing;
    ensures \result == geometry_status(FMT, geometry->granule_log2, geometry->levels,
                                      geometry->input_bits, geometry->output_bits); */
static enum vpt_status check_geometry(const struct vpt_geometry *geometry, unsigned concatenated_bits)
{
  unsigned most;
  if (geometry->granule_log2 != 12) return VPT_ERR_GRANULE;
  switch (geometry->levels) {
  case 3: most = 39 + concatenated_bits; break;
  case 4: most = 48; break;
  default: return VPT_ERR_LEVELS;
  }
  unsigned least = geometry->levels == 3 ? 31 : 40;
  if (geometry->input_bits < least || geometry->input_bits > most) return VPT_ERR_INPUT_BITS;
  if (!output_bits_known(geometry->output_bits)) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline uint64_t codec_size(int h)
{
  switch (h) {
  case 0: return KIB4;
  case 1: return MIB2;
  case 2: return GIB1;
  case 3: return GIB512;
  case 4: return TIB256;
  default: return PIB128;
  }
}

static inline int codec_leaf_height(uint64_t size)
{
  switch (size) {
  case KIB4: return 0;
  case MIB2: return 1;
  case GIB1: return 2;
  default: return -1;
  }
}

static inline int codec_common_height(void)
{
  return 2;
}

static inline bool codec_aligned(int h, uint64_t address)
{
  switch (h) {
  case 0: return address % KIB4 == 0;
  case 1: return address % MIB2 == 0;
  case 2: return address % GIB1 == 0;
  case 3: return address % GIB512 == 0;
  default: return address % TIB256 == 0;
  }
}

static inline int64_t codec_prefix(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (int64_t)(ia / KIB4);
  case 1: return (int64_t)(ia / MIB2);
  case 2: return (int64_t)(ia / GIB1);
  case 3: return (int64_t)(ia / GIB512);
  case 4: return (int64_t)(ia / TIB256);
  default: return (int64_t)(ia / PIB128);
  }
}

static inline unsigned codec_index(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (unsigned)(ia / KIB4 % ENTRIES);
  case 1: return (unsigned)(ia / MIB2 % ENTRIES);
  case 2: return (unsigned)(ia / GIB1 % ENTRIES);
  case 3: return (unsigned)(ia / GIB512 % ENTRIES);
  default: return (unsigned)(ia / TIB256 % ENTRIES);
  }
}

static inline int64_t codec_slot(int64_t frame, unsigned i)
{
  return frame * (int64_t)ENTRIES + (int64_t)i;
}

/* Bit 0 clear: invalid. Bits 1:0 = 0b11: a page at level 3, a table above. Bits 1:0 = 0b01: a
 * block at levels 1 and 2, reserved (it faults) at levels 0 and 3. */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  if (word % 2 == 0) return VPT_INVALID;
  if (word / BIT_TABLE % 2 == 1) return h == 0 ? VPT_LEAF : VPT_TABLE;
  return h == 1 || h == 2 ? VPT_LEAF : VPT_INVALID;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / KIB4 % FRAMES);
}

static inline uint64_t codec_table(int64_t frame)
{
  return (uint64_t)frame * KIB4 + BIT_TABLE + BIT_VALID;
}

/* Bits 47:12 of a page, 47:21 of a 2 MiB block, 47:30 of a 1 GiB block. */
static inline vpt_oa codec_leaf_oa(int h, uint64_t word)
{
  switch (h) {
  case 0: return word / KIB4 % FRAMES * KIB4;
  case 1: return word / MIB2 % (FRAMES * KIB4 / MIB2) * MIB2;
  default: return word / GIB1 % (FRAMES * KIB4 / GIB1) * GIB1;
  }
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
  /*@ assert page: oa % 0x1000 == 0; */
  return oa + leaf_bits(attr) + (h == 0 ? BIT_TABLE : 0);
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
