/* SPDX-License-Identifier: Apache-2.0 */
/* What a program in ring 3 can write of its processor (SDM volumes 1 and 3), for C and for the assembler: what is
 * switched between processes, and what ends in an exception. */
#ifndef STATE_H
#define STATE_H

/* State components of XSAVE that are in use: x87 with MMX, SSE, AVX ("Managing State Using the XSAVE Feature Set"),
 * and the bytes that they take. XCR0 lets no other be used. */
#define XCR0_COMPONENTS 7
#define XSAVE_BYTES 832

/* Words that are switched, by their names. Segment registers hold selectors; the bases of FS and GS come from
 * descriptors alone, as CR4.FSGSBASE is off. */
#define WORDS_SEGMENTS(S) S(ds) S(es) S(fs) S(gs)
#define WORDS_MMX(M) M(mm0) M(mm1) M(mm2) M(mm3) M(mm4) M(mm5) M(mm6) M(mm7)
#define WORDS_VECTORS(V) \
  V(0) V(1) V(2) V(3) V(4) V(5) V(6) V(7) V(8) V(9) V(10) V(11) V(12) V(13) V(14) V(15)
/* Those that its program does not need. */
#define WORDS_GENERAL(G) G(rbx) G(rbp) G(r8) G(r9) G(r10) G(r11) G(r12) G(r13) G(r14) G(r15)

/* Attempts that end in an exception without an error code, or with 0: A(vector, instruction). The RDX that is to be
 * written is the step's. */
#define INVALID_OPCODE 6
#define GENERAL_PROTECTION 13

#define ATTEMPTS_DEBUG(A)                                                                              \
  A(GENERAL_PROTECTION, movq %rdx, %dr0) A(GENERAL_PROTECTION, movq %rdx, %dr1)                        \
  A(GENERAL_PROTECTION, movq %rdx, %dr2) A(GENERAL_PROTECTION, movq %rdx, %dr3)                        \
  A(GENERAL_PROTECTION, movq %rdx, %dr6) A(GENERAL_PROTECTION, movq %rdx, %dr7)
#define ATTEMPTS_BASES(A) A(INVALID_OPCODE, wrfsbase %rdx) A(INVALID_OPCODE, wrgsbase %rdx)
#define ATTEMPTS_KEYS(A) A(INVALID_OPCODE, wrpkru)
#define ATTEMPTS_COUNTERS(A) A(GENERAL_PROTECTION, rdpmc)
#define ATTEMPTS_OTHERS(A)                                                                             \
  A(GENERAL_PROTECTION, wrmsr) A(GENERAL_PROTECTION, xsetbv) A(GENERAL_PROTECTION, movq %rdx, %cr8)    \
  A(GENERAL_PROTECTION, lldt %dx) A(GENERAL_PROTECTION, cli) A(GENERAL_PROTECTION, outb %al, $0xF4)

#define ATTEMPTS(A) ATTEMPTS_DEBUG(A) ATTEMPTS_BASES(A) ATTEMPTS_KEYS(A) ATTEMPTS_COUNTERS(A) ATTEMPTS_OTHERS(A)

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

/* What is switched beside struct context (process.h). */
struct process_state {
  _Alignas(64) uint8_t extended[XSAVE_BYTES];
  uint32_t segments[4]; /* as in WORDS_SEGMENTS */
};

/* What a process begins with; what is in the processor, and into it. Nothing of one process is left when another has
 * been loaded. */
void state_begin(struct process_state *state);
void state_save(struct process_state *state);
void state_load(const struct process_state *state);

/* From now on all that is not switched ends in an exception. Stops the machine if the processor lacks XSAVE or AVX. */
void traps_on(void);

/* Is the vector exactly that of this attempt (apart.h)? */
bool is_trap(uint64_t vector, uint64_t error, unsigned attempt);
#endif

#endif
