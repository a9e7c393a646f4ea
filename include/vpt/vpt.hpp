/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief The library for C++20: pools and spaces that clean up, results that hold a value or a status.
 *
 * Header only. Needs no C++ header, no exceptions, no RTTI: it is for freestanding programs too. The namespace is
 * @c libvpt because C has a struct of the library's name.
 *
 * @code
 * libvpt::Pool pool({.window = window, .window_oa = 0x40000000, .window_bytes = sizeof window,
 *                    .granule_log2 = 12, .info = info, .info_count = 16});
 * auto guest = libvpt::Space::make(pool, {.geometry = {&vpt_aarch64_s2, 3, 40, 40},
 *                                         .output_first = 0x80000000, .output_end = 0xc0000000});
 * if (guest && guest->map(0x1000, 0x80000000, 0x100000, libvpt::READ | libvpt::WRITE))
 *   for (const libvpt::Run &run : guest->runs())
 *     use(run.ia, run.oa, run.length);
 * @endcode
 */
#ifndef VPT_VPT_HPP
#define VPT_VPT_HPP

#if __cplusplus < 202002L
#error "vpt.hpp is for C++20"
#endif

#include <vpt/vpt.h>

namespace libvpt {

/** Attributes of a leaf: a sum of rights and one memory type. */
enum class Attr : vpt_attr {};

inline constexpr Attr READ{VPT_READ};           /**< loads are allowed */
inline constexpr Attr WRITE{VPT_WRITE};         /**< stores are allowed */
inline constexpr Attr EXEC{VPT_EXEC};           /**< instruction fetches are allowed */
inline constexpr Attr USER{VPT_USER};           /**< for the less privileged level */
inline constexpr Attr GLOBAL{VPT_GLOBAL};       /**< not tagged with the address space's id in the TLB */
inline constexpr Attr NORMAL{VPT_NORMAL};       /**< memory type: normal, write-back cacheable */
inline constexpr Attr NORMAL_NC{VPT_NORMAL_NC}; /**< memory type: normal, non-cacheable */
inline constexpr Attr DEVICE{VPT_DEVICE};       /**< memory type: device */

/** The sum. */
constexpr Attr operator|(Attr a, Attr b) noexcept
{
  return Attr{static_cast<vpt_attr>(a) | static_cast<vpt_attr>(b)};
}

/** What both have. */
constexpr Attr operator&(Attr a, Attr b) noexcept
{
  return Attr{static_cast<vpt_attr>(a) & static_cast<vpt_attr>(b)};
}

/** Memory types that leaves may have, for a grant: a sum. */
enum class Types : uint32_t {};

/** The one that leaves with these attributes have. */
constexpr Types type_of(Attr attr) noexcept { return Types{VPT_TYPE(static_cast<vpt_attr>(attr))}; }

/** The sum. */
constexpr Types operator|(Types a, Types b) noexcept
{
  return Types{static_cast<uint32_t>(a) | static_cast<uint32_t>(b)};
}

/** Memory that leaves of a space may lead to, from `first` up to but not including `end`: for Space::set_grants(). */
constexpr vpt_grant grant(vpt_oa first, vpt_oa end, Attr rights, Types types) noexcept
{
  return {first, end, static_cast<vpt_attr>(rights), static_cast<uint32_t>(types)};
}

/**
 * What a call gives: a value, or the status that says why there is none. As @c std::expected, but whoever asks for a
 * value that is not there is stopped by a trap.
 */
template <class T>
class [[nodiscard]] Result {
public:
  constexpr Result(T &&value) noexcept : value_(static_cast<T &&>(value)) {}                       /**< a value */
  constexpr Result(vpt_status error) noexcept : status_(error == VPT_OK ? VPT_ERR_NULL : error) {} /**< none */

  /** Is there a value? */
  constexpr bool has_value() const noexcept { return status_ == VPT_OK; }
  constexpr explicit operator bool() const noexcept { return has_value(); } /**< the same */

  /** VPT_OK, or why there is no value. */
  constexpr vpt_status error() const noexcept { return status_; }
  /** One line of English for it. */
  const char *text() const noexcept { return vpt_status_text(status_); }

