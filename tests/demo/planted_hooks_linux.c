/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry of a guest is invalidated, on AArch64, or on RISC-V. */
struct guest;

void __wrap_stage2_forget_all(void);
void __wrap_fence_guest(const struct guest *guest);

void __wrap_stage2_forget_all(void)
{
}

void __wrap_fence_guest(const struct guest *guest)
{
  (void)guest;
}
