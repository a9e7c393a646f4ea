/* SPDX-License-Identifier: Apache-2.0 */
/* Takes a space apart: every frame goes back to the pool, zeroed; nothing else in the pool changes. */
/*@ requires \valid(space) && OBJECT(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns space->format \from \nothing;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space) && READY(space);
      ensures pool: POOL_OK(space->pool) && SAME_POOL(space->pool, Pre);
      ensures freed: ONLY_FOREIGN_USED(space, Pre);
      ensures foreign: FOREIGN_AS_BEFORE(space, Pre);
      ensures format: space->format == \null;
      ensures tlb: SYNCED(space);
      ensures hooks: HOOKED(space) ? told == 1 && TOLD_THIS(space, LOWEST(space), space->input_end, 0, false, true)
        : told == 0; */
LINKAGE void INSTANCE(destroy)(struct vpt *space);
