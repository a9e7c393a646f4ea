// SPDX-License-Identifier: Apache-2.0
//! The bindings at work: results, errors, hooks, who may call when, and what becomes of frames.
use std::process::Command;
use std::sync::{Barrier, Mutex};
use std::{env, thread};
use vpt::{aarch64, format, x86, Attr, Config, Error, FrameInfo, Geometry, Grant, Granule, Half, HookTable, Hooks};
use vpt::{Invalidation, Kind, Leaf, Outcome, Pool, Refusal, Run, Space, Types};

const FRAMES: usize = 16;
const OA: u64 = 0x4000_0000;
const RW: Attr = Attr::from_bits(3);

fn stage_2() -> Config<'static> {
    let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 39, output_bits: 40 };
    Config::new(geometry, 0x8000_0000..0xc000_0000)
}

/// Memory for a pool of this many frames.
fn memory(granule: Granule, frames: usize) -> (Vec<u64>, Vec<FrameInfo>) {
    (vec![!0; frames << (granule as u32 - 3)], vec![FrameInfo::NEW; frames])
}

/// Runs a test with a pool of 4 KiB frames.
fn with_pool(test: impl FnOnce(&Pool<'_>)) {
    let (mut window, mut info) = memory(Granule::Size4K, FRAMES);
    test(&Pool::new(&mut window, OA, Granule::Size4K, &mut info).unwrap());
}

/// What hooks were told.
#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Told {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Hooks for Told {
    fn invalidate(&self, what: &Invalidation) {
        let Invalidation { ia, length, leaf_size, id, leaf_only, .. } = *what;
        self.0.lock().unwrap().push(format!("{} {:#x} {:#x} {:#x} {}", id, ia, length, leaf_size, leaf_only));
    }

    fn sync(&self) {
        self.0.lock().unwrap().push("sync".into());
    }
}

#[test]
fn frames_change_hands() {
    let (mut window, mut info) = memory(Granule::Size4K, FRAMES);
    let start = window.as_mut_ptr();
    let bytes = FRAMES as u64 * 0x1000;
    // SAFETY: the window lives longer than the pool, the bookkeeping is new.
    let pool = unsafe { Pool::empty(start, OA, bytes, Granule::Size4K, &mut info) }.unwrap();
    assert_eq!(pool.free(), Ok(0));
    assert_eq!(Space::new(&pool, &stage_2()).unwrap_err(), Error::NoFrames);
    // SAFETY: the window is nobody else's.
    unsafe {
        assert_eq!(pool.add(OA + 0x3000, 0x2000), Ok(()));
        assert_eq!(pool.add(OA + 0x2000, 0x2000), Err(Error::FrameFree));
        assert_eq!(pool.add(OA + bytes, 0x1000), Err(Error::FrameWindow));
        assert_eq!(pool.add(OA, 0x800), Err(Error::FrameAlign));
    }
    let space = Space::new(&pool, &stage_2()).unwrap();
    assert_eq!(space.root(), OA + 0x3000);
    // SAFETY: as above.
    assert_eq!(unsafe { pool.add_zero(OA + 0x3000, 0x1000) }, Err(Error::FrameUsed));
    let mut frames = [0; 2];
    assert_eq!(pool.remove(&mut frames), Err(Error::NoFrames));
    assert_eq!(pool.remove(&mut frames[..1]), Ok(()));
    assert_eq!((frames, pool.free()), ([OA + 0x4000, 0], Ok(0)));
    drop(space);
    // SAFETY: as above; what was taken back is zero.
    assert_eq!(unsafe { pool.add_zero(frames[0], 0x1000) }, Ok(()));
    assert_eq!((pool.remove(&mut frames), pool.free()), (Ok(()), Ok(0)));
    assert!(window[..512].iter().all(|word| *word == !0) && window[4 * 512..5 * 512].iter().all(|word| *word == 0));
}

