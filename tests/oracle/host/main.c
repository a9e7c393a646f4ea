/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes random tables and queries, lets an emulated MMU answer them, and compares every answer
 * with what the library says. Usage: KERNEL DIRECTORY. Leaves in DIRECTORY/counts how many queries
 * each format was asked.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

#define CASES 640
#define RUN_CASES 96 /* in one run of the emulator */
#define SEED 0x6C69627670740001ULL
#define FORMATS 32 /* of which one machine has tables, at most */
#define SHOWN 8 /* mismatches printed of one batch */
#define LEAST_QUERIES 100000
#define LIMITED 3 /* every third case has a list of grants */

const struct plant grants_withheld = {"grants", 0, 0};

struct job {
  struct oracle_case test;
  struct tables tables[2]; /* the first stage, and the second if there is one */
  struct batch *batch; /* in the image, until the next is made */
  uint64_t queries;
  struct leaf planted; /* size 0: none */
  uint64_t *planted_word;
  uint64_t planted_bit;
};

struct score {
  unsigned passed, failed;
};

static struct job jobs[CASES];
static size_t job_count;
static unsigned char *image; /* as the emulator will see it; the results are read back to its end */
static uint64_t image_used;
static uint64_t granted_accesses; /* that went through, in cases with grants */

static void die(const char *what, const char *detail)
{
  printf("oracle: %s%s\n0 passed, 1 failed\n", what, detail);
  exit(2);
}

/* 41204 -> "41,204" */
static const char *grouped(uint64_t number)
{
  static char text[4][32];
  static unsigned turn;
  char *p = text[turn = (turn + 1) % 4] + 31;
  *p = 0;
  for (int digits = 0; digits == 0 || number != 0; digits++, number /= 10) {
    if (digits > 0 && digits % 3 == 0) *--p = ',';
    *--p = (char)('0' + number % 10);
  }
  return p;
}

/* The tables whose output addresses are the machine's. */
static const struct tables *last_tables(const struct job *job)
{
  return &job->tables[job->test.second_name != NULL];
}

static void count(struct score *score, bool ok)
{
  if (ok) {
    score->passed++;
  } else {
    score->failed++;
    printf("  FAILED\n");
  }
}

static void print_case(const struct oracle_case *test)
{
  static const char *const halves[] = {[VPT_LOWER] = "", [VPT_UPPER] = " upper", [VPT_SIGNED] = " signed"};
  const struct vpt_geometry *geometry = &test->geometry;
  printf("%s %u levels %u bits%s%s", test->name, geometry->levels, geometry->input_bits, halves[test->half],
         test->fetch ? " fetches" : "");
  if (test->second_name != NULL) {
    printf(" behind %s %u levels %u bits", test->second_name, test->second.levels, test->second.input_bits);
  }
}

/* ---- making the image ----------------------------------------------------------------------- */

static void *reserve(uint64_t bytes, uint64_t align)
{
  uint64_t at = (image_used + align - 1) / align * align;
  if (at + bytes > oracle_image_bytes) die("the image is too large", "");
  image_used = at + bytes;
  return image + at;
}

static uint64_t offset_of(const void *place)
{
  return (uint64_t)((const unsigned char *)place - image);
}

static struct tables_plan make_plan(const struct oracle_case *test, struct vpt_geometry geometry, enum vpt_half half,
                                    uint64_t seed)
{
  struct tables_plan plan = {.geometry = geometry, .half = half, .seed = seed};
  plan.ia_end = 1ULL << plan.geometry.input_bits;
  plan.window = reserve(tables_bytes(&plan.geometry), TABLES_ALIGN);
  plan.image_oa = plan.window_oa = oracle_image_oa + offset_of(plan.window);
  oracle_plan_tables(test, &plan);
  return plan;
}

