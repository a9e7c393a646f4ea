/* SPDX-License-Identifier: Apache-2.0 */
/* The C++ wrapper at work. Closes with `N passed, M failed`. */
#include <vpt/vpt.hpp>

#include <cstdio>
#include <type_traits>
#include <utility>

using libvpt::Pool;
using libvpt::Result;
using libvpt::Space;

namespace {

constexpr unsigned FRAMES = 8;
constexpr libvpt::Attr RW = libvpt::READ | libvpt::WRITE;
alignas(4096) uint64_t window[FRAMES * 512];
vpt_frame_info info[FRAMES];
int passed, failed;

void check(bool holds, const char *what, int line)
{
  if (!holds) std::printf("line %d: not so: %s\n", line, what);
  ++(holds ? passed : failed);
}
#define CHECK(...) check((__VA_ARGS__), #__VA_ARGS__, __LINE__)

/* What docs/adopting.md says of sizes. */
static_assert(sizeof(vpt_pool) == 48 && sizeof(struct vpt) == 160 && sizeof(vpt_frame_info) == 8);

/* How a space is made, copied, moved. */
static_assert(!std::is_copy_constructible_v<Space> && !std::is_copy_assignable_v<Space>);
static_assert(std::is_nothrow_move_constructible_v<Space> && std::is_nothrow_move_assignable_v<Space>);
static_assert(!std::is_move_constructible_v<Pool> && !std::is_move_assignable_v<Pool>);
static_assert(static_cast<vpt_attr>(RW | libvpt::EXEC | libvpt::USER | libvpt::GLOBAL | libvpt::NORMAL_NC |
                                    libvpt::DEVICE | libvpt::NORMAL) == 127);
static_assert((RW & libvpt::WRITE) == libvpt::WRITE);

struct Tlb {
  int calls = 0;
  vpt_invalidation told = {};

