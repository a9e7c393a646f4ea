/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle kernel: runs at PLV 0 under QEMU, answers the queries of the image with loads, stores and
 * instruction fetches at both privilege levels, and sends the raw answers over the serial line.
 */
#include <stdbool.h>

#include "batch.h"
#include "machine.h"

#define CSR_ESTAT_ECODE(estat) ((estat) >> 16 & 0x3F)
#define ECODE_PAGE_NOT_EXECUTABLE 0x6
#define ECODE_PAGE_PRIVILEGE 0x7
#define ECODE_SYSTEM_CALL 0xB

/* Devices of the `virt` machine. */
#define UART_DATA 0x1FE001E0
#define POWER_CONTROL 0x100E001C
#define POWER_OFF 0x34

#define CSR_TLBIDX 0x10
#define CSR_TLBEHI 0x11
#define CSR_TLBELO0 0x12
#define CSR_TLBELO1 0x13
#define CSR_PGDL 0x19
#define CSR_PGDH 0x1A
#define CSR_STLBPS 0x1E
#define CSR_TLBRENTRY 0x88

#define READ(csr)                                                                                  \
  __extension__({                                                                                  \
    uint64_t value_;                                                                               \
    __asm__ volatile("csrrd %0, %1" : "=r"(value_) : "i"(csr));                                    \
    value_;                                                                                        \
  })
#define WRITE(csr, value)                                                                          \
  __extension__({                                                                                  \
    uint64_t value_ = (value);                                                                     \
    __asm__ volatile("csrwr %0, %1" : "+r"(value_) : "i"(csr) : "memory");                         \
  })

#define MAGIC 0x5354452052C0DEULL /* what stores store */

struct access {
  uint64_t estat, badv, a0;
};

void access(uint64_t address, uint64_t value, uint64_t code, uint64_t level, struct access *out);
extern const uint8_t load_code[], store_code[], refill_handlers[];

void kernel_main(void);
void kernel_panic(void);
void *memcpy(void *to, const void *from, uint64_t bytes);

void *memcpy(void *to, const void *from, uint64_t bytes)
{
  volatile uint8_t *out = to;
  const uint8_t *in = from;
  while (bytes-- > 0) {
    *out++ = *in++;
  }
  return to;
}

static volatile uint64_t *physical(uint64_t address)
{
  return (volatile uint64_t *)(MACHINE_WINDOW + address);
}

static volatile uint8_t *device(uint64_t address)
{
  return (volatile uint8_t *)(MACHINE_DEVICES + address);
}

_Noreturn static void leave(void)
{
  for (;;) {
    *device(POWER_CONTROL) = POWER_OFF;
  }
}

/* An exception that nobody asked for: the host program misses the results. */
void kernel_panic(void)
{
  leave();
}

static void fill_arena(void)
{
  for (uint64_t oa = MACHINE_ARENA_OA; oa < MACHINE_ARENA_OA + MACHINE_ARENA_BYTES; oa += MACHINE_SLOT_BYTES) {
    physical(oa)[0] = machine_slot_word(oa);
    physical(oa)[1] = MACHINE_SYSCALL;
  }
  __asm__ volatile("ibar 0" : : : "memory");
}

static void forget_translations(void)
{
  __asm__ volatile("invtlb 0, $zero, $zero" : : : "memory");
}

static void load_registers(const uint64_t *value)
{
  for (uint64_t i = 0; i < value[REGISTER_COPY_BYTES] / 8; i++) {
    physical(0)[i] = physical(value[REGISTER_COPY_FROM])[i];
  }
  WRITE(CSR_PGDL, value[REGISTER_PGD]);
  WRITE(CSR_PGDH, value[REGISTER_PGD]);
  WRITE(CSR_STLBPS, value[REGISTER_STLBPS]);
  uint64_t handlers = (uint64_t)refill_handlers - MACHINE_WINDOW;
  WRITE(CSR_TLBRENTRY, handlers + value[REGISTER_REFILL] * 4096);
}

/* What the TLB has for `address` ("TLBELO0, TLBELO1"), and log2 of the page size. */
static uint64_t tlb_entry(uint64_t address, uint64_t *size_log2)
{
  WRITE(CSR_TLBEHI, address);
  __asm__ volatile("tlbsrch\n tlbrd" : : : "memory");
  *size_log2 = READ(CSR_TLBIDX) >> 24 & 0x3F;
  return (address >> *size_log2 & 1) != 0 ? READ(CSR_TLBELO1) : READ(CSR_TLBELO0);
}

