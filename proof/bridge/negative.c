/* SPDX-License-Identifier: Apache-2.0 */
/* Statements that are false: none may be proved. They show that the view, the laws and the models' lemmas do not
 * contradict each other, and that the transitions do not hold with arguments in the wrong places. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "calls.h"

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures \false; */
void never_anything(const struct vpt *space)
{
  /*@ ghost same_translation(space); */
}

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures \forall integer a; pt_get(MEMORY(space), a) == 0; */
void never_empty_memory(const struct vpt *space)
{
  /*@ ghost same_translation(space); */
}

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures \forall integer x; STOP(space, x) == STOP(space, 0); */
void never_one_walk(const struct vpt *space)
{
  /*@ ghost same_translation(space); */
}

/*@ requires VALID(space) && FORMAT(space) && READY(space);
    requires MAY_LEAD(space, oa, size, attr);
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STALE, commits;
    ensures same: MEMORY(space) == \old(MEMORY(space));
    ensures backwards: pt_map(SPACE(space), MEMORY(space), \old(MEMORY(space)), \old(space->pool->free),
                              OFFSET(ia), oa, size, attr, \result);
    ensures addresses: pt_map(SPACE(space), \old(MEMORY(space)), MEMORY(space), \old(space->pool->free),
                              oa, OFFSET(ia), size, attr, \result);
    ensures frames: pt_map(SPACE(space), \old(MEMORY(space)), MEMORY(space), space->pool->free,
                           OFFSET(ia), oa, size, attr, \result); */
enum vpt_status never_map(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
  enum vpt_status status = vpt_map_frame(space, ia, oa, size, attr);
  /*@ ghost same_translation(space); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space) && READY(space);
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB,
      commits;
    ensures kept: pt_unmap(SPACE(space), \old(MEMORY(space)), \old(MEMORY(space)), OFFSET(ia), size,
                           RESULT(\result));
    ensures addresses: pt_unmap(SPACE(space), \old(MEMORY(space)), MEMORY(space), OFFSET(ia), size,
                                pt_result_of(\result.status, \result.attr, \result.oa, \result.ia, \result.size)); */
struct vpt_result never_unmap(struct vpt *space, vpt_ia ia, uint64_t size)
{
  /*@ ghost same_translation(space); */
  struct vpt_result result = vpt_unmap_frame(space, ia, size);
  /*@ ghost same_translation(space); */
  return result;
}

/*@ requires VALID(space) && FORMAT(space) && READY(space) && LEAF_MAY_HAVE(space, OFFSET(ia), attr);
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures kept: pt_protect(SPACE(space), \old(MEMORY(space)), \old(MEMORY(space)), OFFSET(ia), attr, size,
                             \result);
    ensures swapped: pt_protect(SPACE(space), \old(MEMORY(space)), MEMORY(space), attr, OFFSET(ia), size,
                                \result); */
enum vpt_status never_protect(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  /*@ ghost same_translation(space); */
  enum vpt_status status = vpt_protect_frame(space, ia, attr, size);
  /*@ ghost same_translation(space); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures addresses: pt_query(SPACE(space), MEMORY(space), OFFSET(ia),
                                pt_result_of(\result.status, \result.attr, \result.oa, \result.ia, \result.size));
    ensures base: pt_query(SPACE(space), MEMORY(space), \result.ia, RESULT(\result)); */
struct vpt_result never_query(const struct vpt *space, vpt_ia ia)
{
  /*@ ghost same_translation(space); */
  return vpt_query(space, ia);
}
