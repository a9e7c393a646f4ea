/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two cores of QEMU's LoongArch `virt` machine. They run and share what they share in a direct mapped window.
 *
 * QEMU's TLBs are those of the manual: refilled by software, with ids and global entries, and with invalid entries, which
 * stay. So what is for the wrong id or does not reach global entries shows here, and a fence after a map that is left
 * out: the exceptions' handler, which could drop the pair too, leaves it where it is. Pages are of 16 KiB, for QEMU 7.2
 * takes what it finds of a smaller one for its neighbours' too.
 */
#include "live.h"

#include <vpt/tlb/loongarch.h>

enum { INTERRUPT = 0, LOAD_INVALID = 1, STORE_INVALID = 2, NOT_WRITABLE = 4 }; /* ESTAT.Ecode */

#define WINDOW UINT64_C(0x9000000000000000)
#define CSR_CRMD 0x0
#define CSR_ERA 0x6
#define CSR_ASID 0x18
#define CSR_PGDL 0x19
#define CSR_PGDH 0x1A
#define CSR_STLBPS 0x1E
#define CSR_RESUME 0x34 /* SAVE4: where an access that may fault goes on, or 0 */
#define CSR_FAULT 0x35  /* SAVE5: what became of it */
#define CRMD_INTERRUPTS 0xB4

#define WRITE(csr, value)                                                                          \
  __extension__({                                                                                  \
    uint64_t value_ = (value);                                                                     \
    __asm__ volatile("csrwr %0, %1" : "+r"(value_) : "i"(csr) : "memory");                         \
  })
#define READ(csr) \
  __extension__({ uint64_t v_; __asm__ volatile("csrrd %0, %1" : "=r"(v_) : "i"(csr)); v_; })

/* Interrupts between cores: registers of each. */
#define IPI_ENABLE 0x1004
#define IPI_CLEAR 0x100C
#define IPI_SEND 0x1040
#define WRITE_IO(address, value) \
  __asm__ volatile("iocsrwr.w %0, %1" : : "r"((uint32_t)(value)), "r"((uint64_t)(address)) : "memory")

/* ---- the other core ---------------------------------------------------------------------------- */

/* What it is asked for: to forget, or the fence after a map. */
static struct {
  const struct vpt *mapped; /* or null */
  struct vpt_invalidation what;
  vpt_attr attr;
} asked;
static uint64_t asking; /* 1 until it is done */

static void answered(const struct vpt_loongarch_tlb *tlb)
{
  (void)tlb;
  while (LOAD(asking) != 0) {
  }
}

static void ask(void)
{
  STORE(asking, 1);
  WRITE_IO(IPI_SEND, UINT32_C(1) << 31 | 1U << 16 | 1); /* core 1, vector 1 */
}

static void send(const struct vpt_loongarch_tlb *tlb, const struct vpt_invalidation *what)
{
  answered(tlb);
  asked.mapped = 0;
  asked.what = *what;
  ask();
}

static struct vpt_loongarch_tlb tlb = {.others = send, .wait = answered};

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_loongarch_invalidate(context, what);
}

void machine_fence(const struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  vpt_loongarch_mapped(space, ia, length, attr);
  answered(&tlb);
  asked.mapped = space;
  asked.what.ia = ia;
  asked.what.length = length;
  asked.attr = attr;
  ask();
  answered(&tlb);
}

void trapped(uint64_t estat);

void trapped(uint64_t estat)
{
  uint64_t code = estat >> 16 & 0x3F;
  if (code == INTERRUPT) {
    WRITE_IO(IPI_CLEAR, 1 << 1);
    if (asked.mapped) vpt_loongarch_mapped(asked.mapped, asked.what.ia, asked.what.length, asked.attr);
    else vpt_loongarch_forget(&asked.what);
    STORE(asking, 0);
  } else {
    uint64_t resume = READ(CSR_RESUME);
    if (resume == 0) panic();
    WRITE(CSR_FAULT, code);
    WRITE(CSR_ERA, resume);
  }
}

/* ---- translation -------------------------------------------------------------------------------- */

/* One load or store, which may fault. */
#define ATTEMPT(name, instruction, fault)                                                                      \
  enum ending name(uint64_t address, uint64_t *value)                                                          \
  {                                                                                                            \
    uint64_t word = *value, code;                                                                              \
    WRITE(CSR_FAULT, INTERRUPT);                                                                               \
    __asm__ volatile("la.pcrel %[why], 1f\n csrwr %[why], %[resume]\n" instruction "\n1:\n"                    \
                     "move %[why], $zero\n csrwr %[why], %[resume]\n csrrd %[why], %[fault_code]"              \
                     : [word] "+&r"(word), [why] "=&r"(code)                                                   \
                     : [at] "r"(address), [resume] "i"(CSR_RESUME), [fault_code] "i"(CSR_FAULT) : "memory");   \
    *value = word;                                                                                             \
    return code == INTERRUPT ? WORKED : (fault) ? PAGE_FAULT : OTHER_FAULT;                                    \
  }

ATTEMPT(machine_load, "ld.d %[word], %[at], 0", code == LOAD_INVALID)
ATTEMPT(machine_store, "st.d %[word], %[at], 0", code == STORE_INVALID || code == NOT_WRITABLE)

void machine_run(const struct vpt *space)
{
  WRITE(CSR_ASID, space->id);
  WRITE(CSR_PGDL, vpt_root(space));
  WRITE(CSR_PGDH, vpt_root(space));
}

_Noreturn void machine_enter(uint64_t core, const struct vpt *space, const struct vpt *global, void (*then)(uint64_t))
{
  (void)global; /* each space has it */
  WRITE(CSR_STLBPS, PAGE_LOG2);
  machine_run(space);
  VPT_INVTLB(VPT_INVTLB_ALL, 0, 0);
  WRITE_IO(IPI_ENABLE, UINT32_MAX);
  if (core != 0) WRITE(CSR_CRMD, CRMD_INTERRUPTS);
  then(core);
  panic();
}

/* ---- the machine ------------------------------------------------------------------------------- */

struct machine machine = {
  .tagged = {.geometry = {&vpt_loongarch_16k, 4, 48, 48}, .half = VPT_LOWER, .output_end = 4 * GIB,
             .hooks = {invalidate, vpt_loongarch_sync, &tlb}},
  .tagged_ia = 1 * GIB,
  .global_ia = 2 * GIB,
  .ram = 0x90000000,
  .window = WINDOW,
};

void machine_put(char c)
{
  *(volatile uint8_t *)(WINDOW + 0x1FE001E0) = (uint8_t)c;
}

_Noreturn void machine_leave(void)
{
  for (;;) *(volatile uint8_t *)(WINDOW + 0x100E001C) = 0x34;
}
