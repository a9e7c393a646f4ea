/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the geometry laws of the AArch64 formats. */
#ifndef VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H
#define VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H

/* Powers of two. */
/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_12: \forall integer i; i == 12 ==> (1 << i) == 0x1000;
    lemma power_31: \forall integer i; 31 <= i <= 39 ==>
      0x80000000 <= (1 << i) <= 0x8000000000 && (1 << i) % 0x40000000 == 0;
    lemma power_40: \forall integer i; 40 <= i <= 48 ==>
      0x10000000000 <= (1 << i) <= 0x1000000000000 && (1 << i) % 0x8000000000 == 0;
    lemma power_roots: \forall integer i; 40 <= i <= 43 ==>
      (1 << i) == 0x8000000000 * (i == 40 ? 2 : i == 41 ? 4 : i == 42 ? 8 : 16); */

/* Nine bits per level. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= 4 ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / 512; */

#endif
