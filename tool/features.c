/* SPDX-License-Identifier: Apache-2.0 */
#include "features.h"

#include <string.h>

#include "numbers.h"
#include "report.h"

/* Of which formats a feature is: those whose names begin so and, if it is not null, do not have the other text. */
static const struct {
  const char *name;
  enum feature bit;
  const char *formats, *but;
  const char *value; /* what its value is; null: it has none */
} list[] = {
  {"svnapot", FEATURE_SVNAPOT, "riscv", NULL, NULL},
  {"svpbmt", FEATURE_SVPBMT, "riscv", NULL, NULL},
  {"svrsw60t59b", FEATURE_SVRSW60T59B, "riscv", NULL, NULL},
  {"svadu", FEATURE_SVADU, "riscv", NULL, NULL},
  {"xtheadmae", FEATURE_XTHEADMAE, "riscv", "svpbmt", NULL},
  {"pmm", FEATURE_PMM, "riscv", "-g", "7 or 16"},
  {"mbec", FEATURE_MBEC, "ept", NULL, NULL},
  {"sme", FEATURE_SME, "x86-64", NULL, "a bit from 32 to 51"},
  {"tdx", FEATURE_TDX, "", NULL, "a bit from 32 to 51"},
  {"lam", FEATURE_LAM, "x86-64", NULL, NULL},
  {"lam48", FEATURE_LAM, "x86-64", NULL, NULL},
  {"lam57", FEATURE_LAM, "x86-64", NULL, NULL},
  {"tbi", FEATURE_TBI, "aarch64-s1", NULL, NULL},
  {"hafdbs", FEATURE_HAFDBS, "aarch64", NULL, NULL},
  {"hpd", FEATURE_HPD, "aarch64-s1", NULL, NULL},
  {"s2fwb", FEATURE_S2FWB, "aarch64-s2", NULL, NULL},
};

#define FEATURES (sizeof list / sizeof list[0])

const char features_help[] =
  "bits mean something else by these features, commas between:\n"
  "  svnapot      RISC-V: N (bit 63) makes a leaf of 64K\n"
  "  svpbmt       RISC-V: memory types in bits 62:61\n"
  "  svrsw60t59b  RISC-V: bits 60:59 are for software\n"
  "  svadu        RISC-V: hardware sets A and D\n"
  "  xtheadmae    T-Head: memory types in bits 63:59\n"
  "  pmm=BITS     RISC-V: the 7 or 16 uppermost bits of pointers are a tag\n"
  "  mbec         EPT: execution by user mode apart (bit 10)\n"
  "  sme=BIT      AMD: this bit of addresses says encrypted\n"
  "  tdx=BIT      Intel: this bit of addresses says shared\n"
  "  lam          x86-64: pointers have tags, as wide as the levels allow;\n"
  "               lam48, lam57: from this bit on\n"
  "  tbi          AArch64: the top byte of pointers is a tag\n"
  "  hafdbs       AArch64: hardware sets AF, and makes writable what has DBM\n"
  "  hpd          AArch64: table descriptors take no rights away\n"
  "  s2fwb        AArch64 stage 2: memory types as with FEAT_S2FWB";

/* ---- the option ------------------------------------------------------------------------------ */

static bool take_value(struct features *features, const char *what, size_t i, const char *value)
{
  unsigned number = 0;
  bool good = false;
  if (parse_unsigned(what, value, &number)) {
    good = list[i].bit == FEATURE_PMM ? number == 7 || number == 16 : number >= 32 && number <= 51;
    if (!good) complain("%s: %s=%s: its value is %s", what, list[i].name, value, list[i].value);
  }
  if (list[i].bit == FEATURE_PMM) {
    features->masked = number;
  } else {
    features->mark_bit = number;
  }
  return good;
}

static bool take_one(struct features *features, const char *what, char *name)
{
  char *value = strchr(name, '=');
  if (value != NULL) *value++ = '\0';
  for (size_t i = 0; i < FEATURES; i++) {
    if (strcmp(name, list[i].name) != 0) continue;
    if ((features->said & list[i].bit) != 0) {
      complain("%s: %s is given twice", what, name);
      return false;
    }
    if ((value != NULL) != (list[i].value != NULL)) {
      complain("%s: %s: its value is %s", what, name, value != NULL ? "one too many" : list[i].value);
      return false;
    }
    features->said |= list[i].bit;
    if (list[i].bit == FEATURE_LAM && name[3] != '\0') features->lam_low = name[3] == '4' ? 48 : 57;
    return value == NULL || take_value(features, what, i, value);
  }
  complain("%s: there is no feature '%s'; see 'vpt dump --help'", what, name);
  return false;
}

bool features_take(struct features *features, const char *what, const char *value)
{
  char text[TEXT_BYTES];
  if (strlen(value) >= sizeof text) {
    complain("%s: its value is too long", what);
    return false;
  }
  strcpy(text, value);
  for (char *name = text, *next; name != NULL; name = next) {
    next = strchr(name, ',');
    if (next != NULL) *next++ = '\0';
    if (!take_one(features, what, name)) return false;
  }
  if ((features->said & FEATURE_SME) != 0 && (features->said & FEATURE_TDX) != 0) {
    complain("%s: sme and tdx are features of different processors", what);
    return false;
  }
  return true;
}

/* tdx is of x86-64 and of EPT. */
static bool fits(size_t i, const char *format)
{
  if (list[i].bit == FEATURE_TDX) return strcmp(format, "x86-64") == 0 || strcmp(format, "ept") == 0;
  return strncmp(format, list[i].formats, strlen(list[i].formats)) == 0 &&
         (list[i].but == NULL || strstr(format, list[i].but) == NULL);
}

bool features_fit(const struct features *features, const struct tool_format *format)
{
  for (size_t i = 0; i < FEATURES; i++) {
    if ((features->said & list[i].bit) == 0 || fits(i, format->name)) continue;
    complain("--with: %s is no feature of %s", list[i].name, format->name);
    return false;
  }
  return true;
}

uint64_t features_address_mark(const struct features *features)
{
  return (features->said & (FEATURE_SME | FEATURE_TDX)) != 0 ? 1ULL << features->mark_bit : 0;
}
