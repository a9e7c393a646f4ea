/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle kernel: runs under QEMU, answers the queries of the image with loads, stores and jumps at
 * privilege levels 0 and 3 and in a guest, and hands the raw answers back.
 */
#include <stdbool.h>

#include "answers.h"
#include "kernel.h"

/* As start.S has it. */
struct attempt {
  uint64_t rip, user, rdi, rsi;
  uint64_t vector, error, rax, cr2;
};

struct gate {
  uint16_t offset_low, selector;
  uint8_t stack, type;
  uint16_t offset_middle;
  uint32_t offset_high, zero;
};

void attempt(struct attempt *attempt);
extern uint64_t gdt[];
extern unsigned char exceptions[], exception_stack_top[];

struct gate idt[32];
static uint32_t task_state[26]; /* 104 bytes, SDM volume 3, "64-Bit Task State Segment" */

#define GDT_TASK 4
#define SELECTOR_CODE 0x08
#define SELECTOR_TASK 0x20
#define GATE_INTERRUPT 0x8E /* present, level 0, interrupt gate; 0x60 more: callable from level 3 */

#define PORT_RESULTS 0xE9
#define PORT_EXIT 0xF4

/* QEMU's exit status is twice the number plus 1. */
enum { EXIT_DONE = 16, EXIT_BAD_IMAGE = 17, EXIT_EXCEPTION = 18 };

/* Queries are answered from here: with the tables under test in use nothing else is sure to be mapped. */
#define CHUNK 8192U
static struct batch_query queries[CHUNK];
static struct batch_result results[CHUNK];

_Noreturn static void leave(uint8_t code)
{
  for (;;) {
    __asm__ volatile("outb %0, %1" : : "a"(code), "Nd"((uint16_t)PORT_EXIT));
  }
}

_Noreturn void kernel_panic(void)
{
  leave(EXIT_EXCEPTION);
}

uint64_t address_of(const void *place)
{
  return (uint64_t)place;
}

/* Every exception has the same stack of its own: the code under test has none. */
static void set_up_exceptions(void)
{
  uint64_t stack = address_of(exception_stack_top), task = address_of(task_state);
  task_state[9] = (uint32_t)stack; /* IST1 */
  task_state[10] = (uint32_t)(stack >> 32);
  gdt[GDT_TASK] = (sizeof(task_state) - 1) | (task & 0xFFFFFF) << 16 | 0x89ULL << 40 |
                  (task >> 24 & 0xFF) << 56;
  gdt[GDT_TASK + 1] = task >> 32;
  for (unsigned i = 0; i < 32; i++) {
    uint64_t entry = address_of(exceptions + 16 * i);
    idt[i] = (struct gate){.offset_low = (uint16_t)entry,
                           .selector = SELECTOR_CODE,
                           .stack = 1,
                           .type = i == VECTOR_BREAKPOINT ? GATE_INTERRUPT | 0x60 : GATE_INTERRUPT,
                           .offset_middle = (uint16_t)(entry >> 16),
                           .offset_high = (uint32_t)(entry >> 32)};
  }
  __asm__ volatile("ltr %0" : : "r"((uint16_t)SELECTOR_TASK));
}

uint64_t read_msr(uint32_t msr)
{
  uint32_t low, high;
  __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
  return low | (uint64_t)high << 32;
}

void write_msr(uint32_t msr, uint64_t value)
{
  __asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)));
}

