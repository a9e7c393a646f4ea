/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle kernel: runs under Bochs, answers the queries of the image with what a guest loads, stores and
 * executes, and writes the raw answers to the disk.
 */
#include "kernel.h"

#include "answers.h"

extern const unsigned char guest_load[], guest_store[], guest_fetch[];

/* Bochs ends when it reads this at its port. */
#define PORT_SHUTDOWN 0x8900

_Noreturn void stop(void)
{
  for (;;) {
    for (const char *c = "Shutdown"; *c != 0; c++) {
      out8(PORT_SHUTDOWN, (uint8_t)*c);
    }
  }
}

/* Every slot: movabs $OA, %rax; vmcall. */
static void fill_arena(uint64_t oa)
{
  volatile uint64_t *word = (volatile uint64_t *)oa;
  for (uint64_t end = oa + MACHINE_ARENA_BYTES; oa < end; oa += MACHINE_SLOT_BYTES) {
    *word++ = MACHINE_SLOT_WORD(oa);
    *word++ = 0xC1010FULL << 16 | oa >> 48;
  }
}

static struct batch_result run(const unsigned char *code, uint64_t address, uint64_t value)
{
  struct guest_exit end = vmx_run(code, address, value);
  struct batch_result result = {.status = end.reason | end.qualification << 16};
  result.detail = end.reason == REASON_VMCALL ? end.rax : end.guest_physical;
  return result;
}

/* What can be stored to can be loaded from: the guest sees what was there, and what is there then. */
static struct batch_result store(uint64_t address)
{
  uint64_t token = ~address;
  struct batch_result before = run(guest_load, address, 0);
  struct batch_result result = run(guest_store, address, token);
  if (result.status != REASON_VMCALL) return result;
  result.detail = run(guest_load, address, 0).detail == token ? before.detail : UINT64_MAX;
  run(guest_store, address, before.detail);
  return result;
}

static struct batch_result answer(struct batch_query query)
{
  switch (query.operation) {
  case GUEST_LOAD: return run(guest_load, query.address, 0);
  case GUEST_STORE: return store(query.address);
  case GUEST_FETCH: return run(guest_fetch, query.address, 0);
  default: stop();
  }
}

static void answer_batch(const struct batch *batch, struct batch_result *out)
{
  const struct batch_query *queries = (const struct batch_query *)(MACHINE_IMAGE_OA + batch->query_offset);
  fill_arena(batch->registers[REGISTER_ARENA_OA]);
  vmx_use_tables(batch->registers[REGISTER_EPTP]);
  for (uint64_t i = 0; i < batch->query_count; i++) {
    out[i] = answer(queries[i]);
  }
}

void kernel_main(void)
{
  static union {
    struct machine_disk disk;
    uint8_t sector[512];
  } header;
  struct batch_image *image = (struct batch_image *)MACHINE_IMAGE_OA;
  disk_read(MACHINE_HEADER_LBA, header.sector, sizeof(header.sector));
  disk_read(MACHINE_IMAGE_LBA, image, header.disk.image_bytes);
  if (image->magic != BATCH_MAGIC) stop();
  vmx_start();
  uint64_t bytes = answer_image(MACHINE_IMAGE_OA, answer_batch) * sizeof(struct batch_result);
  disk_write(header.disk.result_lba, image_results(MACHINE_IMAGE_OA),
             (bytes + 511) / 512 * 512);
  header.disk.result_bytes = bytes;
  disk_write(MACHINE_HEADER_LBA, header.sector, sizeof(header.sector));
  stop();
}
