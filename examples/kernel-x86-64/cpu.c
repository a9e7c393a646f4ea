/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors, control registers, TLB (Intel SDM volume 3; the sections are named). */
#include "cpu.h"

#include "console.h"
#include "machine.h"
#include "vpt/tlb/x86_64.h"
#include "vpt/x86.h"

/* "Control Registers". */
#define CR4_PGE (1ULL << 7)
#define CR4_SMEP (1ULL << 20)
#define CR4_SMAP (1ULL << 21)
#define MSR_PAT 0x277

/* Volume 2, CPUID: leaf 7 EBX, leaf 0x80000001 EDX, leaf 1 EDX. */
#define CPUID_7_SMEP (1U << 7)
#define CPUID_7_SMAP (1U << 20)
#define CPUID_NX (1U << 20)
#define CPUID_PAGE_1_GIB (1U << 26)
#define CPUID_PGE (1U << 13)

/* "64-Bit Mode IDT", "TSS Descriptor in 64-bit mode", "64-Bit Task State Segment". */
#define GATE_INTERRUPT 0x8E /* present, level 0 */
#define GATE_FOR_USERS 0x60
#define STACK_DOUBLE_FAULT 1 /* IST1: the stack at fault may be the reason */
#define TASK_PRESENT (0x89ULL << 40)
#define TASK_WORDS 26
#define TASK_IST1 9
#define TASK_IO_MAP 25

struct gate {
  uint16_t offset_low, selector;
  uint8_t stack, type;
  uint16_t offset_middle;
  uint32_t offset_high, zero;
};

extern uint64_t gdt[];
extern const char exceptions[], system_call[];
void load_descriptors(void);

extern uint32_t task_state[TASK_WORDS]; /* trap.S writes RSP0 */
extern struct gate idt[VECTOR_SYSTEM_CALL + 1];
_Alignas(16) uint32_t task_state[TASK_WORDS];
struct gate idt[VECTOR_SYSTEM_CALL + 1];
static _Alignas(16) char double_fault_stack[4096];

uint32_t cpuid(uint32_t leaf, char which)
{
  uint32_t a = leaf, b, c = 0, d;
  __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  return which == 'a' ? a : which == 'b' ? b : which == 'c' ? c : d;
}

void cpu_check(void)
{
  uint32_t seven = CPUID_7_SMEP | CPUID_7_SMAP, extended = CPUID_NX | CPUID_PAGE_1_GIB;
  if ((cpuid(7, 'b') & seven) != seven || (cpuid(0x80000001, 'd') & extended) != extended ||
      !(cpuid(1, 'd') & CPUID_PGE))
    stop("the processor lacks SMEP, SMAP, no-execute, 1 GiB or global pages");
}

unsigned cpu_output_bits(void)
{
  return cpuid(0x80000008, 'a') & 0xFF;
}

static void set_gate(unsigned vector, const char *entry, uint8_t stack, uint8_t type)
{
  uint64_t offset = (uint64_t)entry;
  idt[vector] = (struct gate){.offset_low = (uint16_t)offset,
                              .selector = KERNEL_CODE,
                              .stack = stack,
                              .type = type,
                              .offset_middle = (uint16_t)(offset >> 16),
                              .offset_high = (uint32_t)(offset >> 32)};
}

void cpu_init(void)
{
  uint64_t task = (uint64_t)task_state, limit = sizeof task_state - 1;
  uint64_t stack = (uint64_t)double_fault_stack + sizeof double_fault_stack;
  task_state[TASK_IST1] = (uint32_t)stack;
  task_state[TASK_IST1 + 1] = (uint32_t)(stack >> 32);
  task_state[TASK_IO_MAP] = sizeof task_state << 16; /* beyond the limit: no port is for users */
  gdt[TASK / 8] = limit | (task & 0xFFFFFF) << 16 | TASK_PRESENT | (task >> 24 & 0xFF) << 56;
  gdt[TASK / 8 + 1] = task >> 32;
  for (unsigned i = 0; i < 32; i++)
    set_gate(i, exceptions + 16 * i, i == VECTOR_DOUBLE_FAULT ? STACK_DOUBLE_FAULT : 0,
             GATE_INTERRUPT);
  set_gate(VECTOR_SYSTEM_CALL, system_call, 0, GATE_INTERRUPT | GATE_FOR_USERS);
  load_descriptors();
  __asm__ volatile("wrmsr" : : "c"(MSR_PAT), "a"((uint32_t)VPT_X86_PAT),
                   "d"((uint32_t)(VPT_X86_PAT >> 32)));
}

/* ---- control registers ----------------------------------------------------------------------- */

uint64_t read_cr4(void)
{
  uint64_t value;
  __asm__ volatile("movq %%cr4, %0" : "=r"(value));
  return value;
}

void write_cr4(uint64_t value)
{
  __asm__ volatile("movq %0, %%cr4" : : "r"(value) : "memory");
}

void cpu_protect(void)
{
  write_cr4(read_cr4() | CR4_PGE | CR4_SMEP | CR4_SMAP);
}

uint64_t read_cr2(void)
{
  uint64_t value;
  __asm__ volatile("movq %%cr2, %0" : "=r"(value));
  return value;
}

uint64_t read_cr3(void)
{
  uint64_t value;
  __asm__ volatile("movq %%cr3, %0" : "=r"(value));
  return value;
}

void write_cr3(uint64_t root)
{
  __asm__ volatile("movq %0, %%cr3" : : "r"(root) : "memory");
}

/* ---- TLB ------------------------------------------------------------------------------------- */

static struct vpt_x86_64_tlb one_core;

void cpu_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_x86_64_invalidate(&one_core, what);
}

void cpu_sync(void *context)
{
  (void)context;
  vpt_x86_64_sync(&one_core);
}