/* Where is what was stored? In the arena, one of whose words is lost: it is put back. */
static uint64_t find_stored(uint64_t address)
{
  uint64_t size_log2, entry = tlb_entry(address, &size_log2);
  uint64_t oa = (entry & 0xFFFFFFFFF000) | (address & ((1ULL << size_log2) - 1));
  if (oa < MACHINE_ARENA_OA || oa >= MACHINE_ARENA_OA + MACHINE_ARENA_BYTES || *physical(oa) != MAGIC) return 0;
  *physical(oa) = machine_slot_word(oa);
  return oa;
}

/*
 * QEMU 7.2 never comes back from a fetch that a valid page forbids: it reads the instruction again for CSR.BADI.
 * So such a fetch is not made: what the TLB holds is judged here, as the manual says ("TLB-based Translation of
 * Virtual Addresses to Physical Addresses"). Returns the exception's code, or 0.
 */
static uint64_t forbidden_fetch(uint64_t address, uint64_t level)
{
  struct access out;
  access(address, 0, (uint64_t)load_code, 0, &out);
  uint64_t size_log2, entry = tlb_entry(address, &size_log2);
  uint64_t valid = entry & 1, plv = entry >> 2 & 3, nx = entry >> 62 & 1, rplv = entry >> 63;
  if (valid == 0) return 0;
  if (rplv == 0 ? level > plv : level != plv) return ECODE_PAGE_PRIVILEGE;
  return nx == 1 ? ECODE_PAGE_NOT_EXECUTABLE : 0;
}

static struct batch_result answer_data(uint64_t address, const uint8_t *code, uint64_t level)
{
  struct access out;
  access(address, MAGIC, (uint64_t)code, level, &out);
  if (CSR_ESTAT_ECODE(out.estat) != ECODE_SYSTEM_CALL) return (struct batch_result){out.estat, out.badv};
  return (struct batch_result){out.estat, code == store_code ? find_stored(address) : out.a0};
}

static struct batch_result answer_fetch(uint64_t address, uint64_t level)
{
  struct access out;
  uint64_t ecode = forbidden_fetch(address, level);
  if (ecode != 0) return (struct batch_result){ecode << 16, address};
  access(address, 0, address, level, &out);
  bool done = CSR_ESTAT_ECODE(out.estat) == ECODE_SYSTEM_CALL;
  return (struct batch_result){out.estat, done ? out.a0 : out.badv};
}

static struct batch_result answer(struct batch_query query)
{
  uint64_t address = (uint64_t)((int64_t)(query.address << 16) >> 16);
  forget_translations();
  switch (query.operation) {
  case LOAD_PLV0: return answer_data(address, load_code, 0);
  case LOAD_PLV3: return answer_data(address, load_code, 3);
  case STORE_PLV0: return answer_data(address, store_code, 0);
  case STORE_PLV3: return answer_data(address, store_code, 3);
  case FETCH_PLV0: return answer_fetch(address, 0);
  default: return answer_fetch(address, 3);
  }
}

static void send(const struct batch_result *result)
{
  const volatile uint8_t *bytes = (const volatile uint8_t *)result;
  for (uint64_t i = 0; i < sizeof(*result); i++) {
    *device(UART_DATA) = bytes[i];
  }
}

static void answer_batch(const struct batch *batch)
{
  const struct batch_query *queries =
      (const struct batch_query *)(MACHINE_WINDOW + MACHINE_IMAGE_OA + batch->query_offset);
  load_registers(batch->registers);
  for (uint64_t i = 0; i < batch->query_count; i++) {
    struct batch_result result = answer(queries[i]);
    send(&result);
  }
}

void kernel_main(void)
{
  const struct batch_image *image = (const struct batch_image *)(MACHINE_WINDOW + MACHINE_IMAGE_OA);
  if (image->magic != BATCH_MAGIC) leave();
  fill_arena();
  const struct batch *batches =
      (const struct batch *)(MACHINE_WINDOW + MACHINE_IMAGE_OA + image->batch_offset);
  for (uint64_t i = 0; i < image->batch_count; i++) {
    answer_batch(&batches[i]);
  }
  leave();
}
