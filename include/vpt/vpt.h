/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief Address translation tables: build them, change them, read them.
 *
 * Terms (the full list is in docs/glossary.md): an *input address* (IA) is what a program or a
 * guest uses, an *output address* (OA) is what the tables turn it into; both are in bytes.
 * A *leaf* is a descriptor that maps memory, a *table descriptor* points to the next table.
 * *Height* counts table levels from the leaf up: height 0 maps the smallest page.
 *
 * The library has no global state and calls nothing but the hooks it is given. It does no locking:
 * the caller lets one call at a time into a pool and the spaces that share it. vpt_query() may run
 * beside other queries. Tables that an MMU is using may be edited: every change of a live
 * descriptor is one aligned 64-bit store.
 *
 * A null pool, space, configuration or geometry gives VPT_ERR_NULL where one is made or checked, a null pool where
 * frames are handed over or taken back. All other calls want a pool or a space that is there: they do not look.
 */
#ifndef VPT_VPT_H
#define VPT_VPT_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef VPT_NO_WARN_UNUSED
/** Whoever does not look at what a call with this mark returns is warned, unless VPT_NO_WARN_UNUSED is defined. */
#define VPT_CHECKED __attribute__((__warn_unused_result__))
#else
#define VPT_CHECKED
#endif

/** Input address in bytes, in full as the program uses it, whatever part of it the tables translate. */
typedef uint64_t vpt_ia;

/** Output address in bytes. */
typedef uint64_t vpt_oa;

/** Attributes of a leaf: a sum of rights and one memory type. */
typedef uint32_t vpt_attr;

#define VPT_READ 1U       /**< loads are allowed */
#define VPT_WRITE 2U      /**< stores are allowed */
#define VPT_EXEC 4U       /**< instruction fetches are allowed */
#define VPT_USER 8U       /**< for the less privileged level; EXEC is then for that level alone */
#define VPT_GLOBAL 16U    /**< not tagged with the address space's id in the TLB */
#define VPT_NORMAL 0U     /**< memory type: normal, write-back cacheable */
#define VPT_NORMAL_NC 32U /**< memory type: normal, non-cacheable */
#define VPT_DEVICE 64U    /**< memory type: device, no gathering, no reordering */

/**
 * What a call says. Each cause has its own code; on every code but VPT_OK nothing has changed, unless it is the order
 * in which free frames will be taken.
 */
enum vpt_status {
  VPT_OK = 0,
  VPT_ERR_IA,          /**< input address outside the space */
  VPT_ERR_IA_ALIGN,    /**< input address not a multiple of the leaf's size; of a range: of the smallest page's */
  VPT_ERR_OA,          /**< output address outside the space's allowed output range */
  VPT_ERR_OA_ALIGN,    /**< output address not a multiple of the leaf's size; of a range: of the smallest page's */
  VPT_ERR_SIZE,        /**< space or format has no leaves of this size; or the one at the address has another */
  VPT_ERR_LENGTH,      /**< length of a range not a multiple of the smallest page's */
  VPT_ERR_ATTR,        /**< the format cannot express these attributes exactly */
  VPT_ERR_MAPPED,      /**< something is mapped in the region already */
  VPT_ERR_UNMAPPED,    /**< nothing is mapped at the address */
  VPT_ERR_IN_BLOCK,    /**< the address lies inside a larger leaf, not at its base */
  VPT_ERR_BREAK,       /**< a leaf would fault for a moment, and the space is one where none must */
  VPT_ERR_NO_FRAMES,   /**< the pool has fewer free frames than the call needs; for a root: no such run of them */
  VPT_ERR_NULL,        /**< a pointer that must be given is null */
  VPT_ERR_FORMAT,      /**< no descriptor format is named: null, or a space that was taken apart */
  VPT_ERR_GRANULE,     /**< no such granule, or the format's is not the pool's */
  VPT_ERR_LEVELS,      /**< number of levels not possible in the format */
  VPT_ERR_INPUT_BITS,  /**< input size not possible with this number of levels */
  VPT_ERR_OUTPUT_BITS, /**< output size not possible in the format */
  VPT_ERR_HALF,        /**< the format has no spaces with such input addresses */
  VPT_ERR_RANGE,       /**< allowed output range empty or beyond the output size */
  VPT_ERR_TABLES,      /**< allowed output range, or a grant, touches the pool's window: tables would be reachable */
  VPT_ERR_HOOKS,       /**< one invalidation hook given without the other */
  VPT_ERR_WINDOW,      /**< pool window: output address or size not whole frames, or out of reach */
  VPT_ERR_INFO,        /**< too few bookkeeping elements for the pool's window */
  VPT_ERR_WINDOW_ALIGN, /**< pool window: CPU address not a multiple of 8 */
  VPT_ERR_INFO_ALIGN,   /**< bookkeeping elements: address not a multiple of 4 */
  VPT_ERR_FRAME_ALIGN,  /**< frames handed over: output address or length not whole frames */
  VPT_ERR_FRAME_WINDOW, /**< frames handed over: not all of them lie in the pool's window */
  VPT_ERR_FRAME_FREE,   /**< a frame was handed over before, and is free */
  VPT_ERR_FRAME_USED,   /**< a frame was handed over before, and is a table of some space */
  VPT_ERR_GRANT,        /**< not all of the memory is granted to the space with these rights and this type */
  VPT_ERR_GRANTS,       /**< grants not in order, overlapping, empty, or beyond the allowed output range */
};

