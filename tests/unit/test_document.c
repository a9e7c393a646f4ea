/* SPDX-License-Identifier: Apache-2.0 */
/* The table of attributes in docs/formats.md says what vpt_map_frame() does, for every format and every attribute. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../model/formats.h"
#include "fixture.h"
#include "units.h"

enum { COLUMNS = 10, ROWS = 14, FORMATS_MAX = 5, LINE_MAX = 512, POOL_FRAMES = 16 };
enum { USER_ROW = 8, GLOBAL_ROW, NORMAL_ROW, NORMAL_NC_ROW, DEVICE_ROW, DEVICE_EXEC_ROW };

static const struct {
  const char *title;
  const struct vpt_format *formats[FORMATS_MAX];
} columns[COLUMNS] = {
    {"AArch64 EL1&0",
     {&vpt_aarch64_s1, &vpt_aarch64_s1_16k, &vpt_aarch64_s1_64k, &vpt_aarch64_s1_lpa2, &vpt_aarch64_s1_16k_lpa2}},
    {"AArch64 EL2",
     {&vpt_aarch64_s1_el2, &vpt_aarch64_s1_el2_16k, &vpt_aarch64_s1_el2_64k, &vpt_aarch64_s1_el2_lpa2,
      &vpt_aarch64_s1_el2_16k_lpa2}},
    {"AArch64 stage 2",
     {&vpt_aarch64_s2, &vpt_aarch64_s2_16k, &vpt_aarch64_s2_64k, &vpt_aarch64_s2_lpa2, &vpt_aarch64_s2_16k_lpa2}},
    {"x86-64", {&vpt_x86_64}},
    {"EPT", {&vpt_ept}},
    {"RISC-V", {&vpt_riscv}},
    {"RISC-V Svpbmt", {&vpt_riscv_svpbmt}},
    {"RISC-V G", {&vpt_riscv_g}},
    {"RISC-V G Svpbmt", {&vpt_riscv_g_svpbmt}},
    {"LoongArch", {&vpt_loongarch_4k, &vpt_loongarch_16k}},
};

/* The first eight are the sets of rights: READ is 1, WRITE 2, EXEC 4. */
static const struct {
  const char *title;
  vpt_attr rights;
} rows[ROWS] = {
    {"no right", 0}, {"READ", 1}, {"WRITE", 2}, {"EXEC", 4}, {"READ, WRITE", 3}, {"READ, EXEC", 5},
    {"WRITE, EXEC", 6}, {"READ, WRITE, EXEC", 7}, {"USER", 0}, {"GLOBAL", 0}, {"NORMAL", 0}, {"NORMAL_NC", 0},
    {"DEVICE", 0}, {"DEVICE with EXEC", 0},
};

/* Takes the next cell off a row of a table. */
static const char *next_cell(char **rest)
{
  char *cell = *rest + strlen("| ");
  char *end = strstr(cell, " |");
  assert_non_null(end);
  *end = 0;
  *rest = end + 1;
  return cell;
}

static void read_row(FILE *file, const char *title, const char *cells[COLUMNS], char line[LINE_MAX])
{
  assert_non_null(fgets(line, LINE_MAX, file));
  assert_string_equal(next_cell(&line), title);
  for (unsigned c = 0; c < COLUMNS; c++) {
    cells[c] = next_cell(&line);
  }
  assert_string_equal(line, "|\n");
}

static void read_table(bool yes[ROWS][COLUMNS])
{
  char line[LINE_MAX] = "";
  const char *cells[COLUMNS];
  FILE *file = fopen("docs/formats.md", "r");
  assert_non_null(file);
  long start;
  do { /* up to the line with the titles */
    start = ftell(file);
    assert_non_null(fgets(line, LINE_MAX, file));
  } while (strncmp(line, "| attributes |", strlen("| attributes |")) != 0);
  assert_int_equal(fseek(file, start, SEEK_SET), 0);
  read_row(file, "attributes", cells, line);
  for (unsigned c = 0; c < COLUMNS; c++) {
    assert_string_equal(cells[c], columns[c].title);
  }
  read_row(file, "---", cells, line);
  for (unsigned r = 0; r < ROWS; r++) {
    read_row(file, rows[r].title, cells, line);
    for (unsigned c = 0; c < COLUMNS; c++) {
      yes[r][c] = strcmp(cells[c], "yes") == 0;
      assert_true(yes[r][c] || strcmp(cells[c], "no") == 0);
    }
  }
  assert_non_null(fgets(line, LINE_MAX, file));
  assert_string_equal(line, "\n");
  fclose(file);
}

static bool documented(bool yes[ROWS][COLUMNS], unsigned c, vpt_attr attr)
{
  vpt_attr type = attr & (VPT_NORMAL_NC | VPT_DEVICE);
  bool good = type == VPT_NORMAL ? yes[NORMAL_ROW][c] : type == VPT_NORMAL_NC ? yes[NORMAL_NC_ROW][c]
              : type == VPT_DEVICE && yes[DEVICE_ROW][c];
  for (unsigned r = 0; r < USER_ROW; r++) {
    good = good && (rows[r].rights != (attr & 7) || yes[r][c]);
  }
  return good && ((attr & VPT_USER) == 0 || yes[USER_ROW][c]) && ((attr & VPT_GLOBAL) == 0 || yes[GLOBAL_ROW][c]) &&
         ((attr & VPT_EXEC) == 0 || type != VPT_DEVICE || yes[DEVICE_EXEC_ROW][c]);
}

static void check_format(bool yes[ROWS][COLUMNS], unsigned column, const struct vpt_format *format)
{
  struct vpt_frame_info info[POOL_FRAMES];
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_config config = {.geometry = fixture_geometry(format), .pool = &pool, .output_first = GIB,
                              .output_end = 2 * GIB};
  uint64_t page = walk_page(&config.geometry), bytes = POOL_FRAMES * page;
  uint64_t *window = aligned_alloc(page, bytes);
  struct vpt_pool_config pool_config = {window, 0, bytes, format->granule_log2, info, POOL_FRAMES};
  assert_int_equal(vpt_pool_init(&pool, &pool_config), VPT_OK);
  assert_int_equal(vpt_init(&space, &config), VPT_OK);
  for (vpt_attr attr = 0; attr < 128; attr++) {
    bool good = documented(yes, column, attr);
    assert_int_equal(vpt_map_frame(&space, 0, GIB, page, attr), good ? VPT_OK : VPT_ERR_ATTR);
    assert_int_equal(vpt_unmap_frame(&space, 0, 0).status, good ? VPT_OK : VPT_ERR_UNMAPPED);
  }
  free(window);
}

static bool has_column(const struct vpt_format *format)
{
  for (unsigned i = 0; i < COLUMNS * FORMATS_MAX; i++) {
    if (columns[i / FORMATS_MAX].formats[i % FORMATS_MAX] == format) return true;
  }
  return false;
}

static void test_attributes(void **state)
{
  (void)state;
  static bool yes[ROWS][COLUMNS];
  unsigned formats = 0;
  read_table(yes);
  for (unsigned c = 0; c < COLUMNS; c++) {
    for (unsigned f = 0; f < FORMATS_MAX && columns[c].formats[f] != NULL; f++) {
      check_format(yes, c, columns[c].formats[f]);
      formats++;
    }
    assert_true(yes[DEVICE_ROW][c] || !yes[DEVICE_EXEC_ROW][c]);
  }
  assert_int_equal(formats, ALL_FORMATS);
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    assert_true(has_column(all_formats[i].format));
  }
}

int document_tests(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_attributes)};
  return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
