/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the contracts of the AArch64 codecs: a block is a whole number of pages, and so is
 * the part of an address that stands in place. */
#ifndef VPT_PROOF_FORMATS_AARCH64_CODE_H
#define VPT_PROOF_FORMATS_AARCH64_CODE_H

/*@ lemma pages_1: \forall integer x; x % BYTES_1 == 0 ==> x % BYTES_0 == 0;
    lemma pages_2: \forall integer x; x % BYTES_2 == 0 ==> x % BYTES_0 == 0;
    lemma pages_3: \forall integer x; x % BYTES_3 == 0 ==> x % BYTES_0 == 0;
    lemma whole_pages: \forall integer x; 0 <= x ==> x % BYTES_0 == 0 ==>
      x % IN_PLACE == BYTES_0 * (x / BYTES_0 % (IN_PLACE / BYTES_0)); */

#endif
