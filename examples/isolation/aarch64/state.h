/* SPDX-License-Identifier: Apache-2.0 */
/* What a guest can write of its CPU (DDI 0487, "AArch64 System Register Descriptions"), for C and for the
 * assembler: what is switched between guests, and what is trapped.
 *
 * Of each word that is switched: its name, what the guest calls it, what the hypervisor calls it, and the bits that
 * a guest tries and those that it sets beside (struct word in apart.h). Names that assemblers do not know yet are
 * given as s<op0>_<op1>_c<CRn>_c<CRm>_<op2>.
 */
#ifndef STATE_H
#define STATE_H

#define ALL_BITS 0xFFFFFFFFFFFFFFFF
#define LOW_HALF 0xFFFFFFFF

/* With HCR_EL2.DC set the guests' stage 1 is off, whatever they write here. */
#define WORDS_TRANSLATION(W)                                       \
  W(sctlr_el1, sctlr_el1, sctlr_el1, 0x405C200, SCTLR_EL1_MMU_OFF) \
  W(ttbr0_el1, ttbr0_el1, ttbr0_el1, 0xFFFFFFFFFFFFF000, 0)        \
  W(ttbr1_el1, ttbr1_el1, ttbr1_el1, 0xFFFFFFFFFFFFF000, 0)        \
  W(tcr_el1, tcr_el1, tcr_el1, 0x7FFFBFBF, 0)                      \
  W(mair_el1, mair_el1, mair_el1, ALL_BITS, 0)                     \
  W(amair_el1, amair_el1, amair_el1, 0, 0)                         \
  W(contextidr_el1, contextidr_el1, contextidr_el1, LOW_HALF, 0)   \
  W(par_el1, par_el1, par_el1, 0xFFFFFFFFFF000, 0)

/* DISR_EL1 is VDISR_EL2 for guests whose SErrors go to EL2. */
#define WORDS_EXCEPTIONS(W)                                      \
  W(vbar_el1, vbar_el1, vbar_el1, 0xFFFFFFFFF800, 0)             \
  W(elr_el1, elr_el1, elr_el1, ALL_BITS, 0)                      \
  W(spsr_el1, spsr_el1, spsr_el1, 0xF00003C0, 0)                 \
  W(esr_el1, esr_el1, esr_el1, LOW_HALF, 0)                      \
  W(far_el1, far_el1, far_el1, ALL_BITS, 0)                      \
  W(afsr0_el1, afsr0_el1, afsr0_el1, 0, 0)                       \
  W(afsr1_el1, afsr1_el1, afsr1_el1, 0, 0)                       \
  W(disr_el1, s3_0_c12_c1_1, s3_4_c12_c1_1, 0x81FFFFFF, 0)

#define WORDS_THREADS(W)                                       \
  W(tpidr_el0, tpidr_el0, tpidr_el0, ALL_BITS, 0)              \
  W(tpidrro_el0, tpidrro_el0, tpidrro_el0, ALL_BITS, 0)        \
  W(tpidr_el1, tpidr_el1, tpidr_el1, ALL_BITS, 0)              \
  W(tpidr2_el0, s3_3_c13_c0_5, s3_3_c13_c0_5, ALL_BITS, 0)     \
  W(smpri_el1, s3_0_c1_c2_4, s3_0_c1_c2_4, 0, 0)               \
  W(sp_el0, sp_el0, sp_el0, ALL_BITS, 0)

/* CPACR_EL1 lets the guest use what the hypervisor then gives or traps: SME, floating point, SVE. */
#define WORDS_CONTROL(W)                                            \
  W(cpacr_el1, cpacr_el1, cpacr_el1, 1 << 28, CPACR_EL1_ALL)        \
  W(csselr_el1, csselr_el1, csselr_el1, 0xF, 0)                     \
  W(cntkctl_el1, cntkctl_el1, cntkctl_el1, 0x3FF, 0)                \
  W(cntv_ctl_el0, cntv_ctl_el0, cntv_ctl_el0, 2, 0)                 \
  W(cntv_cval_el0, cntv_cval_el0, cntv_cval_el0, ALL_BITS, 0)

