/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qmp.h"

bool input_is_live(const struct options *options)
{
  return options->gdb.place != NULL || options->qmp != NULL;
}

static bool memory_options_ok(const struct options *options)
{
  if (options->gdb.place != NULL && options->qmp != NULL) {
    complain("--gdb and --qmp: only one machine");
  } else if (input_is_live(options) && (options->image.base_given || options->image.raw)) {
    complain("%s: not with %s, which has no image", options->image.raw ? "--raw" : "--base",
             options->qmp != NULL ? "--qmp" : "--gdb");
  } else if (options->gdb.place == NULL && (options->gdb.resume || options->gdb.direct_map_given)) {
    complain("%s: only with --gdb", options->gdb.resume ? "--resume" : "--direct-map");
  } else {
    return true;
  }
  return false;
}

struct memory *input_memory(const struct options *options, const char *path)
{
  if (!memory_options_ok(options)) return NULL;
  if (options->gdb.place != NULL) return gdb_open(&options->gdb);
  if (options->qmp != NULL) return qmp_open(options->qmp);
  struct image_request request = options->image;
  request.path = path;
  return image_open(&request);
}

/* ---- by format and root ---------------------------------------------------------------------- */

static bool missing(const char *option)
{
  complain("--%s is missing; see 'vpt dump --help'", option);
  return false;
}

static bool shape_given(const struct stage_options *stage)
{
  const struct vpt_geometry *geometry = &stage->geometry;
  return stage->format != NULL || geometry->levels != 0 || geometry->input_bits != 0 || geometry->output_bits != 0;
}

static bool shape_ok(const struct stage_options *stage, struct vpt_geometry *geometry)
{
  *geometry = stage->geometry;
  if (stage->format == NULL) return missing("format");
  if (geometry->levels == 0) return missing("levels");
  if (geometry->input_bits == 0) return missing("input-bits");
  if (geometry->output_bits == 0) return missing("output-bits");
  bool granule_ok = stage->granule_log2 == 0 || stage->granule_log2 == stage->format->format->granule_log2;
  enum vpt_status status = granule_ok ? vpt_check_geometry(geometry) : VPT_ERR_GRANULE;
  if (status == VPT_OK) return true;
  complain("%s; see 'vpt formats'", vpt_status_text(status));
  return false;
}

static bool half_ok(const struct stage_options *stage, const struct vpt_geometry *geometry, enum vpt_half *half)
{
  *half = stage->half_given ? stage->half : half_usual(geometry);
  if (half_possible(geometry, *half)) return true;
  complain("--half: no %s input addresses with this format and --input-bits", half_name(*half));
  return false;
}

static void take_types(enum types_source source, uint64_t types, struct tables *tables)
{
  tables->types.given = source != TYPES_BY_INDEX;
  for (unsigned i = 0; i < sizeof tables->types.byte; i++) tables->types.byte[i] = (uint8_t)(types >> 8 * i);
}

/* Of registers, only those that say what types are go with --format. */
static bool types_by_registers(const struct stage_options *stage, struct tables *tables)
{
  const struct registers *registers = &stage->registers;
  const char *name = stage->format->name;
  for (enum register_number number = 0; number < REGISTERS; number++) {
    if (!registers->known[number]) continue;
    if (number == REGISTER_MAIR && strncmp(name, "aarch64-s1", strlen("aarch64-s1")) == 0) {
      take_types(TYPES_MAIR, registers->value[number], tables);
    } else if (number == REGISTER_PAT && strcmp(name, "x86-64") == 0) {
      take_types(TYPES_PAT, registers->value[number], tables);
    } else {
      complain("--%s: does not go with --format %s", register_name(number), name);
      return false;
    }
  }
  return true;
}

/* The shape alone: the root is still to be found. */
static bool tables_by_shape(const struct stage_options *stage, struct tables *tables)
{
  tables->format = stage->format;
  tables->root = stage->root;
  return shape_ok(stage, &tables->geometry) && half_ok(stage, &tables->geometry, &tables->half) &&
         types_by_registers(stage, tables);
}

/* ---- by registers ---------------------------------------------------------------------------- */

/* A register with a root that is given, for messages. */
static const char *root_register(const struct registers *registers, unsigned number)
{
  static const enum register_number roots[] =
    {REGISTER_TTBR0, REGISTER_TTBR1, REGISTER_CR3, REGISTER_SATP, REGISTER_PGDL,
                                               REGISTER_PGDH, REGISTER_VTTBR, REGISTER_EPTP, REGISTER_NCR3,
                                               REGISTER_HGATP};
  for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
    if (registers->known[roots[i]] && (i >= 6) == (number == 2)) return register_name(roots[i]);
  }
  return "root";
}

