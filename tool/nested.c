/* SPDX-License-Identifier: Apache-2.0 */
#include "nested.h"

#include <inttypes.h>
#include <stdio.h>

#include "list.h"
#include "trace.h"

const struct tables *nested_stage2(const struct memory *memory)
{
  return ((const struct nested *)memory)->stage2;
}

/* Leaf by leaf of stage 2. */
static enum memory_answer nested_read(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  const struct tables *stage2 = nested_stage2(memory);
  unsigned char *to = bytes;
  while (length != 0) {
    struct trace trace;
    trace_walk(stage2, address, &trace);
    if (trace.end == TRACE_UNREAD) return trace.answer;
    if (trace.end != TRACE_LEAF) return MEMORY_OUTSIDE;
    size_t part = trace.bytes < length ? (size_t)trace.bytes : length;
    enum memory_answer answer = memory_read(stage2->memory, trace.output, to, part);
    if (answer != MEMORY_READ) return answer;
    address += part;
    to += part;
    length -= part;
  }
  return MEMORY_READ;
}

/* The first address of the range that does not lead to bytes says why. */
static void nested_why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                       char text[TEXT_BYTES])
{
  const struct tables *stage2 = nested_stage2(memory);
  char detail[TEXT_BYTES];
  unsigned char byte;
  struct trace trace = {.end = TRACE_OUTSIDE};
  uint64_t end = address + length;
  while (address != end) {
    trace_walk(stage2, address, &trace);
    if (trace.end != TRACE_LEAF) break;
    uint64_t part = trace.bytes < end - address ? trace.bytes : end - address;
    if (memory_read(stage2->memory, trace.output, &byte, 1) != MEMORY_READ) break;
    address += part;
  }
  switch (trace.end) {
  case TRACE_LEAF:
    memory_why(stage2->memory, trace.output, 1, answer, detail);
    snprintf(text, TEXT_BYTES, "at 0x%" PRIx64 " behind stage 2, which is %.90s", trace.output, detail);
    break;
  case TRACE_FAULT:
    fault_text(stage2, trace_last(&trace), detail);
    snprintf(text, TEXT_BYTES, "not mapped by stage 2 (%.120s)", detail);
    break;
  case TRACE_UNREAD:
    memory_why(stage2->memory, trace.unread, 8, trace.answer, detail);
    snprintf(text, TEXT_BYTES, "behind stage 2, whose entry 0x%" PRIx64 " is %.90s", trace.unread, detail);
    break;
  default:
    snprintf(text, TEXT_BYTES, "beyond the %u bits of stage 2", stage2->geometry.input_bits);
    break;
  }
}

static void nested_close(struct memory *memory)
{
  (void)memory;
}

static const struct memory_kind kind = {.read = nested_read, .why = nested_why, .close = nested_close};

bool nested_is(const struct memory *memory)
{
  return memory->kind == &kind;
}

void nested_init(struct nested *nested, const struct tables *stage2)
{
  *nested = (struct nested){.memory = {&kind, stage2->memory->name}, .stage2 = stage2};
}