#define WORDS_FLOATING(W)                     \
  W(fpcr, fpcr, s3_3_c4_c4_0, 0x07C00000, 0) \
  W(fpsr, fpsr, s3_3_c4_c4_1, 0x0800009F, 0)

#define SCTLR_EL1_MMU_OFF 0x30D00800 /* RES1 bits */
#define CPACR_EL1_ALL 0x3330000

/* SP to the guest itself. */
#define WORDS_STACK(W) W(sp_el1, none, sp_el1, 0, 0)

#define SYSTEM_WORDS(W) \
  WORDS_TRANSLATION(W) WORDS_EXCEPTIONS(W) WORDS_THREADS(W) WORDS_CONTROL(W) WORDS_FLOATING(W) WORDS_STACK(W)

/* V0 to V31, the lower and the upper half of each. */
#define WORDS_VECTORS(V)                                                              \
  V(0) V(1) V(2) V(3) V(4) V(5) V(6) V(7) V(8) V(9) V(10) V(11) V(12) V(13) V(14) V(15) \
  V(16) V(17) V(18) V(19) V(20) V(21) V(22) V(23) V(24) V(25) V(26) V(27) V(28) V(29) V(30) V(31)

/* Registers that enter_guest switches; the guest's program needs X0 to X3. */
#define WORDS_GENERAL(G)                                                                         \
  G(x4) G(x5) G(x6) G(x7) G(x8) G(x9) G(x10) G(x11) G(x12) G(x13) G(x14) G(x15) G(x16) G(x17) G(x18) \
  G(x19) G(x20) G(x21) G(x22) G(x23) G(x24) G(x25) G(x26) G(x27) G(x28) G(x29) G(x30)

/* Attempts that are trapped: A(syndrome, instruction). Of MSR the syndrome names the register (ISS of exception
 * class 0x18: Op0, Op2, Op1, CRn, Rt, CRm); SVE and SME have classes of their own. */
#define TRAPPED_MSR(op0, op1, crn, crm, op2) \
  (0x18 << 26 | 1 << 25 | op0 << 20 | op2 << 17 | op1 << 14 | crn << 10 | 2 << 5 | crm << 1)
