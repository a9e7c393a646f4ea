/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration: what the guests try, and what must come of it. */
#include "apart.h"
#include "attempts.h"
#include "compare.h"
#include "console.h"
#include "hypervisor.h"
#include "port.h"

void main(void);

static void same_addresses_different_memory(struct guest *a, struct guest *b)
{
  static const struct {
    uint64_t address;
    const char *what;
  } places[] = {
      {GUEST_PRIVATE, "its own page"},
      {GUEST_BLOCK + MIB_2 - 8, "end of its 2 MiB block"},
      {GUEST_LARGE + GIB_1 - 8, "end of its 1 GiB block"},
      {GUEST_FAR + 8, "page behind the second root table"},
  };
  print("\nThe same addresses, different memory:\n");
  reads(a, GUEST_PRIVATE, "its own page", initial_word(a, GUEST_PRIVATE));
  reads(b, GUEST_PRIVATE, "its own page", initial_word(b, GUEST_PRIVATE));
  for (unsigned i = 0; i < sizeof places / sizeof places[0]; i++) {
    writes(a, places[i].address, places[i].what, 0xAAAA00 + i);
    writes(b, places[i].address, places[i].what, 0xBBBB00 + i);
    reads(a, places[i].address, places[i].what, 0xAAAA00 + i);
    reads(b, places[i].address, places[i].what, 0xBBBB00 + i);
  }
}

static void registers_of_their_own(void)
{
  print("\nOne CPU, registers of their own: what one guest writes the other never sees:\n");
  words_are_apart(&guests[0], &guests[1]);
  print("\nWhat is not switched between them is trapped:\n");
  for (int i = 0; i < GUESTS; i++) attempts_are_trapped(&guests[i], guests[i].space.name);
}

