/* SPDX-License-Identifier: Apache-2.0 */
/* Exit codes, error messages and the texts that several commands print. */
#ifndef TOOL_REPORT_H
#define TOOL_REPORT_H

#include <stddef.h>

#include "vpt/vpt.h"

enum exit_code {
  EXIT_FINE = 0,
  EXIT_FAULTS = 1, /* the address asked for does not translate: an answer, not an error */
  EXIT_BAD = 2,    /* usage, input, memory or output */
};

/* Room for any text made by the functions below. */
#define TEXT_BYTES 160

/* One line on stderr, with the tool's name in front. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

/* A size that is a power of two, with its unit: 4K, 2M, 1G. */
void size_text(uint64_t bytes, char text[TEXT_BYTES]);

/* Of a power of two. */
unsigned log2_of(uint64_t power);

/* "rwx", with a dash for every right that is not there. */
void rights_text(vpt_attr rights, char text[4]);

#endif
