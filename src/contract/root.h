/* SPDX-License-Identifier: Apache-2.0 */
/* Output address of the first root table. */
/*@ requires \valid(space) && OBJECT(space);
    assigns \nothing;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space);
      ensures \result == space->root * size(FMT, 0); */
LINKAGE vpt_oa INSTANCE(root)(const struct vpt *space);
