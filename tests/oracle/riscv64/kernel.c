/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle kernel: runs in M-mode under QEMU, answers the queries of the image with accesses on
 * behalf of less privileged modes, and hands the raw answers back.
 */
#include <stdbool.h>

#include "answers.h"
#include "machine.h"
#include "semihosting.h"

/* mstatus: MPP bits 12:11, 0 for U, 1 for S; MPRV bit 17; SUM bit 18; MPV bit 39. hstatus: SPVP bit 8. */
#define MSTATUS_MPP_S (1ULL << 11)
#define MSTATUS_MPRV (1ULL << 17)
#define MSTATUS_SUM (1ULL << 18)
#define MSTATUS_MPV (1ULL << 39)
#define HSTATUS_SPVP (1ULL << 8)

/* mcause of `ecall`, which ends the code of a slot: from U-mode or VU-mode, S-mode, VS-mode. */
enum { CAUSE_ECALL_U = 8, CAUSE_ECALL_S = 9, CAUSE_ECALL_VS = 10 };

#define READ(name)                                                                                 \
  __extension__({                                                                                  \
    uint64_t value_;                                                                               \
    __asm__ volatile("csrr %0, " #name : "=r"(value_));                                            \
    value_;                                                                                        \
  })
#define WRITE(name, value) __asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")

void kernel_main(void);
_Noreturn void kernel_panic(void);

/* An exception that no access asked for. */
_Noreturn __attribute__((aligned(4))) void kernel_panic(void)
{
  WRITE(mstatus, 0);
  leave(EXIT_EXCEPTION);
}

/* Every slot: lui a0, upper 20 bits of its number; ori a0, a0, lower 8 bits; ecall. The first two are
 * what a load reads. */
#define SLOT_WORD(slot)                                                                            \
  (0x00000537ULL | ((slot) >> 8) << 12 | (0x00056513ULL | ((slot) & 0xFF) << 20) << 32)
#define ECALL 0x00000073ULL

static void fill_arena(void)
{
  volatile uint64_t *word = (volatile uint64_t *)MACHINE_ARENA_OA;
  uint64_t first = MACHINE_ARENA_OA / MACHINE_SLOT_BYTES;
  uint64_t count = MACHINE_ARENA_BYTES / MACHINE_SLOT_BYTES;
  for (uint64_t slot = first; slot < first + count; slot++) {
    *word++ = SLOT_WORD(slot);
    *word++ = ECALL;
  }
  __asm__ volatile("fence.i" : : : "memory");
}

/* The slot that a load found, or that the code of a slot left in a0. */
static uint64_t slot_of_word(uint64_t word)
{
  return (word >> 12 & 0xFFFFF) << 8 | (word >> 52 & 0xFF);
}

static uint64_t slot_of_a0(uint64_t a0)
{
  return (a0 >> 12 & 0xFFFFF) << 8 | (a0 & 0xFF);
}

/*
 * One instruction that may fault, with bits of mstatus set: `value` is what it loads or stores. The
 * cause is MACHINE_DONE if it does not fault. Behind a fault MPP is M, so that MPRV does no harm.
 */
#define ATTEMPT(instruction, mode, address, value, cause)                                          \
  __asm__ volatile("la t0, 1f\n csrw mtvec, t0\n csrr t1, mstatus\n csrs mstatus, %[set]\n"         \
                   "li %[why], 0x1000\n" instruction "\n j 2f\n"                                    \
                   ".balign 4\n1: csrr %[why], mcause\n2: csrw mstatus, t1\n"                       \
                   : [word] "+&r"(value), [why] "=&r"(cause)                                       \
                   : [at] "r"(address), [set] "r"(mode)                                            \
                   : "t0", "t1", "memory")

_Static_assert(MACHINE_DONE == 0x1000, "the cause in ATTEMPT");

/* `mode`: bits to set in mstatus; the instructions of the H extension look at hstatus instead. */
typedef uint64_t access_function(uint64_t address, uint64_t mode, uint64_t *value);

#define ACCESS(name, instruction)                                                                  \
  static uint64_t name(uint64_t address, uint64_t mode, uint64_t *value)                           \
  {                                                                                                \
    uint64_t word = *value, cause;                                                                 \
    ATTEMPT(instruction, mode, address, word, cause);                                              \
    *value = word;                                                                                 \
    return cause;                                                                                  \
  }

ACCESS(load, "ld %[word], 0(%[at])")
ACCESS(store, "sd %[word], 0(%[at])")
ACCESS(guest_load, "hlv.d %[word], (%[at])")
ACCESS(guest_store, "hsv.d %[word], (%[at])")

static struct batch_result end(uint64_t cause, uint64_t slot)
{
  return (struct batch_result){cause, cause == MACHINE_DONE ? slot : READ(mtval)};
}

static struct batch_result answer_load(access_function *read, uint64_t address, uint64_t mode)
{
  uint64_t word = 0;
  uint64_t cause = read(address, mode, &word);
  return end(cause, slot_of_word(word));
}

/* What may be written may be read. The store is looked for where the load says that it reads. */
static struct batch_result answer_store(access_function *read, access_function *write,
                                        uint64_t address, uint64_t mode)
{
  uint64_t word = 0;
  uint64_t readable = read(address, mode, &word);
  uint64_t other = ~word;
  uint64_t cause = write(address, mode, &other);
  struct batch_result result = end(cause, slot_of_word(word));
  uint64_t place = slot_of_word(word) * MACHINE_SLOT_BYTES;
  if (cause != MACHINE_DONE) return result;
  if (readable != MACHINE_DONE || place < MACHINE_ARENA_OA ||
      place - MACHINE_ARENA_OA >= MACHINE_ARENA_BYTES || *(volatile uint64_t *)place != other) {
    return (struct batch_result){MACHINE_STORED_ELSEWHERE, place};
  }
  *(volatile uint64_t *)place = word;
  return result;
}

/* Jumps to the address; slots touch no register but a0. */
static struct batch_result answer_fetch(uint64_t address, uint64_t mode)
{
  register uint64_t a0 __asm__("a0") = 0;
  uint64_t cause;
  __asm__ volatile("la t0, 1f\n csrw mtvec, t0\n csrr t1, mstatus\n csrs mstatus, %[set]\n"
                   "csrw mepc, %[at]\n mret\n"
                   ".balign 4\n1: csrr %[why], mcause\n csrw mstatus, t1\n"
                   : "+r"(a0), [why] "=&r"(cause)
                   : [at] "r"(address), [set] "r"(mode)
                   : "t0", "t1", "memory");
  bool ended = cause >= CAUSE_ECALL_U && cause <= CAUSE_ECALL_VS;
  return end(ended ? MACHINE_DONE : cause, slot_of_a0(a0));
}

static void guest_mode(uint64_t operation)
{
  bool supervisor = operation == HLV_VS || operation == HSV_VS;
  WRITE(hstatus, supervisor ? HSTATUS_SPVP : 0);
}

static struct batch_result answer(uint64_t address, uint64_t operation)
{
  const uint64_t user = MSTATUS_MPRV, supervisor = MSTATUS_MPRV | MSTATUS_SUM | MSTATUS_MPP_S;
  guest_mode(operation);
  switch (operation) {
  case LOAD_S: return answer_load(load, address, supervisor);
  case LOAD_U: return answer_load(load, address, user);
  case STORE_S: return answer_store(load, store, address, supervisor);
  case STORE_U: return answer_store(load, store, address, user);
  case FETCH_S: return answer_fetch(address, MSTATUS_MPP_S);
  case FETCH_U: return answer_fetch(address, 0);
  case HLV_VS:
  case HLV_VU: return answer_load(guest_load, address, 0);
  case HSV_VS:
  case HSV_VU: return answer_store(guest_load, guest_store, address, 0);
  case FETCH_VS: return answer_fetch(address, MSTATUS_MPV | MSTATUS_MPP_S);
  case FETCH_VU: return answer_fetch(address, MSTATUS_MPV);
  default: kernel_panic();
  }
}

static void load_registers(const uint64_t *value)
{
  WRITE(satp, value[REGISTER_SATP]);
  WRITE(0x680, value[REGISTER_HGATP]);
  WRITE(0x30A, value[REGISTER_MENVCFG]);
  __asm__ volatile("sfence.vma\n hfence.gvma" : : : "memory");
}

static void answer_batch(const struct batch *batch, struct batch_result *out)
{
  const struct batch_query *in =
      (const struct batch_query *)(MACHINE_IMAGE_OA + batch->query_offset);
  load_registers(batch->registers);
  for (uint64_t i = 0; i < batch->query_count; i++) {
    out[i] = answer(in[i].address, in[i].operation);
  }
}

void kernel_main(void)
{
  const struct batch_image *image = (const struct batch_image *)MACHINE_IMAGE_OA;
  if (image->magic != BATCH_MAGIC) {
    leave(EXIT_BAD_IMAGE);
  }
  WRITE(mstatus, 0);
  /* All memory is open to all modes, as far as physical memory protection goes: one region,
   * readable, writable, executable, of every address (NAPOT). */
  WRITE(pmpaddr0, ~0ULL);
  WRITE(pmpcfg0, 0x1F);
  fill_arena();
  uint64_t count = answer_image(MACHINE_IMAGE_OA, answer_batch);
  write_results(image->result_name, image_results(MACHINE_IMAGE_OA), count);
  leave(EXIT_DONE);
}
