/* SPDX-License-Identifier: Apache-2.0 */
/* What the directory of each machine provides, beside its machine.h, machine.ld, what mmu.h, ask.h, apart.h and
 * serial.h ask for, and the guests' program (guest.S). */
#ifndef PORT_H
#define PORT_H

#include "apart.h"
#include "ask.h"
#include "guests.h"
#include "mmu.h"
#include "serial.h"

/* ---- the guests' second stage (stage2.c) ----------------------------------------------------- */

/* The same for a guest's space; the context is the guest. */
void guest_invalidate(void *context, const struct vpt_invalidation *what);
void guest_sync(void *context);
void guest_mapped(const struct guest *guest);

/* Makes its tables those that guests run behind. */
void guest_select(const struct guest *guest);

/* From now on there is a second stage; or no more. */
void stage2_on(void);
void stage2_off(void);

/* To begin at `pc`, in the guests' kernel mode, MMU off, interrupts masked. */
void guest_begin(struct guest_registers *registers, uint64_t pc);

/* Lets the guest that is selected run: true if it ended by asking for its next step, else the
 * syndrome says why. */
bool guest_run(struct guest_registers *registers, struct syndrome *syndrome);

/* ---- what else of the CPU a guest can write (state.c, with the tables of apart.h) -------------- */

/* What a guest begins with; what is in the CPU, and into it. Nothing of one guest is left when another has been
 * loaded. */
void state_begin(struct guest_state *state);
void state_save(struct guest_state *state);
void state_load(const struct guest_state *state);

/* From now on all that is not switched is trapped. Stops the machine if the CPU has more than that. */
void traps_on(void);

/* Is the syndrome exactly that of this attempt (apart.h)? */
bool is_trap(const struct syndrome *syndrome, unsigned attempt);

/* ---- faults (faults.c) ----------------------------------------------------------------------- */

/* Prints what the syndrome says. */
void tell_guest_fault(const struct syndrome *syndrome);
void tell_own_fault(const struct syndrome *syndrome);

/* Is the syndrome, to the last bit, that of this access of a guest at this address? `size`: of the
 * entry that ends the walk; 0 if the address is outside the space. */
bool is_guest_fault(const struct syndrome *syndrome, enum step step, uint64_t address,
                    enum fault fault, uint64_t size);

/* The same for a read of the hypervisor where nothing is mapped. */
bool is_own_fault(const struct syndrome *syndrome, uint64_t address, uint64_t size);

#endif
