/* SPDX-License-Identifier: Apache-2.0 */
/* Memory of the running machine, by files that cannot be mapped: /dev/mem, whose offsets are physical addresses, and
 * /proc/kcore, an ELF core image without end, whose segments of memory have their physical addresses.
 */
#ifndef TOOL_DEVICE_H
#define TOOL_DEVICE_H

#include <sys/stat.h>

#include "memory.h"

/* Is it such a file? Of a regular file of no length, that can only be told by reading. */
bool device_is(int file, const struct stat *state);

/* Takes the open file, also if it fails: null after a complaint. */
struct memory *device_open(int file, const struct stat *state, const char *path);

#endif
