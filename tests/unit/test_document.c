/* SPDX-License-Identifier: Apache-2.0 */
/* The table of attributes in docs/formats.md says what vpt_map_frame() does, for every format and every attribute. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "units.h"

enum { COLUMNS = 10, ROWS = 14, FORMATS_MAX = 5, LINE_MAX = 512, POOL_FRAMES = 16 };
enum { USER_ROW = 8, GLOBAL_ROW, NORMAL_ROW, NORMAL_NC_ROW, DEVICE_ROW, DEVICE_EXEC_ROW };

static const struct {
  const char *title;
  enum vpt_format formats[FORMATS_MAX];
} columns[COLUMNS] = {
    {"AArch64 EL1&0",
     {VPT_AARCH64_S1, VPT_AARCH64_S1_16K, VPT_AARCH64_S1_64K, VPT_AARCH64_S1_LPA2, VPT_AARCH64_S1_16K_LPA2}},
    {"AArch64 EL2",
     {VPT_AARCH64_S1_EL2, VPT_AARCH64_S1_EL2_16K, VPT_AARCH64_S1_EL2_64K, VPT_AARCH64_S1_EL2_LPA2,
      VPT_AARCH64_S1_EL2_16K_LPA2}},
    {"AArch64 stage 2",
     {VPT_AARCH64_S2, VPT_AARCH64_S2_16K, VPT_AARCH64_S2_64K, VPT_AARCH64_S2_LPA2, VPT_AARCH64_S2_16K_LPA2}},
    {"x86-64", {VPT_X86_64}},
    {"EPT", {VPT_EPT}},
    {"RISC-V", {VPT_RISCV}},
    {"RISC-V Svpbmt", {VPT_RISCV_SVPBMT}},
    {"RISC-V G", {VPT_RISCV_G}},
    {"RISC-V G Svpbmt", {VPT_RISCV_G_SVPBMT}},
    {"LoongArch", {VPT_LOONGARCH_4K, VPT_LOONGARCH_16K}},
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

/* The first geometry of a format. */
static struct vpt_geometry first_geometry(enum vpt_format format)
{
  struct vpt_geometry g = {format, 12, 2, 1, 40};
  while (vpt_check_geometry(&g) == VPT_ERR_GRANULE) g.granule_log2 += 2;
  while (vpt_check_geometry(&g) == VPT_ERR_LEVELS) g.levels++;
  while (vpt_check_geometry(&g) == VPT_ERR_INPUT_BITS) g.input_bits++;
  assert_int_equal(vpt_check_geometry(&g), VPT_OK);
  return g;
}

static void check_format(bool yes[ROWS][COLUMNS], unsigned column, enum vpt_format format)
{
  struct vpt_frame_info info[POOL_FRAMES];
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_config config = {.geometry = first_geometry(format), .pool = &pool, .output_first = GIB,
                              .output_end = 2 * GIB};
  uint64_t page = walk_page(&config.geometry), bytes = POOL_FRAMES * page;
  uint64_t *window = aligned_alloc(page, bytes);
  struct vpt_pool_config pool_config = {window, 0, bytes, config.geometry.granule_log2, info, POOL_FRAMES};
  assert_int_equal(vpt_pool_init(&pool, &pool_config), VPT_OK);
  assert_int_equal(vpt_init(&space, &config), VPT_OK);
  for (vpt_attr attr = 0; attr < 128; attr++) {
    bool good = documented(yes, column, attr);
    assert_int_equal(vpt_map_frame(&space, 0, GIB, page, attr), good ? VPT_OK : VPT_ERR_ATTR);
    assert_int_equal(vpt_unmap_frame(&space, 0).status, good ? VPT_OK : VPT_ERR_UNMAPPED);
  }
  free(window);
}

static void test_attributes(void **state)
{
  (void)state;
  static bool yes[ROWS][COLUMNS];
  unsigned formats = 0;
  read_table(yes);
  for (unsigned c = 0; c < COLUMNS; c++) {
    for (unsigned f = 0; f < FORMATS_MAX && columns[c].formats[f] != 0; f++) {
      check_format(yes, c, columns[c].formats[f]);
      formats++;
    }
    assert_true(yes[DEVICE_ROW][c] || !yes[DEVICE_EXEC_ROW][c]);
  }
  for (unsigned format = 1; format <= formats; format++) { /* all are there: there is none beyond */
    assert_int_not_equal(vpt_check_geometry(&(struct vpt_geometry){.format = (enum vpt_format)format}), VPT_ERR_FORMAT);
  }
  struct vpt_geometry next = {.format = (enum vpt_format)(formats + 1)};
  assert_int_equal(vpt_check_geometry(&next), VPT_ERR_FORMAT);
}

int document_tests(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_attributes)};
  return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