/* What registers say is not said by other options. */
static bool not_said_twice(const struct stage_options *stage, unsigned number)
{
  const struct registers *registers = &stage->registers;
  bool levels_open = !registers->known[REGISTER_CR4] &&
    (registers->known[REGISTER_CR3] || registers->known[REGISTER_NCR3]);
  const struct {
    const char *option;
    bool given;
  } options[] = {
    {"root", stage->root_given},
    {"format", stage->format != NULL},
    {"levels", stage->geometry.levels != 0 && !levels_open},
    {"input-bits", stage->geometry.input_bits != 0},
    {"granule", stage->granule_log2 != 0},
    {"half", stage->half_given},
  };
  for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
    if (!options[i].given) continue;
    complain("--%s: --%s says it already", options[i].option, root_register(registers, number));
    return false;
  }
  return true;
}

static void write_origin(const struct translation *translation, const char *whose, struct tables *tables)
{
  snprintf(tables->origin, sizeof tables->origin,
           "%s%s 0x%" PRIx64 ": root 0x%" PRIx64 ", %s, %u level%s, %u bits in, %u out%s%s%s%s%s%s", whose,
           translation->from, translation->value, tables->root, tables->format->name, tables->geometry.levels,
           tables->geometry.levels == 1 ? "" : "s", tables->geometry.input_bits, tables->geometry.output_bits,
           translation->off ? ", off" : "", translation->hardware_accessed ? ", HA" : "",
           translation->hardware_dirty ? ", HD" : "", translation->no_hierarchy ? ", HPD" : "",
           translation->no_user ? ", E0PD" : "", translation->no_execute_bit ? ", NXE is 0" : "");
}

static bool tables_by_translation(const struct stage_options *stage, const struct translation *translation,
                                  const char *whose, struct tables *tables)
{
  char name[sizeof translation->format + sizeof "-svpbmt"];
  bool svpbmt = (stage->features.said & FEATURE_SVPBMT) != 0;
  snprintf(name, sizeof name, "%s%s", translation->format, svpbmt && translation->format[0] == 'r' ? "-svpbmt" : "");
  tables->format = format_by_name(name);
  tables->label = translation->from;
  tables->geometry = (struct vpt_geometry){.format = tables->format->format,
                                           .levels = translation->levels,
                                           .input_bits = translation->input_bits,
                                           .output_bits = translation->output_bits};
  if (stage->geometry.output_bits != 0) tables->geometry.output_bits = stage->geometry.output_bits;
  tables->root = translation->root;
  tables->half = translation->half;
  tables->first = translation->first;
  tables->last = translation->last;
  tables->off = translation->off;
  take_types(translation->types_source, translation->types, tables);
  write_origin(translation, whose, tables);
  return tables_prepare(tables, &stage->features, translation) && tables_root_ok(tables);
}

static bool decode(const struct stage_options *stage, const struct registers *registers, unsigned number,
                   struct translations *said)
{
  struct translation_hints hints = {.regime = stage->regime, .levels = stage->geometry.levels,
                                    .address_mark = features_address_mark(&stage->features)};
  if (translation_decode(registers, &hints, number, said)) return true;
  complain("%s", said->error);
  return false;
}

/* ---- a stage --------------------------------------------------------------------------------- */

/* What is to be filled in. */
struct wanted {
  const struct stage_options *stage;
  unsigned number; /* 1, 2 */
  struct memory *memory;  /* that has the tables */
  struct memory *machine; /* whose registers may be asked */
  unsigned cpu;
  struct tables *tables;
  unsigned count; /* of tables found */
};

static bool take_translations(struct wanted *wanted, const struct translations *said, const char *whose)
{
  for (size_t i = 0; i < said->count; i++) {
    struct tables *tables = &wanted->tables[wanted->count];
    *tables = (struct tables){.memory = wanted->memory};
    if (!tables_by_translation(wanted->stage, &said->translation[i], whose, tables)) return false;
    wanted->count++;
  }
  return true;
}