#[test]
fn frames() {
    with_pool(|pool| {
        let mut space = Space::new(pool, &stage_2()).unwrap();
        assert_eq!(space.root() % 0x1000, 0);
        assert!((OA..OA + FRAMES as u64 * 0x1000).contains(&space.root()));
        space.map_frame(0x1000, 0x8000_0000, 0x1000, RW).unwrap();
        space.map_frame(0x20_0000, 0x8020_0000, 0x20_0000, Attr::READ | Attr::EXEC).unwrap();
        assert_eq!(space.query(0x1234), Ok(Leaf { ia: 0x1000, oa: 0x8000_0234, size: 0x1000, attr: RW }));
        space.protect_frame(0x1000, Attr::READ, 0x1000).unwrap();
        assert_eq!(space.query(0x1fff).unwrap().attr, Attr::READ);
        let block = Leaf { ia: 0x20_0000, oa: 0x8020_0000, size: 0x20_0000, attr: Attr::READ | Attr::EXEC };
        assert_eq!(space.unmap_frame(0x20_0000, 0x20_0000), Ok(block));
        assert_eq!(space.query(0x20_0000), Err(Error::Unmapped));
        assert_eq!(space.query(0x1000).unwrap().oa, 0x8000_0000);
    });
}

#[test]
fn ranges() {
    let told = Told::default();
    with_pool(|pool| {
        let mut space = Space::new(pool, &Config { hooks: Some(HookTable::new(&told)), ..stage_2() }).unwrap();
        let (ia, oa, length) = (0x1f_f000, 0x801f_f000, 0x20_2000);
        assert_eq!(space.map_check(ia, oa, length, RW, 0), Ok(Outcome { ia, frames: 3 }));
        assert_eq!(space.map(ia, oa, length, RW, 0), Ok(Outcome { ia, frames: 3 }));
        assert_eq!(space.query(0x20_0000).unwrap().size, 0x20_0000);
        let mapped = Refusal { error: Error::Mapped, ia, frames: 0 };
        assert_eq!(space.map(0, 0x8000_0000, length, RW, 0), Err(mapped));
        assert_eq!(mapped.to_string(), format!("{:#x}: {}", ia, Error::Mapped));
        let lacking = space.map(0x4000_0000, 0x8000_0000, 0x4000_0000, RW, 0x1000).unwrap_err();
        assert_eq!((lacking.error, lacking.frames), (Error::NoFrames, 513));
        assert!(lacking.to_string().contains("513"));
        assert_eq!(told.take(), [""; 0]);
        assert_eq!(space.split(0x30_0000, 0x1000, 0x20_0000), Ok(Outcome { ia: 0x30_0000, frames: 0 }));
        assert_eq!(told.take(), [""; 0]);
        assert_eq!(space.split(0x30_0000, 0x1000, 0x1000), Ok(Outcome { ia: 0x30_0000, frames: 1 }));
        assert_eq!(told.take().len(), 2);
        let frames = space.protect(0x30_0000, 0x1000, Attr::READ).unwrap().frames;
        assert_eq!((frames, told.take().len()), (0, 2));
        assert_eq!(space.unmap(0x40_0000, 0x10_0000), Ok(Outcome { ia: 0x40_1000, frames: 0 }));
        assert_eq!(told.take(), ["0 0x400000 0x1000 0x0 false", "sync"]);
        assert_eq!(space.unmap_some(0x30_0000, 0x10_0000, 1), Ok(Outcome { ia: 0x40_0000, frames: 0 }));
        assert_eq!(told.take(), ["0 0x300000 0x100000 0x0 true", "sync"]);
        assert_eq!(space.unmap_some(0x30_0000, 1, 0).map_err(Error::from), Err(Error::Length));
        assert_eq!(space.unmap(0x40_0000, 0x1001).map_err(Error::from), Err(Error::Length));
        assert_eq!(space.unmap(1, 0).map_err(Error::from).map(|outcome| outcome.ia), Ok(1));
    });
}

