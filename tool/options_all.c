/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

const struct option_spec *const option_lists[] = {
  options_tables,
  options_registers,
  options_memory,
  options_list,
  options_audit,
  options_output,
  NULL,
};
