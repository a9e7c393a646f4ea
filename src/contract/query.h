/* SPDX-License-Identifier: Apache-2.0 */
/* Translates one address. */
/*@ requires \valid(space) && OBJECT(space);
    assigns \nothing;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space);
      ensures status: \result.status == QUERY_STATUS(space, OFFSET(ia));
      ensures result: \result.status == VPT_OK ==> \result.oa == OUTPUT(space, OFFSET(ia)) &&
        \result.size == LEAF_SIZE(space, OFFSET(ia)) && \result.attr == LEAF_ATTR(space, OFFSET(ia));
      ensures base: \result.status == VPT_OK ==> \result.ia <= ia < \result.ia + \result.size &&
        \result.ia == ia - (OFFSET(ia) - START(space, HW_H(space, OFFSET(ia)), OFFSET(ia)));
      ensures none: \result.status != VPT_OK ==> NO_RESULT(\result); */
LINKAGE struct vpt_result INSTANCE(query)(const struct vpt *space, vpt_ia ia);
