/* SPDX-License-Identifier: Apache-2.0 */
/* What a guest can write of its hart: switched, or trapped (state.h). */
#include "port.h"
#include "registers.h"

extern const uint32_t guest_attempts[];

void save_floating(uint64_t *words);
void load_floating(const uint64_t *words);

/* ---- switched -------------------------------------------------------------------------------- */

void state_begin(struct guest_state *state)
{
#define BEGIN(guest, own, tried, fixed) fixed,
  *state = (struct guest_state){.system = {SYSTEM_WORDS(BEGIN)}};
}

/* The hypervisor uses scounteren and senvcfg for nothing: it has no U-mode. */
void state_save(struct guest_state *state)
{
  uint64_t *word = state->system;
#define SAVE(guest, own, tried, fixed) *word++ = READ_REGISTER(own);
  SYSTEM_WORDS(SAVE)
  save_floating(state->floating);
}

void state_load(const struct guest_state *state)
{
  const uint64_t *word = state->system;
#define LOAD(guest, own, tried, fixed) WRITE_REGISTER(own, *word++);
  SYSTEM_WORDS(LOAD)
  load_floating(state->floating);
}

/* ---- trapped --------------------------------------------------------------------------------- */

/* Neither exceptions nor interrupts go to guests, no counter is theirs, nor what henvcfg would enable, stimecmp
 * among it; in sstatus FS is on, as floating point is switched, and VS is off. */
void traps_on(void)
{
  WRITE_REGISTER(hedeleg, 0);
  WRITE_REGISTER(hideleg, 0);
  WRITE_REGISTER(hcounteren, 0);
  WRITE_REGISTER(henvcfg, 0);
  WRITE_REGISTER(sstatus, (READ_REGISTER(sstatus) | SSTATUS_FS) & ~(uint64_t)SSTATUS_VS);
}

/* stval is the instruction. */
bool is_trap(const struct syndrome *syndrome, unsigned attempt)
{
#define CAUSE(cause, ...) cause,
  static const uint8_t expected[] = {ATTEMPTS(CAUSE)};
  return syndrome->scause == expected[attempt] && syndrome->stval == guest_attempts[2 * attempt];
}

/* ---- told of --------------------------------------------------------------------------------- */

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define WORD(guest, own, tried, fixed) {#guest, tried, fixed},
#define F(n) {"f" #n, ALL_BITS, 0},
#define GENERAL(name) {#name, ALL_BITS, 0},

static const struct word translation[] = {WORDS_TRANSLATION(WORD)};
static const struct word exceptions[] = {WORDS_EXCEPTIONS(WORD)};
static const struct word others[] = {WORDS_OTHERS(WORD)};
static const struct word floating[] = {WORDS_FLOATING(WORD) WORDS_F(F)};
static const struct word general[] = {WORDS_GENERAL(GENERAL)};

const struct words words_of_programs[] = {
    {"translation", translation, COUNT(translation)},
    {"exceptions", exceptions, COUNT(exceptions)},
    {"scratch and enables", others, COUNT(others)},
    {"floating point", floating, COUNT(floating)},
    {"general registers", general, COUNT(general)},
    {0},
};

#define ONE(...) +1
const struct attempts attempts_trapped[] = {
    {"counters (hcounteren)", ATTEMPTS_COUNTERS(ONE)},
    {"timer (henvcfg)", ATTEMPTS_TIMER(ONE)},
    {"vectors (sstatus)", ATTEMPTS_VECTOR(ONE)},
    {"the hypervisor's registers", ATTEMPTS_HYPERVISOR(ONE)},
    {0},
};
