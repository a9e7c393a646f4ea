/* SPDX-License-Identifier: Apache-2.0 */
#include "format.h"

#include <string.h>

const struct tool_format *const tool_formats[] = {
  &tool_aarch64_s1,
  &tool_aarch64_s1_el2,
  &tool_aarch64_s2,
  &tool_aarch64_s1_16k,
  &tool_aarch64_s1_el2_16k,
  &tool_aarch64_s2_16k,
  &tool_aarch64_s1_64k,
  &tool_aarch64_s1_el2_64k,
  &tool_aarch64_s2_64k,
  &tool_aarch64_s1_lpa2,
  &tool_aarch64_s1_el2_lpa2,
  &tool_aarch64_s2_lpa2,
  &tool_aarch64_s1_16k_lpa2,
  &tool_aarch64_s1_el2_16k_lpa2,
  &tool_aarch64_s2_16k_lpa2,
  &tool_x86_64,
  &tool_ept,
  &tool_riscv,
  &tool_riscv_svpbmt,
  &tool_riscv_g,
  &tool_riscv_g_svpbmt,
  &tool_loongarch_4k,
  &tool_loongarch_16k,
  NULL,
};

const struct tool_format *format_by_name(const char *name)
{
  for (size_t i = 0; tool_formats[i] != NULL; i++) {
    if (strcmp(tool_formats[i]->name, name) == 0) return tool_formats[i];
  }
  return NULL;
}

bool format_has_small_roots(const struct tool_format *format)
{
  return strncmp(format->name, "aarch64", strlen("aarch64")) == 0;
}

uint64_t format_without_oa(const struct tool_format *format, uint64_t leaf_word, vpt_oa oa)
{
  return leaf_word & ~(format->place == NULL ? oa : format->place(oa));
}
