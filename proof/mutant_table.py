# SPDX-License-Identifier: Apache-2.0
"""The breaks that proof/mutants tries: (run, functions whose proof must fail, file, text, what takes its place)."""

POOL = "src/pool.c"
TABLE = "src/core/table.h"
WALK = "src/core/walk.h"
EDIT = "src/core/edit.h"
OPERATIONS = "src/core/operations.h"
INSTANCE = "src/core/instance.h"
COMMON = "src/format/aarch64.h"
STAGE1 = "src/format/aarch64_stage1.h"
S1 = "src/format/aarch64_s1.h"
EL2 = "src/format/aarch64_s1_el2.h"
S2 = "src/format/aarch64_s2.h"

MUTANTS = [
    # the pool
    ("pool", "swap", POOL, "  info[i].stack = g;\n", ""),
    ("pool", "swap", POOL, "info[g].position = (uint32_t)i;", "info[g].position = (uint32_t)j;"),
    ("pool", "swap", POOL, "  info[f].position = (uint32_t)j;\n", ""),
    ("pool", "check", POOL, "!config->window || !config->info", "!config->window"),
    ("pool", "check", POOL, "count > UINT32_MAX || ", ""),
    ("pool", "check", POOL, "config->window_bytes % granule != 0 ||\n", "\n"),
    ("pool", "check", POOL, "> FRAMES_END - count", ">= FRAMES_END - count"),
    ("pool", "check", POOL, "config->info_count < count", "config->info_count <= count"),
    ("pool", "check", POOL, "return VPT_ERR_INFO;", "return VPT_ERR_WINDOW;"),
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
    ("aarch64_s1", "codec_size", COMMON, "case 1: return MIB2;\n  case 2: return GIB1;\n  case 3: return GIB512;",
     "case 1: return KIB4;\n  case 2: return GIB1;\n  case 3: return GIB512;"),
    ("aarch64_s1", "codec_leaf_height", COMMON, "case GIB1: return 2;", "case GIB1: return 1;"),
    ("aarch64_s1", "codec_aligned", COMMON, "case 1: return address % MIB2 == 0;", "case 1: return address % KIB4 == 0;"),
    ("aarch64_s1", "codec_prefix", COMMON, "case 2: return (int64_t)(ia / GIB1);", "case 2: return (int64_t)(ia / MIB2);"),
    ("aarch64_s1", "codec_index", COMMON, "ia / GIB512 % ENTRIES", "ia / GIB512 % (ENTRIES / 2)"),
    ("aarch64_s1", "codec_slot", COMMON, "+ (int64_t)i;", "+ (int64_t)i + 1;"),
    ("aarch64_s1", "codec_kind", COMMON, "return h == 0 ? VPT_LEAF : VPT_TABLE;", "return VPT_TABLE;"),
    ("aarch64_s1", "codec_kind", COMMON, "return h == 1 || h == 2 ? VPT_LEAF : VPT_INVALID;",
     "return h != 0 ? VPT_LEAF : VPT_INVALID;"),
    ("aarch64_s1", "codec_table_frame", COMMON, "return (int64_t)(word / KIB4 % FRAMES);",
     "return (int64_t)(word / KIB4);"),
    ("aarch64_s1", "codec_table", COMMON, "(uint64_t)frame * KIB4 + BIT_TABLE + BIT_VALID",
     "(uint64_t)frame * KIB4 + BIT_VALID"),
    ("aarch64_s1", "codec_leaf_oa", COMMON, "case 0: return word / KIB4 % FRAMES * KIB4;",
     "case 0: return word / KIB4 * KIB4;"),
    ("aarch64_s1", "codec_leaf", COMMON, "(h == 0 ? BIT_TABLE : 0)", "BIT_TABLE"),
    ("aarch64_s1", "leaf_bits", COMMON, "F((n) + 1), F((n) + 2)", "F((n) + 2), F((n) + 1)"),
    ("aarch64_s1", "codec_must_break", COMMON, "from / BIT_NG % 2 > to / BIT_NG % 2", "from / BIT_NG % 2 < to / BIT_NG % 2"),
    ("aarch64_s1", "type_ok", COMMON, "attr < ATTRS &&", "attr < 128 &&"),
    ("aarch64_s1", "check_geometry", COMMON, "case 3: most = 39 + concatenated_bits; break;",
     "case 3: most = 40 + concatenated_bits; break;"),
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
    ("aarch64_s2", "codec_leaf", S2, "? 5 * 0x4 :", "? 4 * 0x4 :"),
    ("aarch64_s2", "decoded_type", S2, "case 5: return VPT_NORMAL_NC;", "case 4: return VPT_NORMAL_NC;"),
    ("aarch64_s2", "codec_check", S2, "check_geometry(geometry, 4)", "check_geometry(geometry, 5)"),

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
    ("core", "map_at", OPERATIONS, "if (at.height < h || ", "if ("),
    ("core", "map_at", OPERATIONS, "space->pool->free < at.height - h", "space->pool->free <= at.height - h"),
    ("core", "map_at", OPERATIONS, "space->pool->free < at.height - h) return VPT_ERR_NO_FRAMES",
     "space->pool->free < at.height - h) return VPT_ERR_MAPPED"),
    ("core", "map_at", OPERATIONS, "codec_index(h, ia), codec_leaf(h, oa, attr))",
     "codec_index(h, ia), codec_leaf(h, ia, attr))"),
    ("core", "at_base", OPERATIONS, "  if (!codec_aligned(at.height, ia)) return VPT_ERR_IN_BLOCK;\n", ""),
    ("core", "translation", OPERATIONS, " + (ia - base)", ""),
    ("core", "translation", OPERATIONS, ".ia = base", ".ia = ia"),
    ("core", "unmap_leaf", OPERATIONS, "  vpt_flush(space, ia, result.size, result.size, !pruned);\n", ""),
    ("core", "unmap_leaf", OPERATIONS, "vpt_flush(space, ia, result.size,", "vpt_flush(space, ia, result.size / 2,"),
    ("core", "unmap_leaf", OPERATIONS, "  bool pruned = remove_leaf(space, ia, at);", "  bool pruned = false;"),
    ("core", "protect_at", OPERATIONS, "if (word == at.word) return VPT_OK;", "return VPT_OK;"),
    ("core", "protect_at", OPERATIONS, "codec_leaf_oa(h, at.word), attr)", "codec_leaf_oa(0, at.word), attr)"),
    ("core", "exchange", OPERATIONS, "  vpt_flush(space, ia, size, size, true);\n", ""),
    ("core", "replace_leaf", OPERATIONS, "exchange(space, at.height, at.table, i, 0, ia);",
     "set_leaf(space, at.height, at.table, i, 0) /*@ ghost (ia) */;"),
    ("core", "remove_all", OPERATIONS, "ia = region_start(at.height, ia) + codec_size(at.height);",
     "ia = region_start(at.height, ia) + 2 * codec_size(at.height);"),
    ("core", "remove_all", OPERATIONS, "== VPT_LEAF) remove_leaf(space, ia, at);", "== VPT_LEAF && at.height == 0) remove_leaf(space, ia, at);"),
]
