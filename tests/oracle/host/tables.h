/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief Random tables, made through the public interface of the library.
 */
#ifndef ORACLE_TABLES_H
#define ORACLE_TABLES_H

#include <stddef.h>
#include <vpt/vpt.h>

#include "../../model/granted.h"
#include "random.h"

#define TABLES_FRAMES 256
#define TABLES_BYTES 0x200000ULL /* of a window at most */
#define TABLES_ALIGN 0x10000ULL /* the largest granule */
#define TABLES_LEAVES 360
#define TABLES_HEIGHTS 5 /* leaves of no format are larger */
#define TABLES_ATTRS 128
#define TABLES_PLACES 6
#define TABLES_PIECES 8 /* of the output addresses, each with a grant of its own or none */
#define TABLES_GRANTS (TABLES_PIECES + 3)
#define TABLES_REFUSED 128
#define TABLES_PLACE_BYTES 0x40000000ULL

/** What was asked for, kept apart from the library's own record of it. */
struct leaf {
  vpt_ia ia;
  vpt_oa oa;
  uint64_t size;
  vpt_attr attr;
};

/** Where tables go and what they may map. */
struct tables_plan {
  struct vpt_geometry geometry;
  enum vpt_half half;
  uint64_t *window; /* tables_bytes() */
  vpt_oa window_oa;
  vpt_oa image_oa; /* where the emulator finds the window: window_oa, or the kernel copies it there */
  struct leaf fixed; /* mapped first, by the largest leaves, and never touched again; none if its size is 0 */
  struct leaf fixed_user; /* likewise: for the less privileged level */
  vpt_oa oa_first;   /* leaves no larger than this range lie in it, larger ones include it */
  uint64_t oa_bytes;
  const struct tables *behind; /* most output addresses are what these map: the second stage; or null */
  const struct tables_plan *carried; /* tables whose addresses this stage translates: their window is mapped */
  uint64_t oa_agrees;     /* output and input addresses agree modulo this; 0: they need not */
  uint64_t leaf_size_max; /* as in struct vpt_config */
  uint64_t ia_end;        /* nothing is mapped at offsets from here on */
  unsigned heights;       /* at which there are leaves, counted from 0 */
  bool all_granted;       /* there is to be no list of grants */
  bool limited;           /* to a random list of grants... */
  bool withheld;          /* ...which the space is not given: a planted fault */
  uint64_t seed;
};

struct tables {
  struct tables_plan plan;
  struct random random;
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_frame_info info[TABLES_FRAMES];
  vpt_attr accepted[TABLES_ATTRS]; /* what the format can express */
  unsigned accepted_count;
  unsigned heights;              /* at which a leaf fits into the space and the output range */
  uint64_t place_bytes;           /* TABLES_PLACE_BYTES, or the whole space if it is smaller */
  uint64_t places[TABLES_PLACES]; /* offsets of regions in which most leaves gather */
  struct leaf leaves[TABLES_LEAVES];
  size_t leaf_count;
  bool mapped[TABLES_ATTRS][TABLES_HEIGHTS]; /* a leaf like this was mapped */
  struct vpt_grant grants[TABLES_GRANTS];
  uint32_t grant_count;
  uint64_t refused; /* maps of a leaf, for the grants */
  vpt_ia refused_ia[TABLES_REFUSED]; /* of the last ones */
  bool misjudged; /* a call was refused for its grants and should not have been, or the other way round */
};

/** Where a walk of the tables ends. */
struct walk {
  struct vpt_descriptor descriptor; /* invalid if the tables do not have the address */
  uint64_t *word;                   /* null if the tables do not have the address */
  unsigned height;
  vpt_oa at[TABLES_HEIGHTS]; /* output addresses of the descriptors read, the root's first */
  unsigned read;             /* how many */
};

/** Size of a frame, and of the window. */
static inline uint64_t tables_frame_bytes(const struct vpt_geometry *geometry)
{
  return 1ULL << geometry->format->granule_log2;
}

static inline uint64_t tables_bytes(const struct vpt_geometry *geometry)
{
  uint64_t most = TABLES_FRAMES * tables_frame_bytes(geometry);
  return most < TABLES_BYTES ? most : TABLES_BYTES;
}

/** Builds tables as planned; false if the library said or did anything unexpected. */
bool tables_build(struct tables *tables, const struct tables_plan *plan);

/** Is a byte granted to the space with these rights, as memory of one of these types? */
static inline bool tables_granted(const struct tables *tables, vpt_oa oa, vpt_attr rights, uint32_t types)
{
  return granted_bytes(tables->grants, tables->grant_count, oa, 1, rights, types);
}

/** Takes pages with tables of `first` away from the second stage that carries them, or READ from the pages. */
bool tables_spoil(struct tables *second, const struct tables *first);

/** The input address with these low bits, which are its offset in the tables: said here apart from the library. */
static inline vpt_ia tables_address(const struct tables_plan *plan, uint64_t offset)
{
  unsigned bits = plan->geometry.input_bits;
  bool upper = plan->half == VPT_UPPER || (plan->half == VPT_SIGNED && offset >> (bits - 1) == 1);
  return upper ? offset | UINT64_MAX << bits : offset;
}

/** Of an input address; and is it one of those that the tables are for? */
static inline uint64_t tables_offset(const struct tables_plan *plan, vpt_ia ia)
{
  return ia & ~(UINT64_MAX << plan->geometry.input_bits);
}

static inline bool tables_have(const struct tables_plan *plan, vpt_ia ia)
{
  return tables_address(plan, tables_offset(plan, ia)) == ia;
}

/** Walks the tables with vpt_decode(), apart from the code that vpt_query() uses. */
struct walk tables_walk(const struct tables *tables, vpt_ia ia);

/** Number of input addresses. */
uint64_t tables_end(const struct tables *tables);

#endif