/** One line of plain English for a status; never null. */
const char *vpt_status_text(enum vpt_status status);

/* ---- pool: the memory that tables are made of ------------------------------------------------ */

/** Bookkeeping for one frame of a pool; the members are the library's own. */
struct vpt_frame_info {
  uint32_t stack; /* of the first `free` elements: the frames that are free; of all others nothing */
  uint16_t live;  /* entries in use, if this frame is a table */
  uint8_t free;   /* 1 if this frame is the pool's and no table, else 0 */
  bool owned;     /* it is the pool's: was handed over to it */
};

/** A window of memory from which table frames are taken. The members are the library's own. */
struct vpt_pool {
  uint64_t *words;
  struct vpt_frame_info *info;
  int64_t first; /* frame number of the window's first frame: output address / granule */
  int64_t count; /* frames in the window */
  int64_t free;  /* frames that are the pool's and that no space uses */
  int granule_log2;
};

/** What a pool is made from. */
struct vpt_pool_config {
  uint64_t *window;            /**< CPU address of the window, a multiple of 8 */
  vpt_oa window_oa;            /**< the same memory as the MMU addresses it; multiple of the granule */
  uint64_t window_bytes;       /**< a multiple of the granule, at least one granule */
  unsigned granule_log2;       /**< 12, 14 or 16: 4 KiB, 16 KiB or 64 KiB frames */
  struct vpt_frame_info *info; /**< one element per frame, kept apart from the window */
  uint64_t info_count;         /**< elements in `info` */
};

/**
 * Makes a pool of which every frame is free, and zeroes the whole window.
 *
 * @return VPT_OK, or the first that applies of VPT_ERR_NULL, VPT_ERR_GRANULE, VPT_ERR_WINDOW, VPT_ERR_INFO,
 *         VPT_ERR_WINDOW_ALIGN, VPT_ERR_INFO_ALIGN: then neither the pool nor the window has changed.
 */
VPT_CHECKED enum vpt_status vpt_pool_init(struct vpt_pool *pool, const struct vpt_pool_config *config);

/**
 * Makes a pool that has no frame yet: vpt_pool_add() hands them over, some now, some later. Its window may be all
 * memory, for frames that were not handed over are never written. The bookkeeping has to be zero already, all
 * `info_count` elements of it; neither it nor the window is touched, however large they are.
 *
 * @return as vpt_pool_init().
 */
VPT_CHECKED enum vpt_status vpt_pool_init_empty(struct vpt_pool *pool, const struct vpt_pool_config *config);

/**
 * Hands frames over: the `length` bytes from `oa` on become free frames of the pool, and are zeroed.
 *
 * @param pool   the pool
 * @param oa     output address of the first frame, a multiple of the granule
 * @param length bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever `oa` is
 * @return VPT_OK, or the first that applies of VPT_ERR_NULL, VPT_ERR_FRAME_ALIGN, VPT_ERR_FRAME_WINDOW, and, of the
 *         first frame that is the pool's already, VPT_ERR_FRAME_FREE or VPT_ERR_FRAME_USED. Then nothing has changed.
 */
VPT_CHECKED enum vpt_status vpt_pool_add(struct vpt_pool *pool, vpt_oa oa, uint64_t length);

/**
 * The same for frames of which the caller knows that every word is zero: they are not touched. A frame that is not
 * zero would later be a table of whatever it holds.
 */
VPT_CHECKED enum vpt_status vpt_pool_add_zero(struct vpt_pool *pool, vpt_oa oa, uint64_t length);

