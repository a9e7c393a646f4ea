/* SPDX-License-Identifier: Apache-2.0 */
/* What explain.c says in lines and explain_json.c as JSON. */
#ifndef TOOL_EXPLAIN_H
#define TOOL_EXPLAIN_H

#include "list.h"
#include "nested.h"
#include "trace.h"

/* "table", "leaf", "invalid", "reserved". */
const char *explain_kind(const struct step *step);

/* The value of a field of the word. */
static inline uint64_t field_value(const struct field *field, uint64_t word)
{
  return word >> field->low & (UINT64_MAX >> (63 - (field->high - field->low)));
}

/* May stage 1 be walked in this leaf of stage 2? */
bool explain_readable(const struct tables *stage2, const struct step *step);

/* Says on stderr why an entry cannot be read. */
void explain_complain_unread(const struct tables *tables, const struct trace *trace);

/* Writes the walk; gives the exit code. */
int explain_json(const struct tables *tables, vpt_ia ia, bool verbose, const struct symbols *symbols);

#endif