#define TRAPPED_SVE (0x19 << 26 | 1 << 25)
#define TRAPPED_SME (0x1D << 26 | 1 << 25)
#define MSR(A, op0, op1, crn, crm, op2) \
  A(TRAPPED_MSR(op0, op1, crn, crm, op2), msr s##op0##_##op1##_c##crn##_c##crm##_##op2, x2)

/* Breakpoints DBGBVR<n>_EL1, DBGBCR<n>_EL1, watchpoints DBGWVR<n>_EL1, DBGWCR<n>_EL1. */
#define BREAKPOINT(A, n) MSR(A, 2, 0, 0, n, 4) MSR(A, 2, 0, 0, n, 5)
#define WATCHPOINT(A, n) MSR(A, 2, 0, 0, n, 6) MSR(A, 2, 0, 0, n, 7)

/* ...MDSCR_EL1, MDCCINT_EL1, OSLAR_EL1, OSDLR_EL1. */
#define ATTEMPTS_DEBUG(A)                                                                       \
  BREAKPOINT(A, 0) BREAKPOINT(A, 1) BREAKPOINT(A, 2) BREAKPOINT(A, 3) BREAKPOINT(A, 4) BREAKPOINT(A, 5) \
  WATCHPOINT(A, 0) WATCHPOINT(A, 1) WATCHPOINT(A, 2) WATCHPOINT(A, 3)                           \
  MSR(A, 2, 0, 0, 2, 2) MSR(A, 2, 0, 0, 2, 0) MSR(A, 2, 0, 1, 0, 4) MSR(A, 2, 0, 1, 3, 4)

/* PMCR, PMCNTENSET, PMCNTENCLR, PMOVSCLR, PMSELR, PMCCNTR, PMXEVTYPER, PMXEVCNTR, PMUSERENR, PMOVSSET; PMINTENSET,
 * PMINTENCLR; PMEVCNTR0, PMEVTYPER0, PMCCFILTR. */
#define ATTEMPTS_COUNTERS(A)                                                                    \
  MSR(A, 3, 3, 9, 12, 0) MSR(A, 3, 3, 9, 12, 1) MSR(A, 3, 3, 9, 12, 2) MSR(A, 3, 3, 9, 12, 3)   \
  MSR(A, 3, 3, 9, 12, 5) MSR(A, 3, 3, 9, 13, 0) MSR(A, 3, 3, 9, 13, 1) MSR(A, 3, 3, 9, 13, 2)   \
  MSR(A, 3, 3, 9, 14, 0) MSR(A, 3, 3, 9, 14, 3) MSR(A, 3, 0, 9, 14, 1) MSR(A, 3, 0, 9, 14, 2)   \
  MSR(A, 3, 3, 14, 8, 0) MSR(A, 3, 3, 14, 12, 0) MSR(A, 3, 3, 14, 15, 7)

/* CNTP_TVAL_EL0, CNTP_CTL_EL0, CNTP_CVAL_EL0. */
#define ATTEMPTS_TIMER(A) MSR(A, 3, 3, 14, 2, 0) MSR(A, 3, 3, 14, 2, 1) MSR(A, 3, 3, 14, 2, 2)

/* APIAKey, APIBKey, APDAKey, APDBKey, APGAKey, lower and upper halves. */
#define ATTEMPTS_KEYS(A)                                                                       \
  MSR(A, 3, 0, 2, 1, 0) MSR(A, 3, 0, 2, 1, 1) MSR(A, 3, 0, 2, 1, 2) MSR(A, 3, 0, 2, 1, 3)      \
  MSR(A, 3, 0, 2, 2, 0) MSR(A, 3, 0, 2, 2, 1) MSR(A, 3, 0, 2, 2, 2) MSR(A, 3, 0, 2, 2, 3)      \
  MSR(A, 3, 0, 2, 3, 0) MSR(A, 3, 0, 2, 3, 1)

/* RGSR_EL1, GCR_EL1, TFSR_EL1, TFSRE0_EL1. */
#define ATTEMPTS_TAGS(A) \
  MSR(A, 3, 0, 1, 0, 5) MSR(A, 3, 0, 1, 0, 6) MSR(A, 3, 0, 5, 6, 0) MSR(A, 3, 0, 5, 6, 1)

/* ACTLR_EL1; SCXTNUM_EL0, SCXTNUM_EL1; LORSA_EL1, LOREA_EL1, LORN_EL1, LORC_EL1. */
#define ATTEMPTS_OTHERS(A)                                                                     \
  MSR(A, 3, 0, 1, 0, 1) MSR(A, 3, 3, 13, 0, 7) MSR(A, 3, 0, 13, 0, 7) MSR(A, 3, 0, 10, 4, 0)   \
  MSR(A, 3, 0, 10, 4, 1) MSR(A, 3, 0, 10, 4, 2) MSR(A, 3, 0, 10, 4, 3)

/* ZCR_EL1, a vector, a predicate, the first-fault register. */
#define ATTEMPTS_SVE(A)                                                             \
  A(TRAPPED_SVE, msr s3_0_c1_c2_0, x2) A(TRAPPED_SVE, dup z0.d, x2) A(TRAPPED_SVE, ptrue p0.d) \
  A(TRAPPED_SVE, setffr)

/* SMCR_EL1, SVCR. */
#define ATTEMPTS_SME(A) A(TRAPPED_SME, msr s3_0_c1_c2_6, x2) A(TRAPPED_SME, msr s3_3_c4_c2_2, x2)

#define ATTEMPTS(A)                                                                                  \
  ATTEMPTS_DEBUG(A) ATTEMPTS_COUNTERS(A) ATTEMPTS_TIMER(A) ATTEMPTS_KEYS(A) ATTEMPTS_TAGS(A) ATTEMPTS_OTHERS(A) \
  ATTEMPTS_SVE(A) ATTEMPTS_SME(A)

#endif