  constexpr T &value() & noexcept { return there(), value_; }                              /**< the value */
  constexpr const T &value() const & noexcept { return there(), value_; }                  /**< the value */
  constexpr T &&value() && noexcept { return there(), static_cast<T &&>(value_); }         /**< the value, to move */
  constexpr T &operator*() & noexcept { return value(); }                                  /**< the value */
  constexpr const T &operator*() const & noexcept { return value(); }                      /**< the value */
  constexpr T &&operator*() && noexcept { return static_cast<Result &&>(*this).value(); }  /**< the value, to move */
  constexpr T *operator->() noexcept { return &value(); }                                  /**< a member of it */
  constexpr const T *operator->() const noexcept { return &value(); }                      /**< a member of it */

private:
  constexpr void there() const noexcept
  {
    if (!has_value()) __builtin_trap();
  }

  vpt_status status_ = VPT_OK;
  T value_{};
};

/** What a call gives that has no value: whether it was done. */
template <>
class [[nodiscard]] Result<void> {
public:
  constexpr Result(vpt_status status) noexcept : status_(status) {} /**< VPT_OK, or why not */

  constexpr bool has_value() const noexcept { return status_ == VPT_OK; } /**< was it done? */
  constexpr explicit operator bool() const noexcept { return has_value(); } /**< the same */

  /** VPT_OK, or why it was not done. */
  constexpr vpt_status error() const noexcept { return status_; }
  /** One line of English for it. */
  const char *text() const noexcept { return vpt_status_text(status_); }

private:
  vpt_status status_;
};

/** What a translation is made of. */
struct Leaf {
  vpt_ia ia{};     /**< base of the leaf */
  vpt_oa oa{};     /**< output address of the input address asked for, offset included */
  uint64_t size{}; /**< size of the leaf in bytes */
  Attr attr{};     /**< its attributes */
};

/** What a call on a range did, or why it did nothing: struct vpt_outcome. */
class [[nodiscard]] Outcome : public Result<void> {
public:
  constexpr explicit Outcome(const vpt_outcome &outcome) noexcept
      : Result<void>(outcome.status), ia_(outcome.ia), frames_(outcome.frames) {} /**< C's */

  /** VPT_ERR_MAPPED: the first address that is mapped. After unmap() and protect(): the first that was not. After
   * unmap_some(): where to go on. */
  constexpr vpt_ia ia() const noexcept { return ia_; }

  /** Frames that it took for tables, or that it needs. */
  constexpr uint64_t frames() const noexcept { return frames_; }

private:
  vpt_ia ia_;
  uint64_t frames_;
};

/** Addresses side by side that are translated alike, or not at all: a hole. */
struct Run {
  vpt_ia ia{};          /**< its first address */
  vpt_oa oa{};          /**< of ia, and that of ia + n is oa + n throughout; 0 for a hole */
  uint64_t length{};    /**< in bytes */
  uint64_t leaf_size{}; /**< of its leaves in bytes, or 0 if they differ; 0 for a hole */
  Attr attr{};          /**< of all its leaves; none for a hole */
  bool mapped{};        /**< it is no hole */
};

/**
 * What is mapped in a range, for a loop `for (const Run &run : space.runs())`: holes are left out. The space must stay,
 * and may be changed between steps. The loop ends with the range, or with the half of a VPT_SIGNED space.
 */
class Runs {
public:
  constexpr Runs(const struct vpt &space, vpt_ia ia, uint64_t length) noexcept
      : space_(&space), ia_(ia), length_(length) {} /**< a range of C's space */

  /** Where the loop ends. */
  struct End {};

  /** A step of the loop. */
  class Iterator {
  public:
    constexpr const Run &operator*() const noexcept { return run_; }                    /**< the run */
    constexpr const Run *operator->() const noexcept { return &run_; }                  /**< a member of it */
    constexpr bool operator==(End) const noexcept { return !run_.mapped; }              /**< is there none? */
    Iterator &operator++() noexcept { return seek(run_.ia + run_.length), *this; }      /**< on to the next */

  private:
    friend Runs;
    Iterator(const Runs &runs) noexcept : space_(runs.space_), left_(runs.length_) { seek(runs.ia_); }

    /* The next run that is mapped, from `ia` on. */
    void seek(vpt_ia ia) noexcept
    {
      run_ = {};
      while (left_ != 0 && !run_.mapped) {
        const vpt_run next = vpt_next_run(space_, ia, left_);
        run_ = {next.ia, next.oa, next.length, next.leaf_size, Attr{next.attr}, next.status == VPT_OK};
        left_ = next.length == 0 ? 0 : left_ - next.length;
        ia += next.length;
        if (ia == 0) left_ = 0; /* after the last address of all */
      }
    }

    const struct vpt *space_;
    uint64_t left_;
    Run run_{};
  };

