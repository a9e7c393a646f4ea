/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of files that memory comes in, by what they begin with. */
#ifndef TOOL_KINDS_H
#define TOOL_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum file_kind {
  KIND_RAW,     /* nothing that is known */
  KIND_ELF,
  KIND_LIME,
  KIND_KDUMP,   /* what libkdumpfile reads */
  KIND_FOREIGN, /* nothing that can be read here */
};

struct kind {
  enum file_kind kind;
  size_t at;             /* of the signature, in the file */
  const char *signature; /* null: the last of the list */
  size_t length;
  const char *name;      /* with its article */
  const char *advice;    /* KIND_FOREIGN: what to do */
};

/* Of a file that begins so. */
const struct kind *kind_of(const unsigned char *bytes, uint64_t length_bytes);

#endif
