/* SPDX-License-Identifier: Apache-2.0 */
/* Statements that are false: none may be proved. They show that the laws, the definitions of the walk
 * and the invariant do not contradict themselves and do not say more than they should.
 */
#define VPT_ABSTRACT_CODEC
#include "logic/public.h"

#define LAW admit lemma
#include "logic/laws.h"

/*@ assigns \nothing;
    ensures \false; */
void never_anything(void)
{
}

/*@ requires VALID(space) && TLB_CLEAN;
    assigns \nothing;
    ensures \false; */
void never_no_space(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space) && READY(space);
    assigns \nothing;
    ensures TLB_CLEAN; */
void never_all_clean(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space) && READY(space);
    assigns \nothing;
    ensures watched == space; */
void never_watched(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space) && READY(space);
    assigns \nothing;
    ensures watched != space; */
void never_another_watched(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space);
    assigns \nothing;
    ensures \forall integer x; !MAPPED(space, x); */
void never_all_bare(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space) && MAPPED(space, 0);
    assigns \nothing;
    ensures \forall integer x; MAPPED(space, x); */
void never_all_mapped(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space) && MAPPED(space, 0);
    assigns \nothing;
    ensures HW_H(space, 0) == 0; */
void never_pages_only(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space);
    assigns \nothing;
    ensures \forall integer c; !FOREIGN(space, c); */
void never_alone(const struct vpt *space)
{
  (void)space;
}

/*@ requires VALID(space);
    assigns \nothing;
    ensures space->pool->free > 0; */
void never_enough(const struct vpt *space)
{
  (void)space;
}

/*@ assigns \nothing;
    ensures \forall integer lim, x, y; 0 < lim ==> pre(FMT, lim, 1, x) == pre(FMT, lim, 1, y) ==>
      pre(FMT, lim, 0, x) == pre(FMT, lim, 0, y); */
void never_one_page_a_table(void)
{
}

/*@ assigns \nothing;
    ensures \forall integer h, oa, a; leaf_ok(FMT, h, oa, a) ==> a == 0; */
void never_one_attribute(void)
{
}
