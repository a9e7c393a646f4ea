/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: a stub of GDB's protocol, a monitor of QEMU's, the process that reads kdump images. An honest
 * one has to lead to the list that the memory itself leads to; a hostile one to an end, with a word if something
 * was wrong. */
#include "gdb.h"
#include "kdump.h"
#include "qmp.h"
#include "sink.h"
#include "stub.h"

static struct stub_faults faults; /* planted */

static struct memory *open_memory(enum protocol protocol, const struct subject *subject)
{
  struct gdb_request request = {.place = "STUB", .direct_map_given = protocol == PROTOCOL_DIRECT, .resume = true};
  switch (protocol) {
  case PROTOCOL_QMP: return qmp_open("MONITOR");
  case PROTOCOL_KDUMP: return kdump_open(-1, subject->length_bytes, "IMAGE", "an image");
  default: return gdb_open(&request);
  }
}

struct outcome {
  int code; /* of dump; negative: the memory did not open */
  uint64_t out_bytes, error_bytes;
};

static void ask_registers(struct memory *memory, unsigned cpu)
{
  struct registers registers = {.known = {false}};
  (void)memory->kind->registers(memory, cpu, &registers);
  if (memory->kind->cpus != NULL) (void)memory->kind->cpus(memory);
}

static struct outcome read_all(enum protocol protocol, const struct subject *subject, bool hostile)
{
  struct outputs outputs;
  struct outcome outcome = {.code = -1};
  outputs_begin(&outputs, false);
  struct memory *memory = open_memory(protocol, subject);
  if (memory != NULL) {
    if (hostile) ask_registers(memory, (unsigned)(subject->ia % 3));
    outcome.code = subject_dump(subject, memory);
    memory_close(memory);
  }
  outputs_end(&outputs, false);
  outcome.out_bytes = outputs.out.bytes;
  outcome.error_bytes = outputs.error.bytes;
  return outcome;
}

static struct outcome read_directly(struct subject *subject)
{
  struct outputs outputs;
  outputs_begin(&outputs, false);
  int code = subject_dump(subject, &subject->memory);
  outputs_end(&outputs, false);
  return (struct outcome){code, outputs.out.bytes, outputs.error.bytes};
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  faults.flips_bit = fault_planted("flipped-bit");
  faults.never_ends = fault_planted("endless-answer");
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct input input = {data, data + size}, words;
  struct subject subject;
  uint64_t shape = input_take(&input, 1);
  enum protocol protocol = (enum protocol)(shape % PROTOCOLS);
  bool hostile = shape / PROTOCOLS % 2 == 1;
  uint64_t said = input_below(&input, 0x400); /* the part of the input that the stub has */
  subject_make(&subject, &input);
  if (said > (uint64_t)(input.end - input.next)) said = (uint64_t)(input.end - input.next);
  words = (struct input){input.next + said, input.end};
  input.end = words.next;
  subject_fill(&subject, &words);
  if (tables_root_ok(&subject.tables)) {
    stub_begin(protocol, &subject, &input, hostile, faults);
    struct outcome outcome = read_all(protocol, &subject, hostile);
    if (outcome.code > EXIT_BAD) disagree("exit status");
    if ((outcome.code < 0 || outcome.code == EXIT_BAD) && outcome.error_bytes == 0) disagree("an error without a word");
    if (!hostile && outcome.code < 0) disagree("an honest stub is refused");
    struct outcome direct = read_directly(&subject);
    if (!hostile && direct.code != EXIT_BAD && outcome.code != EXIT_BAD &&
        (direct.code != outcome.code || direct.out_bytes != outcome.out_bytes)) {
      disagree("an honest stub leads to another list");
    }
  }
  subject_free(&subject);
  return 0;
}
