/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors of LoongArch, written from the LoongArch Reference Manual, Volume 1, "Multi-level Page Table
 * Structure Supported by Page Walking" and "TLB Entry Low-order Bits".
 */
#include "walk_loongarch.h"

#include "walk.h"

static uint64_t field(uint64_t word, unsigned high, unsigned low)
{
  return (word >> low) & ((UINT64_C(2) << (high - low)) - 1);
}

/* An entry of a directory: 0 is nothing, bit 6 set a huge page, else the address of a table. A table at address
 * 0 has bit 63, beyond all physical addresses, set. */
bool loongarch_is_table(uint64_t word, unsigned height, uint64_t *oa)
{
  *oa = field(word, 47, PAGE_LOG2) << PAGE_LOG2;
  return height > 0 && word != 0 && field(word, 6, 6) == 0;
}

bool loongarch_plain_table(uint64_t word)
{
  uint64_t oa = field(word, 47, PAGE_LOG2) << PAGE_LOG2;
  return word == oa || word == UINT64_C(1) << 63;
}

/* V, bit 0; huge pages (H, bit 6) in the two lower directories. */
bool loongarch_is_leaf(uint64_t word, unsigned height)
{
  return field(word, 0, 0) == 1 && (height == 0 || (height <= 2 && field(word, 6, 6) == 1));
}

/* G is bit 6 of a page, bit 12 of a huge page; bit 10 repeats it. */
static bool is_global(uint64_t word, unsigned height)
{
  return (height == 0 ? field(word, 6, 6) : field(word, 12, 12)) != 0;
}

/* P is 1, W as D; the rest of the bits that the manual does not define is 0. */
static bool rest_exact(uint64_t word, unsigned height)
{
  return field(word, 7, 7) == 1 && field(word, 8, 8) == field(word, 1, 1) && field(word, 9, 9) == 0 &&
         field(word, 11, 11) == 0 && field(word, 60, 48) == 0 &&
         (field(word, 10, 10) != 0) == is_global(word, height);
}

/* PLV is 0 or 3; RPLV is 1 exactly where PLV 3 may execute. Reserved memory type: bad. */
static bool leaf_attributes(uint64_t word, unsigned height, vpt_attr *attr)
{
  static const vpt_attr types[] = {VPT_DEVICE, VPT_NORMAL, VPT_NORMAL_NC, 0};
  uint64_t plv = field(word, 3, 2);
  bool exec = field(word, 62, 62) == 0;
  *attr = types[field(word, 5, 4)] | (is_global(word, height) ? VPT_GLOBAL : 0);
  *attr |= field(word, 61, 61) == 0 ? VPT_READ : 0;
  *attr |= field(word, 1, 1) != 0 ? VPT_WRITE : 0;
  *attr |= exec ? VPT_EXEC : 0;
  *attr |= plv == 3 ? VPT_USER : 0;
  return field(word, 5, 4) != 3 && (plv == 0 || plv == 3) &&
         (field(word, 63, 63) != 0) == (exec && plv == 3) && rest_exact(word, height);
}

bool loongarch_leaf(uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  unsigned low = height == 0 ? 12 : 13;
  *oa = field(word, 47, low) << low;
  return leaf_attributes(word, height, attr);
}