/* The second stage first: what it maps is what the first leads to. */
static void build_tables(struct job *job, size_t number)
{
  const struct oracle_case *test = &job->test;
  struct tables *second = &job->tables[1];
  struct tables_plan plan = make_plan(test, test->geometry, test->half, SEED + number);
  bool withheld = test->plant == &grants_withheld;
  bool limited = withheld || (test->plant == NULL && number % LIMITED == 1);
  bool done = true;
  plan.withheld = withheld && test->second_name == NULL;
  plan.limited = limited && test->second_name == NULL && !plan.all_granted;
  if (test->second_name != NULL) {
    struct tables_plan second_plan = make_plan(test, test->second, VPT_LOWER, ~plan.seed);
    second_plan.carried = &plan;
    second_plan.withheld = withheld;
    second_plan.limited = limited;
    done = tables_build(second, &second_plan);
    plan.behind = second;
  }
  done = done && tables_build(&job->tables[0], &plan);
  if (test->second_name != NULL && test->plant == NULL) {
    done = done && tables_spoil(second, &job->tables[0]);
  }
  if (!done) die("the library did not do what was asked of it: ", test->name);
}

static void make_queries(struct job *job)
{
  struct query_plan plan = oracle_plan_queries(&job->test);
  uint64_t most = QUERIES_MOST(plan.operation_count) * sizeof(struct batch_query);
  struct batch_query *queries = reserve(most, sizeof(uint64_t));
  job->batch->query_count = queries_make(&job->tables[0], &plan, queries);
  job->queries = job->batch->query_count;
  job->batch->query_offset = offset_of(queries);
  image_used = job->batch->query_offset + job->batch->query_count * sizeof(*queries);
}

/* A leaf that shows the bit. Fetches need more: with the wrong bit too they must end in the arena,
 * so that leaves as large as it will not do, nor parts of such leaves elsewhere. */
static bool can_plant(const struct job *job, const struct tables *tables, const struct leaf *leaf)
{
  const struct tables_plan *plan = &tables->plan;
  return (leaf->attr & job->test.plant->needs) == job->test.plant->needs && leaf->size < plan->oa_bytes &&
         leaf->oa >= plan->oa_first && leaf->oa - plan->oa_first <= plan->oa_bytes - leaf->size;
}

static void plant(struct job *job, const struct tables *tables, const struct leaf *leaf)
{
  job->planted = *leaf;
  job->planted_word = tables_walk(tables, leaf->ia).word;
  job->planted_bit = job->test.plant->bit != 0 ? job->test.plant->bit : leaf->size;
}

/* With two stages the other one must not hide the bit: it allows what shows it, and its memory is normal. */
static bool plant_behind(struct job *job, const struct leaf *leaf)
{
  const struct tables *tables = job->tables;
  bool second = job->test.plant_second;
  vpt_attr shows = job->test.plant->needs != 0 ? job->test.plant->needs : VPT_READ | VPT_WRITE;
  struct vpt_result far = vpt_query(&tables[1].space, leaf->oa);
  struct leaf far_leaf = {far.ia, far.oa, far.size, far.attr};
  vpt_attr other = second ? leaf->attr : far.attr;
  if (far.status != VPT_OK || other / VPT_NORMAL_NC != 0 || (other & shows) != shows ||
      !can_plant(job, &tables[second], second ? &far_leaf : leaf)) {
    return false;
  }
  plant(job, &tables[second], second ? &far_leaf : leaf);
  return true;
}

static void choose_plant(struct job *job)
{
  struct tables *tables = &job->tables[0];
  if (job->test.plant == NULL || job->test.plant == &grants_withheld) return;
  size_t first = (size_t)random_below(&tables->random, tables->leaf_count);
  for (size_t i = 0; i < tables->leaf_count; i++) {
    const struct leaf *leaf = &tables->leaves[(first + i) % tables->leaf_count];
    if (job->test.second_name != NULL) {
      if (plant_behind(job, leaf)) return;
    } else if (can_plant(job, tables, leaf)) {
      plant(job, tables, leaf);
      return;
    }
  }
}

