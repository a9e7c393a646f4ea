/* SPDX-License-Identifier: Apache-2.0 */
/* What a guest can write of its CPU: switched, or trapped (state.h). */
#include "console.h"
#include "port.h"
#include "registers.h"

void save_vectors(uint64_t *words);
void load_vectors(const uint64_t *words);

/* ---- switched -------------------------------------------------------------------------------- */

void state_begin(struct guest_state *state)
{
#define BEGIN(name, guest, own, tried, fixed) fixed,
  *state = (struct guest_state){.system = {SYSTEM_WORDS(BEGIN)}};
}

void state_save(struct guest_state *state)
{
  uint64_t *word = state->system;
#define SAVE(name, guest, own, tried, fixed) *word++ = READ_REGISTER(own);
  SYSTEM_WORDS(SAVE)
  save_vectors(state->vectors);
}

void state_load(const struct guest_state *state)
{
  const uint64_t *word = state->system;
#define LOAD(name, guest, own, tried, fixed) WRITE_REGISTER(own, *word++);
  SYSTEM_WORDS(LOAD)
  load_vectors(state->vectors);
}

/* ---- trapped --------------------------------------------------------------------------------- */

/* MDCR_EL2: debug registers (TDRA, TDOSA, TDA, 11:9), performance counters (TPM, TPMCR, 6:5), of which the guests
 * get none (HPMN, 4:0); statistical profiling (E2PB 13:12 = 0, TPMS, 14), trace filter (TTRF, 19). */
#define MDCR_EL2_TRAPS (7 << 9 | 3 << 5 | 1 << 14 | 1 << 19)

/* CPTR_EL2: SVE (TZ, 8), SME (TSM, 12), trace (TTA, 20), activity monitors (TAM, 30); RES1 bits. Floating point
 * (TFP, 10) is switched. */
#define CPTR_EL2_TRAPS (0x32FF | 1 << 8 | 1 << 12 | 1 << 20 | 1 << 30)

/* HCR_EL2: implementation defined registers (TIDCP, 20), ACTLR_EL1 (TACR, 21), LORegions (TLOR, 35), error records
 * (TERR, 36); what it enables is trapped by leaving it 0: keys (APK, 40) and instructions (API, 41) of pointer
 * authentication, context numbers (EnSCXT, 53), memory tags (ATA, 56). */
#define HCR_EL2_TRAPS (1ULL << 20 | 1ULL << 21 | 1ULL << 35 | 1ULL << 36)

static unsigned id_field(uint64_t id_register, unsigned first_bit)
{
  return id_register >> first_bit & 0xF;
}

/* ID_AA64PFR0_EL1: GIC registers (27:24), MPAM (43:40), AMU (47:44). ID_AA64DFR0_EL1: trace unit (7:4), profiling
 * (35:32), trace filter (43:40), trace buffer (47:44), branch records (55:52). Later additions are in ID registers
 * that read as zero without them. And there must be SVE, SME, for which tests are: that of SME has TPIDR2_EL0. */
static bool is_known(void)
{
  uint64_t pfr0 = READ_REGISTER(id_aa64pfr0_el1), dfr0 = READ_REGISTER(id_aa64dfr0_el1);
  uint64_t later = READ_REGISTER(s3_0_c0_c4_2) | READ_REGISTER(s3_0_c0_c7_3); /* ID_AA64PFR2, ID_AA64MMFR3 */
  bool more = id_field(pfr0, 24) | id_field(pfr0, 40) | id_field(pfr0, 44) | id_field(dfr0, 4) |
              id_field(dfr0, 32) | id_field(dfr0, 40) | id_field(dfr0, 44) | id_field(dfr0, 52);
  bool less = !id_field(pfr0, 32) || !id_field(READ_REGISTER(id_aa64pfr1_el1), 24);
  return later == 0 && !more && !less;
}

/* CNTHCTL_EL2 = 0: the physical counter and its timer. HCRX_EL2 = 0: priorities of SME and later additions. */
void traps_on(void)
{
  if (!is_known()) stop("the processor has registers that are neither switched nor trapped here, or lacks some");
  WRITE_REGISTER(mdcr_el2, MDCR_EL2_TRAPS);
  WRITE_REGISTER(cptr_el2, CPTR_EL2_TRAPS);
  WRITE_REGISTER(cnthctl_el2, 0);
  WRITE_REGISTER(s3_4_c1_c2_2, 0);
  WRITE_REGISTER(hcr_el2, READ_REGISTER(hcr_el2) | HCR_EL2_TRAPS);
  ISB();
}

/* ESR_EL2 of such a trap: the direction (bit 0 of the ISS) is that of a write, 0. */
bool is_trap(const struct syndrome *syndrome, unsigned attempt)
{
#define SYNDROME(syndrome, ...) syndrome,
  static const uint32_t expected[] = {ATTEMPTS(SYNDROME)};
  return syndrome->esr == expected[attempt];
}

/* ---- told of --------------------------------------------------------------------------------- */

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define WORD(name, guest, own, tried, fixed) {#name, tried, fixed},
#define VECTOR(n) {"v" #n ".d[0]", ALL_BITS, 0}, {"v" #n ".d[1]", ALL_BITS, 0},
#define GENERAL(name) {#name, ALL_BITS, 0},

static const struct word translation[] = {WORDS_TRANSLATION(WORD)};
static const struct word exceptions[] = {WORDS_EXCEPTIONS(WORD)};
static const struct word threads[] = {WORDS_THREADS(WORD) GENERAL(sp)};
static const struct word control[] = {WORDS_CONTROL(WORD)};
static const struct word floating[] = {WORDS_FLOATING(WORD)};
static const struct word vectors[] = {WORDS_VECTORS(VECTOR)};
static const struct word general[] = {WORDS_GENERAL(GENERAL){"nzcv", 0xF0000000, 0}};

const struct words words_of_programs[] = {
    {"translation", translation, COUNT(translation)}, {"exceptions", exceptions, COUNT(exceptions)},
    {"threads", threads, COUNT(threads)},             {"control and timer", control, COUNT(control)},
    {"floating point", floating, COUNT(floating)},    {"vectors", vectors, COUNT(vectors)},
    {"general registers", general, COUNT(general)},   {0},
};

#define ONE(...) +1
const struct attempts attempts_trapped[] = {
    {"debug registers (MDCR_EL2)", ATTEMPTS_DEBUG(ONE)},
    {"performance counters (MDCR_EL2)", ATTEMPTS_COUNTERS(ONE)},
    {"physical timer (CNTHCTL_EL2)", ATTEMPTS_TIMER(ONE)},
    {"keys of pointer authentication (HCR_EL2)", ATTEMPTS_KEYS(ONE)},
    {"memory tags (HCR_EL2)", ATTEMPTS_TAGS(ONE)},
    {"context numbers, LORegions, auxiliary control (HCR_EL2)", ATTEMPTS_OTHERS(ONE)},
    {"SVE (CPTR_EL2)", ATTEMPTS_SVE(ONE)},
    {"SME (CPTR_EL2)", ATTEMPTS_SME(ONE)},
    {0},
};
