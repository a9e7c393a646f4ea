/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two cores of QEMU's `pc`: each space has the global leaves, CR4.PGE is on. What the hooks leave to the caller, the
 * interrupt to the other core, is here: it does there what was done here, and `wait` is for its answer.
 *
 * QEMU 7.2 has no PCIDs and no INVPCID. A write of CR3 drops the whole TLB of the core, of global entries too, so that
 * none is left that a write of CR3 had to leave; INVLPG drops the page, on this core alone.
 */
#include "live.h"

#include <vpt/tlb/x86_64.h>

#define APIC(offset) (*(volatile uint32_t *)(uint64_t)(0xFEE00000 + (offset)))
#define TRAMPOLINE 0x8000 /* x86_64.S knows it, too */
#define FAULTED (1U << 8)

/* "Local APIC": registers by their offsets, and commands. */
enum { END_OF_INTERRUPT = 0xB0, SPURIOUS = 0xF0, COMMAND = 0x300, TARGET = 0x310 };
enum { APIC_ON = 0x100, SEND = 0x4000, SEND_INIT = 0x4500, SEND_STARTUP = 0x4600 };
enum { VECTOR_PAGE_FAULT = 14, VECTOR_OTHERS = 0x40, CODE_64 = 0x08 };

struct gate {
  uint16_t offset_low, selector, type, offset_middle;
  uint32_t offset_high, zero;
};

extern struct gate vectors[256];
_Alignas(16) struct gate vectors[256];
extern const uint8_t trampoline[], trampoline_end[];
void page_fault(void);
void interrupt(void);
void interrupted(void);
void load_vectors(void);
uint64_t attempt_load(uint64_t address, uint64_t *value);
uint64_t attempt_store(uint64_t address, uint64_t *value);

/* ---- accesses ---------------------------------------------------------------------------------- */

/* Error codes of a fault that paging makes: of a store or not, present or not, and no other bit. */
static enum ending ending(uint64_t why, unsigned write)
{
  if (why == 0) return WORKED;
  return (why & ~1ULL) == (FAULTED | write << 1) ? PAGE_FAULT : OTHER_FAULT;
}

enum ending machine_load(uint64_t address, uint64_t *value)
{
  return ending(attempt_load(address, value), 0);
}

enum ending machine_store(uint64_t address, uint64_t *value)
{
  return ending(attempt_store(address, value), 1);
}

/* ---- the other core --------------------------------------------------------------------------- */

static void command(uint32_t what)
{
  APIC(TARGET) = 1U << 24;
  APIC(COMMAND) = what;
}

static struct vpt_invalidation asked;
static uint64_t asking; /* 1 until the other core has done it */

static void answered(const struct vpt_x86_64_tlb *tlb)
{
  (void)tlb;
  while (LOAD(asking) != 0) {
  }
}

static void send(const struct vpt_x86_64_tlb *tlb, const struct vpt_invalidation *what)
{
  answered(tlb);
  asked = *what;
  STORE(asking, 1);
  command(SEND | VECTOR_OTHERS);
}

static struct vpt_x86_64_tlb tlb = {.others = send, .wait = answered};

void interrupted(void)
{
  vpt_x86_64_forget(&tlb, &asked);
  APIC(END_OF_INTERRUPT) = 0;
  STORE(asking, 0);
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_x86_64_invalidate(context, what);
}

void machine_fence(const struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  (void)space, (void)ia, (void)length, (void)attr;
}

/* ---- translation ------------------------------------------------------------------------------- */

void machine_run(const struct vpt *space)
{
  __asm__ volatile("movq %0, %%cr3" : : "r"(vpt_root(space)) : "memory");
}

static void set_vector(unsigned number, void (*handler)(void))
{
  uint64_t offset = (uint64_t)handler;
  vectors[number] = (struct gate){(uint16_t)offset, CODE_64, 0x8E00, (uint16_t)(offset >> 16), 0, 0};
}

static void start_other(void)
{
  for (unsigned i = 0; i < 256; i++) set_vector(i, panic);
  set_vector(VECTOR_PAGE_FAULT, page_fault);
  set_vector(VECTOR_OTHERS, interrupt);
  for (uint64_t i = 0; i < (uint64_t)(trampoline_end - trampoline); i++) {
    ((volatile uint8_t *)TRAMPOLINE)[i] = trampoline[i];
  }
  command(SEND_INIT);
  command(SEND_STARTUP | TRAMPOLINE >> 12);
}

_Noreturn void machine_enter(uint64_t core, const struct vpt *space, const struct vpt *global, void (*then)(uint64_t))
{
  (void)global; /* each space has it */
  if (core == 0) start_other();
  load_vectors();
  machine_run(space);
  APIC(SPURIOUS) = APIC_ON | 0xFF;
  if (core != 0) __asm__ volatile("sti");
  then(core);
  panic();
}

/* ---- the machine ------------------------------------------------------------------------------- */

struct machine machine = {
  .tagged = {.geometry = {&vpt_x86_64, 4, 48, 40}, .half = VPT_SIGNED, .output_end = 4 * GIB,
             .hooks = {invalidate, vpt_x86_64_sync, &tlb}},
  .tagged_ia = 1 * GIB,
  .global_ia = 0xFFFF800000000000,
  .ram = 0,
  .own = {{0, RW | VPT_EXEC}, {3 * GIB, RW}},
};

static void out(uint16_t port, uint8_t value)
{
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

void machine_put(char c)
{
  out(0x3F8, (uint8_t)c);
}

/* A reset, at which QEMU ends (-no-reboot). */
_Noreturn void machine_leave(void)
{
  for (;;) out(0x64, 0xFE);
}