/* The wrong bits are in the file only: what is expected is read from tables without them. */
static void flip_plants(size_t first, size_t end)
{
  for (size_t i = first; i < end; i++) {
    if (jobs[i].planted_word != NULL) *jobs[i].planted_word ^= jobs[i].planted_bit;
  }
}

static void find_cases(void)
{
  static struct oracle_case cases[CASES];
  job_count = oracle_cases(cases, CASES);
  if (job_count == 0 || job_count == CASES) die("no cases, or too many", "");
  for (size_t i = 0; i < job_count; i++) {
    jobs[i].test = cases[i];
  }
}

static struct batch_image *make_image(size_t first, size_t end)
{
  image_used = 0;
  struct batch_image *header = reserve(sizeof(*header), 1);
  struct batch *batches = reserve((end - first) * sizeof(*batches), sizeof(uint64_t));
  memset(header, 0, sizeof(*header));
  memset(batches, 0, (end - first) * sizeof(*batches));
  for (size_t i = first; i < end; i++) {
    struct job *job = &jobs[i];
    job->batch = &batches[i - first];
    build_tables(job, i);
  }
  for (size_t i = first; i < end; i++) {
    struct job *job = &jobs[i];
    make_queries(job);
    choose_plant(job);
    oracle_registers(&job->test, job->tables, job->batch->registers);
  }
  header->magic = BATCH_MAGIC;
  header->batch_count = end - first;
  header->batch_offset = offset_of(batches);
  header->result_offset = (image_used + 15) / 16 * 16;
  return header;
}

/* ---- running it ----------------------------------------------------------------------------- */

static void write_file(const char *path)
{
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(image, 1, image_used, file) != image_used || fclose(file) != 0) {
    die("cannot write ", path);
  }
}

static struct batch_result *read_results(const char *path, uint64_t total)
{
  struct batch_result *results = malloc(total * sizeof(*results));
  FILE *file = fopen(path, "rb");
  if (results == NULL || file == NULL || fread(results, sizeof(*results), total, file) != total ||
      fgetc(file) != EOF) {
    die("too few or too many results in ", path);
  }
  fclose(file);
  return results;
}

static struct batch_result *run(struct batch_image *header, char **paths, size_t first, size_t end,
                                uint64_t total)
{
  const char *kernel = paths[0], *directory = paths[1];
  char path[512], command[2048];
  snprintf(header->result_name, sizeof(header->result_name), "%s/results", directory);
  snprintf(path, sizeof(path), "%s/image", directory);
  snprintf(command, sizeof(command), oracle_command, kernel, path);
  if (header->result_offset + total * sizeof(struct batch_result) > oracle_image_bytes) {
    die("the results are too large", "");
  }
  flip_plants(first, end);
  write_file(path);
  flip_plants(first, end);
  remove(header->result_name);
  fflush(stdout);
  if (system(command) != 0) die("failed: ", command);
  return read_results(header->result_name, total);
}

/* ---- comparing ------------------------------------------------------------------------------ */

static void show(const struct job *job, const struct batch_query *query,
                 const struct expectation *expect, const struct batch_result *got)
{
  struct walk walk = tables_walk(&job->tables[0], query->address);
  printf("  0x%" PRIx64 " %s: expected %" PRIx64 " %" PRIx64 ", got %" PRIx64 " %" PRIx64
         ", descriptor %" PRIx64 " at height %u\n",
         query->address, oracle_operation_name(query->operation),
         expect->value.status & expect->mask.status, expect->value.detail & expect->mask.detail,
         got->status & expect->mask.status, got->detail & expect->mask.detail,
         walk.word == NULL ? 0 : *walk.word, walk.height);
}

static bool in_plant(const struct job *job, vpt_ia ia)
{
  if (job->test.plant_second) {
    struct vpt_result near = vpt_query(&job->tables[0].space, ia);
    if (near.status != VPT_OK) return false;
    ia = near.oa;
  }
  return ia >= job->planted.ia && ia - job->planted.ia < job->planted.size;
}

