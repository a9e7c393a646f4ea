/* SPDX-License-Identifier: Apache-2.0 */
/* Statements on any format in the models that are false: none may be proved, so the laws do not contradict. */
#include "laws.c"

/*@ assigns \nothing;
    ensures anything: \false;
    ensures leaf: pt_kind(pt_fmt,1,5) == 2;
    ensures one_table: \forall integer lim, H, n; pt_shape(pt_fmt,lim,H,n) ==> n == 1;
    ensures all_attributes: \forall integer a; pt_attr_ok(pt_fmt,a);
    ensures one_format: FMT == 1; */
void never_laws(void)
{
}
