/* SPDX-License-Identifier: Apache-2.0 */
#include "types_aarch64.h"

#include <stdio.h>

/* From the strictest on. */
enum device { DEVICE_nGnRnE, DEVICE_nGnRE, DEVICE_nGRE, DEVICE_GRE };
enum cache { CACHE_NONE, CACHE_NC, CACHE_WT, CACHE_WB };

/* A memory type, without hints for allocation. */
struct memory_type {
  bool is_device, tagged;
  unsigned device;
  unsigned outer, inner; /* of normal memory: enum cache */
};

static void type_text(const struct memory_type *type, char text[TEXT_BYTES])
{
  static const char *const device[] = {"nGnRnE", "nGnRE", "nGRE", "GRE"};
  static const char *const cache[] = {NULL, "nc", "wt", "wb"};
  if (type->is_device) {
    snprintf(text, TEXT_BYTES, "device-%s", device[type->device]);
  } else if (type->outer == type->inner) {
    snprintf(text, TEXT_BYTES, "normal-%s%s", cache[type->outer], type->tagged ? "-tagged" : "");
  } else {
    snprintf(text, TEXT_BYTES, "normal-outer-%s-inner-%s", cache[type->outer], cache[type->inner]);
  }
}

/* ---- stage 1 --------------------------------------------------------------------------------- */

/* Four bits of MAIR, not all of them 0. */
static unsigned mair_cache(unsigned bits)
{
  if (bits == 4) return CACHE_NC;
  return bits < 4 || (bits >= 8 && bits < 12) ? CACHE_WT : CACHE_WB;
}

/* False if the encoding has no meaning here. */
static bool mair_type(unsigned byte, struct memory_type *type)
{
  unsigned outer = byte >> 4 & 0xF, inner = byte & 0xF;
  *type = (struct memory_type){.tagged = byte == 0xF0};
  if (type->tagged) {
    type->outer = type->inner = CACHE_WB;
  } else if (outer == 0 && (inner & 3) == 0) {
    type->is_device = true;
    type->device = inner >> 2;
  } else if (outer == 0 || inner == 0) {
    return false;
  } else {
    type->outer = mair_cache(outer);
    type->inner = mair_cache(inner);
  }
  return true;
}

void aarch64_mair_text(unsigned byte, char text[TEXT_BYTES])
{
  struct memory_type type;
  if (mair_type(byte, &type)) {
    type_text(&type, text);
  } else {
    snprintf(text, TEXT_BYTES, "mair-0x%02x", byte);
  }
}

/* ---- stage 2 --------------------------------------------------------------------------------- */

/* MemAttr[3:0]; false if it is reserved. */
static bool memattr_type(unsigned bits, struct memory_type *type)
{
  unsigned outer = bits >> 2 & 3, inner = bits & 3;
  *type = (struct memory_type){.is_device = outer == 0, .device = inner, .outer = outer, .inner = inner};
  return outer == 0 || inner != CACHE_NONE;
}

void aarch64_memattr_text(unsigned bits, char text[TEXT_BYTES])
{
  struct memory_type type;
  if (memattr_type(bits, &type)) {
    type_text(&type, text);
  } else {
    snprintf(text, TEXT_BYTES, "memattr%u", bits);
  }
}

#define FWB_RESERVED 4U
#define FWB_NC 5U
#define FWB_WB 6U        /* whatever stage 1 says */
#define FWB_AS_STAGE1 7U

void aarch64_s2fwb_text(unsigned type, char text[TEXT_BYTES])
{
  static const char *const types[] = {"device-nGnRnE", "device-nGnRE", "device-nGRE", "device-GRE",
                                      "memattr4", "normal-nc", "normal-wb", "as-stage1"};
  snprintf(text, TEXT_BYTES, "%s", types[type & 7]);
}

/* ---- both ------------------------------------------------------------------------------------ */

static unsigned lesser(unsigned one, unsigned other)
{
  return one < other ? one : other;
}

/* The stricter of both. */
static void combine(const struct memory_type *one, const struct memory_type *two, char text[TEXT_BYTES])
{
  struct memory_type both = *one;
  if (one->is_device && two->is_device) {
    both.device = lesser(one->device, two->device);
  } else if (two->is_device) {
    both = *two;
  } else if (!one->is_device) {
    both.outer = lesser(one->outer, two->outer);
    both.inner = lesser(one->inner, two->inner);
    both.tagged = one->tagged && both.outer == CACHE_WB && both.inner == CACHE_WB;
  }
  type_text(&both, text);
}

/* Is it known what the type of stage 1 means? */
static bool known(const struct tool_format *stage1, unsigned type1, struct memory_type *one)
{
  return stage1->type == tool_aarch64_s1.type && type1 < TYPE_INDEX && mair_type(type1, one);
}

bool aarch64_memattr_combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                              char text[TEXT_BYTES])
{
  struct memory_type one, two;
  (void)marks2;
  if (!known(stage1, type1, &one) || !memattr_type(type2, &two)) return false;
  combine(&one, &two, text);
  return true;
}

bool aarch64_s2fwb_combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                            char text[TEXT_BYTES])
{
  struct memory_type one, two = {.is_device = (type2 & 7) < FWB_RESERVED, .device = type2 & 3};
  (void)marks2;
  if (!known(stage1, type1, &one) || (type2 & 7) == FWB_RESERVED) return false;
  switch (type2 & 7) {
  case FWB_NC: two.outer = two.inner = CACHE_NC; break;
  case FWB_WB: one.is_device = false; /* falls through to write-back of both */
    one.outer = one.inner = two.outer = two.inner = CACHE_WB;
    break;
  case FWB_AS_STAGE1: two = one; break;
  default: break;
  }
  combine(&one, &two, text);
  return true;
}
