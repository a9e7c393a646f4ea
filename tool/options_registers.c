/* SPDX-License-Identifier: Apache-2.0 */
/* Options that give registers, as they are. */
#include <string.h>

#include "options.h"

/* The option has the register's name. */
static bool take_register(struct options *options, const char *what, const char *value)
{
  uint64_t number;
  enum register_number which = 0;
  while (strcmp(register_name(which), what + strlen("--")) != 0) which++;
  if (!parse_address(what, value, &number)) return false;
  registers_set(&options_stage(options)->registers, which, number);
  return true;
}

static bool take_regime(struct options *options, const char *what, const char *value)
{
  static const char *const names[] = {[REGIME_EL1] = "el1", [REGIME_EL2] = "el2", [REGIME_EL3] = "el3"};
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(value, names[i]) != 0) continue;
    options_stage(options)->regime = (enum translation_regime)i;
    return true;
  }
  complain("%s: '%s' is none of el1, el2, el3", what, value);
  return false;
}

#define REGISTER(name, help) {name, 0, "VALUE", help, GROUP_TABLES, false, take_register}

const struct option_spec options_registers[] = {
  REGISTER("ttbr0", "AArch64 stage 1: registers instead of the options above"),
  REGISTER("ttbr1", "of the upper half"),
  REGISTER("tcr", "what shape the tables have"),
  REGISTER("mair", "what memory types are"),
  {"regime", 0, "REGIME",
   "whose they are: el1 (EL1&0, and EL2&0 with HCR_EL2.E2H; default),\n"
   "el2, el3",
   GROUP_TABLES, false, take_regime},
  REGISTER("vttbr", "AArch64 stage 2"),
  REGISTER("vtcr", "what shape its tables have"),
  REGISTER("cr3", "x86-64"),
  REGISTER("cr4", "whether there are 5 levels (or --levels)"),
  REGISTER("cr0", "whether paging is on"),
  REGISTER("efer", "whether XD is in use"),
  REGISTER("pat", "what memory types are"),
  REGISTER("eptp", "Intel's stage 2"),
  REGISTER("ncr3", "AMD's stage 2; with the host's --cr4, or --levels"),
  REGISTER("satp", "RISC-V; also vsatp"),
  REGISTER("hgatp", "RISC-V's stage 2"),
  REGISTER("pgdl", "LoongArch: of the lower half"),
  REGISTER("pgdh", "of the upper half"),
  REGISTER("pwcl", "what shape the tables have"),
  REGISTER("pwch", "the same of the upper levels"),
  {NULL, 0, NULL, NULL, GROUP_TABLES, false, NULL},
};