/**
 * Takes free frames back, in constant time each. They are zero, and no MMU or TLB knows of them any more.
 *
 * @param pool   the pool
 * @param frames where their output addresses go, `count` of them
 * @param count  number of frames
 * @return VPT_OK, or the first that applies of VPT_ERR_NULL (`frames` may be null if `count` is 0), VPT_ERR_NO_FRAMES
 *         (fewer are free). Then nothing has changed.
 */
VPT_CHECKED enum vpt_status vpt_pool_remove(struct vpt_pool *pool, vpt_oa *frames, uint64_t count);

/** Number of free frames: the pool's, and no tables. */
uint64_t vpt_pool_free(const struct vpt_pool *pool);

/* ---- space: one set of tables ---------------------------------------------------------------- */

struct vpt_format; /* a descriptor format: an object of the library's, named by its address; listed below */

/** Which input addresses a space translates; which of them a format has is in docs/formats.md. */
enum vpt_half {
  VPT_LOWER = 0, /**< those below 2^input_bits */
  VPT_UPPER,     /**< the uppermost 2^input_bits: AArch64's TTBR1 */
  VPT_SIGNED,    /**< those whose bits from input_bits - 1 up are the same: one root for both halves */
};

/** The shape of a space. What a format allows is in docs/formats.md. */
struct vpt_geometry {
  const struct vpt_format *format; /**< &vpt_aarch64_s2 and so on; it says what the granule is */
  unsigned levels;                 /**< levels of lookup from the root to the smallest page: 2 to 5 */
  unsigned input_bits;             /**< 2^input_bits input addresses */
  unsigned output_bits;            /**< output addresses are below 2^output_bits; which there are: docs/formats.md */
};

/**
 * What TLBs must forget: the translations of `length` bytes at `ia` by the tables of one space.
 *
 * When a space is taken apart the range is all of it, from its lowest address on as a signed number: for
 * VPT_SIGNED it runs past 2^64. When tables go with their last leaves, the range is that of the leaves, and
 * `leaf_only` is false.
 */
struct vpt_invalidation {
  vpt_ia ia;          /**< from here on */
  uint64_t length;    /**< in bytes */
  uint64_t leaf_size; /**< of the leaf that was there, in bytes; 0: leaves of any size (ranges) */
  uint16_t id;        /**< the space's ASID or VMID */
  bool leaf_only;     /**< no table descriptor was taken away, so cached intermediate steps may stay */
  bool global;        /**< a VPT_GLOBAL leaf may be among them: what is cached for any id must go */
};

/**
 * How a space tells what TLBs must forget. Both or none; none for tables that no MMU is using. Ready ones: vpt/tlb, for
 * every architecture.
 *
 * @c invalidate asks for the removal of all that is cached of what it is told; it may return before the removal is
 * complete, and keeps no pointer to it. @c sync returns when all invalidation asked for is complete, on every core,
 * all walks that began before it are over, and those to come see the tables as they are. A hook calls nothing of the
 * library but vpt_root().
 */
struct vpt_hooks {
  void (*invalidate)(void *context, const struct vpt_invalidation *what); /**< asks for removal from TLBs */
  void (*sync)(void *context); /**< waits for it */
  void *context;               /**< handed to both hooks */
};

/** What a space is made from. */
struct vpt_config {
  struct vpt_geometry geometry; /**< the shape of its tables */
  enum vpt_half half;     /**< which input addresses */
  struct vpt_pool *pool;  /**< where table frames come from; spaces may share it */
  vpt_oa output_first;    /**< leaves may map output addresses from here... */
  vpt_oa output_end;      /**< ...up to but not including here */
  uint64_t leaf_size_max; /**< no leaf is larger, in bytes; 0: the sizes that every CPU with this format has */
  bool output_has_tables; /**< the output range may include the pool: for a kernel's own space, or where grants that
                           * do not include it lie on both sides (vpt_set_grants()) */
  bool never_break;       /**< no leaf may fault for a moment, as that of the caller's own code or stack: what demands
                           * break-before-make is refused, with VPT_ERR_BREAK */
  bool resize_live;       /**< the MMU lets a table take the place of a live leaf, without break-before-make. Only for
                           * AArch64 does it matter: FEAT_BBM at level 2, where no TLB conflict abort is raised */
  uint16_t id;            /**< ASID or VMID, handed to the hooks */
  struct vpt_hooks hooks; /**< what TLBs must forget is told to them */
};

/** Memory that leaves of a space may lead to, and with which attributes: see vpt_set_grants(). */
struct vpt_grant {
  vpt_oa first;    /**< output addresses from here... */
  vpt_oa end;      /**< ...up to but not including here */
  vpt_attr rights; /**< sum of the rights that leaves may give: VPT_READ, VPT_WRITE, VPT_EXEC, VPT_USER, VPT_GLOBAL */
  uint32_t types;  /**< sum of the memory types that they may have: VPT_TYPE(VPT_NORMAL), VPT_TYPE(VPT_DEVICE)... */
};

