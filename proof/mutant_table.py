# SPDX-License-Identifier: Apache-2.0
"""The breaks that proof/mutants tries: (run, functions whose proof must fail, file, text, what takes its place).

`@lemma` in place of functions: the lemmas of the run must fail.
"""

POOL = "src/pool.c"
TABLE = "src/core/table.h"
WALK = "src/core/walk.h"
EDIT = "src/core/edit.h"
OPERATIONS = "src/core/operations.h"
INSTANCE = "src/core/instance.h"
COMMON = "src/format/aarch64.h"
LPA2 = "src/format/aarch64_lpa2.h"
GRANULE_16K = "src/format/aarch64_16k.h"
GRANULE_64K = "src/format/aarch64_64k.h"
GRANULE_16K_LPA2 = "src/format/aarch64_16k_lpa2.h"
STAGE1 = "src/format/aarch64_stage1.h"
S1 = "src/format/aarch64_el1.h"
EL2 = "src/format/aarch64_el2.h"
S2 = "src/format/aarch64_stage2.h"
X86 = "src/format/x86.h"
X86_64 = "src/format/x86_64.h"
EPT = "src/format/ept.h"
X86_64_LOGIC = "src/format/x86_64.logic.h"
EPT_LOGIC = "src/format/ept.logic.h"
VPT = "src/vpt.c"
FORMATS = "src/logic/formats.h"
WALK_LOGIC = "src/logic/translation.h"
POOL_LOGIC = "src/logic/pool_config.h"
COMMON_LOGIC = "src/format/aarch64.logic.h"
OA48_LOGIC = "src/format/aarch64_oa48.logic.h"
LPA2_LOGIC = "src/format/aarch64_lpa2.logic.h"
LOGIC_4K = "src/format/aarch64_4k.logic.h"
LOGIC_64K = "src/format/aarch64_64k.logic.h"
S1_LOGIC = "src/format/aarch64_el1.logic.h"
S2_LOGIC = "src/format/aarch64_stage2.logic.h"
LOONGARCH = "src/format/loongarch.h"
LOONGARCH_4K = "src/format/loongarch_4k.h"
LOONGARCH_16K = "src/format/loongarch_16k.h"
LOONGARCH_LOGIC = "src/format/loongarch.logic.h"
LOONGARCH_16K_LOGIC = "src/format/loongarch_16k.logic.h"
RISCV = "src/format/riscv_common.h"
RISCV_LOGIC = "src/format/riscv_common.logic.h"
HOOKS = "proof/port/hooks.h"

