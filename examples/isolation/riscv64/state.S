/* SPDX-License-Identifier: Apache-2.0 */
/* f0 to f31, which compiled code of the hypervisor does not use. */

  .option arch, +d

  .macro floating operation
  .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  \operation f\n, 8 * \n(a0)
  .endr
  .irp n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
  \operation f\n, 8 * \n(a0)
  .endr
  .endm

  .text
/* void save_floating(uint64_t *), void load_floating(const uint64_t *): 32 words. */
  .global save_floating, load_floating
save_floating:
  floating fsd
  ret
load_floating:
  floating fld
  ret