/* Returns the number of mismatches; `outside` counts those that no planted bit explains. */
static uint64_t compare(const struct job *job, const struct batch_result *results,
                        uint64_t *outside)
{
  const struct batch_query *queries =
      (const struct batch_query *)(const void *)(image + job->batch->query_offset);
  uint64_t mismatches = 0;
  *outside = 0;
  for (uint64_t i = 0; i < job->batch->query_count; i++) {
    struct expectation expect = oracle_expect(&job->test, job->tables, &queries[i]);
    if (((expect.value.status ^ results[i].status) & expect.mask.status) == 0 &&
        ((expect.value.detail ^ results[i].detail) & expect.mask.detail) == 0) {
      continue;
    }
    mismatches++;
    if (in_plant(job, queries[i].address)) continue;
    if ((*outside)++ < SHOWN) show(job, &queries[i], &expect, &results[i]);
  }
  return mismatches;
}

/* How many accesses went through to what is not granted with their rights and type, by the answers and the list alone. */
static uint64_t count_ungranted(const struct job *job, const struct batch_result *results)
{
  const struct batch_query *queries =
      (const struct batch_query *)(const void *)(image + job->batch->query_offset);
  const struct tables *tables = last_tables(job);
  uint64_t ungranted = 0;
  for (uint64_t i = 0; tables->plan.limited && i < job->batch->query_count; i++) {
    struct access access = oracle_access(&job->test, &queries[i], &results[i]);
    bool granted = access.through && tables_granted(tables, access.oa, access.rights, access.types);
    granted_accesses += granted && !tables->plan.withheld;
    ungranted += access.through && !granted;
  }
  return ungranted;
}

static bool judge(const struct job *job, const struct batch_result *results)
{
  const struct tables_plan *plan = &last_tables(job)->plan;
  uint64_t ungranted = count_ungranted(job, results);
  uint64_t outside, mismatches = compare(job, results, &outside);
  const char *queries = grouped(job->batch->query_count);
  print_case(&job->test);
  if (plan->limited) {
    printf(", grants%s: %s queries, %s mismatches, %s accesses not granted\n", plan->withheld ? " withheld" : "",
           queries, grouped(mismatches), grouped(ungranted));
    return mismatches == 0 && (plan->withheld ? ungranted > 0 : ungranted == 0 && last_tables(job)->refused > 0);
  }
  if (job->test.plant == NULL) {
    printf(": %s queries, %s mismatches\n", queries, grouped(mismatches));
    return job->batch->query_count > 0 && mismatches == 0;
  }
  printf(", wrong %s planted: %s queries, %s mismatches at the leaf, %s elsewhere\n",
         job->test.plant->name, queries, grouped(mismatches - outside), grouped(outside));
  return mismatches > 0 && outside == 0;
}

/* The tables of a format in a case without a planted bit, or null. */
static const struct tables *tables_of(const struct job *job, const struct vpt_format *format)
{
  if (job->test.plant != NULL) return NULL;
  if (job->test.geometry.format == format) return &job->tables[0];
  return job->test.second_name != NULL && job->test.second.format == format ? &job->tables[1] : NULL;
}

/* How much was asked without a planted bit; the second stage's tables are asked through the first's. */
static uint64_t queries_of(const struct vpt_format *format)
{
  uint64_t queries = 0;
  for (size_t i = 0; i < job_count; i++) {
    bool counts = jobs[i].test.plant == NULL && jobs[i].test.geometry.format == format;
    queries += counts ? jobs[i].queries : 0;
  }
  return queries;
}

/* The formats of all cases, in the order in which they are met. */
static size_t find_formats(const struct vpt_format *found[FORMATS])
{
  size_t count = 0;
  for (size_t i = 0; i < 2 * job_count; i++) {
    const struct oracle_case *test = &jobs[i / 2].test;
    const struct vpt_format *format = i % 2 == 0 ? test->geometry.format : test->second.format;
    size_t at = 0;
    while (at < count && found[at] != format) at++;
    if (at < count || format == NULL) continue; /* null: there is no second stage */
    if (count == FORMATS) die("too many formats", "");
    found[count++] = format;
  }
  return count;
}

