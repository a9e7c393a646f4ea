/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry of a guest is invalidated. */
struct guest;

void __wrap_guest_forget(struct guest *guest);

void __wrap_guest_forget(struct guest *guest)
{
  (void)guest;
}