/* Every slot: movabs $OA, %rax; then what ends an attempt. */
#define CODE_INT3 0xCCULL
#define CODE_VMMCALL 0xD9010FULL
static void fill_arena(uint64_t oa, uint64_t code)
{
  if (oa == 0) return;
  volatile uint64_t *word = (volatile uint64_t *)oa;
  for (uint64_t end = oa + MACHINE_ARENA_BYTES; oa < end; oa += MACHINE_SLOT_BYTES) {
    *word++ = MACHINE_SLOT_WORD(oa);
    *word++ = code << 16 | oa >> 48;
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

static struct batch_result run(uint64_t rip, bool user, uint64_t rdi, uint64_t rsi)
{
  struct attempt a = {.rip = rip, .user = user, .rdi = rdi, .rsi = rsi};
  attempt(&a);
  struct batch_result result = {.status = a.vector | a.error << 8};
  if (a.vector == VECTOR_BREAKPOINT) result.detail = a.rax;
  if (a.vector == VECTOR_PAGE_FAULT) result.detail = a.cr2;
  return result;
}

static struct batch_result load(uint64_t address, bool user)
{
  return run(address_of(user ? load_3 : load_0), user, address, 0);
}

/* What can be stored to can be loaded from by the kernel: it sees what was there, and what is there then. */
static struct batch_result store(uint64_t address, bool user)
{
  uint64_t token = ~address;
  struct batch_result before = load(address, false);
  struct batch_result result = run(address_of(user ? store_3 : store_0), user, address, token);
  if (result.status != VECTOR_BREAKPOINT) return result;
  result.detail = load(address, false).detail == token ? before.detail : UINT64_MAX;
  run(address_of(store_0), false, address, before.detail);
  return result;
}

static struct batch_result answer(struct batch_query query)
{
  uint64_t address = query.address;
  switch (query.operation) {
  case LOAD_0: return load(address, false);
  case STORE_0: return store(address, false);
  case FETCH_0: return run(address, false, 0, 0);
  case LOAD_3: return load(address, true);
  case STORE_3: return store(address, true);
  case FETCH_3: return run(address, true, 0, 0);
  default: return svm_answer(query);
  }
}

static void answer_chunk(const uint64_t *registers, uint64_t count)
{
  if (registers[REGISTER_NESTED_CR3] != 0) {
    svm_use_tables(registers[REGISTER_NESTED_CR3], registers[REGISTER_CR4]);
  } else {
    use_tables(registers[REGISTER_CR3], registers[REGISTER_CR4]);
  }
  for (uint64_t i = 0; i < count; i++) {
    results[i] = answer(queries[i]);
  }
  use_tables(address_of(own_root), CR4_PAE);
}

static void answer_batch(const struct batch *batch, struct batch_result *out)
{
  const struct batch_query *in =
      (const struct batch_query *)(MACHINE_IMAGE_OA + batch->query_offset);
  uint64_t registers[BATCH_REGISTERS];
  for (int i = 0; i < BATCH_REGISTERS; i++) {
    registers[i] = batch->registers[i];
  }
  write_msr(MSR_PAT, registers[REGISTER_PAT]);
  fill_arena(registers[REGISTER_ARENA_OA], registers[REGISTER_NESTED_CR3] != 0 ? CODE_VMMCALL : CODE_INT3);
  for (uint64_t done = 0; done < batch->query_count; done += CHUNK) {
    uint64_t left = batch->query_count - done;
    uint64_t count = left < CHUNK ? left : CHUNK;
    for (uint64_t i = 0; i < count; i++) {
      queries[i] = in[done + i];
    }
    answer_chunk(registers, count);
    for (uint64_t i = 0; i < count; i++) {
      out[done + i] = results[i];
    }
  }
}

/* A port that the emulator writes to a file. */
static void write_results(const void *first, uint64_t bytes)
{
  __asm__ volatile("rep outsb" : "+S"(first), "+c"(bytes) : "d"((uint16_t)PORT_RESULTS) : "memory");
}

void kernel_main(void)
{
  const struct batch_image *image = (const struct batch_image *)MACHINE_IMAGE_OA;
  if (image->magic != BATCH_MAGIC) {
    leave(EXIT_BAD_IMAGE);
  }
  set_up_exceptions();
  uint64_t count = answer_image(MACHINE_IMAGE_OA, answer_batch);
  write_results(image_results(MACHINE_IMAGE_OA), count * sizeof(struct batch_result));
  leave(EXIT_DONE);
}