/* Every attribute combination that the format accepts must have been mapped at every leaf size. */
static void judge_coverage(struct score *score, const struct vpt_format *format, FILE *counts)
{
  const struct tables *first = NULL;
  const char *name = NULL;
  bool behind = false;
  unsigned heights = 0;
  bool mapped[TABLES_ATTRS][TABLES_HEIGHTS] = {{false}};
  for (size_t i = 0; i < job_count; i++) {
    const struct tables *tables = tables_of(&jobs[i], format);
    if (tables == NULL) continue;
    if (first == NULL) {
      first = tables;
      behind = jobs[i].test.second_name != NULL;
      name = tables == jobs[i].tables ? jobs[i].test.name : jobs[i].test.second_name;
    }
    if (tables->plan.heights > heights) heights = tables->plan.heights;
    for (int j = 0; j < TABLES_ATTRS * TABLES_HEIGHTS; j++) {
      mapped[j / TABLES_HEIGHTS][j % TABLES_HEIGHTS] |= tables->mapped[j / TABLES_HEIGHTS][j % TABLES_HEIGHTS];
    }
  }
  if (first == NULL) return;
  uint64_t queries = queries_of(format);
  unsigned missing = 0;
  for (unsigned i = 0; i < first->accepted_count * heights; i++) {
    missing += !mapped[first->accepted[i / heights]][i % heights];
  }
  printf("%s: ", name);
  if (queries != 0) {
    printf("%s queries, ", grouped(queries));
    fprintf(counts, "%s%s %" PRIu64 "\n", name, behind ? "-both" : "", queries);
  }
  printf("%u attribute combinations at %u leaf sizes, %u never mapped\n", first->accepted_count, heights, missing);
  count(score, missing == 0);
}

static void judge_all_coverage(struct score *score, const char *directory)
{
  char path[512];
  snprintf(path, sizeof(path), "%s/counts", directory);
  FILE *counts = fopen(path, "w");
  if (counts == NULL) die("cannot write ", path);
  const struct vpt_format *formats[FORMATS];
  size_t format_count = find_formats(formats);
  uint64_t all = 0;
  for (size_t i = 0; i < format_count; i++) {
    judge_coverage(score, formats[i], counts);
    all += queries_of(formats[i]);
  }
  if (fclose(counts) != 0) die("cannot write ", path);
  printf("%s queries without a planted bit\n", grouped(all));
  count(score, all >= LEAST_QUERIES);
  printf("%s accesses went through in spaces with grants\n", grouped(granted_accesses));
  count(score, granted_accesses > 0);
}

/* One run of the emulator. */
static void run_cases(size_t first, size_t end, char **paths, struct score *score)
{
  uint64_t total = 0, at = 0;
  struct batch_image *header = make_image(first, end);
  for (size_t i = first; i < end; i++) {
    total += jobs[i].batch->query_count;
  }
  struct batch_result *results = run(header, paths, first, end, total);
  for (size_t i = first; i < end; i++) {
    count(score, judge(&jobs[i], results + at));
    at += jobs[i].batch->query_count;
  }
  free(results);
}

int main(int argc, char **argv)
{
  struct score score = {0, 0};
  if (argc != 3) die("usage: KERNEL DIRECTORY", "");
  find_cases();
  image = aligned_alloc(TABLES_ALIGN, oracle_image_bytes);
  if (image == NULL) die("no memory", "");
  for (size_t i = 0; i < job_count; i += RUN_CASES) {
    size_t end = i + RUN_CASES < job_count ? i + RUN_CASES : job_count;
    run_cases(i, end, argv + 1, &score);
  }
  judge_all_coverage(&score, argv[2]);
  printf("%u passed, %u failed\n", score.passed, score.failed);
  free(image);
  return score.failed == 0 ? 0 : 1;
}
