/* SPDX-License-Identifier: Apache-2.0 */
/* How addresses come apart: the functions of codec.h that depend on the sizes alone. Before it is included, SIZE_0 to
 * SIZE_5 are the bytes that an entry maps at each height, ENTRIES the entries of a table, GRANULE_LOG2 the log2 of its
 * bytes, and OTHER_HALF (enum vpt_half) the input addresses that a space may have beside those of VPT_LOWER. */

static inline unsigned codec_granule_log2(void)
{
  return GRANULE_LOG2;
}

static inline enum vpt_half codec_other_half(void)
{
  return OTHER_HALF;
}

static inline unsigned codec_entries(void)
{
  return ENTRIES;
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
