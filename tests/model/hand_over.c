/* SPDX-License-Identifier: Apache-2.0 */
#include "hand_over.h"

#include <string.h>

enum { AWAY_MAX = 6, TAKEN_MAX = 4, RUN_MAX = 4, GARBAGE = 0xA5 };

static unsigned char *bytes_of(struct world *world, uint64_t frame)
{
  return (unsigned char *)world->window + frame * world->page;
}

/* Is every byte of a frame the same as this one? */
static bool full_of(struct world *world, uint64_t frame, unsigned char byte)
{
  const unsigned char *bytes = bytes_of(world, frame);
  return bytes[0] == byte && memcmp(bytes, bytes + 1, world->page - 1) == 0;
}

/* What vpt_pool_add() has to say of the `length` bytes that start `offset` bytes after the window does. */
static enum vpt_status predict(const struct world *world, uint64_t offset, uint64_t length)
{
  bool tables[WORLD_FRAMES_MAX];
  uint64_t oa = world->scenario->window_oa + offset; /* may lie before the window */
  if (length == 0) return VPT_OK;
  if (oa % world->page != 0 || length % world->page != 0) return VPT_ERR_FRAME_ALIGN;
  if (oa < world->scenario->window_oa || offset >= world->pool_config.window_bytes ||
      length > world->pool_config.window_bytes - offset) {
    return VPT_ERR_FRAME_WINDOW;
  }
  world_tables(world, tables);
  for (uint64_t frame = offset / world->page; frame < (offset + length) / world->page; frame++) {
    if (tables[frame]) return VPT_ERR_FRAME_USED;
    if (world->owned[frame]) return VPT_ERR_FRAME_FREE;
  }
  return VPT_OK;
}

static void add(struct world *world, uint64_t offset, uint64_t length)
{
  static struct vpt_frame_info info[WORLD_FRAMES_MAX];
  enum vpt_status expected = predict(world, offset, length);
  bool zero = random_chance(&world->random, 50);
  uint64_t first = offset / world->page, end = expected == VPT_OK ? first + length / world->page : first;
  for (uint64_t frame = first; frame < end; frame++) {
    if (!full_of(world, frame, GARBAGE)) world_fail(world, "a frame of the owner's was written");
    if (zero) memset(bytes_of(world, frame), 0, world->page);
  }
  memcpy(info, world->info, sizeof info);
  enum vpt_status status = (zero ? vpt_pool_add_zero : vpt_pool_add)(&world->pool, world->scenario->window_oa + offset,
                                                                     length);
  world->statuses[expected]++;
  if (status != expected) {
    world_fail(world, "add: \"%s\" instead of \"%s\"", vpt_status_text(status), vpt_status_text(expected));
  }
  if (end == first && memcmp(info, world->info, sizeof info) != 0) world_fail(world, "add changed something");
  for (uint64_t frame = first; frame < end; frame++) {
    world->owned[frame] = true;
    world->owners--;
    if (!full_of(world, frame, 0)) world_fail(world, "a frame that was handed over is not zero");
  }
}

/* Takes frames back; the owner uses them at once. */
static void take_back(struct world *world, uint64_t count)
{
  bool tables[WORLD_FRAMES_MAX];
  vpt_oa frames[TAKEN_MAX + 1] = {0};
  enum vpt_status expected = count > vpt_pool_free(&world->pool) ? VPT_ERR_NO_FRAMES : VPT_OK;
  world_tables(world, tables);
  enum vpt_status status = vpt_pool_remove(&world->pool, frames, count);
  if (status != expected) {
    world_fail(world, "remove: \"%s\" instead of \"%s\"", vpt_status_text(status), vpt_status_text(expected));
  }
  for (uint64_t i = 0; i <= TAKEN_MAX; i++) {
    uint64_t frame = (frames[i] - world->scenario->window_oa) / world->page;
    if (expected != VPT_OK || i >= count) {
      if (frames[i] != 0) world_fail(world, "remove: one frame too many");
      continue;
    }
    if (frames[i] < world->scenario->window_oa || frame >= world->scenario->frames || !world->owned[frame] ||
        tables[frame] || !full_of(world, frame, 0)) {
      world_fail(world, "remove: %#llx was not free, or is not zero", (unsigned long long)frames[i]);
      return;
    }
    world->owned[frame] = false;
    world->owners++;
    memset(bytes_of(world, frame), GARBAGE, world->page);
  }
}

/* Some frame that is not the pool's; there is one. */
static uint64_t owners_frame(struct world *world)
{
  uint64_t frame = random_below(&world->random, world->scenario->frames);
  while (world->owned[frame]) frame = (frame + 1) % world->scenario->frames;
  return frame;
}

void hand_over_step(struct world *world)
{
  struct random *random = &world->random;
  if (world->owners < AWAY_MAX && random_chance(random, 25)) {
    take_back(world, random_below(random, TAKEN_MAX + 1));
    return;
  }
  uint64_t first = random_below(random, world->scenario->frames + 2) - 1; /* one before, one behind */
  if (random_chance(random, 3)) first = world->scenario->frames;
  if (world->owners > 0 && random_chance(random, 60)) first = owners_frame(world);
  uint64_t frames = random_chance(random, 70) ? 1 : random_below(random, RUN_MAX);
  uint64_t offset = first * world->page, length = world->page * frames;
  if (random_chance(random, 5)) offset += random_below(random, world->page);
  if (random_chance(random, 5)) length += random_below(random, world->page);
  add(world, offset, length);
}

void hand_over_all(struct world *world)
{
  while (world->owners > 0) add(world, owners_frame(world) * world->page, world->page);
}
