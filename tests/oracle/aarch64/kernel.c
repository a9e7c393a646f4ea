/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle kernel: runs at EL2 under QEMU, answers the queries of the image with address
 * translation instructions and instruction fetches, and hands the raw answers back.
 */
#include "answers.h"
#include "machine.h"
#include "semihosting.h"

#define READ(name)                                                                                 \
  __extension__({                                                                                  \
    uint64_t value_;                                                                               \
    __asm__ volatile("mrs %0, " #name : "=r"(value_));                                             \
    value_;                                                                                        \
  })
#define WRITE(name, value)                                                                         \
  __asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define ISB() __asm__ volatile("isb" : : : "memory")
#define AT(name, address) __asm__ volatile("at " #name ", %0\n isb" : : "r"(address) : "memory")

/* SPSR_EL2: D, A, I and F masked; the level, and which stack pointer, in bits 3:0. */
#define SPSR_MASKED 0x3C0ULL
enum { MODE_EL0T = 0, MODE_EL1H = 5, MODE_EL2H = 9 };

/* Exception classes (DDI 0487, ESR_EL2.EC). */
enum { CLASS_HVC = 0x16, CLASS_ABORT_LOWER = 0x20, CLASS_ABORT_SAME = 0x21 };

uint64_t fetch(uint64_t address, uint64_t spsr);
extern const uint32_t slot_tail[2];
extern const unsigned char vectors_el1[];

void kernel_main(void);
void kernel_panic(void);

/*
 * Queries are answered from here: with the MMU of EL2 on, nothing but the kernel's own 2 MiB is
 * sure to be mapped.
 */
#define CHUNK 16384U
static struct batch_query queries[CHUNK];
static struct batch_result results[CHUNK];

uint64_t semihost(uint64_t operation, const void *parameters)
{
  register uint64_t x0 __asm__("x0") = operation;
  register const void *x1 __asm__("x1") = parameters;
  __asm__ volatile("hlt #0xf000" : "+r"(x0) : "r"(x1) : "memory");
  return x0;
}

/* An exception that no fetch asked for. The MMU may be on: off with it, or nothing can be said. */
void kernel_panic(void)
{
  WRITE(sctlr_el2, 0x30C50830);
  ISB();
  leave(EXIT_EXCEPTION);
}

/* Every slot: movz x0, #low; movk x0, #high, lsl #16; the two instructions of slot_tail. */
static void fill_arena(void)
{
  volatile uint32_t *word = (volatile uint32_t *)MACHINE_ARENA_OA;
  uint32_t first = MACHINE_ARENA_OA / MACHINE_SLOT_BYTES;
  uint32_t count = MACHINE_ARENA_BYTES / MACHINE_SLOT_BYTES;
  for (uint32_t slot = first; slot < first + count; slot++) {
    *word++ = 0xD2800000U | (slot & 0xFFFFU) << 5;
    *word++ = 0xF2A00000U | (slot >> 16) << 5;
    *word++ = slot_tail[0];
    *word++ = slot_tail[1];
  }
  __asm__ volatile("dsb sy\n ic iallu\n dsb sy\n isb" : : : "memory");
}

/* The MMU of EL2 changes last: from then on the kernel runs behind the tables under test. */
static void load_registers(const uint64_t *value)
{
  WRITE(hcr_el2, value[REGISTER_HCR_EL2]);
  WRITE(sctlr_el1, value[REGISTER_SCTLR_EL1]);
  WRITE(tcr_el1, value[REGISTER_TCR_EL1]);
  WRITE(mair_el1, value[REGISTER_MAIR_EL1]);
  WRITE(ttbr0_el1, value[REGISTER_TTBR0_EL1]);
  WRITE(ttbr1_el1, value[REGISTER_TTBR1_EL1]);
  WRITE(vbar_el1, value[REGISTER_VECTORS_EL1] + (uint64_t)vectors_el1);
  WRITE(vtcr_el2, value[REGISTER_VTCR_EL2]);
  WRITE(vttbr_el2, value[REGISTER_VTTBR_EL2]);
  WRITE(tcr_el2, value[REGISTER_TCR_EL2]);
  WRITE(mair_el2, value[REGISTER_MAIR_EL2]);
  WRITE(ttbr0_el2, value[REGISTER_TTBR0_EL2]);
  __asm__ volatile("isb\n tlbi alle1\n tlbi alle2\n dsb sy\n isb" : : : "memory");
  WRITE(sctlr_el2, value[REGISTER_SCTLR_EL2]);
  ISB();
}

static struct batch_result answer_fetch(uint64_t address, uint64_t mode)
{
  struct batch_result result;
  result.detail = fetch(address, SPSR_MASKED | mode);
  result.status = READ(esr_el2);
  uint64_t far = READ(far_el2);
  if (result.status >> 26 == CLASS_HVC && (result.status & 0xFFFF) == MACHINE_STUB_HVC) {
    result.status = READ(esr_el1);
    far = READ(far_el1);
  }
  uint64_t class = result.status >> 26 & 0x3F;
  if (class == CLASS_ABORT_LOWER || class == CLASS_ABORT_SAME) {
    result.detail = far;
  }
  return result;
}

/* Leaves its result in PAR_EL1. */
static void translate(uint64_t address, uint64_t operation)
{
  switch (operation) {
  case AT_S1E1R: AT(s1e1r, address); break;
  case AT_S1E1W: AT(s1e1w, address); break;
  case AT_S1E0R: AT(s1e0r, address); break;
  case AT_S1E0W: AT(s1e0w, address); break;
  case AT_S1E2R: AT(s1e2r, address); break;
  case AT_S1E2W: AT(s1e2w, address); break;
  case AT_S12E1R: AT(s12e1r, address); break;
  case AT_S12E1W: AT(s12e1w, address); break;
  case AT_S12E0R: AT(s12e0r, address); break;
  case AT_S12E0W: AT(s12e0w, address); break;
  default: kernel_panic();
  }
}

static struct batch_result answer(struct batch_query query)
{
  switch (query.operation) {
  case FETCH_EL0: return answer_fetch(query.address, MODE_EL0T);
  case FETCH_EL1: return answer_fetch(query.address, MODE_EL1H);
  case FETCH_EL2: return answer_fetch(query.address, MODE_EL2H);
  default: translate(query.address, query.operation); break;
  }
  return (struct batch_result){.status = READ(par_el1), .detail = 0};
}

static void answer_chunk(const uint64_t *registers, uint64_t count)
{
  uint64_t sctlr_el2 = READ(sctlr_el2);
  load_registers(registers);
  for (uint64_t i = 0; i < count; i++) {
    results[i] = answer(queries[i]);
  }
  WRITE(sctlr_el2, sctlr_el2);
  ISB();
}

static void answer_batch(const struct batch *batch, struct batch_result *out)
{
  const struct batch_query *in =
      (const struct batch_query *)(MACHINE_IMAGE_OA + batch->query_offset);
  uint64_t registers[BATCH_REGISTERS];
  for (int i = 0; i < BATCH_REGISTERS; i++) {
    registers[i] = batch->registers[i];
  }
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

void kernel_main(void)
{
  const struct batch_image *image = (const struct batch_image *)MACHINE_IMAGE_OA;
  if (image->magic != BATCH_MAGIC) {
    leave(EXIT_BAD_IMAGE);
  }
  fill_arena();
  uint64_t count = answer_image(MACHINE_IMAGE_OA, answer_batch);
  write_results(image->result_name, image_results(MACHINE_IMAGE_OA), count);
  leave(EXIT_DONE);
}