/// What a space refuses that never breaks, and a leaf that is split in place.
#[test]
fn never_break_and_resize_live() {
    with_pool(|pool| {
        let block = 0x20_0000;
        for resize_live in [false, true] {
            let mut space = Space::new(pool, &Config { never_break: true, resize_live, ..stage_2() }).unwrap();
            space.map_frame(block, 0x8020_0000, block, RW).unwrap();
            let refused = Refusal { error: Error::Break, ia: block, frames: 0 };
            assert_eq!(space.protect_frame(block, RW | Attr::DEVICE, 0), Err(Error::Break));
            assert_eq!(space.protect(block, block, RW | Attr::DEVICE), Err(refused));
            assert_eq!(space.protect(block, block, Attr::READ), Ok(Outcome { ia: 2 * block, frames: 0 }));
            let split = if resize_live { Ok(Outcome { ia: block, frames: 1 }) } else { Err(refused) };
            assert_eq!(space.split(block, 0x1000, 0x1000), split);
        }
        let mut space = Space::new(pool, &stage_2()).unwrap();
        space.map_frame(block, 0x8020_0000, block, RW).unwrap();
        assert_eq!(space.protect_frame(block, RW | Attr::DEVICE, 0), Ok(()));
    });
}

const fn grant(first: u64, end: u64, rights: Attr, types: Types) -> Grant {
    Grant { first, end, rights, types }
}

/// Lists that are refused, what they allow, and that a space moves with its own.
#[test]
fn grants() {
    let (oa, page) = (0x8000_0000, 0x1000);
    let pages = |from, to, rights, types| grant(oa + from * page, oa + to * page, rights, types);
    let list = [pages(0, 2, RW, Types::NORMAL), pages(2, 4, Attr::READ, Types::NORMAL | Types::DEVICE)];
    let disorder = [list[1], list[0]];
    let beyond = [grant(oa - 1, oa + page, RW, Types::ALL)];
    // on both sides of the tables
    let window = OA..OA + FRAMES as u64 * page;
    let around = [grant(0, window.start, RW, Types::ALL), grant(window.end, oa, RW, Types::ALL)];
    let tables = [grant(0, window.start + 1, RW, Types::ALL)];
    assert_eq!((Types::NORMAL | Types::NORMAL_NC | Types::DEVICE).bits(), Types::ALL.bits());
    with_pool(|pool| {
        let mut space = Space::new(pool, &stage_2()).unwrap();
        assert_eq!(space.set_grants(&disorder), Err(Error::Grants));
        assert_eq!(space.set_grants(&beyond), Err(Error::Grants));
        assert_eq!(space.set_grants(&list), Ok(()));
        let mut space = { space }; // moved
        let refused = Refusal { error: Error::Grant, ia: 0, frames: 0 };
        assert_eq!(space.map_check(0, oa, 3 * page, RW, 0), Err(refused));
        assert_eq!(space.map(0, oa, 3 * page, RW, 0), Err(refused));
        assert_eq!(space.map(0, oa + 3 * page, 2 * page, Attr::READ, 0), Err(refused));
        assert_eq!(space.map_frame(0, oa + 4 * page, page, Attr::READ), Err(Error::Grant));
        assert_eq!(space.map_frame(0, oa, page, Attr::READ | Attr::DEVICE), Err(Error::Grant));
        assert_eq!(space.map(0, oa, 4 * page, Attr::READ, 0).map(|outcome| outcome.frames), Ok(2));
        assert_eq!(space.protect(0, 4 * page, RW), Err(refused));
        assert_eq!(space.protect_frame(2 * page, RW, page), Err(Error::Grant));
        assert_eq!(space.protect_frame(3 * page, Attr::READ | Attr::DEVICE, page), Ok(()));
        assert_eq!(space.set_grants(&list[..1]), Err(Error::Mapped));
        assert_eq!(space.set_grants(&[]), Err(Error::Mapped));
        assert_eq!(space.protect(0, 2 * page, RW).map(|outcome| outcome.ia), Ok(2 * page));
        assert_eq!(space.unmap(0, 4 * page).map(|outcome| outcome.frames), Ok(0));
        assert_eq!(space.set_grants(&[]), Ok(()));
        assert_eq!(space.map(0, oa, page, Attr::READ, 0), Err(refused));
        assert_eq!(space.grant_all(), Ok(()));
        assert_eq!(space.map_frame(0, oa + 4 * page, page, RW), Ok(()));
        let mut space = Space::new(pool, &Config { output: 0..oa, output_has_tables: true, ..stage_2() }).unwrap();
        assert_eq!(space.set_grants(&tables), Err(Error::Tables));
        assert_eq!(space.set_grants(&around), Ok(()));
        assert_eq!(space.map_frame(0, window.start, page, RW), Err(Error::Grant));
        assert_eq!(space.map_frame(0, window.end, page, RW), Ok(()));
    });
}