/** What stands for a memory type in `types` of struct vpt_grant. */
#define VPT_TYPE(type) (1U << (type) / 32U)

/** One address space. The members are the library's own. */
struct vpt {
  const struct vpt_format *format; /* null: none, the space was taken apart */
  struct vpt_pool *pool;
  int64_t root;         /* frame number of the first root table */
  int64_t root_count;   /* root tables, side by side in memory */
  int64_t input_end;    /* number of input addresses; the tables translate offsets below this */
  uint64_t upper_first; /* offsets from here on are those of the uppermost addresses */
  int64_t output_first; /* output addresses of leaves lie in [output_first, output_end) */
  int64_t output_end;
  const struct vpt_grant *grants; /* null: none was set, all of that range is granted */
  int64_t grant_count;
  int64_t leaf_prefix;  /* a table at height 0 that was used maps the region of this number, or -1 */
  int64_t leaf_table;   /* frame number of that table */
  int64_t upper_prefix; /* the same for a table at height 1 */
  int64_t upper_table;
  int height;           /* of the root: levels - 1 */
  int leaf_height;      /* of the largest leaves */
  int never_break;      /* 1, as in the configuration, or 0 */
  int resize_live;      /* likewise */
  int16_t grant_last;   /* number of the grant that was looked up last, if it is that small */
  uint16_t id;
  struct vpt_hooks hooks;
};

/** What a translation is made of, or why there is none: then all but the status is 0. */
struct vpt_result {
  enum vpt_status status; /**< VPT_OK, or why there is none */
  vpt_attr attr; /**< attributes of the leaf */
  vpt_ia ia;     /**< base of the leaf */
  vpt_oa oa;     /**< output address of the input address asked for, offset included */
  uint64_t size; /**< size of the leaf in bytes; 0 if there is none */
};

/**
 * Says whether a geometry exists.
 *
 * @return VPT_OK, or the first that applies of VPT_ERR_NULL, VPT_ERR_FORMAT, VPT_ERR_LEVELS, VPT_ERR_INPUT_BITS,
 *         VPT_ERR_OUTPUT_BITS.
 */
VPT_CHECKED enum vpt_status vpt_check_geometry(const struct vpt_geometry *geometry);

/**
 * Makes an empty space: takes its root tables from the pool.
 *
 * @return VPT_OK, or the first that applies of VPT_ERR_NULL (no pool), the codes of
 *         vpt_check_geometry(), VPT_ERR_HALF, VPT_ERR_GRANULE (not the pool's),
 *         VPT_ERR_SIZE (leaf_size_max is no leaf size of the format), VPT_ERR_WINDOW (the pool lies
 *         beyond the output size), VPT_ERR_RANGE, VPT_ERR_TABLES, VPT_ERR_HOOKS, VPT_ERR_NO_FRAMES (no run
 *         of free frames that is long enough and aligned); then the space is as before, and so are the pool's frames.
 */
VPT_CHECKED enum vpt_status vpt_init(struct vpt *space, const struct vpt_config *config);

/**
 * Takes a space apart: every frame goes back to the pool, zeroed. No MMU may be walking the root
 * any more; what TLBs still hold is invalidated here, with one call of each hook. Until vpt_init()
 * makes it anew, every call on the space does nothing and says VPT_ERR_FORMAT; vpt_root() says 0.
 */
void vpt_destroy(struct vpt *space);

/**
 * Says to what memory leaves may lead, in place of the whole output range: to a byte only if a grant has it and allows
 * the leaf's rights and memory type. Called before anything is mapped, or later, to grant more, less or other memory:
 * what is mapped by then must be granted.
 *
 * Afterwards VPT_ERR_GRANT, before all other errors but VPT_ERR_FORMAT, is what vpt_map(), vpt_map_check() and
 * vpt_map_frame() say if a byte from `oa` on is not granted with these attributes, vpt_protect() and
 * vpt_protect_frame() if one is not to which something leads that would get them. A range may run from one grant into
 * the next if they adjoin. Of a range that is not all in the space vpt_protect() says VPT_ERR_GRANT or VPT_ERR_IA. A
 * grant is searched in steps that halve the list; that of the last call is tried first.
 *
 * @param space  the space
 * @param grants in the order of their addresses and without overlap. The caller keeps them, and as they are, until
 *               others are set or the space is taken apart; null: all of the output range is granted
 * @param count  number of grants; 0, and `grants` is not null: nothing may be mapped
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_NULL (no grants, but `count` is not 0),
 *         VPT_ERR_GRANTS, VPT_ERR_TABLES (a byte of the pool's window would be granted), VPT_ERR_MAPPED (something
 *         that is mapped would not be): then all is granted that was.
 */
