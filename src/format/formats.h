/* SPDX-License-Identifier: Apache-2.0 */
/* The list of formats: a new one adds its line here and its number to the public header. */
#ifndef VPT_FORMAT_FORMATS_H
#define VPT_FORMAT_FORMATS_H

#define VPT_FORMATS(X)                      \
  X(VPT_AARCH64_S1, aarch64_s1)             \
  X(VPT_AARCH64_S1_EL2, aarch64_s1_el2)     \
  X(VPT_AARCH64_S2, aarch64_s2)

#endif
