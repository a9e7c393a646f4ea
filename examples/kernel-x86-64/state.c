/* SPDX-License-Identifier: Apache-2.0 */
/* What a program in ring 3 can write of its processor: switched, or trapped (state.h). */
#include "state.h"

#include "apart.h"
#include "console.h"
#include "cpu.h"
#include "machine.h"

/* ---- switched -------------------------------------------------------------------------------- */

/* The area of XSAVE: FCW and MXCSR, which are loaded even where the header says that a component is in its first
 * state; that is what a header of zeros says of all. */
enum { AREA_FCW = 0, AREA_MXCSR = 24 };
#define FIRST_FCW 0x37F
#define FIRST_MXCSR 0x1F80

static void put(uint8_t *to, uint32_t value)
{
  for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> 8 * i);
}

void state_begin(struct process_state *state)
{
  *state = (struct process_state){0};
  put(state->extended + AREA_FCW, FIRST_FCW);
  put(state->extended + AREA_MXCSR, FIRST_MXCSR);
}

void state_save(struct process_state *state)
{
  uint32_t *segment = state->segments;
#define SAVE(name) __asm__ volatile("movl %%" #name ", %0" : "=r"(*segment++));
  WORDS_SEGMENTS(SAVE)
  __asm__ volatile("xsave64 %0" : "+m"(state->extended) : "a"(XCR0_COMPONENTS), "d"(0));
}

void state_load(const struct process_state *state)
{
  const uint32_t *segment = state->segments;
#define LOAD(name) __asm__ volatile("movl %0, %%" #name : : "r"(*segment++));
  WORDS_SEGMENTS(LOAD)
  __asm__ volatile("xrstor64 %0" : : "m"(state->extended), "a"(XCR0_COMPONENTS), "d"(0));
}

/* ---- trapped --------------------------------------------------------------------------------- */

/* Volume 2, CPUID: leaf 1 ECX; leaf 0xD EBX: the area's bytes for what XCR0 has. */
#define CPUID_XSAVE (1U << 26)
#define CPUID_AVX (1U << 28)

/* "Control Registers". */
#define CR0_MP (1ULL << 1)
#define CR0_EM (1ULL << 2)
#define CR0_TS (1ULL << 3)
#define CR4_PCE (1ULL << 8)
#define CR4_OSFXSR (1ULL << 9)
#define CR4_OSXMMEXCPT (1ULL << 10)
#define CR4_FSGSBASE (1ULL << 16)
#define CR4_OSXSAVE (1ULL << 18)
#define CR4_PKE (1ULL << 22)
#define CR4_CET (1ULL << 23)

/* Ports and the interrupt flag are the kernel's alone because no process has IOPL or an I/O map (cpu.c). */
void traps_on(void)
{
  if ((cpuid(1, 'c') & (CPUID_XSAVE | CPUID_AVX)) != (CPUID_XSAVE | CPUID_AVX))
    stop("the processor lacks XSAVE or AVX");
  uint64_t cr0;
  __asm__ volatile("movq %%cr0, %0" : "=r"(cr0));
  __asm__ volatile("movq %0, %%cr0" : : "r"((cr0 | CR0_MP) & ~(CR0_EM | CR0_TS)));
  write_cr4((read_cr4() | CR4_OSFXSR | CR4_OSXMMEXCPT | CR4_OSXSAVE) &
            ~(CR4_PCE | CR4_FSGSBASE | CR4_PKE | CR4_CET));
  __asm__ volatile("xsetbv" : : "c"(0), "a"(XCR0_COMPONENTS), "d"(0));
  if (cpuid(0xD, 'b') != XSAVE_BYTES) stop("XSAVE stores more than x87, SSE and AVX");
}

bool is_trap(uint64_t vector, uint64_t error, unsigned attempt)
{
#define VECTOR(vector, ...) vector,
  static const uint8_t expected[] = {ATTEMPTS(VECTOR)};
  return vector == expected[attempt] && error == 0;
}

/* ---- told of --------------------------------------------------------------------------------- */

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define ALL_BITS 0xFFFFFFFFFFFFFFFF
#define SEGMENT(name) {#name, 3, USER_DATA & ~3},
#define WHOLE(name) {#name, ALL_BITS, 0},
#define YMM(n) {"ymm" #n, ALL_BITS, 0},

/* Of segment registers the lowest bits (RPL) of the one selector that a program has for data. Of FCW precision and
 * rounding, of MXCSR rounding, what is flushed and the flags; no exception is unmasked. Of RFLAGS the status flags, DF
 * and ID; bit 1 is 1, and AC as the program has it. */
static const struct word segments[] = {WORDS_SEGMENTS(SEGMENT)};
static const struct word floating[] = {{"fcw", 0xF00, 0x7F}, {"mxcsr", 0xE07F, 0x1F80}, WORDS_MMX(WHOLE)};
static const struct word vectors[] = {WORDS_VECTORS(YMM)};
static const struct word general[] = {WORDS_GENERAL(WHOLE){"rflags", 0x200CD5, 0x40002}};

const struct words words_of_programs[] = {
    {"segment registers", segments, COUNT(segments)},
    {"floating point", floating, COUNT(floating)},
    {"vectors", vectors, COUNT(vectors)},
    {"general registers", general, COUNT(general)},
    {0},
};

#define ONE(...) +1
const struct attempts attempts_trapped[] = {
    {"debug registers", ATTEMPTS_DEBUG(ONE)},
    {"bases of FS and GS (CR4.FSGSBASE)", ATTEMPTS_BASES(ONE)},
    {"protection keys (CR4.PKE)", ATTEMPTS_KEYS(ONE)},
    {"performance counters (CR4.PCE)", ATTEMPTS_COUNTERS(ONE)},
    {"the kernel's registers, ports, interrupts", ATTEMPTS_OTHERS(ONE)},
    {0},
};
