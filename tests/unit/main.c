/* SPDX-License-Identifier: Apache-2.0 */
#include "units.h"

int main(void)
{
  int failed = pool_tests() + geometry_tests() + init_tests() + map_tests() + change_tests() +
               attribute_tests() + word_tests() + frame_tests() + granule_tests() + x86_tests() +
               loongarch_tests() + riscv_tests() + half_tests() + hand_over_tests() + document_tests() +
               format_tests() + range_tests() + range_change_tests() + split_tests() +
               next_run_tests() + unmap_some_tests() + break_tests() + grant_tests() +
               granted_tests();
  return failed == 0 ? 0 : 1;
}
