/* SPDX-License-Identifier: Apache-2.0 */
/* The run of addresses that are translated alike, or not at all, from one on. */
/*@ requires \valid(space) && OBJECT(space);
    assigns \nothing;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space);
      ensures start: \result.ia == ia;
      ensures outside: length == 0 || OFFSET(ia) >= space->input_end ==> \result.status == VPT_ERR_IA &&
        \result.attr == 0 && \result.oa == 0 && \result.length == 0 && \result.leaf_size == 0;
      ensures status: length > 0 ==> OFFSET(ia) < space->input_end ==>
        \result.status == (MAPPED(space, OFFSET(ia)) ? VPT_OK : VPT_ERR_UNMAPPED);
      ensures mapped: \result.status == VPT_OK ==>
        MAPPED_RUN(space, \result, OFFSET(ia), RUN_LIMIT(space, OFFSET(ia), length)) &&
        RUN_SIZES(space, \result, OFFSET(ia));
      ensures hole: \result.status == VPT_ERR_UNMAPPED ==>
        HOLE_RUN(space, \result, OFFSET(ia), RUN_LIMIT(space, OFFSET(ia), length)); */
LINKAGE struct vpt_run INSTANCE(next_run)(const struct vpt *space, vpt_ia ia, uint64_t length);
