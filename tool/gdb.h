/* SPDX-License-Identifier: Apache-2.0 */
/* Memory and registers of a machine behind a stub of GDB's remote serial protocol: QEMU's, OpenOCD's, and others. */
#ifndef TOOL_GDB_H
#define TOOL_GDB_H

#include "memory.h"

struct gdb_request {
  const char *place;       /* HOST:PORT, or the path of a socket; null: no stub is asked for */
  bool direct_map_given;
  uint64_t direct_map;     /* the address at which the stub sees physical address 0 */
  bool resume;             /* the machine goes on afterwards */
};

/* Null after a complaint. */
struct memory *gdb_open(const struct gdb_request *request);

#endif