static void shared_page(struct guest *writer, struct guest *reader)
{
  print("\nOne page is shared, guest %d may only read it:\n", reader->number);
  writes(writer, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
  reads(reader, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
  step_faults(reader, STEP_WRITE, GUEST_SHARED + 0x10, "shared page", PERMISSION, KIB_4);
  reads(writer, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
}

static void devices(struct guest *a, struct guest *b)
{
  print("\nEach guest has a device, far from its memory:\n");
  reads(a, GUEST_DEVICE, "its device", DEVICE_WORD);
  reads(b, GUEST_DEVICE, "its device", DEVICE_WORD);
  step_faults(a, STEP_EXECUTE, GUEST_DEVICE, "its device", PERMISSION, KIB_4);
  step_faults(b, STEP_READ, a->device_oa, "where the other guest's device is", TRANSLATION, GIB_1);
}

static void escapes(struct guest *guest, const struct guest *other)
{
  print("\nGuest %d tries to get out:\n", guest->number);
  step_faults(guest, STEP_READ, 0x1008, "not mapped, nor its GiB", TRANSLATION, GIB_1);
  step_faults(guest, STEP_WRITE, GUEST_CODE + 0x600010, "not mapped, nor its 2 MiB", TRANSLATION,
              MIB_2);
  step_faults(guest, STEP_READ, GUEST_CODE + 0x5018, "not mapped, beside a mapped page",
              TRANSLATION, KIB_4);
  step_faults(guest, STEP_EXECUTE, GUEST_CODE + 0x6020, "not mapped", TRANSLATION, KIB_4);
  step_faults(guest, STEP_READ, 1ULL << GUEST_ADDRESS_BITS, "beyond its addresses", TRANSLATION, 0);
  step_faults(guest, STEP_READ, POOL_OA, "where the tables are", TRANSLATION, MIB_2);
  step_faults(guest, STEP_WRITE, vpt_root(&guest->space.tables) + 8, "its own root table",
              TRANSLATION, MIB_2);
  step_faults(guest, STEP_WRITE, (uint64_t)&guests[0], "the hypervisor's data", TRANSLATION, KIB_4);
  step_faults(guest, STEP_READ, other->small_oa, "where the other guest's memory is", TRANSLATION,
              other->small_oa < GUEST_LARGE ? MIB_2 : GIB_1);
  step_faults(guest, STEP_WRITE, GUEST_READ_ONLY + 0x28, "read-only page", PERMISSION, KIB_4);
  reads(guest, GUEST_READ_ONLY, "read-only page", initial_word(guest, GUEST_READ_ONLY));
  step_faults(guest, STEP_WRITE, GUEST_CODE, "its code", PERMISSION, KIB_4);
  step_faults(guest, STEP_EXECUTE, GUEST_FUNCTION, "code in a no-execute page", PERMISSION, KIB_4);
}

static void hypervisor_locks_itself_out(const struct guest *guest, uint64_t size)
{
  print("\nThe hypervisor has the memory of guest %d mapped only while it needs it:\n",
        guest->number);
  hypervisor_faults(guest, size);
  guest_show(guest);
  hypervisor_reads(guest);
  guest_hide(guest);
  hypervisor_faults(guest, size);
}

static void library_refuses(struct guest *guest, const struct guest *other)
{
  print("\nThe hypervisor could not open the way for guest %d even by mistake:\n", guest->number);
  refuses(guest, POOL_OA, VPT_READ, "a table");
  refuses(guest, (uint64_t)&guests[0] & ~(KIB_4 - 1), VPT_READ, "the hypervisor's data");
  refuses(guest, other->small_oa, VPT_READ, "the other guest's memory");
  refuses(guest, other->device_oa, VPT_READ | DEVICE_MEMORY, "the other guest's device");
  refuses(guest, UART_OA, VPT_READ | DEVICE_MEMORY, "the hypervisor's device");
  refuses(guest, guest->device_oa, VPT_READ | VPT_EXEC | DEVICE_MEMORY, "its device, executable");
  refuses(guest, guest->device_oa, VPT_READ | OTHER_MEMORY, "its device, as " OTHER_MEMORY_NAME);
  refuses_range(guest, guest->device_oa, 2 * KIB_4, "its device and what lies behind");
  refuses(guest, SHARED_OA, guest->shared | VPT_EXEC, "the shared page, executable");
  refuses_rights(guest, GUEST_DEVICE, VPT_READ | VPT_EXEC | DEVICE_MEMORY, "(its device) executable");
  refuses_rights(guest, GUEST_READ_ONLY, VPT_READ | VPT_WRITE, "(read-only page) writable");
  refuses_tables(guest);
}

static void changes_while_running(struct guest *guest, struct guest *other)
{
  print("\nRights change while guest %d runs and its translations are cached:\n", guest->number);
  uint64_t word = initial_word(guest, GUEST_REVOKED);
  reads(guest, GUEST_REVOKED, "page about to go", word);
  unmaps(guest, GUEST_REVOKED, 0);
  step_faults(guest, STEP_READ, GUEST_REVOKED, "page just unmapped", TRANSLATION, KIB_4);
  reads(other, GUEST_REVOKED, "the other guest's is there", initial_word(other, GUEST_REVOKED));

  writes(guest, GUEST_FROZEN, "page about to be read-only", 0xF00D);
  protects(guest, GUEST_FROZEN, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_FROZEN, "page now read-only", PERMISSION, KIB_4);
  reads(guest, GUEST_FROZEN, "page now read-only", 0xF00D);

  protects(guest, GUEST_PRIVATE, VPT_READ | VPT_EXEC, "executable, not writable");
  executes(guest, GUEST_FUNCTION, "code now executable", FUNCTION_RESULT);
  protects(guest, GUEST_PRIVATE, VPT_READ, "read-only again");
  step_faults(guest, STEP_EXECUTE, GUEST_FUNCTION, "code executable no more", PERMISSION, KIB_4);

  writes(guest, GUEST_BLOCK + 0x1238, "2 MiB block", 0x2222);
  protects(guest, GUEST_BLOCK, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_BLOCK + 0x1238, "2 MiB block", PERMISSION, MIB_2);
  writes(guest, GUEST_LARGE + 0x34567890, "1 GiB block", 0x1111);
  protects(guest, GUEST_LARGE, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_LARGE + 0x34567890, "1 GiB block", PERMISSION, GIB_1);

  reads(guest, GUEST_FAR + 8, "last page of its tables", 0xAAAA03);
  unmaps(guest, GUEST_FAR, 2);
  step_faults(guest, STEP_READ, GUEST_FAR + 8, "both tables freed too", TRANSLATION, GIB_1);
}

static void memory_is_taken_back(struct guest *guest, struct guest *other)
{
  print("\nThe hypervisor takes the shared page back from guest %d, for good:\n", guest->number);
  takes_back(guest, SHARED_OA, VPT_ERR_MAPPED, "shared page");
  reads(guest, GUEST_SHARED + 0x10, "shared page, still", 0xC0FFEE);
  unmaps(guest, GUEST_SHARED, 0);
  takes_back(guest, SHARED_OA, VPT_OK, "shared page");
  refuses(guest, SHARED_OA, guest->shared, "what was the shared page");
  step_faults(guest, STEP_READ, GUEST_SHARED + 0x10, "shared page no more", TRANSLATION, KIB_4);
  reads(other, GUEST_SHARED + 0x10, "the other guest has it still", 0xC0FFEE);
}

static void compare_all(void)
{
  print("\nvpt_query and the hardware's address translation (" MMU_QUESTIONS "):\n");
  for (int i = 0; i < GUESTS; i++) {
    guest_select(&guests[i]);
    compare_with_mmu(&guests[i].space);
  }
  compare_with_mmu(&hypervisor);
}

/* The host's run.py looks for these lines. */
static void offer_memory(void)
{
  print("\n");
  for (int i = 0; i < GUESTS; i++)
    print("tables ready for inspection: " STAGE " root of guest %d at %x, "
          "format " GUEST_FORMAT_NAME ", levels %d, input bits %d, output bits %d, "
          "memory from %x, length %x\n",
          i, vpt_root(&guests[i].space.tables), (int)guests[i].space.geometry.levels,
          (int)guests[i].space.geometry.input_bits, (int)guests[i].space.geometry.output_bits,
          RAM_OA, IMAGE_BYTES);
  print("waiting for Enter\n");
  wait_for_enter();
}

static void give_everything_back(uint64_t free_before)
{
  guests_destroy();
  print("Both guests' tables are given back: %d of %d frames of the pool are free",
        (int)vpt_pool_free(&pool), (int)(POOL_BYTES / KIB_4));
  verdict(vpt_pool_free(&pool) == free_before);
}

void main(void)
{
  serial_init();
  print("Two guests behind " STAGE " tables made by libvpt\n\n");
  hypervisor_init();
  uint64_t free_frames = vpt_pool_free(&pool);
  guests_init();
  print_map(&hypervisor);
  for (int i = 0; i < GUESTS; i++) {
    print_map(&guests[i].space);
    stays_inside(&guests[i], 10);
  }
  hypervisor_locks_itself_out(&guests[0], MIB_2);
  hypervisor_locks_itself_out(&guests[1], GIB_1);
  compare_all();
  same_addresses_different_memory(&guests[0], &guests[1]);
  registers_of_their_own();
  shared_page(&guests[0], &guests[1]);
  devices(&guests[0], &guests[1]);
  escapes(&guests[0], &guests[1]);
  escapes(&guests[1], &guests[0]);
  library_refuses(&guests[0], &guests[1]);
  library_refuses(&guests[1], &guests[0]);
  changes_while_running(&guests[0], &guests[1]);
  memory_is_taken_back(&guests[1], &guests[0]);
  compare_all();
  print("\n");
  for (int i = 0; i < GUESTS; i++) {
    print_map(&guests[i].space);
    stays_inside(&guests[i], i == 0 ? 8 : 9);
  }
  offer_memory();
  give_everything_back(free_frames);
  finish();
}
