/* SPDX-License-Identifier: Apache-2.0 */
/* Images that libkdumpfile reads: kdump-compressed ones, Xen's and others. What that library does with a file that
 * somebody made up is its own affair, so it runs in a process of its own, which is ended if it takes too long. */
#ifndef TOOL_KDUMP_H
#define TOOL_KDUMP_H

#include "memory.h"

/* Takes the open file of `length_bytes` bytes, also if it fails: null after a complaint. `what` is the kind of
 * image, with its article. */
struct memory *kdump_open(int file, uint64_t length_bytes, const char *path, const char *what);

#endif