VPT_CHECKED enum vpt_status vpt_set_grants(struct vpt *space, const struct vpt_grant *grants, uint32_t count);

/** Output address of the (first) root table, for the translation table base register. */
vpt_oa vpt_root(const struct vpt *space);

/**
 * Maps exactly one leaf.
 *
 * @param space the space
 * @param ia   input address of its base, a multiple of `size`
 * @param oa   output address of its base, a multiple of `size`
 * @param size of the leaf in bytes: one of those that the geometry has
 * @param attr its attributes
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_GRANT, VPT_ERR_SIZE, VPT_ERR_IA,
 *         VPT_ERR_IA_ALIGN, VPT_ERR_OA, VPT_ERR_OA_ALIGN, VPT_ERR_ATTR, VPT_ERR_MAPPED, VPT_ERR_NO_FRAMES.
 *
 * No hook is called: nothing was valid before. On cores that need a barrier between the store of a
 * descriptor and its use (Arm: DSB, ISB), or that may remember that nothing was mapped (RISC-V:
 * SFENCE.VMA or HFENCE.GVMA; LoongArch: INVTLB), the caller executes it, on each that uses the leaf.
 */
VPT_CHECKED enum vpt_status vpt_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr);

/**
 * Removes the one leaf whose base is `ia` and frees the tables that become empty. On return no TLB
 * holds the translation.
 *
 * @param space the space
 * @param ia   input address of its base
 * @param size that the leaf has to have, in bytes: of a leaf of another size nothing is removed; 0: any size
 * @return what was mapped; its status is VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_IA,
 *         VPT_ERR_IA_ALIGN (not a multiple of the smallest page), VPT_ERR_UNMAPPED,
 *         VPT_ERR_SIZE (the leaf there has another size than `size`), VPT_ERR_IN_BLOCK.
 */
struct vpt_result vpt_unmap_frame(struct vpt *space, vpt_ia ia, uint64_t size);

/**
 * Gives the one leaf whose base is `ia` new attributes; output address and size stay. Where the
 * architecture demands break-before-make (a new memory type, a leaf that becomes global) the region
 * faults for a moment, and the new leaf is stored after the hooks have returned: then barriers are due as after
 * vpt_map_frame(). On return no TLB holds the old attributes.
 *
 * @param space the space
 * @param ia   input address of its base
 * @param attr the new attributes
 * @param size that the leaf has to have, in bytes: a leaf of another size stays as it is; 0: any size
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_GRANT, VPT_ERR_IA, VPT_ERR_IA_ALIGN (not a
 *         multiple of the smallest page), VPT_ERR_ATTR, VPT_ERR_UNMAPPED, VPT_ERR_SIZE (the leaf there has another size
 *         than `size`), VPT_ERR_IN_BLOCK, VPT_ERR_BREAK (the region would fault, and the configuration says
 *         `never_break`).
 */
VPT_CHECKED enum vpt_status vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size);

/**
 * Translates one input address, as the MMU would.
 *
 * @return leaf base, output address with the offset, size and attributes; its status is VPT_OK, or
 *         VPT_ERR_FORMAT, VPT_ERR_IA, or VPT_ERR_UNMAPPED.
 */
struct vpt_result vpt_query(const struct vpt *space, vpt_ia ia);

/* ---- ranges: whole or not at all --------------------------------------------------------------- */

/** What an operation on a range did, or why it did nothing. */
struct vpt_outcome {
  enum vpt_status status; /**< VPT_OK, or why nothing was done */
  vpt_ia ia;       /**< vpt_map(), VPT_ERR_MAPPED: the first address of the range that is mapped. vpt_unmap() and
                    * vpt_protect(), VPT_OK: the first address of the range that was not mapped, or the address
                    * after the range (0 after the last address of all). vpt_unmap_some(), VPT_OK: where to go on, or
                    * the address after the range, likewise. Otherwise the range's start */
  uint64_t frames; /**< VPT_OK: frames that it took for tables; VPT_ERR_NO_FRAMES: frames that it needs; otherwise 0 */
};