  void invalidate(const vpt_invalidation &what) { ++calls, told = what; }
  void sync() { calls += 10; }
};
static_assert(libvpt::HookSet<Tlb> && !libvpt::HookSet<int>);

vpt_pool_config memory()
{
  return {.window = window, .window_oa = 0x40000000, .window_bytes = sizeof window, .granule_log2 = 12, .info = info,
          .info_count = FRAMES};
}

libvpt::Config stage_2()
{
  return {.geometry = {&vpt_aarch64_s2, 3, 39, 40}, .output_first = 0x80000000, .output_end = 0xc0000000};
}

void maps_and_answers()
{
  Pool pool(memory());
  CHECK(pool.status().has_value() && pool.free() == FRAMES);
  {
    Result<Space> made = Space::make(pool, stage_2());
    CHECK(made.has_value() && made.error() == VPT_OK);
    Space space = *std::move(made);
    CHECK(made->root() == 0 && space.root() >= 0x40000000);
    CHECK(made->query(0).error() == VPT_ERR_FORMAT && made->map_frame(0, 0x80000000, 0x1000, RW).error() == VPT_ERR_FORMAT);
    CHECK(space.map_frame(0x1000, 0x80000000, 0x1000, RW).has_value());
    CHECK(space.map_frame(0x1000, 0x80000000, 0x1000, RW).error() == VPT_ERR_MAPPED);
    CHECK(space.map_frame(0x2000, 0x80000000, 0x1000, libvpt::USER).error() == VPT_ERR_ATTR);
    const Space &same = space;
    Result<libvpt::Leaf> leaf = same.query(0x1234);
    CHECK(leaf && leaf->ia == 0x1000 && leaf->oa == 0x80000234 && leaf->size == 0x1000 && leaf->attr == RW);
    CHECK(space.protect_frame(0x1000, libvpt::READ) && same.query(0x1000)->attr == libvpt::READ);
    CHECK(space.protect_frame(0x3000, libvpt::READ).error() == VPT_ERR_UNMAPPED);
    CHECK(space.protect_frame(0x1000, libvpt::READ, 0x2000).error() == VPT_ERR_SIZE);
    CHECK(space.protect_frame(0x1000, libvpt::READ, 0x1000).has_value());
    CHECK(space.unmap_frame(0x1000, 0x200000).error() == VPT_ERR_SIZE);
    CHECK(vpt_query(space.get(), 0x1008).oa == 0x80000008);
    CHECK(space.unmap_frame(0x1000)->oa == 0x80000000);
    Result<libvpt::Leaf> none = space.unmap_frame(0x1000);
    CHECK(!none && none.error() == VPT_ERR_UNMAPPED && none.text() == vpt_status_text(VPT_ERR_UNMAPPED));
    CHECK(pool.free() == FRAMES - 1);
  }
  CHECK(pool.free() == FRAMES);
}

void maps_ranges()
{
  Tlb tlb;
  Pool pool(memory());
  libvpt::Config config = stage_2();
  config.hooks = libvpt::hooks_of(tlb);
  Space space = *Space::make(pool, config);
  const Space &same = space;
  CHECK(same.map_check(0x1ff000, 0x801ff000, 0x202000, RW).frames() == 3);
  const libvpt::Outcome done = space.map(0x1ff000, 0x801ff000, 0x202000, RW);
  CHECK(done && done.frames() == 3 && done.ia() == 0x1ff000 && pool.free() == FRAMES - 4);
  CHECK(same.query(0x200008)->size == 0x200000 && same.query(0x400008)->size == 0x1000);
  const libvpt::Outcome again = space.map(0x1fe000, 0x801fe000, 0x202000, RW);
  CHECK(!again && again.error() == VPT_ERR_MAPPED && again.ia() == 0x1ff000 && again.frames() == 0);
  CHECK(space.map(0x600000, 0x80600000, 0x200000, RW, 0x3000).error() == VPT_ERR_SIZE);
  CHECK(space.map(0x600000, 0x80600000, 0x200000, RW, 0x1000).frames() == 1);
  CHECK(same.query(0x600000)->size == 0x1000);
  const libvpt::Outcome lacking = space.map(0x800000, 0x80800000, 0x1000000, RW, 0x1000);
  CHECK(lacking.error() == VPT_ERR_NO_FRAMES && lacking.frames() == 8 && tlb.calls == 0);
  CHECK(space.split(0x300000, 0x1000, 0x3000).error() == VPT_ERR_SIZE && space.split(0x300000, 0x1000, 0x200000));
  CHECK(tlb.calls == 0 && space.split(0x300000, 0x1000, 0x1000).frames() == 1 && tlb.calls == 11);
  CHECK(space.protect(0x300000, 0x1000, libvpt::READ).frames() == 0 && tlb.calls == 22);
  const libvpt::Outcome holes = space.unmap(0x301000, 0x100000);
  CHECK(holes && holes.ia() == 0x401000 && tlb.calls == 33);
  CHECK(space.unmap(1, 0x1000).error() == VPT_ERR_IA_ALIGN && space.unmap(1, 0));
}

void never_breaks()
{
  for (const bool resize_live : {false, true}) {
    Pool pool(memory());
    libvpt::Config config = stage_2();
    config.never_break = true;
    config.resize_live = resize_live;
    Space space = *Space::make(pool, config);
    CHECK(space.map_frame(0x200000, 0x80200000, 0x200000, RW).has_value());
    CHECK(space.protect_frame(0x200000, RW | libvpt::DEVICE).error() == VPT_ERR_BREAK);
    CHECK(space.protect(0x200000, 0x200000, RW | libvpt::DEVICE).error() == VPT_ERR_BREAK);
    CHECK(space.protect(0x200000, 0x200000, libvpt::READ).has_value());
    const libvpt::Outcome split = space.split(0x200000, 0x1000, 0x1000);
    CHECK(split.error() == (resize_live ? VPT_OK : VPT_ERR_BREAK) && split.frames() == resize_live);
  }
}

void keeps_to_grants()
{
  using libvpt::grant;
  using libvpt::type_of;
  constexpr libvpt::Types normal = type_of(RW), device = type_of(RW | libvpt::DEVICE);
  static constexpr vpt_grant list[] = {grant(0x80000000, 0x80002000, RW, normal),
                                       grant(0x80002000, 0x80004000, libvpt::READ, normal | device)};
  static constexpr vpt_grant disorder[] = {list[1], list[0]}, tables[] = {grant(0x40000000, 0x40000001, RW, normal)};
  static_assert(normal == libvpt::Types{1} && type_of(libvpt::NORMAL_NC) == libvpt::Types{2} &&
                device == libvpt::Types{4} && list[1].types == 5 && list[0].rights == 3);
  Pool pool(memory());
  libvpt::Config config = stage_2();
  config.output_first = 0x3ffff000;
  config.output_has_tables = true;
  Space made = *Space::make(pool, config);
  CHECK(made.set_grants(disorder).error() == VPT_ERR_GRANTS && made.set_grants(tables).error() == VPT_ERR_TABLES);
  CHECK(made.set_grants(nullptr, 1).error() == VPT_ERR_NULL && made.set_grants(list).has_value());
  Space space = std::move(made); // they go with it
  CHECK(made.set_grants(list).error() == VPT_ERR_FORMAT);
  const libvpt::Outcome refused = space.map(0x1000, 0x80000000, 0x3000, RW);
  CHECK(refused.error() == VPT_ERR_GRANT && refused.ia() == 0x1000 && refused.frames() == 0);
  CHECK(space.map_check(0, 0x80003000, 0x2000, libvpt::READ).error() == VPT_ERR_GRANT);
  CHECK(space.map_frame(0, 0x80000000, 0x1000, libvpt::READ | libvpt::DEVICE).error() == VPT_ERR_GRANT);
  CHECK(space.map(0, 0x80000000, 0x4000, libvpt::READ) && space.protect(0, 0x3000, RW).error() == VPT_ERR_GRANT);
  CHECK(space.protect_frame(0x3000, RW).error() == VPT_ERR_GRANT && space.protect(0, 0x2000, RW));
  CHECK(space.set_grants(list, 1).error() == VPT_ERR_MAPPED && space.unmap(0x2000, 0x2000));
  CHECK(space.set_grants(list, 1) && space.set_grants(list, 0).error() == VPT_ERR_MAPPED);
  CHECK(space.set_grants(nullptr, 0) && space.map_frame(0x5000, 0x90000000, 0x1000, RW));
}

void loops_over_runs()
{
  Pool pool(memory());
  Space space = *Space::make(pool, stage_2());
  const Space &same = space;
  unsigned count = 0;
  for (const libvpt::Run &run : same.runs()) count += run.mapped;
  CHECK(count == 0);
  CHECK(space.map(0x1ff000, 0x801ff000, 0x202000, RW) && space.map(0x403000, 0x80403000, 0x1000, libvpt::READ));
  const libvpt::Run expected[] = {{0x1ff000, 0x801ff000, 0x202000, 0, RW, true},
                                  {0x403000, 0x80403000, 0x1000, 0x1000, libvpt::READ, true}};
  for (const libvpt::Run &run : same.runs()) {
    const libvpt::Run &e = expected[count++];
    CHECK(run.ia == e.ia && run.oa == e.oa && run.length == e.length && run.leaf_size == e.leaf_size &&
          run.attr == e.attr && run.mapped);
  }
  CHECK(count == 2);
  for (const libvpt::Run &run : same.runs(0x200000, 0x1000)) CHECK(run.ia == 0x200000 && run.length == 0x1000);
  for (const libvpt::Run &run : same.runs(0x401000, 0x2000)) CHECK(run.ia == 0); // a hole: no step
  for (const libvpt::Run &run : same.runs(uint64_t{1} << 40)) CHECK(run.ia == 0);
  Result<libvpt::Run> hole = same.next_run(0x401000);
  CHECK(hole && !hole->mapped && hole->length == 0x2000 && hole->oa == 0);
  CHECK(same.next_run(0x1ff000, 0x800)->length == 0x800 && same.next_run(0, 0).error() == VPT_ERR_IA);
  for (const libvpt::Run &run : same.runs()) CHECK(space.unmap(run.ia, run.length).has_value()); // changed between steps
  CHECK(pool.free() == FRAMES - 1 && same.runs().begin() == same.runs().end());
  CHECK(space.map(0, 0x80000000, 0x400000, RW, 0x1000).has_value());
  const libvpt::Outcome some = space.unmap_some(0, 0x400000, 1), rest = space.unmap_some(some.ia(), 0x200000, 1);
  CHECK(some.has_value() && some.ia() == 0x200000 && rest.has_value() && rest.ia() == 0x400000);
  CHECK(pool.free() == FRAMES - 1);
  CHECK(space.unmap_some(1, 0x1000, 0).error() == VPT_ERR_IA_ALIGN);
  CHECK(Space().next_run(0).error() == VPT_ERR_FORMAT);
}

/* Up to the last address of all. */
void ends_of_runs()
{
  Pool pool(memory());
  Space space = *Space::make(pool, {.geometry = {&vpt_aarch64_s1, 3, 39, 40}, .half = VPT_UPPER,
                                    .output_first = 0x80000000, .output_end = 0xc0000000});
  const vpt_ia first = ~vpt_ia{0} - 0x1fff;
  CHECK(space.map(first, 0x80000000, 0x2000, RW).has_value());
  unsigned count = 0;
  for (const libvpt::Run &run : space.runs(~vpt_ia{0} << 39)) count += run.ia == first && run.length == 0x2000;
  CHECK(count == 1 && space.protect(first, 0x2000, libvpt::READ).ia() == 0);
}

void moves()
{
  Tlb first_tlb, second_tlb;
  Pool pool(memory());
  libvpt::Config config = stage_2();
  config.hooks = libvpt::hooks_of(first_tlb);
  Space space = *Space::make(pool, config);
  config.hooks = libvpt::hooks_of(second_tlb);
  Space other = *Space::make(pool, config);
  const vpt_oa root = other.root();
  CHECK(pool.free() == FRAMES - 2);
  space = std::move(other); // what it was is taken apart
  CHECK(pool.free() == FRAMES - 1 && first_tlb.calls == 11 && second_tlb.calls == 0 && space.root() == root);
  Space &itself = space;
  space = std::move(itself);
  CHECK(space.root() == root);
  space = Space();
  CHECK(pool.free() == FRAMES && second_tlb.calls == 11);
  space = std::move(other);
  CHECK(space.unmap_frame(0).error() == VPT_ERR_FORMAT);
}

void hooks()
{
  Tlb tlb;
  Pool pool(memory());
  libvpt::Config config = stage_2();
  config.id = 7;
  config.hooks = libvpt::hooks_of(tlb);
  Space space = *Space::make(pool, config);
  CHECK(space.map_frame(0x1000, 0x80000000, 0x1000, RW) && space.map_frame(0x2000, 0x80001000, 0x1000, RW) && tlb.calls == 0);
  CHECK(space.unmap_frame(0x2000) && tlb.calls == 11);
  CHECK(tlb.told.id == 7 && tlb.told.ia == 0x2000 && tlb.told.length == 0x1000 && tlb.told.leaf_size == 0x1000 &&
        tlb.told.leaf_only && !tlb.told.global);
}

void frames_change_hands()
{
  for (vpt_frame_info &element : info) element = {};
  Pool pool(memory(), Pool::Empty{});
  CHECK(pool.status() && pool.free() == 0 && Space::make(pool, stage_2()).error() == VPT_ERR_NO_FRAMES);
  CHECK(pool.add(0x40001000, 0x1000) && pool.free() == 1);
  {
    Space space = *Space::make(pool, stage_2());
    CHECK(pool.free() == 0 && pool.add(0x40001000, 0x1000).error() == VPT_ERR_FRAME_USED);
    CHECK(pool.add_zero(0x40000000, 0x1001).error() == VPT_ERR_FRAME_ALIGN);
  }
  vpt_oa frame = 0;
  CHECK(pool.remove(&frame, 2).error() == VPT_ERR_NO_FRAMES && frame == 0);
  CHECK(pool.remove(&frame, 1) && frame == 0x40001000 && pool.add_zero(frame, 0x1000) && pool.free() == 1);
  vpt_pool_config wrong = memory();
  wrong.window_oa = 8;
  Pool none(wrong, Pool::Empty{});
  CHECK(none.add(0x40001000, 0x1000).error() == VPT_ERR_NULL && none.remove(&frame, 1).error() == VPT_ERR_NULL);
}

void what_cannot_be()
{
  vpt_pool_config wrong = memory();
  wrong.window_oa = 8;
  Pool none(wrong);
  CHECK(none.status().error() == VPT_ERR_WINDOW && none.free() == 0 && none.get() == nullptr);
  CHECK(Space::make(none, stage_2()).error() == VPT_ERR_NULL);
  Pool pool(memory());
  libvpt::Config config = stage_2();
  config.geometry.format = nullptr;
  CHECK(Space::make(pool, config).error() == VPT_ERR_FORMAT);
  config = stage_2();
  config.output_first = 0;
  CHECK(Space::make(pool, config).error() == VPT_ERR_TABLES);
  config = stage_2();
  config.half = VPT_UPPER;
  CHECK(Space::make(pool, config).error() == VPT_ERR_HALF);
  CHECK(pool.free() == FRAMES);
  Result<int> ok_is_no_error = VPT_OK; // an error must be one
  CHECK(!ok_is_no_error);
}

} // namespace

int main(int argc, char **argv)
{
  if (argc > 1 && argv[1][0] == 't') return Result<int>(VPT_ERR_IA).value(); // must trap
  maps_and_answers();
  maps_ranges();
  never_breaks();
  keeps_to_grants();
  loops_over_runs();
  ends_of_runs();
  moves();
  hooks();
  frames_change_hands();
  what_cannot_be();
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