#[test]
fn runs() {
    with_pool(|pool| {
        let geometry = Geometry { format: format::AARCH64_S1, levels: 3, input_bits: 39, output_bits: 40 };
        let upper = Config { half: Half::Upper, ..Config::new(geometry, 0x8000_0000..0xc000_0000) };
        let (mut space, lowest) = (Space::new(pool, &upper).unwrap(), !0 << 39);
        assert_eq!(space.runs(lowest, !0).count(), 0);
        let first = Run { ia: lowest + 0x1f_f000, oa: 0x801f_f000, length: 0x20_1000, leaf_size: 0, attr: RW, mapped: true };
        let last = Run { ia: !0 - 0xfff, oa: 0x8000_0000, length: 0x1000, leaf_size: 0x1000, attr: Attr::READ, mapped: true };
        for run in [first, last] {
            space.map(run.ia, run.oa, run.length, run.attr, 0).unwrap();
        }
        let hole = space.next_run(first.ia + first.length, !0).unwrap();
        assert_eq!((hole.ia + hole.length, hole.oa, hole.leaf_size, hole.mapped), (last.ia, 0, 0, false));
        assert_eq!(space.runs(lowest, !0).collect::<Result<Vec<_>, _>>(), Ok(vec![first, last]));
        assert_eq!(space.runs(lowest, 0x20_0000).map(|run| run.unwrap().length).sum::<u64>(), 0x1000);
        assert_eq!(space.runs(0, !0).count(), 0);
        assert_eq!(space.next_run(0, 1), Err(Error::Ia));
        assert_eq!(space.next_run(lowest, 0), Err(Error::Ia));
        assert_eq!(space.unmap(last.ia, 0x1000).unwrap().ia, 0);
    });
}

#[test]
fn errors_are_those_of_c_and_change_nothing() {
    with_pool(|pool| {
        let mut space = Space::new(pool, &stage_2()).unwrap();
        space.map_frame(0x20_0000, 0x8020_0000, 0x20_0000, RW).unwrap();
        let free = pool.free().unwrap();
        let page = 0x1000;
        assert_eq!(space.map_frame(1 << 39, 0x8000_0000, page, RW), Err(Error::Ia));
        assert_eq!(space.map_frame(0x800, 0x8000_0000, page, RW), Err(Error::IaAlign));
        assert_eq!(space.map_frame(0, 0x7000_0000, page, RW), Err(Error::Oa));
        assert_eq!(space.map_frame(0, 0x8000_0800, page, RW), Err(Error::OaAlign));
        assert_eq!(space.map_frame(0, 0x8000_0000, 0x2000, RW), Err(Error::Size));
        assert_eq!(space.map_frame(0, 0x8000_0000, page, RW | Attr::USER), Err(Error::Attr));
        assert_eq!(space.map_frame(0, 0x8000_0000, page, Attr::from_bits(1 << 31)), Err(Error::Attr));
        assert_eq!(space.map_frame(0x20_1000, 0x8000_0000, page, RW), Err(Error::Mapped));
        assert_eq!(space.unmap_frame(0x1000, 0), Err(Error::Unmapped));
        assert_eq!(space.unmap_frame(0x20_1000, 0), Err(Error::InBlock));
        assert_eq!(space.unmap_frame(0x20_0000, page), Err(Error::Size));
        assert_eq!(space.protect_frame(0x20_0000, Attr::READ, page), Err(Error::Size));
        assert_eq!(space.protect_frame(0x20_1000, Attr::READ, 0), Err(Error::InBlock));
        assert_eq!(space.query(1 << 40), Err(Error::Ia));
        assert_eq!(pool.free(), Ok(free));
    });
}