  Iterator begin() const noexcept { return Iterator(*this); } /**< the first run */
  End end() const noexcept { return {}; }                     /**< none */

private:
  const struct vpt *space_;
  vpt_ia ia_;
  uint64_t length_;
};

/** A type whose objects can be hooks: vpt_hooks in vpt.h says what the functions must do. */
template <class H>
concept HookSet = requires(H &hooks, const vpt_invalidation &what) {
  hooks.invalidate(what);
  hooks.sync();
};

/** C's hooks for an object, which must live as long as the space. One that throws ends the program. */
template <HookSet H>
constexpr vpt_hooks hooks_of(H &hooks) noexcept
{
  return {[](void *context, const vpt_invalidation *what) noexcept { static_cast<H *>(context)->invalidate(*what); },
          [](void *context) noexcept { static_cast<H *>(context)->sync(); }, &hooks};
}

/**
 * The memory that tables are made of. Spaces know where it is: it is neither copied nor moved, and must live longer
 * than they do, as must the window and the bookkeeping.
 */
class Pool {
public:
  /** vpt_pool_init(); status() says how it went. */
  explicit Pool(const vpt_pool_config &config) noexcept : status_(vpt_pool_init(&pool_, &config)) {}

  /** Says that a pool has no frames at first. */
  struct Empty {};

  /** vpt_pool_init_empty(). */
  Pool(const vpt_pool_config &config, Empty) noexcept : status_(vpt_pool_init_empty(&pool_, &config)) {}
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;

  /** Of vpt_pool_init(); without VPT_OK there are no frames, and no space can be made. */
  Result<void> status() const noexcept { return status_; }

  /** Number of free frames. */
  uint64_t free() const noexcept { return status_ == VPT_OK ? vpt_pool_free(&pool_) : 0; }

  /** vpt_pool_add(). */
  Result<void> add(vpt_oa oa, uint64_t length) noexcept { return vpt_pool_add(get(), oa, length); }

  /** vpt_pool_add_zero(): the caller's word that the frames are zero. */
  Result<void> add_zero(vpt_oa oa, uint64_t length) noexcept { return vpt_pool_add_zero(get(), oa, length); }

  /** vpt_pool_remove(). */
  Result<void> remove(vpt_oa *frames, uint64_t count) noexcept { return vpt_pool_remove(get(), frames, count); }

  /** C's, or null. */
  vpt_pool *get() noexcept { return status_ == VPT_OK ? &pool_ : nullptr; }

private:
  vpt_pool pool_{};
  vpt_status status_;
};

/** What a space is made from: as struct vpt_config, with defaults. */
struct Config {
  vpt_geometry geometry{};        /**< the shape of its tables */
  vpt_half half = VPT_LOWER;      /**< which input addresses */
  vpt_oa output_first = 0;        /**< leaves may map output addresses from here... */
  vpt_oa output_end = 0;          /**< ...up to but not including here */
  uint64_t leaf_size_max = 0;     /**< no leaf is larger, in bytes; 0: the sizes that every CPU with this format has */
  bool output_has_tables = false; /**< the output range may include the pool: a kernel's own space, or grants */
  bool never_break = false;       /**< no leaf may fault for a moment: what demands it is refused, VPT_ERR_BREAK */
  bool resize_live = false;       /**< the MMU lets a table take the place of a live leaf: FEAT_BBM at level 2 */
  uint16_t id = 0;                /**< ASID or VMID, handed to the hooks */
  vpt_hooks hooks{};              /**< hooks_of() an object; none for tables that no MMU is using */
};

/**
 * One address space, which is taken apart when it is destroyed. It may move: nothing points to it. One that was moved
 * from, or made from nothing, is empty: every call on it gives VPT_ERR_FORMAT.
 */
class [[nodiscard]] Space {
public:
  /** An empty one. */
  constexpr Space() noexcept = default;

  /** vpt_init(). */
  static Result<Space> make(Pool &pool, const Config &config) noexcept
  {
    const vpt_config c = {.geometry = config.geometry, .half = config.half, .pool = pool.get(),
                          .output_first = config.output_first, .output_end = config.output_end,
                          .leaf_size_max = config.leaf_size_max, .output_has_tables = config.output_has_tables,
                          .never_break = config.never_break, .resize_live = config.resize_live,
                          .id = config.id, .hooks = config.hooks};
    Space space;
    if (vpt_status status = vpt_init(&space.space_, &c); status != VPT_OK) return status;
    return space;
  }

  constexpr Space(Space &&other) noexcept : space_(other.space_) { other.space_ = {}; } /**< `other` becomes empty */

