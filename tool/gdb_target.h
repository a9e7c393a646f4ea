/* SPDX-License-Identifier: Apache-2.0 */
/* The registers that a stub describes in target.xml, by name. */
#ifndef TOOL_GDB_TARGET_H
#define TOOL_GDB_TARGET_H

#include "gdb_packets.h"

#define GDB_NAME_BYTES 32
#define GDB_REGISTERS_MAX 4096U

struct gdb_register {
  char name[GDB_NAME_BYTES];
  uint32_t number;
};

struct gdb_target {
  struct gdb_register *registers;
  size_t count;
};

/* Reads the description; a stub without one has no registers. False, after a complaint, if memory is short or the
 * connection is broken. `place` is the stub's, for messages. */
bool gdb_target_read(struct gdb_stub *stub, const char *place, struct gdb_target *target);

/* The register of this name, whatever the case of its letters, in the processor asked for before; false if there
 * is none, it cannot be read, or it has more than 64 bits. */
bool gdb_target_value(struct gdb_stub *stub, const struct gdb_target *target, const char *name, uint64_t *value);

void gdb_target_free(struct gdb_target *target);

#endif
