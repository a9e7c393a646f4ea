/* SPDX-License-Identifier: Apache-2.0 */
/* Says to what memory leaves may lead, if all that is mapped does so already. */
/*@ requires \valid(space) && OBJECT(space);
    assigns space->grants \from grants;
    assigns space->grant_count;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space) && (grants != \null ==> LIST_APART(space, grants, count));
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures translation: \result == VPT_OK ==> \forall integer x; SAME_TRANSLATION(space, x, Pre);
      ensures null: \result == VPT_ERR_NULL <==> grants == \null && count > 0;
      ensures order: \result == VPT_ERR_GRANTS <==> grants != \null && !LIST_IN_ORDER(space, grants, count);
      ensures tables: \result == VPT_ERR_TABLES <==>
        grants != \null && LIST_IN_ORDER(space, grants, count) && !NO_TABLES_IN(space, grants, count);
      ensures mapped: \result == VPT_ERR_MAPPED <==> \old(grants != \null && LIST_IN_ORDER(space, grants, count) &&
        NO_TABLES_IN(space, grants, count) && !LEAVES_GRANTED(space, grants, count));
      ensures status: \result == VPT_OK || \result == VPT_ERR_NULL || \result == VPT_ERR_GRANTS ||
        \result == VPT_ERR_TABLES || \result == VPT_ERR_MAPPED;
      ensures set: \result == VPT_OK ==> space->grants == grants && space->grant_count == count;
      ensures limited: \result == VPT_OK ==> grants != \null ==> LIMITED(space);
      ensures failed: \result != VPT_OK ==>
        space->grants == \old(space->grants) && space->grant_count == \old(space->grant_count); */
LINKAGE enum vpt_status INSTANCE(set_grants)(struct vpt *space, const struct vpt_grant *grants, uint32_t count);