/**
 * Maps the `length` bytes from `ia` on to those from `oa` on, by the largest leaves that lie in the range, are
 * aligned in both addresses, and are not larger than `leaf_max`. All or nothing: nothing of the range may be mapped
 * before, not even to the same.
 *
 * @param space    the space
 * @param ia       first input address, a multiple of the smallest page's size
 * @param oa       first output address, likewise
 * @param length   bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever the other arguments
 * @param attr     attributes of each leaf
 * @param leaf_max no leaf is larger, in bytes: a leaf size of the space, or 0: the largest it has
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_GRANT, VPT_ERR_SIZE, VPT_ERR_IA (a byte of the
 *         range lies outside the space, or it runs across the hole of a VPT_SIGNED space), VPT_ERR_IA_ALIGN,
 *         VPT_ERR_LENGTH, VPT_ERR_OA (of any byte), VPT_ERR_OA_ALIGN, VPT_ERR_ATTR, VPT_ERR_MAPPED, VPT_ERR_NO_FRAMES.
 *
 * Frames: it takes those that the outcome says, and says VPT_ERR_NO_FRAMES exactly if the pool has fewer. No hook
 * is called, for nothing was valid before; see vpt_map_frame() for barriers. Leaves appear in the order of their
 * addresses, each by one store.
 */
VPT_CHECKED struct vpt_outcome vpt_map(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
                                       uint64_t leaf_max);

/** What vpt_map() would say now, without doing it: `frames` is what it would take. */
VPT_CHECKED struct vpt_outcome vpt_map_check(const struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length,
                                             vpt_attr attr, uint64_t leaf_max);

/**
 * Unmaps what is mapped of the `length` bytes from `ia` on; holes are passed over. A leaf that lies partly inside is
 * split before, so that outside the range every address is translated as it was, if by smaller leaves. Tables that
 * become empty are freed. On return no TLB holds what was unmapped.
 *
 * @param space  the space
 * @param ia     first input address, a multiple of the smallest page's size
 * @param length bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever `ia` is
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_IA, VPT_ERR_IA_ALIGN, VPT_ERR_LENGTH,
 *         VPT_ERR_BREAK (leaves have to be split, which AArch64 does not allow in place: the configuration says
 *         `never_break`, and does not say `resize_live`), VPT_ERR_NO_FRAMES (leaves have to be split, and the pool
 *         has fewer frames than both ends take together; no call takes more than 2 * (levels - 1)). Then nothing has
 *         changed and no hook was called.
 *
 * Hooks: one invalidation, from the first leaf that was removed to the last, and one sync; none if nothing was
 * mapped. Each split adds one of each, before: where the architecture demands break-before-make (AArch64 without
 * `resize_live`) the block that is split faults for a moment. No barrier is due: the last sync comes after all stores.
 */
VPT_CHECKED struct vpt_outcome vpt_unmap(struct vpt *space, vpt_ia ia, uint64_t length);

/**
 * As vpt_unmap(), but returns after `tables` steps, for callers that must not keep interrupts off for long. One step is
 * one walk, and at most one table's entries: leaves side by side in one table are unmapped, or one entry is passed over
 * that maps nothing. The outcome says where to go on, with what is left of the range, until that is nothing.
 *
 * @param space  the space
 * @param ia     first input address, a multiple of the smallest page's size
 * @param length bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever `ia` is
 * @param tables number of steps; 0: as many as there are
 * @return as vpt_unmap(), but for the outcome's address. VPT_OK: some of the range is unmapped, and what is left, if
 *         anything, takes no frame: leaves at both ends of the range are split by the first call.
 *
 * Hooks: as vpt_unmap(), for what this call unmaps. If it splits, barriers are due as after vpt_split(): the last step
 * may have come before anything was unmapped.
 */
VPT_CHECKED struct vpt_outcome vpt_unmap_some(struct vpt *space, vpt_ia ia, uint64_t length, unsigned tables);

/**
 * Gives what is mapped of the `length` bytes from `ia` on new attributes; holes are passed over, output addresses
 * stay. Leaves at the ends are split as by vpt_unmap(). On return no TLB holds the old attributes.
 *
 * @param space  the space
 * @param ia     first input address, a multiple of the smallest page's size
 * @param length bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever the other arguments
 * @param attr   the new attributes
 * @return as vpt_unmap(), and VPT_ERR_GRANT before VPT_ERR_IA, VPT_ERR_ATTR before VPT_ERR_BREAK, which says as well
 *         that a leaf of the range would fault for a moment, where the configuration says `never_break`.
 *
 * Hooks: one invalidation, from the first leaf that was changed to the last, and one sync; none if all that is mapped
 * had these attributes already: such a leaf is not stored again. Each split adds one of each. A leaf of which the
 * architecture demands break-before-make (a new memory type, a leaf that becomes global) faults for a moment; it has
 * one of each to itself, and so have the leaves before and behind it. After a leaf was broken, for that or for a split,
 * barriers are due as after vpt_map_frame().
 */