#[test]
fn configurations_that_do_not_exist() {
    let (mut window, mut info) = memory(Granule::Size4K, FRAMES);
    let mut refused = |oa, granule, frames: usize| Pool::new(&mut window[..], oa, granule, &mut info[..frames]).err();
    assert_eq!(refused(OA + 8, Granule::Size4K, FRAMES), Some(Error::Window));
    assert_eq!(refused(OA, Granule::Size4K, FRAMES - 1), Some(Error::Info));
    assert_eq!(Pool::new(&mut [], OA, Granule::Size4K, &mut []).err(), Some(Error::Window));
    with_pool(|pool| {
        let refused = |change: &dyn Fn(&mut Config<'static>)| {
            let mut config = stage_2();
            change(&mut config);
            Space::new(pool, &config).err()
        };
        assert_eq!(refused(&|c| c.geometry.levels = 9), Some(Error::Levels));
        assert_eq!(refused(&|c| c.geometry.input_bits = 12), Some(Error::InputBits));
        assert_eq!(refused(&|c| c.geometry.output_bits = 1), Some(Error::OutputBits));
        assert_eq!(refused(&|c| c.geometry.format = format::AARCH64_S2_16K), Some(Error::Granule));
        assert_eq!(refused(&|c| c.half = Half::Upper), Some(Error::Half));
        assert_eq!(refused(&|c| c.output = 5..5), Some(Error::Range));
        assert_eq!(refused(&|c| c.output = 0..0xc000_0000), Some(Error::Tables));
        assert_eq!(refused(&|c| c.leaf_size_max = 77), Some(Error::Size));
        assert_eq!(pool.free(), Ok(FRAMES as u64));
    });
}

#[test]
fn no_frames_and_frames_given_back() {
    let (mut window, mut info) = memory(Granule::Size4K, 3);
    let pool = Pool::new(&mut window, OA, Granule::Size4K, &mut info).unwrap();
    let mut first = Space::new(&pool, &stage_2()).unwrap();
    let mut second = Space::new(&pool, &stage_2()).unwrap();
    assert_eq!(first.map_frame(0, 0x8000_0000, 0x1000, RW), Err(Error::NoFrames));
    second.map_frame(0, 0x8000_0000, 0x4000_0000, RW).unwrap();
    assert_eq!(Space::new(&pool, &stage_2()).map(drop).and(Space::new(&pool, &stage_2()).map(drop)), Ok(()));
    drop(second);
    assert_eq!(pool.free(), Ok(2));
    first.map_frame(0, 0x8000_0000, 0x1000, RW).unwrap();
    assert_eq!(pool.free(), Ok(0));
    first.destroy().unwrap();
    assert_eq!(pool.free(), Ok(3)); // from here on the window is ours again
    assert!(window.iter().all(|word| *word == 0));
}

#[test]
fn hooks_are_told() {
    let told = Told::default();
    let by_reference: &dyn Hooks = &told;
    with_pool(|pool| {
        for table in [HookTable::new(&told), HookTable::new(&by_reference)] {
            let mut space = Space::new(pool, &Config { id: 7, hooks: Some(table), ..stage_2() }).unwrap();
            space.map_frame(0x1000, 0x8000_0000, 0x1000, RW).unwrap();
            space.map_frame(0x2000, 0x8000_1000, 0x1000, RW).unwrap();
            assert_eq!(told.take(), [""; 0]);
            space.protect_frame(0x1000, Attr::READ, 0).unwrap();
            assert_eq!(told.take(), ["7 0x1000 0x1000 0x1000 true", "sync"]);
            space.unmap_frame(0x2000, 0).unwrap();
            assert_eq!(told.take(), ["7 0x2000 0x1000 0x1000 true", "sync"]);
            let mut moved = Box::new(space); // C keeps no pointer to the space
            moved.unmap_frame(0x1000, 0).unwrap();
            let said = told.take();
            assert!(said.last() == Some(&"sync".into()) && said[0].ends_with("false"), "{:?}", said);
            drop(moved);
            assert_eq!(told.take(), ["7 0x0 0x8000000000 0x0 false", "sync"]);
        }
    });
}