/* The registers of the machine, but those that options give. A root by option is not that of the machine's CR0. */
static bool ask_machine(const struct wanted *wanted, struct registers *registers)
{
  const struct registers *given = &wanted->stage->registers;
  struct memory *machine = wanted->machine;
  *registers = (struct registers){.known = {false}};
  if (machine->kind->registers != NULL && !machine->kind->registers(machine, wanted->cpu, registers)) return false;
  for (enum register_number number = 0; number < REGISTERS; number++) {
    if (given->known[number]) registers_set(registers, number, given->value[number]);
  }
  return true;
}

/* The shape is given, the root is the machine's. */
static bool root_by_machine(struct wanted *wanted, const struct translations *said, const char *whose)
{
  struct tables *tables = &wanted->tables[0];
  const struct translation *found = NULL;
  *tables = (struct tables){.memory = wanted->memory};
  if (!tables_by_shape(wanted->stage, tables)) return false;
  for (size_t i = said->count; i-- > 0;) {
    const struct translation *translation = &said->translation[i];
    if (strcmp(translation->format, tables->format->name) == 0) found = translation;
  }
  if (found == NULL) {
    complain("--root is missing: %s is %s, not %s", said->translation[0].from, said->translation[0].format,
             tables->format->name);
    return false;
  }
  if (found->levels != tables->geometry.levels) {
    complain("--levels %u, but %s%s says %u; or give --root", tables->geometry.levels, whose, found->from,
             found->levels);
    return false;
  }
  tables->root = found->root;
  write_origin(found, whose, tables);
  wanted->count = 1;
  return tables_prepare(tables, &wanted->stage->features, found) && tables_root_ok(tables);
}

static bool tables_by_machine(struct wanted *wanted)
{
  struct registers registers;
  struct translations said;
  char whose[32];
  bool shaped = shape_given(wanted->stage);
  struct vpt_geometry geometry;
  if (shaped && !shape_ok(wanted->stage, &geometry)) return false;
  if (!ask_machine(wanted, &registers)) return false;
  if (!translation_known(&registers, wanted->number)) {
    complain("%s is missing: %s has no registers that say where tables are", shaped ? "--root" : "--format",
             wanted->machine->name);
    return false;
  }
  if (!decode(wanted->stage, &registers, wanted->number, &said)) return false;
  if (registers.told_by != NULL) {
    snprintf(whose, sizeof whose, "%s: ", registers.told_by);
  } else {
    snprintf(whose, sizeof whose, "CPU %u: ", wanted->cpu);
  }
  return shaped ? root_by_machine(wanted, &said, whose) : take_translations(wanted, &said, whose);
}

static bool find_tables(struct wanted *wanted)
{
  const struct stage_options *stage = wanted->stage;
  struct translations said;
  if (translation_known(&stage->registers, wanted->number)) {
    struct registers registers = stage->registers;
    if (wanted->number == 1 && stage->registers.known[REGISTER_CR3] && !stage->registers.known[REGISTER_CR4] &&
        stage->geometry.levels == 0) {
      if (!ask_machine(wanted, &registers)) return false;
      registers.known[REGISTER_CR0] = stage->registers.known[REGISTER_CR0];
    }
    return decode(stage, &registers, wanted->number, &said) && take_translations(wanted, &said, "");
  }
  if (!stage->root_given) return tables_by_machine(wanted);
  struct tables *tables = &wanted->tables[0];
  *tables = (struct tables){.memory = wanted->memory};
  wanted->count = 1;
  return tables_by_shape(stage, tables) && tables_prepare(tables, &stage->features, NULL) && tables_root_ok(tables);
}

/* ---- both stages ----------------------------------------------------------------------------- */

static bool described(const struct stage_options *stage, unsigned number)
{
  return stage->root_given || stage->format != NULL || translation_known(&stage->registers, number);
}

/* Which options describe each stage; null: none. */
static void find_stages(const struct options *options, const struct stage_options *stages[2])
{
  const struct stage_options *first = &options->stages[0], *second = &options->stages[1];
  bool named = options->stage_given[0] || options->stage_given[1];
  bool registers2 = translation_known(&first->registers, 2);
  stages[0] = named ? (options->stage_given[0] ? first : NULL) : first;
  stages[1] = named ? (options->stage_given[1] ? second : NULL) : registers2 ? first : NULL;
  if (!named && registers2 && !described(first, 1)) stages[0] = NULL;
}