VPT_CHECKED struct vpt_outcome vpt_protect(struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr);

/**
 * Splits leaves until none larger than `leaf_max` maps any of the `length` bytes from `ia` on; holes are passed over.
 * Every address is translated as it was, if by smaller leaves. A larger leaf is split only as far as it must be: what
 * of it lies outside the range stays in leaves as large as can be. For dirty logging, and to have the frames taken
 * before a range changes in parts (docs/ranges.md).
 *
 * @param space    the space
 * @param ia       first input address, a multiple of the smallest page's size
 * @param length   bytes, likewise; 0: nothing happens and the answer is VPT_OK, whatever the other arguments
 * @param leaf_max no leaf of the range is larger then, in bytes: a leaf size of the space, or 0: the largest it has,
 *                 and so nothing to split
 * @return VPT_OK, or the first that applies of VPT_ERR_FORMAT, VPT_ERR_SIZE, VPT_ERR_IA, VPT_ERR_IA_ALIGN,
 *         VPT_ERR_LENGTH, VPT_ERR_BREAK (as vpt_unmap()), VPT_ERR_NO_FRAMES (the pool has fewer frames than the outcome
 *         says). Then nothing has changed and no hook was called.
 *
 * Hooks: one invalidation and one sync for each frame that it takes, none if no leaf is larger. Where the architecture
 * demands break-before-make (AArch64 without `resize_live`) the leaf that is split faults for a moment; its table is
 * stored after the hooks have returned: then barriers are due as after vpt_map_frame().
 */
VPT_CHECKED struct vpt_outcome vpt_split(struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_max);

/** A run: addresses side by side that are translated alike, or not at all. */
struct vpt_run {
  enum vpt_status status; /**< VPT_OK; VPT_ERR_UNMAPPED: a hole; VPT_ERR_IA: the space has no such address; then all
                           * else is 0 but `ia` */
  vpt_attr attr;      /**< of all its leaves; 0 for a hole */
  vpt_ia ia;          /**< as asked for */
  vpt_oa oa;          /**< of ia, and that of ia + n is oa + n throughout; 0 for a hole */
  uint64_t length;    /**< in bytes, to where attributes or output addresses change, or to the limit */
  uint64_t leaf_size; /**< of its leaves in bytes, or 0 if they differ; 0 for a hole */
};

/**
 * The run that starts at `ia`, `length` bytes at most. It ends with the space, or with its lower half if it is a
 * VPT_SIGNED one. To list what is mapped, begin at the first address and go on at ia + length (docs/ranges.md).
 *
 * @return the run; its status is VPT_OK, VPT_ERR_UNMAPPED, VPT_ERR_FORMAT or VPT_ERR_IA (also if `length` is 0).
 */
struct vpt_run vpt_next_run(const struct vpt *space, vpt_ia ia, uint64_t length);

/* ---- descriptors: for tools that read tables they did not write ------------------------------- */

/** What a descriptor is to the walk. */
enum vpt_kind {
  VPT_INVALID = 0, /**< the walk ends in a fault */
  VPT_TABLE = 1,   /**< the walk goes on in the table at `oa` */
  VPT_LEAF = 2,    /**< the walk ends: memory at `oa` */
};

/** A decoded descriptor. */
struct vpt_descriptor {
  enum vpt_kind kind; /**< what it is to the walk */
  vpt_attr attr; /**< of a leaf; meaningful if `exact` */
  vpt_oa oa;     /**< of the next table or of the leaf's base */
  bool exact;    /**< the word is as this library would write it: encoding it again gives the same */
};

/** Decodes entry `index` of a table at `height`; invalid if there is no such geometry or height. */
struct vpt_descriptor vpt_decode(const struct vpt_geometry *geometry, unsigned height, unsigned index, uint64_t word);

/** Bytes mapped by one entry of a table at `height`, 0 if there is no such geometry or height. */
uint64_t vpt_entry_size(const struct vpt_geometry *geometry, unsigned height);

/** Number of root tables, side by side in memory (more than one: concatenated stage-2 tables); 0 if there is no such
 * geometry. */
unsigned vpt_root_tables(const struct vpt_geometry *geometry);

/* ---- formats: the linker takes those that a program names ------------------------------------- */

