/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the law `geometry`, for formats of many geometries: what it says, part by part. */
#ifndef VPT_PROOF_FORMATS_GEOMETRY_STEPS_H
#define VPT_PROOF_FORMATS_GEOMETRY_STEPS_H

#define SHAPE_OF(levels)                                                                                  \
    lemma geometry_shape_##levels: \forall integer i, o; geometry_status(FMT,levels,i,o) == VPT_OK ==> \
      shape(FMT, 1 << i, levels - 1, (1 << i) <= size(FMT,levels) ? 1 : (1 << i) / size(FMT,levels));
/*@ lemma geometry_granule: (1 << GRANULE) == size(FMT,0);
    lemma geometry_input: \forall integer levels, i, o; geometry_status(FMT,levels,i,o) == VPT_OK ==>
      2 <= levels <= 5 && 0 < i <= 59;
    lemma geometry_output: \forall integer levels, i, o; geometry_status(FMT,levels,i,o) == VPT_OK ==>
      GRANULE < o <= 56 && 0 < (1 << o) <= oa_end(FMT);
    SHAPE_OF(2) SHAPE_OF(3) SHAPE_OF(4) SHAPE_OF(5) */

#endif
