/* SPDX-License-Identifier: Apache-2.0 */
/* What registers of the hardware say of the tables that it walks. Registers are taken as they are, with
 * ASIDs, VMIDs, PCIDs and all other bits that are no part of the root's address.
 */
#ifndef TOOL_TRANSLATION_H
#define TOOL_TRANSLATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registers.h"
#include "vpt/vpt.h"

/* Whose TTBR0, TTBR1, TCR and MAIR they are. */
enum translation_regime {
  REGIME_EL1,  /* EL1&0; also EL2&0, whose TCR_EL2 has the layout of TCR_EL1 (HCR_EL2.E2H is 1) */
  REGIME_EL2,  /* EL2, HCR_EL2.E2H is 0 */
  REGIME_EL3,
};

/* What no register says. */
struct translation_hints {
  enum translation_regime regime;
  unsigned levels;       /* of CR3 and N_CR3 where there is no CR4; 0: not given */
  uint64_t address_mark; /* a bit of addresses that is no part of them (memory encryption), or 0 */
};

/* What memory types come from. */
enum types_source {
  TYPES_BY_INDEX, /* nothing is known but the index */
  TYPES_MAIR,
  TYPES_PAT,
};

/* Some uppermost bits of an input address are a tag, if its bit `select` has the value `selected`: the
 * hardware takes bits high:low for copies of bit low - 1. */
struct tag {
  unsigned char high, low; /* both 0: none */
  unsigned char select;
  bool selected;
};

#define TAGS_MAX 2

/* One set of tables. */
struct translation {
  const char *from;    /* the register with the root: "TTBR0_EL1" */
  uint64_t value;      /* of it */
  char format[32];     /* as 'vpt formats' names it */
  unsigned levels;     /* which may be fewer than the library has geometries for */
  unsigned input_bits;
  unsigned output_bits;
  enum vpt_half half;
  vpt_oa root;
  uint64_t first, last; /* the offsets that the hardware translates by this root */
  struct tag tags[TAGS_MAX];
  enum types_source types_source;
  uint64_t types;         /* MAIR or PAT */
  bool off;               /* each access that would walk these tables faults (EPD0, EPD1) */
  bool hardware_accessed; /* hardware sets the access flag: its being 0 is no fault (HA) */
  bool hardware_dirty;    /* hardware makes writable what has DBM (HD) */
  bool no_hierarchy;      /* table descriptors take no rights away (HPD) */
  bool no_user;           /* accesses of the less privileged level fault (E0PD) */
  bool no_execute_bit;    /* XD is reserved (EFER.NXE is 0) */
};

#define TRANSLATIONS_MAX 2

/* The translations, one for each root, in the order of input addresses; or the reason why there is none. */
struct translations {
  struct translation translation[TRANSLATIONS_MAX];
  size_t count;
  char error[200];
};

/* The name of a register, without the dashes of its option: "ttbr0". */
const char *register_name(enum register_number number);

/* Is a register with a root known, of stage 1 or 2? */
bool translation_known(const struct registers *registers, unsigned stage);

/* What the registers of this stage say. A pure function; false if `error` tells what is wrong. */
bool translation_decode(const struct registers *registers, const struct translation_hints *hints, unsigned stage,
                        struct translations *said);

/* The input address that the hardware translates for this one: without its tag. */
vpt_ia tags_removed(const struct tag tags[TAGS_MAX], vpt_ia ia);

#endif
