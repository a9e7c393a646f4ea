/* SPDX-License-Identifier: Apache-2.0 */
#include "queries.h"

#define RANDOM_ADDRESSES 250

struct writer {
  struct tables *tables;
  const struct query_plan *plan;
  struct batch_query *out;
  size_t count;
};

/* Code outside the arena may do anything if it is run. */
static bool may_run(const struct writer *writer, vpt_ia ia)
{
  const struct query_plan *plan = writer->plan;
  struct vpt_result result = vpt_query(&writer->tables->space, ia);
  return !plan->has_arena || result.status != VPT_OK ||
         (result.oa >= plan->arena_oa && result.oa - plan->arena_oa < plan->arena_bytes);
}

static void ask(struct writer *writer, vpt_ia ia)
{
  const struct query_plan *plan = writer->plan;
  ia = ia / plan->align * plan->align;
  if (plan->inside && !tables_have(&writer->tables->plan, ia)) return;
  if (ia > plan->last || !may_run(writer, ia)) return;
  for (size_t i = 0; i < plan->operation_count; i++) {
    writer->out[writer->count++] = (struct batch_query){ia, plan->operations[i]};
  }
}

/* Of the addresses at which a map was refused: how many are known. */
static uint64_t refused_count(const struct tables *tables)
{
  return tables->refused < TABLES_REFUSED ? tables->refused : TABLES_REFUSED;
}

static void ask_leaf(struct writer *writer, const struct leaf *leaf)
{
  struct random *random = &writer->tables->random;
  uint64_t end = tables_end(writer->tables);
  ask(writer, leaf->ia - 1);
  ask(writer, leaf->ia);
  ask(writer, leaf->ia + random_below(random, leaf->size));
  ask(writer, leaf->ia + leaf->size - 1);
  ask(writer, leaf->ia + leaf->size);
  ask(writer, leaf->ia ^ (leaf->size << random_below(random, 9))); /* the same table, or near */
  ask(writer, leaf->ia + end);                                     /* its alias outside the space */
  const struct tables *behind = writer->tables->plan.behind;
  if (behind != NULL) { /* what the second stage maps there, if it is in this leaf */
    const struct leaf *far = &behind->leaves[random_below(random, behind->leaf_count)];
    if (far->ia - leaf->oa < leaf->size) ask(writer, leaf->ia + (far->ia - leaf->oa) + random_below(random, far->size));
  }
  if (behind != NULL && behind->refused > 0) { /* or refused to map */
    vpt_ia far = behind->refused_ia[random_below(random, refused_count(behind))];
    if (far - leaf->oa < leaf->size) ask(writer, leaf->ia + (far - leaf->oa));
  }
  if (writer->plan->has_arena && leaf->size > writer->plan->arena_bytes) {
    uint64_t offset = writer->plan->arena_oa - leaf->oa;
    ask(writer, leaf->ia + offset + random_below(random, writer->plan->arena_bytes));
  }
}

/* Where the space, or one of its halves, begins or ends. */
static void ask_around(struct writer *writer, vpt_ia ia)
{
  ask(writer, ia - 1);
  ask(writer, ia);
}

size_t queries_make(struct tables *tables, const struct query_plan *plan, struct batch_query *out)
{
  struct writer writer = {tables, plan, out, 0};
  struct random *random = &tables->random;
  const struct tables_plan *shape = &tables->plan;
  uint64_t end = tables_end(tables);
  for (size_t i = 0; i < tables->leaf_count; i++) {
    ask_leaf(&writer, &tables->leaves[i]);
  }
  for (uint64_t i = 0; i < refused_count(tables); i++) {
    ask(&writer, tables->refused_ia[i]);
  }
  for (int i = 0; i < RANDOM_ADDRESSES; i++) {
    uint64_t place = tables->places[random_below(random, TABLES_PLACES)];
    ask(&writer, tables_address(shape, place + random_below(random, tables->place_bytes)));
    ask(&writer, tables_address(shape, random_below(random, end)));
    ask(&writer, tables_address(shape, random_below(random, end)) + end);
    uint64_t any = random_next(random);
    any >>= random_below(random, 32);
    ask(&writer, shape->half == VPT_UPPER ? ~any : any);
  }
  ask_around(&writer, tables_address(shape, 0));
  ask_around(&writer, tables_address(shape, end / 2)); /* the lowest of signed ones */
  ask_around(&writer, tables_address(shape, end - 1) + 1);
  return writer.count;
}
