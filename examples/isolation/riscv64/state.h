/* SPDX-License-Identifier: Apache-2.0 */
/* What a guest can write of its hart (Privileged Architecture manual, "Hypervisor Extension"), for C and for the
 * assembler: what is switched between guests, and what is trapped.
 *
 * Of each word that is switched: what the guest calls it, what the hypervisor calls it, and the bits that a guest
 * tries and those that it sets beside (struct word in apart.h).
 */
#ifndef STATE_H
#define STATE_H

#define ALL_BITS 0xFFFFFFFFFFFFFFFF

/* Their MODE stays Bare: the guests' own MMU is off. */
#define WORDS_TRANSLATION(W) W(satp, vsatp, 0xFFFFFFFFFFFFFFF, 0)

/* SPIE, SPP, SUM, MXR; FS and VS on, so that what is trapped is so by the hypervisor. A guest sees no interrupt:
 * none is delegated. */
#define WORDS_EXCEPTIONS(W)                                 \
  W(sstatus, vsstatus, 0xC0120, SSTATUS_FS | SSTATUS_VS)    \
  W(stvec, vstvec, 0xFFFFFFFFFFFFFFFC, 0)                   \
  W(sepc, vsepc, 0xFFFFFFFFFFFFFFFC, 0)                     \
  W(scause, vscause, ALL_BITS, 0)                           \
  W(stval, vstval, ALL_BITS, 0)                             \
  W(sie, vsie, 0, 0)                                        \
  W(sip, vsip, 0, 0)

/* The last two are the hypervisor's own to a guest: there is one of each. */
#define WORDS_OTHERS(W)                     \
  W(sscratch, vsscratch, ALL_BITS, 0)       \
  W(scounteren, scounteren, 0xFFFFFFFF, 0)  \
  W(senvcfg, senvcfg, 0xF1, 0)

#define WORDS_FLOATING(W) W(fcsr, fcsr, 0xFF, 0)

/* sstatus: FS (14:13), VS (10:9). */
#define SSTATUS_FS (3 << 13)
#define SSTATUS_VS (3 << 9)

#define SYSTEM_WORDS(W) WORDS_TRANSLATION(W) WORDS_EXCEPTIONS(W) WORDS_OTHERS(W) WORDS_FLOATING(W)

#define WORDS_F(F)                                                                    \
  F(0) F(1) F(2) F(3) F(4) F(5) F(6) F(7) F(8) F(9) F(10) F(11) F(12) F(13) F(14) F(15) \
  F(16) F(17) F(18) F(19) F(20) F(21) F(22) F(23) F(24) F(25) F(26) F(27) F(28) F(29) F(30) F(31)

/* Registers that enter_guest switches; the guest's program needs a0 to a2, t0, t1. */
#define WORDS_GENERAL(G)                                                                        \
  G(ra) G(sp) G(gp) G(tp) G(t2) G(s0) G(s1) G(a3) G(a4) G(a5) G(a6) G(a7) G(s2) G(s3) G(s4) G(s5) \
  G(s6) G(s7) G(s8) G(s9) G(s10) G(s11) G(t3) G(t4) G(t5) G(t6)

/* Attempts that are trapped: A(cause, instruction). Causes 2, illegal instruction; 22, virtual instruction. */
#define ILLEGAL 2
#define VIRTUAL 22

/* Cycles, time, instructions; and one of the counters that are the machine's. */
#define ATTEMPTS_COUNTERS(A) \
  A(VIRTUAL, csrr a0, cycle) A(VIRTUAL, csrr a0, time) A(VIRTUAL, csrr a0, instret) A(VIRTUAL, csrr a0, hpmcounter3)

/* stimecmp. */
#define ATTEMPTS_TIMER(A) A(VIRTUAL, csrw 0x14D, a2)

/* vtype, v0, vstart, vcsr. */
#define ATTEMPTS_VECTOR(A)                                                                  \
  A(ILLEGAL, vsetvli t0, a2, e64, m1, ta, ma) A(ILLEGAL, vmv.v.x v0, a2) A(ILLEGAL, csrw 0x008, a2) \
  A(ILLEGAL, csrw 0x00F, a2)

/* hstatus, hideleg, hvip, hgatp, vsatp, vstimecmp. */
#define ATTEMPTS_HYPERVISOR(A)                                                              \
  A(VIRTUAL, csrw 0x600, a2) A(VIRTUAL, csrw 0x603, a2) A(VIRTUAL, csrw 0x645, a2)          \
  A(VIRTUAL, csrw 0x680, a2) A(VIRTUAL, csrw 0x280, a2) A(VIRTUAL, csrw 0x24D, a2)

#define ATTEMPTS(A) ATTEMPTS_COUNTERS(A) ATTEMPTS_TIMER(A) ATTEMPTS_VECTOR(A) ATTEMPTS_HYPERVISOR(A)

#endif
