/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the contracts of the LoongArch codecs: a leaf is a whole number of pages. */
#ifndef VPT_PROOF_FORMATS_LOONGARCH_CODE_H
#define VPT_PROOF_FORMATS_LOONGARCH_CODE_H

/*@ lemma pages: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0x1000 * (oa / 0x1000) == oa; */

#endif