/* After --stage1 or --stage2 come registers of that stage only. */
static bool of_its_stage(const struct options *options, unsigned number)
{
  const struct registers *registers = &options->stages[number - 1].registers;
  unsigned other = 3 - number;
  if (!options->stage_given[number - 1] || !translation_known(registers, other)) return true;
  complain("--%s is a register of stage %u", root_register(registers, other), other);
  return false;
}

/* What can be seen to be wrong without the image. */
static bool stages_ok(const struct options *options, const struct stage_options *const stages[2])
{
  if (!of_its_stage(options, 1) || !of_its_stage(options, 2)) return false;
  for (unsigned number = 1; number <= 2; number++) {
    const struct stage_options *stage = stages[number - 1];
    struct tables tables;
    struct translations said;
    if (stage == NULL) continue;
    if (translation_known(&stage->registers, number)) {
      if (!not_said_twice(stage, number)) return false;
      bool levels_open = stage->registers.known[REGISTER_CR3] && !stage->registers.known[REGISTER_CR4];
      if (!(levels_open && stage->geometry.levels == 0) && !decode(stage, &stage->registers, number, &said)) {
        return false;
      }
    } else if (stage->root_given || shape_given(stage)) {
      tables = (struct tables){.memory = NULL};
      if (!tables_by_shape(stage, &tables)) return false;
    }
  }
  return true;
}

static bool open_stage2(struct invocation *invocation, const struct stage_options *stage)
{
  struct wanted wanted = {.stage = stage, .number = 2, .memory = invocation->memory, .machine = invocation->memory,
                          .cpu = invocation->options.cpu, .tables = &invocation->stage2};
  if (!find_tables(&wanted)) return false;
  invocation->has_stage2 = true;
  nested_init(&invocation->nested, &invocation->stage2);
  return true;
}

/* Other processors that have another root. */
static bool note_others(struct invocation *invocation)
{
  struct memory *machine = invocation->memory;
  unsigned cpus = machine->kind->cpus != NULL ? machine->kind->cpus(machine) : 0;
  size_t size = 0;
  FILE *notes = open_memstream(&invocation->notes, &size);
  if (notes == NULL) {
    complain("not enough memory");
    return false;
  }
  bool good = true;
  for (unsigned cpu = 0; good && cpu < cpus; cpu++) {
    struct registers registers = {.known = {false}};
    struct translation_hints hints = {.regime = REGIME_EL1};
    struct translations said;
    if (cpu == invocation->options.cpu) continue;
    good = machine->kind->registers(machine, cpu, &registers);
    if (!good || !translation_decode(&registers, &hints, 1, &said)) continue; /* paging is off */
    for (size_t i = 0; i < said.count && i < invocation->tables_count; i++) {
      vpt_oa root = said.translation[i].root;
      if (root != invocation->tables[i].root) fprintf(notes, "CPU %u has another root: 0x%" PRIx64 "\n", cpu, root);
    }
  }
  if (fclose(notes) != 0) good = false;
  return good;
}

bool input_open(struct invocation *invocation, const char *path)
{
  const struct options *options = &invocation->options;
  const struct stage_options *stages[2];
  find_stages(options, stages);
  if (!stages_ok(options, stages)) return false;
  invocation->memory = input_memory(options, path);
  if (invocation->memory == NULL) return false;
  bool both = stages[0] != NULL && stages[1] != NULL;
  if (both && !open_stage2(invocation, stages[1])) return false;
  unsigned number = stages[0] != NULL ? 1 : 2;
  struct wanted wanted = {.stage = stages[number - 1], .number = number,
                          .memory = both ? &invocation->nested.memory : invocation->memory,
                          .machine = invocation->memory, .cpu = options->cpu, .tables = invocation->tables};
  bool found = find_tables(&wanted);
  invocation->tables_count = wanted.count;
  bool asked = number == 1 && !stages[0]->root_given && !translation_known(&stages[0]->registers, 1);
  return found && (!asked || note_others(invocation));
}

void input_close(struct invocation *invocation)
{
  memory_close(invocation->memory);
  free(invocation->notes);
  invocation->memory = NULL;
  invocation->notes = NULL;
}

const struct tables *input_tables_for(const struct invocation *invocation, vpt_ia ia)
{
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    const struct tables *tables = &invocation->tables[i];
    uint64_t offset;
    if (half_offset(tables->geometry.input_bits, tables->half, tables_untagged(tables, ia), &offset) &&
        offset >= tables->first && offset <= tables->last) {
      return tables;
    }
  }
  return &invocation->tables[0];
}
