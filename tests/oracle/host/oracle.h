/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What each architecture tells the host program. One of them is linked with it.
 */
#ifndef ORACLE_ORACLE_H
#define ORACLE_ORACLE_H

#include "queries.h"
#include "tables.h"

/** A wrong bit in one leaf, which the comparison must find. */
struct plant {
  const char *name;
  uint64_t bit;   /* to flip; 0: the lowest bit of the leaf's output address */
  vpt_attr needs; /* rights of the leaf without which nobody could see the bit */
};

/** In place of a wrong bit: a list of grants that the space is not given. Accesses of what is not on it go through. */
extern const struct plant grants_withheld;

/**
 * One batch to make. With a second stage, `tables` in the functions below are those of the first, and right behind
 * them those of the second.
 */
struct oracle_case {
  const char *name; /* of the format */
  struct vpt_geometry geometry;
  enum vpt_half half;        /* of the first stage, whose input addresses are asked */
  bool fetch;                /* instruction fetches instead of translation instructions */
  const struct plant *plant; /* or null */
  const char *second_name;   /* of the second stage's format; null: there is none */
  struct vpt_geometry second;
  bool plant_second; /* the wrong bit is in a leaf of the second stage */
};

/** Cases in the making. */
struct case_list {
  struct oracle_case *out;
  size_t count, room;
};

/** Adds a case, if there is room. */
static inline void add_case(struct case_list *list, const struct oracle_case *test)
{
  if (list->count < list->room) {
    list->out[list->count++] = *test;
  }
}

/** An answer in which the bits of the masks are known in advance. */
struct expectation {
  struct batch_result value;
  struct batch_result mask;
};

/** Where the emulator loads the image, and how large it may be with its results. */
extern const vpt_oa oracle_image_oa;
extern const uint64_t oracle_image_bytes;

/** Start of a command: stops what hangs. Runs take seconds; a machine that has other work to do may need longer. */
#define ORACLE_LIMIT "timeout -s KILL 600"

/** Shell command that runs the kernel on the image. */
extern const char oracle_command[]; /* printf format: path of the kernel, path of the image */

/** All batches, in the order in which they are reported; at most `room` are written. */
size_t oracle_cases(struct oracle_case *out, size_t room);

/** Output addresses of the tables of plan->geometry, and the leaf that they must have. */
void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan);

/** Operations of a case, and the addresses they may be asked of. */
struct query_plan oracle_plan_queries(const struct oracle_case *test);

/** Register values with which the MMU uses the tables. */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS]);

/** What the machine must answer if the tables mean what the library says they mean. */
struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query);

/** What a machine's answer says of an access that went through. */
struct access {
  bool through;
  vpt_oa oa;
  vpt_attr rights; /* that it takes of the leaf */
  uint32_t types;  /* of the memory: one of these, as in struct vpt_grant */
};
struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got);

/** Name of an operation. */
const char *oracle_operation_name(uint64_t operation);

#endif