  /** What this was is taken apart, `other` becomes empty. */
  Space &operator=(Space &&other) noexcept
  {
    if (this != &other) {
      vpt_destroy(&space_);
      space_ = other.space_;
      other.space_ = {};
    }
    return *this;
  }

  /** vpt_destroy(). */
  ~Space() { vpt_destroy(&space_); }

  /** vpt_set_grants(): the list must stay as it is until another is set or the space is gone. Null and 0: all of the
   * output range is granted. */
  Result<void> set_grants(const vpt_grant *grants, uint32_t count) noexcept
  {
    return vpt_set_grants(&space_, grants, count);
  }

  /** The same of an array, but not of one that is gone with the statement. */
  template <class T, uint32_t N>
  Result<void> set_grants(T (&grants)[N]) noexcept
  {
    return set_grants(grants, N);
  }

  /** Output address of the (first) root table, for the translation table base register. */
  vpt_oa root() const noexcept { return vpt_root(&space_); }

  /** vpt_map_frame(). */
  Result<void> map_frame(vpt_ia ia, vpt_oa oa, uint64_t size, Attr attr) noexcept
  {
    return vpt_map_frame(&space_, ia, oa, size, static_cast<vpt_attr>(attr));
  }

  /** vpt_unmap_frame(): what was mapped. Without a size: a leaf of any. */
  Result<Leaf> unmap_frame(vpt_ia ia, uint64_t size = 0) noexcept { return leaf(vpt_unmap_frame(&space_, ia, size)); }

  /** vpt_protect_frame(). Without a size: a leaf of any. */
  Result<void> protect_frame(vpt_ia ia, Attr attr, uint64_t size = 0) noexcept
  {
    return vpt_protect_frame(&space_, ia, static_cast<vpt_attr>(attr), size);
  }

  /** vpt_query(). */
  Result<Leaf> query(vpt_ia ia) const noexcept { return leaf(vpt_query(&space_, ia)); }

  /** vpt_map(). */
  Outcome map(vpt_ia ia, vpt_oa oa, uint64_t length, Attr attr, uint64_t leaf_max = 0) noexcept
  {
    return Outcome(vpt_map(&space_, ia, oa, length, static_cast<vpt_attr>(attr), leaf_max));
  }

  /** vpt_map_check(). */
  Outcome map_check(vpt_ia ia, vpt_oa oa, uint64_t length, Attr attr, uint64_t leaf_max = 0) const noexcept
  {
    return Outcome(vpt_map_check(&space_, ia, oa, length, static_cast<vpt_attr>(attr), leaf_max));
  }

  /** vpt_unmap(). */
  Outcome unmap(vpt_ia ia, uint64_t length) noexcept { return Outcome(vpt_unmap(&space_, ia, length)); }

  /** vpt_unmap_some(). */
  Outcome unmap_some(vpt_ia ia, uint64_t length, unsigned tables) noexcept
  {
    return Outcome(vpt_unmap_some(&space_, ia, length, tables));
  }

  /** vpt_protect(). */
  Outcome protect(vpt_ia ia, uint64_t length, Attr attr) noexcept
  {
    return Outcome(vpt_protect(&space_, ia, length, static_cast<vpt_attr>(attr)));
  }

  /** vpt_split(). */
  Outcome split(vpt_ia ia, uint64_t length, uint64_t leaf_max) noexcept
  {
    return Outcome(vpt_split(&space_, ia, length, leaf_max));
  }

  /** vpt_next_run(): a hole is a run too. */
  Result<Run> next_run(vpt_ia ia, uint64_t length = ALL) const noexcept
  {
    const vpt_run run = vpt_next_run(&space_, ia, length);
    if (run.status != VPT_OK && run.status != VPT_ERR_UNMAPPED) return run.status;
    return Run{run.ia, run.oa, run.length, run.leaf_size, Attr{run.attr}, run.status == VPT_OK};
  }

  /** What is mapped from `ia` on, run by run. */
  Runs runs(vpt_ia ia = 0, uint64_t length = ALL) const noexcept { return Runs(space_, ia, length); }

  /** As a length: up to where the space ends, or its half. */
  static constexpr uint64_t ALL = ~uint64_t{0};

  /** C's, for its own functions. */
  struct vpt *get() noexcept { return &space_; }

private:
  static Result<Leaf> leaf(const vpt_result &result) noexcept
  {
    if (result.status != VPT_OK) return result.status;
    return Leaf{result.ia, result.oa, result.size, Attr{result.attr}};
  }

  struct vpt space_ {};
};

} // namespace libvpt

#endif