MUTANTS = [
    # the pool
    ("pool", "swap", POOL, "  info[i].stack = g;\n", ""),
    ("pool", "swap", POOL, "info[g].position = (uint32_t)i;", "info[g].position = (uint32_t)j;"),
    ("pool", "swap", POOL, "  info[f].position = (uint32_t)j;\n", ""),
    ("pool", "check", POOL, "!config->window || !config->info", "!config->window"),
    ("pool", "check", POOL, "count > COUNT_MAX || ", ""),
    ("pool", "check", POOL, "config->window_bytes % granule != 0 ||\n", "\n"),
    ("pool", "check", POOL, "> FRAMES_END - count", ">= FRAMES_END - count"),
    ("pool", "check", POOL, "config->info_count < count", "config->info_count <= count"),
    ("pool", "check", POOL, "return VPT_ERR_INFO;", "return VPT_ERR_WINDOW;"),
    ("pool", "check", POOL, "config->window & 7", "config->window & 3"),
    ("pool", "check", POOL, "config->info & 3", "config->info & 7"),
    ("pool", "frame_bytes", POOL, "case 14: return 0x4000;", "case 14: return 0x8000;"),
    ("pool", "free_all", POOL, "    info[f].live = 0;\n", ""),
    ("pool", "zero_words", POOL, "for (uint64_t i = 0; i < count; i++) words[i] = 0;",
     "for (uint64_t i = 1; i < count; i++) words[i] = 0;"),
    ("pool", "vpt_pool_init", POOL, "config->window_bytes / 8);\n  /*@", "config->window_bytes / 16);\n  /*@"),
    ("pool", "vpt_pool_init", POOL, "pool->free = pool->count;", "pool->free = pool->count - 1;"),
    ("pool", "vpt_pool_take", POOL, "int64_t vpt_pool_take(struct vpt_pool *pool)\n{\n  pool->free--;",
     "int64_t vpt_pool_take(struct vpt_pool *pool)\n{"),
    ("pool", "vpt_pool_take", POOL, "return pool->first + pool->info[pool->free].stack;",
     "return pool->info[pool->free].stack;"),
    ("pool", "take_this", POOL, "/*@ ghost (pool->count) */;\n  /*@ assert rest",
     "/*@ ghost (pool->count) */;\n  pool->free++;\n  /*@ assert rest"),
    ("pool", "all_free", POOL, ".position >= pool->free)", ".position > pool->free)"),
    ("pool", "take_all", POOL, "take_this(pool, frame + i);", "take_this(pool, frame);"),
    ("pool", "vpt_pool_take_run", POOL, "(pool->first + count - 1) / count * count", "pool->first"),
    ("pool", "vpt_pool_take_run", POOL, "frame + count <= end; frame += count)", "frame + count < end; frame += count)"),
    ("pool", "vpt_pool_give", POOL, "  pool->free++;\n", ""),

    # the formats
    ("riscv", "codec_check", RISCV, "G_STAGE ? 14 : 12", "G_STAGE ? 14 : 13"),
    ("riscv_g", "codec_check", RISCV, "G_STAGE ? most : most - 8", "most - 8"),
    ("riscv", "codec_kind", RISCV, "word / BIT_W % 2 > word / BIT_R % 2", "word / BIT_W % 2 < word / BIT_R % 2"),
    ("riscv", "kind_of_leaf", RISCV, "return codec_aligned(h, codec_leaf_oa(h, word)) ? VPT_LEAF : VPT_INVALID;", "return VPT_LEAF;"),
    ("riscv", "upper_known", RISCV, "if (!SVPBMT) return word / UPPER == 0;", "if (!SVPBMT) return word / PBMT == 0;"),
    ("riscv", "pointer_known", RISCV, "word / BIT_A % 4 == 0", "word / BIT_A % 2 == 0"),
    ("riscv", "codec_table_frame", RISCV, "return (int64_t)(word / PPN % FRAMES);", "return (int64_t)(word / KIB4 % FRAMES);"),
    ("riscv", "codec_leaf", RISCV, "attr / VPT_WRITE % 2 * BIT_D", "BIT_D"),
    ("riscv", "codec_attr_ok", RISCV, "attr % 8 != 0 &&", "attr % 32 != 0 &&"),
    ("riscv_g_svpbmt", "kind_of_leaf", RISCV, "  if (G_STAGE && word / BIT_U % 2 == 0) return VPT_INVALID;\n", ""),
    ("riscv_g_svpbmt", "codec_leaf", RISCV, "(G_STAGE ? BIT_U : 0)", "0"),
    ("riscv_g_svpbmt", "upper_known", RISCV, "word / PBMT < 3", "word / PBMT < 4"),
    ("riscv_fields", "@lemma", RISCV_LOGIC, "0x20 * bg + 0x40 +", "0x10 * bg + 0x40 +"),
    ("riscv_g_geometry", "@lemma", RISCV_LOGIC, "(H == 2 && lim == 0x20000000000)", "(H == 2 && lim == 0x10000000000)"),
    ("aarch64_s1", "codec_size", COMMON, "case 1: return SIZE_1;\n  case 2: return SIZE_2;\n  case 3: return SIZE_3;",
     "case 1: return SIZE_0;\n  case 2: return SIZE_2;\n  case 3: return SIZE_3;"),
    ("aarch64_s1", "codec_leaf_height", COMMON, "case LARGEST_LEAF: return BLOCK_HEIGHT;", "case LARGEST_LEAF: return 1;"),
    ("aarch64_s1", "codec_aligned", COMMON, "case 1: return address % SIZE_1 == 0;", "case 1: return address % SIZE_0 == 0;"),
    ("aarch64_s1", "codec_prefix", COMMON, "case 2: return (int64_t)(ia / SIZE_2);", "case 2: return (int64_t)(ia / SIZE_1);"),
    ("aarch64_s1", "codec_index", COMMON, "ia / SIZE_3 % ENTRIES", "ia / SIZE_3 % (ENTRIES / 2)"),
    ("aarch64_s1", "codec_slot", COMMON, "+ (int64_t)i;", "+ (int64_t)i + 1;"),
    ("aarch64_s1", "codec_kind", COMMON, "return h == 0 ? VPT_LEAF : VPT_TABLE;", "return VPT_TABLE;"),
    ("aarch64_s1", "codec_kind", COMMON, "return h >= 1 && h <= BLOCK_HEIGHT ? VPT_LEAF : VPT_INVALID;",
     "return h != 0 ? VPT_LEAF : VPT_INVALID;"),
    ("aarch64_s1", "codec_table_frame", COMMON, "(word / SIZE_0 % (OA_LOW / SIZE_0) + OA_HIGH",
     "(word / SIZE_0 + OA_HIGH"),
    ("aarch64_s1", "codec_table", COMMON, "OA_PLACED(oa) + BIT_TABLE + BIT_VALID",
     "OA_PLACED(oa) + BIT_VALID"),
    ("aarch64_s1", "codec_leaf_oa", COMMON, "return word / (bytes) % (OA_LOW / (bytes)) * (bytes) +",
     "return word / (bytes) * (bytes) +"),
    ("aarch64_s1", "codec_leaf", COMMON, "(h == 0 ? BIT_TABLE : 0)", "BIT_TABLE"),
    ("aarch64_s1", "leaf_bits", COMMON, "F((n) + 1), F((n) + 2)", "F((n) + 2), F((n) + 1)"),
    ("aarch64_s1", "codec_must_break", COMMON, "from / BIT_NG % 2 > to / BIT_NG % 2", "from / BIT_NG % 2 < to / BIT_NG % 2"),
    ("aarch64_s1", "type_ok", COMMON, "attr < ATTRS &&", "attr < 128 &&"),
    ("aarch64_s1", "check_geometry", COMMON, "below + STRIDE + concatenated_bits",
     "below + STRIDE + 1 + concatenated_bits"),
    ("aarch64_s1", "output_bits_known", COMMON, "  case 42:\n", "  case 43:\n"),
    ("aarch64_s1", "codec_leaf", STAGE1, "(attr) / 32 * 0x4 +", "(attr) / 32 * 0x8 +"),
    ("aarch64_s1", "codec_attr_ok", S1, "type_ok(attr) && attr % 2 == 1", "type_ok(attr)"),
    ("aarch64_s1", "codec_leaf", S1, "(1 - HAS(attr, VPT_WRITE)) * AP2", "HAS(attr, VPT_WRITE) * AP2"),
    ("aarch64_s1", "codec_leaf", S1, "? PXN + (1 -", "? (1 -"),
    ("aarch64_s1", "codec_leaf", S1, "(BIT_VALID + BIT_AF +", "(BIT_VALID +"),
    ("aarch64_s1", "codec_leaf_attr", S1, "user == 1 ? word / UXN % 2 : word / PXN % 2", "word / UXN % 2"),
    ("aarch64_s1_el2", "codec_leaf", EL2, "MEMORY_TYPE(attr) + AP1 +", "MEMORY_TYPE(attr) +"),
    ("aarch64_s1_el2", "codec_attr_ok", EL2, "attr / VPT_USER % 4 == 0", "attr / VPT_USER % 2 == 0"),
    ("aarch64_s1_el2", "codec_leaf", EL2, "(1 - HAS(attr, VPT_EXEC)) * UXN", "(1 - HAS(attr, VPT_EXEC)) * PXN"),
    ("aarch64_s2", "codec_leaf", S2, "HAS(attr, VPT_READ) * S2AP_READ", "HAS(attr, VPT_READ) * S2AP_WRITE"),
    ("aarch64_s2", "codec_leaf", S2, "(1 - HAS(attr, VPT_EXEC)) * XN", "HAS(attr, VPT_EXEC) * XN"),
    ("aarch64_s2", "codec_leaf", S2, "? 5 * 0x4U :", "? 4 * 0x4U :"),
    ("aarch64_s2", "decoded_type", S2, "case 5: return VPT_NORMAL_NC;", "case 4: return VPT_NORMAL_NC;"),
    ("aarch64_s2", "codec_check", S2, "STAGE2_LEVELS_MOST, 4)", "STAGE2_LEVELS_MOST, 5)"),
    ("aarch64_s2_16k", "codec_kind", GRANULE_16K, "#define BLOCK_HEIGHT 1", "#define BLOCK_HEIGHT 2"),
    ("aarch64_s2_16k", "check_geometry", GRANULE_16K, "#define STAGE2_LEVELS_MOST 3U", "#define STAGE2_LEVELS_MOST 4U"),
    ("aarch64_s2_64k", "codec_leaf", GRANULE_64K, "(oa) / OA_LOW * 0x1000)", "(oa) / OA_LOW * 0x100)"),
    ("aarch64_s2_64k", "codec_common_height", GRANULE_64K, "#define COMMON_HEIGHT 1", "#define COMMON_HEIGHT 2"),
    ("aarch64_s2_64k", "codec_leaf_oa", GRANULE_64K, "/ 0x1000 % 16 * OA_LOW", "/ 0x1000 % 8 * OA_LOW"),
    ("aarch64_s2_lpa2", "codec_leaf", LPA2, "#define SHARED(attr) 0U", "#define SHARED(attr) 0x300U"),
    ("aarch64_s2_lpa2", "codec_table_frame", LPA2, "/ 0x100 % 4 * OA_LOW", "/ 0x100 % 2 * OA_LOW"),
    ("aarch64_s1_16k_lpa2", "codec_leaf_height", GRANULE_16K_LPA2, "#define LARGEST_LEAF SIZE_2", "#define LARGEST_LEAF SIZE_3"),

    # one table
    ("core", "entry", TABLE, "return vpt_mmu_read(&pool->words[codec_slot(frame - pool->first, i)]);",
     "return vpt_mmu_read(&pool->words[codec_slot(frame - pool->first, 0)]);"),
    ("core", "put", TABLE, "codec_slot(frame - pool->first, i)], word);", "codec_slot(frame - pool->first, i)], 0);"),
    ("core", "count_up", TABLE, ".live++;", ".live--;"),
    ("core", "live", TABLE, "return space->pool->info[frame - space->pool->first].live;",
     "return space->pool->info[space->root - space->pool->first].live;"),

    # the walk
    ("core", "root_table", WALK, "codec_prefix(space->height + 1, ia)", "codec_prefix(space->height, ia)"),
    ("core", "look", WALK, "codec_index(h, ia)", "codec_index(0, ia)"),
    ("core", "walk", WALK, "  case 2: STEP(2); /* fall through */\n", "  case 2: STEP(3); /* fall through */\n"),
    ("core", "find", WALK, "codec_prefix(1, ia) == space->leaf_prefix", "codec_prefix(2, ia) == space->leaf_prefix"),
    ("core", "find", WALK, "look(space, space->upper_table, 1, ia)", "look(space, space->leaf_table, 1, ia)"),
    ("core", "remember", WALK, "  if (at.height == 0 && ", "  if ("),
    ("core", "remember", WALK, "else if (at.height == 1 && ", "else if ("),
    ("core", "forget", WALK, "space->leaf_prefix = -1;", "space->leaf_prefix = 0;"),
    ("core", "forget", WALK, "space->upper_prefix = -1;", "space->upper_prefix = 0;"),

    # changes of tables
    ("core", "set_leaf", EDIT, "put(space, table, i, word);", "put(space, table, 0, word);"),
    ("core", "link_table", EDIT, "put(space, table, i, codec_table(child));", "put(space, table, i, codec_table(table));"),
    ("core", "unlink_table", EDIT, "  put(space, table, i, 0);\n", ""),
    ("core", "grow", EDIT, "  /*@ ghost counting(space); */\n  count_up(space, table);\n  /*@ assert used", "  /*@ assert used"),
    ("core", "grow", EDIT, "link_table(space, h, table, i, child)", "link_table(space, h - 1, table, i, child)"),
    ("core", "clear", EDIT, "set_leaf(space, h, table, i, 0) /*@ ghost (ia) */;", ""),
    ("core", "cut", EDIT, "  vpt_pool_give(space->pool, child);\n", ""),
    ("core", "cut", EDIT, "vpt_pool_give(space->pool, child);", "vpt_pool_give(space->pool, table);"),
    ("core", "prune", EDIT, "k < space->height && live(space, path[k]) == 0; k++",
     "k < space->height && live(space, path[k]) <= 1; k++"),
    ("core", "prune", EDIT, "  forget(space);\n", ""),
    ("core", "remove_leaf", EDIT, "  prune(space, ia, at.height);\n", ""),
    ("core", "remove_leaf", EDIT, "live(space, at.table) != 0) return false;", "live(space, at.table) != 0) return true;"),

    # operations
    ("core", "map_leaf", OPERATIONS, "if (at.height < h || ", "if ("),
    ("core", "map_leaf", OPERATIONS, "space->pool->free < at.height - h", "space->pool->free <= at.height - h"),
    ("core", "map_leaf", OPERATIONS, "space->pool->free < at.height - h) return VPT_ERR_NO_FRAMES",
     "space->pool->free < at.height - h) return VPT_ERR_MAPPED"),
    ("core", "map_leaf", OPERATIONS, "else build(space, ia, at, h, codec_leaf(h, oa, attr));",
     "else build(space, ia, at, h, codec_leaf(h, ia, attr));"),
    ("core", "build", OPERATIONS, "at.height > h; at.height--)", "at.height > h + 1; at.height--)"),
    ("core", "build", OPERATIONS, "fill(space, h, at.table, codec_index(h, ia), word)",
     "fill(space, h, at.table, codec_index(at.height, 0), word)"),
    ("core", "at_base", OPERATIONS, "  if (!codec_aligned(at.height, ia)) return VPT_ERR_IN_BLOCK;\n", ""),
    ("core", "translation", OPERATIONS, " + (ia - base)", ""),
    ("core", "translation", OPERATIONS, ".ia = base", ".ia = ia"),
    ("core", "unmap_leaf", OPERATIONS, "  vpt_flush(space, ia, result.size, result.size, !pruned);\n", ""),
    ("core", "unmap_leaf", OPERATIONS, "vpt_flush(space, ia, result.size,", "vpt_flush(space, ia, result.size / 2,"),
    ("core", "unmap_leaf", OPERATIONS, "  bool pruned = remove_leaf(space, ia, at);", "  bool pruned = false;"),
    ("core", "change", OPERATIONS, "if (word == at.word) return;", "return;"),
    ("core", "protect_leaf", OPERATIONS, "  else change(space, ia, at, at.height, attr);\n", ""),
    ("core", "change", OPERATIONS, "codec_leaf_oa(h, at.word), attr)", "codec_leaf_oa(0, at.word), attr)"),
    ("core", "exchange", OPERATIONS, "  vpt_flush(space, ia, size, size, true);\n", ""),
    ("core", "exchange", OPERATIONS, "stale_end = ia + size;", "stale_end = ia;"),
    ("core", "replace_leaf", OPERATIONS, "if (codec_must_break(at.word, word)) {", "if (false) {"),
    ("core", "cut", EDIT, "stale_steps = 1;", ""),
    ("core", "replace_leaf", OPERATIONS, "exchange(space, at.height, at.table, i, 0, ia);",
     "set_leaf(space, at.height, at.table, i, 0) /*@ ghost (ia) */;"),
    ("core", "remove_all", OPERATIONS, "ia = region_start(at.height, ia) + codec_size(at.height);",
     "ia = region_start(at.height, ia) + 2 * codec_size(at.height);"),
    ("core", "remove_all", OPERATIONS, "== VPT_LEAF) remove_leaf(space, ia, at);", "== VPT_LEAF && at.height == 0) remove_leaf(space, ia, at);"),

    # the public boundary of a format
    ("core", "reaches_tables", INSTANCE, "config->output_first < end && first", "config->output_first <= end && first"),
    ("core", "hooks_agree", INSTANCE, "hooks->sync != 0 : hooks->sync == 0", "hooks->sync != 0 : true"),
    ("core", "check_config", INSTANCE, "config->output_end > output_size)", "config->output_end >= output_size)"),
    ("core", "check_config", INSTANCE, "return VPT_ERR_WINDOW;", "return VPT_ERR_RANGE;"),
    ("core", "check_config", INSTANCE, "  if (!hooks_agree(&config->hooks)) return VPT_ERR_HOOKS;\n", ""),
    ("core", "check_config", INSTANCE, "!config->output_has_tables && reaches_tables", "reaches_tables"),
    ("core", "vpt_core_root_tables", INSTANCE, "? 1 : (unsigned)(input_size / table_size)", "? 2 : (unsigned)(input_size / table_size)"),
    ("core", "set_members", INSTANCE, "  space->upper_prefix = -1;\n", ""),
    ("core", "set_members", INSTANCE, "(int)geometry.levels - 1;", "(int)geometry.levels;"),
    ("core", "vpt_core_init", INSTANCE, "if (root < 0) return", "if (root <= 0) return"),
    ("core", "vpt_core_init", INSTANCE, "vpt_pool_take_run(config->pool, root_count)", "vpt_pool_take_run(config->pool, 1)"),
    ("core", "vpt_core_destroy", INSTANCE, "    vpt_pool_give(space->pool, space->root + i);\n", ""),
    ("core", "vpt_core_destroy", INSTANCE, "  vpt_flush_all(space);\n", ""),
    ("core", "upper_first", INSTANCE, "input_end / 2", "input_end / 4"),
    ("core", "vpt_core_destroy", INSTANCE, "  space->format = 0;\n", ""),
    ("core", "vpt_core_root", INSTANCE, "(uint64_t)space->root * codec_size(0)", "(uint64_t)(space->root + 1) * codec_size(0)"),
    ("core", "output_ok", INSTANCE, "size <= (uint64_t)space->output_end - oa", "size < (uint64_t)space->output_end - oa"),
    ("core", "vpt_core_map_frame", INSTANCE, "if (h < 0 || h > space->leaf_height)", "if (h < 0)"),
    ("core", "vpt_core_map_frame", INSTANCE, "h > space->leaf_height)", "h > space->height)"),
    ("core", "leaf_limit", INSTANCE, "limit < height ? limit : height", "limit"),
    ("core", "check_config", INSTANCE, "config->leaf_size_max && codec_leaf_height", "codec_leaf_height"),
    ("core", "set_members", INSTANCE, "  space->id = config->id;\n", ""),
    ("core", "vpt_core_map_frame", INSTANCE, "  if (!codec_aligned(h, ia)) return VPT_ERR_IA_ALIGN;\n", ""),
    ("core", "vpt_core_map_frame", INSTANCE, "  if (!output_ok(space, oa, size)) return VPT_ERR_OA;\n", ""),
    ("core", "vpt_core_map_frame", INSTANCE, "return VPT_ERR_OA_ALIGN;", "return VPT_ERR_IA_ALIGN;"),
    ("core", "vpt_core_unmap_frame", INSTANCE, "  if (!codec_aligned(0, ia)) return failure(VPT_ERR_IA_ALIGN);\n", ""),
    ("core", "vpt_core_protect_frame", INSTANCE, "  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;\n  /*@ ghost based", "  /*@ ghost based"),
    ("core", "vpt_core_query", INSTANCE, "return failure(VPT_ERR_UNMAPPED);", "return failure(VPT_ERR_IA);"),
    ("core", "vpt_core_decode", INSTANCE, "codec_attr_ok(descriptor.attr) &&\n", "true &&\n"),

    # the functions that users call
    ("dispatch", "vpt_check_geometry", VPT, "  if (!geometry) return VPT_ERR_NULL;\n", ""),
    ("dispatch_init", "vpt_init", VPT, "!space || !config || !config->pool", "!space || !config"),
    ("dispatch", "by_format_map_frame", VPT, "_##name##_map_frame(space, offset, oa, size, attr);", "_##name##_map_frame(space, oa, offset, size, attr);"),
    ("dispatch", "by_format_map_frame", FORMATS, "X(VPT_AARCH64_S2, aarch64_s2, 12,", "X(VPT_AARCH64_S2, aarch64_s1, 12,"),
    ("dispatch", "by_format_unmap_frame", VPT, "vpt_##name##_unmap_frame(space, offset);", "vpt_##name##_query(space, offset);"),
    ("dispatch", "by_format_protect_frame", VPT, "_##name##_protect_frame(space, offset, attr);", "_##name##_protect_frame(space, offset, 0);"),
    ("dispatch", "known", VPT, "space->format == (number) ||", "(space->format == (number) && granule_log2 == 12) ||"),
    ("dispatch_paths", "vpt_query", VPT, "  if (!known(space)) return (struct vpt_result){.status = VPT_ERR_FORMAT};\n  if (ia >= space->upper_first) return in_full_query",
     "  if (ia >= space->upper_first) return in_full_query"),
    ("dispatch_paths", "vpt_unmap_frame", VPT, "return in_full_unmap_frame(space, ia);", "return by_format_unmap_frame(space, ia);"),
    ("dispatch_paths", "vpt_query", VPT, "if (ia >= space->upper_first) return in_full_query", "if (ia > space->upper_first) return in_full_query"),
    ("dispatch", "in_full_unmap_frame", VPT, "return in_full(by_format_unmap_frame(space, offset), ia, offset);", "return by_format_unmap_frame(space, offset);"),
    ("dispatch_init", "vpt_init", VPT, "half_ok(config, granule_log2, other) ?", "true ?"),
    ("dispatch", "offset_of", VPT, "if (ia < space->upper_first) return ia;", "if (ia <= space->upper_first) return ia;"),
    ("dispatch", "offset_of", VPT, "above < end - space->upper_first", "above < end"),
    ("dispatch", "offset_of", VPT, "end - 1 - above", "end - above"),
    ("dispatch", "half_ok", VPT, "  if (config->half != other) return false;\n", ""),
    ("dispatch", "vpt_protect_frame", VPT, "_protect_frame(space, offset_of(space, ia), attr);", "_protect_frame(space, ia, attr);"),
    ("dispatch", "in_full", VPT, "result.ia += ia - offset;", "result.ia = ia;"),
    ("dispatch", "vpt_root_tables", VPT, "vpt_##name##_check(geometry) == VPT_OK ? vpt_##name##_root_tables(geometry) : 0;",
     "vpt_##name##_root_tables(geometry);"),
    ("dispatch", "vpt_entry_size", VPT, "height >= geometry->levels) return 0;", "height > geometry->levels) return 0;"),
    ("dispatch", "vpt_decode", VPT, "_decode((int)height, word) : none;", "_decode(0, word) : none;"),

    # contracts that ask too little, definitions that say something else
    ("core", "link_table", EDIT, "UNREACHED(space, child) && EMPTY(space, child);", "UNREACHED(space, child);"),
    ("core", "unlink_table", EDIT, "    requires EMPTY(space, child) &&", "    requires"),
    ("core", "set_leaf", EDIT, "requires KIND(h, ENT(space, table, i)) != VPT_TABLE && KIND(h, word) != VPT_TABLE;",
     "requires KIND(h, word) != VPT_TABLE;"),
    ("core", "grow", EDIT, "space->pool->free > 0 && TLB_CLEAN;", "space->pool->free > 0;"),
    ("core", "unmap_leaf", HOOKS, "\\old(stale_end) <= offset + length ==>", "\\old(stale_end) < offset + length ==>"),
    ("core", "hardware", WALK_LOGIC, "h >= H ? root + pre(fmt, lim, H + 1, x) :", "h >= H ? root :"),
    ("core", "counting", WALK_LOGIC, "cnt(words, g, first, f, k - 1) + in_use(ent(words, g, first, f, k - 1));",
     "cnt(words, g, first, f, k - 1) + in_use(ent(words, g, first, f, k));"),
    ("pool", "check", POOL_LOGIC, "length / granule <= 0xffffffff", "length / granule < 0xffffffff"),
    ("aarch64_s1", "codec_kind", LOGIC_4K, "#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)", "#define BLOCKS_AT(h) ((h) == 1)"),
    ("aarch64_s1", "codec_must_break", COMMON_LOGIC, "from / 0x4 % 16 != to / 0x4 % 16", "from / 0x4 % 8 != to / 0x4 % 8"),
    ("aarch64_s1_fields", "@lemma", OA48_LOGIC, "#define TABLE(f) (BYTES_0 * (f) + 3)", "#define TABLE(f) (BYTES_0 * (f) + 1)"),
    ("aarch64_s1_fields", "@lemma", COMMON_LOGIC, "e / unit % (IN_PLACE / unit) * unit", "e / unit % (2 * IN_PLACE / unit) * unit"),
    ("aarch64_s1_fields", "@lemma", S1_LOGIC, "user_right(a), 1 - write_right(a),", "user_right(a), write_right(a),"),
    ("aarch64_s2_lpa2_fields", "@lemma", LPA2_LOGIC, "0x100 * ((f) / (IN_PLACE", "0x200 * ((f) / (IN_PLACE"),
    ("aarch64_s2_64k_fields", "@lemma", LOGIC_64K, "/ 0x10000 % 0x100000000 * 16 +", "/ 0x10000 % 0x100000000 * 8 +"),
    ("aarch64_s2_fields", "@lemma", S2_LOGIC, "memory(a) == 1 ? 5 : 1;", "memory(a) == 1 ? 5 : 15;"),
    ("aarch64_s1_geometry", "@lemma", COMMON_LOGIC, "h == 1 ? in(lim,x) / BYTES_1 :", "h == 1 ? in(lim,x) / (2 * BYTES_1) :"),
    ("aarch64_s2_geometry", "@lemma", COMMON_LOGIC, "lim == n * table)", "lim == n * entry)"),
    # x86: the code
    ("x86_64", "codec_check", X86, "bits <= most - 9", "bits < most - 9"),
    ("x86_64", "codec_check", X86, "> 52) return VPT_ERR_OUTPUT_BITS", "> 53) return VPT_ERR_OUTPUT_BITS"),
    ("x86_64", "codec_common_height", X86, "  return 1;\n}", "  return 2;\n}"),
    ("x86_64", "codec_index", X86, "default: return (unsigned)(ia / TIB256 % ENTRIES);", "default: return (unsigned)(ia / GIB512 % ENTRIES);"),
    ("x86_64", "codec_kind", X86_64, "  if (h == 0) return VPT_LEAF;\n", ""),
    ("x86_64", "codec_kind", X86_64, "default: return VPT_INVALID;", "default: return VPT_LEAF;"),
    ("x86_64", "codec_table", X86_64, "BIT_A + BIT_US", "BIT_A"),
    ("x86_64", "codec_leaf", X86_64, "(BIT_RW + BIT_D)", "BIT_RW"),
    ("x86_64", "codec_leaf", X86_64, "(type + type / 2)", "type"),
    ("x86_64", "codec_leaf", X86_64, "(1 - attr / VPT_EXEC % 2) * BIT_XD", "attr / VPT_EXEC % 2 * BIT_XD"),
    ("x86_64", "decoded_type", X86_64, "default: return VPT_DEVICE;", "default: return VPT_NORMAL;"),
    ("x86_64", "codec_must_break", X86_64, "from / BIT_PWT % 4 != to / BIT_PWT % 4", "from / BIT_PWT % 2 != to / BIT_PWT % 2"),
    ("ept", "codec_kind", EPT, "(write == 1 || exec == 0)", "exec == 0"),
    ("ept", "type_exists", EPT, "type != 2 && type != 3", "type != 2"),
    ("ept", "codec_attr_ok", EPT, "attr % 4 != 2 && ", ""),
    ("ept", "memory_bits", EPT, "return BIT_IPAT;", "return 0;"),
    ("ept", "codec_must_break", EPT, "from / MEMORY_TYPE % 16 != to / MEMORY_TYPE % 16", "from / MEMORY_TYPE % 8 != to / MEMORY_TYPE % 8"),
    # x86: the definitions
    ("x86_64_fields", "@lemma", X86_64_LOGIC, "+ us(e) * 8", "+ us(e) * 4"),
    ("x86_64_fields", "@lemma", X86_64_LOGIC, "0x800 * (1 - exec_right(a))", "0x800 * exec_right(a)"),
    ("ept_fields", "@lemma", EPT_LOGIC, "0x1000 * f + 0x107", "0x1000 * f + 0x187"),
    ("ept_fields", "@lemma", EPT_LOGIC, "(read_right(a) == 1 || (write_right(a) == 0 && exec_right(a) == 1))", "\\true"),
    # LoongArch
    ("loongarch_4k", "codec_kind", LOONGARCH, "word % 2 == 1 && h <= 2 ? VPT_LEAF", "word % 2 == 1 ? VPT_LEAF"),
    ("loongarch_4k", "codec_kind", LOONGARCH, "return word == 0 ? VPT_INVALID : VPT_TABLE;", "return VPT_TABLE;"),
    ("loongarch_16k", "codec_table", LOONGARCH, "frame == 0 ? TABLE_AT_0 : ", ""),
    ("loongarch_16k", "codec_leaf_oa", LOONGARCH, "word / SIZE_2 % (OA_END / SIZE_2) * SIZE_2",
     "word / SIZE_1 % (OA_END / SIZE_1) * SIZE_1"),
    ("loongarch_4k", "codec_leaf", LOONGARCH, "global * BIT_HUGE_G", "global * BIT_G"),
    ("loongarch_4k", "codec_leaf", LOONGARCH, "#define MAT_WUC 0x20ULL", "#define MAT_WUC 0x30ULL"),
    ("loongarch_4k", "codec_leaf", LOONGARCH, "BIT_NX : HAS(attr, VPT_USER) * BIT_RPLV", "BIT_NX : 0"),
    ("loongarch_4k", "codec_leaf_attr", LOONGARCH, "mat == 2 ? VPT_NORMAL_NC", "mat == 3 ? VPT_NORMAL_NC"),
    ("loongarch_4k", "codec_attr_ok", LOONGARCH,
     " && !(attr / VPT_DEVICE % 2 == 1 && attr / VPT_EXEC % 2 == 1)", ""),
    ("loongarch_4k", "codec_must_break", LOONGARCH, "% 2 < to", "% 2 > to"),
    ("loongarch_4k", "codec_check", LOONGARCH_4K, "least = 40, most = 48", "least = 40, most = 47"),
    ("loongarch_16k", "codec_check", LOONGARCH_16K, "granule_log2 != 14", "granule_log2 != 12"),
    ("loongarch_16k_geometry", "@lemma", LOONGARCH_16K_LOGIC, "pre(fmt,lim,h,x) % 2048", "pre(fmt,lim,h,x) % 1024"),
    ("loongarch_4k_fields", "@lemma", LOONGARCH_LOGIC, "f == 0 ? 0x8000000000000000 : f * size(fmt, 0)",
     "f * size(fmt, 0)"),
    ("loongarch_4k_fields", "@lemma", LOONGARCH_LOGIC, "0x400 * g;", "0x200 * g;"),
    ("loongarch_4k_fields", "@lemma", LOONGARCH_LOGIC, "exec_right(a) == 1 ? user_right(a) : 0)", "0)"),
]
