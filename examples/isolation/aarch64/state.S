/* SPDX-License-Identifier: Apache-2.0 */
/* V0 to V31, which compiled code of the hypervisor does not use. */

  .arch_extension fp
  .arch_extension simd

  .macro vectors operation
  .irp n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
  pair \operation, \n, %(\n + 1)
  .endr
  .endm

  .altmacro
  .macro pair operation, first, second
  \operation q\first, q\second, [x0], #32
  .endm

  .text
/* void save_vectors(uint64_t *), void load_vectors(const uint64_t *): 64 words. */
  .global save_vectors, load_vectors
save_vectors:
  vectors stp
  ret
load_vectors:
  vectors ldp
  ret
