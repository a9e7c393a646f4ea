/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "input.h"
#include "runs.h"

static const char help[] =
  "usage: vpt dump [options] IMAGE\n"
  "Lists what the tables in a memory image map, one run a line: leaves of one size that are\n"
  "side by side in input and output addresses and have the same attributes. Ranges exclude their\n"
  "end. A line has the input range, the output range, the size of a leaf, the number of leaves,\n"
  "the attributes that are in effect, and in brackets what is worth a look:\n"
  "  writable and executable     for some privilege level each\n"
  "  alias of input ADDR         some of the output range is also mapped there\n"
  "  narrowed by tables          table descriptors take away rights that the leaves give\n"
  "  access flag is 0            the first access faults, unless hardware sets the flag\n"
  "Leaves that the library would not write are shown with the architecture's own terms and the\n"
  "descriptor without its output address. A table that is reached again is not listed again: its\n"
  "line says which input address to see, and whether other rights apply here, as the table\n"
  "descriptors on the way say something else. A table that the image does not have in full, or that\n"
  "is inside itself, ends the list, with exit status 2.\n"
  "\n";

struct dump {
  const struct walk *walk;
  struct runs runs;
};

static bool add(bool added)
{
  if (!added) complain("not enough memory");
  return added;
}

static bool on_leaf(void *context, const struct step *step)
{
  struct dump *dump = context;
  return add(runs_add_leaf(&dump->runs, dump->walk, step));
}

static bool on_shared(void *context, const struct step *step, uint64_t before, bool other_narrowing)
{
  struct dump *dump = context;
  return add(runs_add_shared(&dump->runs, dump->walk, step, before, other_narrowing));
}

static void print_flags(const struct run *run)
{
  if (run->flags & RUN_WRITABLE_EXECUTABLE) printf("  [writable and executable]");
  if (run->flags & RUN_ALIAS) printf("  [alias of input 0x%" PRIx64 "]", run->other);
  if (run->flags & RUN_NARROWED) printf("  [narrowed by tables]");
  if (run->flags & RUN_NO_ACCESS_FLAG) printf("  [access flag is 0]");
  printf("\n");
}

/* The range that ends at 2^64 does so in full. */
static void print_input_range(const struct run *run)
{
  vpt_ia end = run->ia + run->bytes;
  printf("0x%012" PRIx64 "-0x%s%012" PRIx64 "  ", run->ia, end == 0 ? "10000" : "", end);
}

static void print_run(const struct walk *walk, const struct run *run)
{
  char size[TEXT_BYTES], attributes[TEXT_BYTES];
  print_input_range(run);
  if (run->flags & RUN_SHARED) {
    printf("table 0x%" PRIx64 " is shared, see input 0x%" PRIx64 "%s", run->oa, run->other,
           run->flags & RUN_OTHER_RIGHTS ? ", but other rights apply" : "");
    print_flags(run);
    return;
  }
  size_text(run->leaf_bytes, size);
  printf("0x%012" PRIx64 "-0x%012" PRIx64 "  %s x %" PRIu64 "  ", run->oa, run->oa + run->bytes,
         size, run->bytes / run->leaf_bytes);
  if (run->exact) {
    attr_text(run->attr, attributes);
    printf("%s", attributes);
  } else {
    walk->format->describe(run->word, attributes);
    printf("%s, descriptor 0x%016" PRIx64, attributes, run->word);
  }
  print_flags(run);
}

static void print_totals(const struct runs *runs, const struct walk_totals *totals, bool whole)
{
  uint64_t leaves = 0, bytes = 0, flagged = 0;
  for (size_t i = 0; i < runs->count; i++) {
    const struct run *run = &runs->runs[i];
    flagged += run->flags != 0;
    if (run->flags & RUN_SHARED) continue;
    leaves += run->bytes / run->leaf_bytes;
    bytes += run->bytes;
  }
  if (totals->reserved != 0) {
    printf("faults: %" PRIu64 " descriptors are reserved encodings\n", totals->reserved);
  }
  if (totals->address_size != 0) {
    printf("faults: %" PRIu64 " descriptors hold addresses beyond the output size\n",
           totals->address_size);
  }
  printf("%s: %" PRIu64 " leaves, %" PRIu64 " bytes, %" PRIu64 " tables read, %" PRIu64
         " of %zu runs flagged\n",
         whole ? "total" : "until the error", leaves, bytes, totals->tables, flagged, runs->count);
}

int dump_image(const struct walk *walk)
{
  struct dump dump = {.walk = walk};
  struct visitor visitor = {on_leaf, on_shared, &dump};
  struct walk_totals totals;
  if (!walk_root_ok(walk)) return EXIT_BAD;
  bool whole = walk_all(walk, &visitor, &totals);
  if (!add(runs_find_aliases(&dump.runs))) whole = false;
  for (size_t i = 0; i < dump.runs.count; i++) print_run(walk, &dump.runs.runs[i]);
  print_totals(&dump.runs, &totals, whole);
  runs_free(&dump.runs);
  return whole ? EXIT_FINE : EXIT_BAD;
}

int command_dump(int argc, char *argv[])
{
  struct options options;
  struct image image;
  switch (options_parse(argc, argv, false, &options)) {
  case OPTIONS_BAD: return EXIT_BAD;
  case OPTIONS_HELP: printf("%s%s", help, options_help); return EXIT_FINE;
  case OPTIONS_OK: break;
  }
  if (!input_open(&options, &image)) return EXIT_BAD;
  struct walk walk = {&image, options.format, options.geometry, options.root, options.half};
  int code = dump_image(&walk);
  image_close(&image);
  return code;
}
