/* SPDX-License-Identifier: Apache-2.0 */
#include "trace.h"

#define WORD_BYTES sizeof(uint64_t)

/* Reads the entry for the offset of the table at `height`. */
static bool read_step(const struct tables *tables, unsigned height, vpt_oa table, uint64_t offset, unsigned narrowing,
                      struct trace *trace)
{
  unsigned char word[WORD_BYTES];
  unsigned index = walk_index(tables, height, offset);
  vpt_oa address = table + index * WORD_BYTES;
  uint64_t entry_bytes = tables_entry_bytes(tables, height);
  uint64_t table_ia = offset - offset % entry_bytes - index * entry_bytes;
  trace->answer = memory_read(tables->memory, address, word, sizeof word);
  if (trace->answer != MEMORY_READ) {
    trace->end = TRACE_UNREAD;
    trace->unread = address;
    trace->unread_height = height;
    return false;
  }
  walk_decode(tables, height, table, table_ia, index, little_endian(word, sizeof word), narrowing,
              &trace->steps[trace->count++]);
  return true;
}

static void take_leaf(const struct step *leaf, uint64_t offset, struct trace *trace)
{
  uint64_t inside = offset % leaf->bytes;
  trace->end = TRACE_LEAF;
  trace->output = leaf->decoded.oa + inside;
  trace->bytes = leaf->bytes - inside;
}

void trace_walk(const struct tables *tables, vpt_ia ia, struct trace *trace)
{
  vpt_oa table = tables->root;
  unsigned narrowing = 0;
  uint64_t offset;
  *trace = (struct trace){.end = TRACE_OUTSIDE};
  if (!half_offset(tables->geometry.input_bits, tables->half, tables_untagged(tables, ia), &offset)) return;
  if (tables->off || offset < tables->first || offset > tables->last) return;
  for (unsigned height = tables->geometry.levels - 1;; height--) {
    if (!read_step(tables, height, table, offset, narrowing, trace)) return;
    const struct step *step = trace_last(trace);
    if (step->fault != FAULT_NONE && step->fault != FAULT_ACCESS_FLAG) {
      trace->end = TRACE_FAULT;
      return;
    }
    if (step->decoded.kind == VPT_LEAF) {
      (void)walk_widen(tables, &trace->steps[trace->count - 1]);
      take_leaf(step, offset, trace);
      return;
    }
    table = step->decoded.oa;
    narrowing = walk_narrowing(tables, step);
  }
}