/** A descriptor format. The functions are the library's own: they know offsets into a space, not input addresses. */
struct vpt_format {
  unsigned granule_log2;    /**< log2 of the granule in bytes: 12, 14 or 16 */
  enum vpt_half other_half; /**< which input addresses its spaces may have beside those of VPT_LOWER */
  enum vpt_status (*check_geometry)(const struct vpt_geometry *geometry);
  unsigned (*root_tables)(const struct vpt_geometry *geometry);
  uint64_t (*entry_size)(const struct vpt_geometry *geometry, unsigned height);
  struct vpt_descriptor (*decode)(const struct vpt_geometry *geometry, unsigned height, unsigned index,
                                  uint64_t word);
  enum vpt_status (*init)(struct vpt *space, const struct vpt_config *config);
  void (*destroy)(struct vpt *space);
  vpt_oa (*root)(const struct vpt *space);
  enum vpt_status (*map_frame)(struct vpt *space, uint64_t offset, vpt_oa oa, uint64_t size, vpt_attr attr);
  enum vpt_status (*protect_frame)(struct vpt *space, uint64_t offset, vpt_attr attr, uint64_t size);
  struct vpt_result (*unmap_frame)(struct vpt *space, uint64_t offset, uint64_t size);
  struct vpt_result (*query)(const struct vpt *space, uint64_t offset);
  struct vpt_outcome (*map_check)(const struct vpt *space, uint64_t offset, vpt_oa oa, uint64_t length, vpt_attr attr,
                                  uint64_t leaf_max);
  struct vpt_outcome (*map)(struct vpt *space, uint64_t offset, vpt_oa oa, uint64_t length, vpt_attr attr,
                            uint64_t leaf_max);
  struct vpt_outcome (*unmap)(struct vpt *space, uint64_t offset, uint64_t length);
  struct vpt_outcome (*unmap_some)(struct vpt *space, uint64_t offset, uint64_t length, unsigned tables);
  struct vpt_outcome (*protect)(struct vpt *space, uint64_t offset, uint64_t length, vpt_attr attr);
  struct vpt_outcome (*split)(struct vpt *space, uint64_t offset, uint64_t length, uint64_t leaf_max);
  struct vpt_run (*next_run)(const struct vpt *space, uint64_t offset, uint64_t length);
};

/* AArch64 stage 1 of the EL1&0 regime (and of EL2&0); of the EL2 regime (one privilege level, no ASID); stage 2 */
extern const struct vpt_format vpt_aarch64_s1;
extern const struct vpt_format vpt_aarch64_s1_el2;
extern const struct vpt_format vpt_aarch64_s2;
/* the same for the 16 KiB granule */
extern const struct vpt_format vpt_aarch64_s1_16k;
extern const struct vpt_format vpt_aarch64_s1_el2_16k;
extern const struct vpt_format vpt_aarch64_s2_16k;
/* for the 64 KiB granule, with output addresses of 48 or 52 bits (FEAT_LPA) */
extern const struct vpt_format vpt_aarch64_s1_64k;
extern const struct vpt_format vpt_aarch64_s1_el2_64k;
extern const struct vpt_format vpt_aarch64_s2_64k;
/* for the 4 KiB granule with FEAT_LPA2 (DS = 1) */
extern const struct vpt_format vpt_aarch64_s1_lpa2;
extern const struct vpt_format vpt_aarch64_s1_el2_lpa2;
extern const struct vpt_format vpt_aarch64_s2_lpa2;
/* for the 16 KiB granule with FEAT_LPA2 (DS = 1) */
extern const struct vpt_format vpt_aarch64_s1_16k_lpa2;
extern const struct vpt_format vpt_aarch64_s1_el2_16k_lpa2;
extern const struct vpt_format vpt_aarch64_s2_16k_lpa2;
/* x86: 4-level and 5-level paging; Intel's extended page tables, the second stage */
extern const struct vpt_format vpt_x86_64;
extern const struct vpt_format vpt_ept;
/* RISC-V Sv39, Sv48, Sv57 (3, 4, 5 levels), with Svpbmt (leaves have a memory type); the G-stage: Sv39x4, Sv48x4,
 * Sv57x4 */
extern const struct vpt_format vpt_riscv;
extern const struct vpt_format vpt_riscv_svpbmt;
extern const struct vpt_format vpt_riscv_g;
extern const struct vpt_format vpt_riscv_g_svpbmt;
/* LoongArch, pages of 4 and of 16 KiB; the refill handler is in docs/loongarch.md */
extern const struct vpt_format vpt_loongarch_4k;
extern const struct vpt_format vpt_loongarch_16k;

#ifdef __cplusplus
}
#endif

#endif