/// A hook that calls into the pool is told so, whatever it calls.
#[test]
fn busy_in_a_hook() {
    struct Inside<'p> {
        pool: &'p Pool<'p>,
        other: Mutex<Option<Space<'p>>>,
        said: Mutex<Vec<Error>>,
    }
    impl Hooks for Inside<'_> {
        fn invalidate(&self, _: &Invalidation) {
            let mut held = self.other.lock().unwrap();
            let mut other = held.take().unwrap();
            let mut said = self.said.lock().unwrap();
            said.push(self.pool.free().unwrap_err());
            said.push(other.map_frame(0, 0x8000_0000, 0x1000, RW).unwrap_err());
            said.push(other.unmap_frame(0x1000, 0).unwrap_err());
            said.push(other.protect_frame(0x1000, Attr::READ, 0).unwrap_err());
            said.push(other.map(0, 0x8000_0000, 0x1000, RW, 0).unwrap_err().error);
            said.push(other.map_check(0, 0x8000_0000, 0x1000, RW, 0).unwrap_err().error);
            said.push(other.unmap(0, 0x1000).unwrap_err().error);
            said.push(other.unmap_some(0, 0x1000, 1).unwrap_err().error);
            said.push(other.protect(0, 0x1000, RW).unwrap_err().error);
            said.push(other.split(0, 0x1000, 0x1000).unwrap_err().error);
            said.push(other.next_run(0, 0x1000).unwrap_err());
            let mut runs = other.runs(0, 0x2000);
            said.push(runs.next().unwrap().unwrap_err());
            said.push(runs.next().unwrap().unwrap_err()); // it waits where it is
            said.push(other.query(0x1000).unwrap_err());
            said.push(Space::new(self.pool, &stage_2()).unwrap_err());
            let (error, other) = other.destroy().unwrap_err();
            said.push(error);
            *held = Some(other);
        }
        fn sync(&self) {}
    }
    with_pool(|pool| {
        let mut other = Space::new(pool, &stage_2()).unwrap();
        other.map_frame(0x1000, 0x8000_0000, 0x1000, RW).unwrap();
        let inside = Inside { pool, other: Mutex::new(Some(other)), said: Mutex::default() };
        let mut space = Space::new(pool, &Config { hooks: Some(HookTable::new(&inside)), ..stage_2() }).unwrap();
        space.map_frame(0x1000, 0x8000_0000, 0x1000, RW).unwrap();
        space.unmap_frame(0x1000, 0).unwrap();
        assert_eq!(*inside.said.lock().unwrap(), [Error::Busy; 16]);
        assert_eq!(inside.other.lock().unwrap().as_ref().unwrap().query(0x1000).unwrap().attr, RW);
        space.map_frame(0x1000, 0x8000_0000, 0x1000, RW).unwrap();
        std::mem::forget(space); // its drop would call the hook again
    });
}

/// Threads: changes exclude each other by Busy, queries do not; what each has mapped is there in the end.
#[test]
fn threads() {
    let (mut window, mut info) = memory(Granule::Size4K, 64);
    let pool = Pool::new(&mut window, OA, Granule::Size4K, &mut info).unwrap();
    let start = Barrier::new(4);
    thread::scope(|scope| {
        for number in 0..4u64 {
            let (pool, start) = (&pool, &start);
            scope.spawn(move || {
                let again = |error| assert_eq!(error, Error::Busy);
                let mut space = loop {
                    match Space::new(pool, &stage_2()) {
                        Ok(space) => break space,
                        Err(error) => again(error),
                    }
                };
                start.wait();
                for page in 0..512 {
                    let (ia, oa) = (page * 0x1000, 0x8000_0000 + (number * 512 + page) * 0x1000);
                    while let Err(error) = space.map_frame(ia, oa, 0x1000, RW) {
                        again(error);
                    }
                }
                for page in 0..512 {
                    let leaf = loop {
                        match space.query(page * 0x1000) {
                            Ok(leaf) => break leaf,
                            Err(error) => again(error),
                        }
                    };
                    assert_eq!(leaf.oa, 0x8000_0000 + (number * 512 + page) * 0x1000);
                }
                loop {
                    match space.destroy() {
                        Ok(()) => break,
                        Err((error, back)) => {
                            again(error);
                            space = back;
                        }
                    }
                }
            });
        }
    });
    assert_eq!(pool.free(), Ok(64));
}

