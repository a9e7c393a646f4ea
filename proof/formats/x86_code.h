/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the contracts of the x86 codecs: a leaf of any size is a whole number of pages. */
#ifndef VPT_PROOF_FORMATS_X86_CODE_H
#define VPT_PROOF_FORMATS_X86_CODE_H

/*@ lemma pages_21: \forall integer x; x % 0x200000 == 0 ==> x % 0x1000 == 0;
    lemma pages_30: \forall integer x; x % 0x40000000 == 0 ==> x % 0x1000 == 0; */

#endif
