/* SPDX-License-Identifier: Apache-2.0 */
/* A format of no machine, kept outside the library: the codec. Not proved; src/format/README.md says what that takes.
 *
 * Pages of 4 KiB, nine bits per level, 2 to 4 levels, leaves at heights 0 to 2. A descriptor:
 *
 *   63:52 0    51:12 address of a frame or a table    11:8 0xA    7:5 0    4:2 X, W, R    1 maps memory    0 valid
 *
 * A table descriptor has no rights. There are no memory types, and neither USER nor GLOBAL.
 */
#ifndef TOY_H
#define TOY_H

#include <format/codec.h>

#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL

#define GRANULE_LOG2 12U
#define ENTRIES 512U
#define OTHER_HALF VPT_SIGNED

#include <format/radix.h>

#define TOY_FRAMES 0x10000000000ULL /* below 2^52 bytes */
#define TOY_LEAF 3ULL
#define TOY_TABLE 1ULL
#define TOY_RIGHT 4ULL /* unit of the rights */
#define TOY_MARK 0xA00ULL

static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  if (geometry->levels < 2 || geometry->levels > 4) return VPT_ERR_LEVELS;
  if (geometry->input_bits != GRANULE_LOG2 + 9 * geometry->levels) return VPT_ERR_INPUT_BITS;
  return geometry->output_bits < 32 || geometry->output_bits > 52 ? VPT_ERR_OUTPUT_BITS : VPT_OK;
}

static inline int codec_leaf_height(uint64_t size)
{
  return size == SIZE_0 ? 0 : size == SIZE_1 ? 1 : size == SIZE_2 ? 2 : -1;
}

static inline int codec_common_height(void)
{
  return 2;
}

/* All but the address and the rights. */
static inline uint64_t toy_marks(uint64_t word)
{
  return word - word / SIZE_0 % TOY_FRAMES * SIZE_0 - word / TOY_RIGHT % 8 * TOY_RIGHT;
}

static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  uint64_t rights = word / TOY_RIGHT % 8;
  if (toy_marks(word) == TOY_MARK + TOY_TABLE) return h > 0 && rights == 0 ? VPT_TABLE : VPT_INVALID;
  if (toy_marks(word) != TOY_MARK + TOY_LEAF || rights == 0 || h > 2) return VPT_INVALID;
  return codec_aligned(h, word / SIZE_0 * SIZE_0) ? VPT_LEAF : VPT_INVALID;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / SIZE_0 % TOY_FRAMES);
}

static inline uint64_t codec_table(int64_t frame)
{
  return (uint64_t)frame * SIZE_0 + TOY_MARK + TOY_TABLE;
}

static inline bool codec_attr_ok(vpt_attr attr)
{
  return attr > 0 && attr < VPT_USER;
}

static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  (void)h;
  return oa + TOY_MARK + attr * TOY_RIGHT + TOY_LEAF;
}

static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word)
{
  (void)h, (void)i;
  return word / SIZE_0 % TOY_FRAMES * SIZE_0;
}

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  return (vpt_attr)(word / TOY_RIGHT % 8);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  (void)word;
  return false;
}

/* A leaf that becomes writable has to be invalid for a moment. */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  return codec_leaf_attr(h, to) / VPT_WRITE % 2 > codec_leaf_attr(h, from) / VPT_WRITE % 2;
}

/* A table may take the place of a leaf, and a leaf that of a table, at once. */
static inline bool codec_table_breaks(void)
{
  return false;
}

#endif