/// A hook that panics ends the program, it does not unwind C. Tried in a process of its own.
#[test]
fn a_panic_in_a_hook_aborts() {
    struct Panics;
    impl Hooks for Panics {
        fn invalidate(&self, _: &Invalidation) {
            panic!("this hook panics");
        }
        fn sync(&self) {}
    }
    const ASKED: &str = "VPT_TEST_PANIC_IN_A_HOOK";
    if env::var_os(ASKED).is_some() {
        with_pool(|pool| {
            let mut space = Space::new(pool, &Config { hooks: Some(HookTable::new(&Panics)), ..stage_2() }).unwrap();
            space.map_frame(0, 0x8000_0000, 0x1000, RW).unwrap();
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| space.unmap_frame(0, 0)));
            println!("came back: {:?}", caught.is_err());
            std::process::exit(0);
        });
    }
    let mut again = Command::new(env::current_exe().unwrap());
    let output = again.args(["--exact", "a_panic_in_a_hook_aborts", "--nocapture"]).env(ASKED, "1").output().unwrap();
    assert!(!output.status.success() && output.status.code().is_none(), "{:?}", output);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("came back"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("this hook panics"));
}

/// Every format makes a space and maps a page; every geometry says what its entries are.
#[test]
fn every_format() {
    let shapes = [
        (format::AARCH64_S1, 4, 48, Granule::Size4K),
        (format::AARCH64_S1_EL2, 4, 48, Granule::Size4K),
        (format::AARCH64_S2, 4, 48, Granule::Size4K),
        (format::AARCH64_S1_16K, 3, 47, Granule::Size16K),
        (format::AARCH64_S1_EL2_16K, 3, 47, Granule::Size16K),
        (format::AARCH64_S2_16K, 3, 47, Granule::Size16K),
        (format::AARCH64_S1_64K, 3, 48, Granule::Size64K),
        (format::AARCH64_S1_EL2_64K, 3, 48, Granule::Size64K),
        (format::AARCH64_S2_64K, 3, 48, Granule::Size64K),
        (format::AARCH64_S1_LPA2, 4, 48, Granule::Size4K),
        (format::AARCH64_S1_EL2_LPA2, 4, 48, Granule::Size4K),
        (format::AARCH64_S2_LPA2, 4, 48, Granule::Size4K),
        (format::AARCH64_S1_16K_LPA2, 3, 47, Granule::Size16K),
        (format::AARCH64_S1_EL2_16K_LPA2, 3, 47, Granule::Size16K),
        (format::AARCH64_S2_16K_LPA2, 3, 47, Granule::Size16K),
        (format::X86_64, 4, 48, Granule::Size4K),
        (format::EPT, 4, 48, Granule::Size4K),
        (format::RISCV, 4, 48, Granule::Size4K),
        (format::RISCV_SVPBMT, 4, 48, Granule::Size4K),
        (format::RISCV_G, 4, 50, Granule::Size4K),
        (format::RISCV_G_SVPBMT, 4, 50, Granule::Size4K),
        (format::LOONGARCH_4K, 4, 48, Granule::Size4K),
        (format::LOONGARCH_16K, 3, 47, Granule::Size16K),
    ];
    for (format, levels, input_bits, granule) in shapes {
        assert_eq!(format.granule_log2(), granule as u32);
        let output_bits = [48, 56].into_iter().find(|bits| Geometry { format, levels, input_bits, output_bits: *bits }.check().is_ok());
        let geometry = Geometry { format, levels, input_bits, output_bits: output_bits.unwrap() };
        let (mut window, mut info) = memory(granule, 8);
        let pool = Pool::new(&mut window, OA, granule, &mut info).unwrap();
        let mut space = Space::new(&pool, &Config::new(geometry, 0x8000_0000..0xc000_0000)).unwrap();
        let page = geometry.entry_size(0);
        assert_eq!(page, 1 << granule as u32);
        space.map_frame(0, 0x8000_0000, page, RW).unwrap();
        assert_eq!(space.query(page - 1).unwrap().oa, 0x8000_0000 + page - 1);
        assert!(geometry.root_tables() >= 1);
        assert_eq!(geometry.decode(0, 0, 0).kind, Kind::Invalid);
        assert_eq!(geometry.decode(9, 0, !0).kind, Kind::Invalid);
        drop(space);
        assert_eq!(pool.free(), Ok(8));
    }
}

