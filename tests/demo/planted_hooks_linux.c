/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry of a guest is invalidated. */
void __wrap_stage2_forget_all(void);

void __wrap_stage2_forget_all(void)
{
}