/// A descriptor as the library wrote it is decoded to what was asked for.
#[test]
fn decode() {
    let (mut window, mut info) = memory(Granule::Size4K, 1);
    let geometry = stage_2().geometry;
    let pool = Pool::new(&mut window, OA, Granule::Size4K, &mut info).unwrap();
    let mut space = Space::new(&pool, &stage_2()).unwrap();
    space.map_frame(0x4000_0000, 0x8000_0000, 0x4000_0000, RW).unwrap();
    std::mem::forget(space); // the table stays
    let leaf = geometry.decode(2, 1, window[1]);
    assert_eq!((leaf.kind, leaf.oa, leaf.attr, leaf.exact), (Kind::Leaf, 0x8000_0000, RW, true));
}

#[test]
fn words_for_attributes() {
    assert_eq!(format!("{:?}", RW | Attr::USER), "rw- user");
    assert_eq!(format!("{:?}", Attr::READ | Attr::EXEC | Attr::GLOBAL | Attr::DEVICE), "r-x global device");
    assert_eq!(format!("{:?}", Attr::from_bits(0x102)), "-w- 0x102");
    let mut sum = Attr::NORMAL;
    sum |= Attr::NORMAL_NC;
    assert_eq!(sum, Attr::NORMAL_NC);
}

/// Constants are those of the headers: a C compiler compares.
#[test]
fn constants_are_those_of_c() {
    let root = 0x000a_8000_0000_1000u64;
    let pairs = [
        ("VPT_READ", Attr::READ.bits() as u64),
        ("VPT_WRITE", Attr::WRITE.bits().into()),
        ("VPT_EXEC", Attr::EXEC.bits().into()),
        ("VPT_USER", Attr::USER.bits().into()),
        ("VPT_GLOBAL", Attr::GLOBAL.bits().into()),
        ("VPT_NORMAL", Attr::NORMAL.bits().into()),
        ("VPT_NORMAL_NC", Attr::NORMAL_NC.bits().into()),
        ("VPT_DEVICE", Attr::DEVICE.bits().into()),
        ("VPT_LOWER", Half::Lower as u64),
        ("VPT_UPPER", Half::Upper as u64),
        ("VPT_SIGNED", Half::Signed as u64),
        ("VPT_INVALID", 0),
        ("VPT_TABLE", 1),
        ("VPT_LEAF", 2),
        ("VPT_AARCH64_MAIR", aarch64::MAIR),
        ("VPT_AARCH64_TTBR(0x000a800000001000ULL)", aarch64::ttbr(root)),
        ("VPT_X86_PAT", x86::PAT),
    ];
    let includes = "#include <vpt/vpt.h>\n#include <vpt/aarch64.h>\n#include <vpt/x86.h>\n".to_string();
    let asserts = pairs.iter().map(|(name, value)| format!("_Static_assert({} == {}ULL, \"\");\n", name, value));
    let source: String = std::iter::once(includes).chain(asserts).collect();
    let file = format!("{}/constants.c", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&file, source).unwrap();
    let include = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../include");
    let cc = env::var("CC").unwrap_or_else(|_| "cc".into());
    assert!(Command::new(cc).args(["-std=c11", "-fsyntax-only", "-I", include, &file]).status().unwrap().success());
}
