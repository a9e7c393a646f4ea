// SPDX-License-Identifier: Apache-2.0
//! The program of verified-pt's page, with the memory that it leaves to the program; then what its specification says of
//! map, unmap and query, tried at random against a list of mappings.
#![cfg(feature = "aarch64")]
use std::sync::Mutex;

use verified_pt::aarch64::{vmsav8_4k_3level_arch, vmsav8_4k_4level_arch, Aarch64GhostPTE, Aarch64PTE, Aarch64PageTable};
use verified_pt::memory::{FrameInfo, HookTable, Hooks, Invalidation, PageTableMem, TableMemory};
use verified_pt::utils::{FrameSize, MemAttr, PTArchExec, PagingResult};
use verified_pt::{Error, PageTable};

const FRAMES: usize = 24;

/// The memory is within the type: it must not move while tables are in it.
struct YourMemoryType {
    words: [u64; FRAMES * 512],
    info: [FrameInfo; FRAMES],
}

impl PageTableMem for YourMemoryType {
    fn new_init(arch: PTArchExec) -> Self {
        assert_eq!(arch.entry_count(0), 512);
        YourMemoryType { words: [!0; FRAMES * 512], info: [FrameInfo::NEW; FRAMES] }
    }

    fn tables(&mut self) -> TableMemory<'_> {
        TableMemory { words: &mut self.words, base: 0x7000_0000, info: &mut self.info }
    }
}

impl Drop for YourMemoryType {
    fn drop(&mut self) {
        assert!(self.words.iter().all(|word| *word == 0), "tables are taken apart before their memory");
    }
}

type Table = Aarch64PageTable<YourMemoryType>;

#[test]
fn the_page() {
    let mut page_table = Aarch64PageTable::<YourMemoryType>::new(vmsav8_4k_4level_arch, 0x0, 0x80000000);
    page_table.map(0x0, 0x10000000, FrameSize::Size4K, MemAttr::default()).unwrap();

    let mut page_table: Box<PageTable<YourMemoryType, Aarch64GhostPTE, Aarch64PTE>> = Box::new(page_table); // it may move
    assert_eq!(page_table.query(0x128), Ok((0x0, 0x10000000, FrameSize::Size4K, MemAttr::default())));
    assert_eq!(page_table.map(0x0, 0x10000000, FrameSize::Size4K, MemAttr::default()), Err(()));
    assert_eq!(page_table.unmap(0x0), Ok(()));
    assert_eq!(page_table.query(0x0), Err(()));
    assert_eq!(page_table.unmap(0x0), Err(()));
    assert_eq!(page_table.arch(), vmsav8_4k_4level_arch());
    assert!((0x7000_0000..0x7000_0000 + FRAMES * 0x1000).contains(&page_table.root()));
}

#[test]
fn protect_takes_any_address_of_the_mapping() {
    let mut table = Table::new(vmsav8_4k_3level_arch(), 0x0, 0x8000_0000);
    let read_only = MemAttr::new(true, false, false, true, false);
    table.map(0x20_0000, 0x40_0000, FrameSize::Size2M, MemAttr::default()).unwrap();
    table.protect(0x20_1008, read_only).unwrap();
    assert_eq!(table.query(0x3f_fff8), Ok((0x20_0000, 0x40_0000, FrameSize::Size2M, read_only)));
    assert_eq!(table.protect(0x0, read_only), Err(()));
}

#[test]
fn what_cannot_be_is_refused() {
    assert_eq!(Table::try_new(vmsav8_4k_4level_arch, 5, 5).err(), Some(Error::Range));
    assert_eq!(Table::try_new(vmsav8_4k_4level_arch, 0, 1 << 49).err(), Some(Error::Range));
    let panics = std::panic::catch_unwind(|| Table::new(vmsav8_4k_4level_arch, 5, 5));
    let text = panics.unwrap_err().downcast::<String>().unwrap();
    assert!(text.starts_with("PageTable::new: "), "{}", text);

    let mut table = Table::new(vmsav8_4k_3level_arch, 0x1000, 0x8000_0000);
    let all = MemAttr::default();
    for (vbase, paddr, size, attr) in [
        (0x800, 0x1000, FrameSize::Size4K, all),
        (0x0, 0x1800, FrameSize::Size4K, all),
        (0x0, 0x0, FrameSize::Size4K, all),
        (0x0, 0x8000_0000, FrameSize::Size4K, all),
        (1 << 39, 0x1000, FrameSize::Size4K, all),
        (0x0, 0x4000, FrameSize::Size16K, all),
        (0x0, 0x0, FrameSize::Size512G, all),
        (0x0, 0x1000, FrameSize::Size4K, MemAttr { user_accessible: false, ..all }),
        (0x0, 0x1000, FrameSize::Size4K, MemAttr { device: true, ..all }),
    ] {
        assert_eq!(table.map(vbase, paddr, size, attr), Err(()), "{:#x} {:#x} {:?} {:?}", vbase, paddr, size, attr);
        assert_eq!(table.query(vbase), Err(()));
    }
    table.map(0x0, 0x1000, FrameSize::Size4K, MemAttr { executable: false, device: true, ..all }).unwrap();
}

/// Hooks are called, if the memory type has any.
#[test]
fn hooks_of_the_memory_type() {
    static CALLS: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());
    struct Tlb;
    impl Hooks for Tlb {
        fn invalidate(&self, what: &Invalidation) {
            CALLS.lock().unwrap().push((what.ia as usize, what.length as usize));
        }
        fn sync(&self) {
            CALLS.lock().unwrap().push((0, 0));
        }
    }
    struct Live(Box<YourMemoryType>);
    impl PageTableMem for Live {
        fn new_init(arch: PTArchExec) -> Self {
            Live(Box::new(YourMemoryType::new_init(arch)))
        }
        fn tables(&mut self) -> TableMemory<'_> {
            self.0.tables()
        }
        fn hooks() -> Option<HookTable<'static>> {
            Some(HookTable::new(&Tlb))
        }
    }
    let mut table = Aarch64PageTable::<Live>::new(vmsav8_4k_4level_arch, 0, 0x8000_0000);
    table.map(0x5000, 0x5000, FrameSize::Size4K, MemAttr::default()).unwrap();
    assert!(CALLS.lock().unwrap().is_empty());
    table.unmap(0x5000).unwrap();
    assert_eq!(CALLS.lock().unwrap()[0], (0x5000, 0x1000));
    assert_eq!(*CALLS.lock().unwrap().last().unwrap(), (0, 0));
}

/// A page table may be used by another thread, and asked by several.
#[test]
fn threads_may_have_it() {
    let mut table = Table::new(vmsav8_4k_4level_arch, 0, 0x8000_0000);
    table.map(0, 0x1000, FrameSize::Size4K, MemAttr::default()).unwrap();
    let table = &table;
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(move || assert_eq!(table.query(8).unwrap().1, 0x1000));
        }
    });
}

/// The specification: mappings of virtual bases to frames, of which no two overlap.
#[derive(Default)]
struct State(Vec<(usize, usize, FrameSize, MemAttr)>);

impl State {
    fn find(&self, vaddr: usize) -> Option<usize> {
        self.0.iter().position(|(vbase, _, size, _)| (*vbase..vbase + size.as_usize()).contains(&vaddr))
    }

    fn map(&mut self, vbase: usize, paddr: usize, size: FrameSize, attr: MemAttr) -> PagingResult {
        let overlaps = |other: &(usize, usize, FrameSize, MemAttr)| {
            vbase < other.0 + other.2.as_usize() && other.0 < vbase + size.as_usize()
        };
        if self.0.iter().any(overlaps) {
            return Err(());
        }
        self.0.push((vbase, paddr, size, attr));
        Ok(())
    }

    fn unmap(&mut self, vbase: usize) -> PagingResult {
        let place = self.0.iter().position(|mapping| mapping.0 == vbase).ok_or(())?;
        self.0.swap_remove(place);
        Ok(())
    }

    fn query(&self, vaddr: usize) -> PagingResult<(usize, usize, FrameSize, MemAttr)> {
        self.find(vaddr).map(|place| self.0[place]).ok_or(())
    }
}

/// xorshift64: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn random_operations_do_what_the_specification_says() {
    for seed in 1..=8 {
        let (mut random, mut state) = (Random(seed * 0x9e37_79b9), State::default());
        let arch = if seed % 2 == 0 { vmsav8_4k_4level_arch() } else { vmsav8_4k_3level_arch() };
        let mut table = Table::new(arch, 0, 1 << 40);
        let mut done = [0; 4];
        for _ in 0..4000 {
            let size = [FrameSize::Size4K, FrameSize::Size4K, FrameSize::Size2M, FrameSize::Size1G][random.below(4)];
            let bytes = size.as_usize();
            // Few places, so that they are met again: pages of two tables, blocks of 2 MiB and of 1 GiB.
            let vbase = match size {
                FrameSize::Size4K => random.below(2) * 0x4020_0000 + random.below(32) * bytes,
                FrameSize::Size2M => random.below(2) * 0x4000_0000 + random.below(4) * bytes,
                _ => random.below(4) * bytes,
            };
            let attr = MemAttr::new(random.below(2) == 1, random.below(2) == 1, false, true, random.below(2) == 1);
            let paddr = random.below((1 << 40) / bytes) * bytes;
            match random.below(3) {
                0 => {
                    let wanted = state.map(vbase, paddr, size, attr);
                    assert_eq!(table.map(vbase, paddr, size, attr), wanted);
                    done[usize::from(wanted.is_ok())] += 1;
                }
                1 => {
                    let wanted = state.unmap(vbase);
                    assert_eq!(table.unmap(vbase), wanted);
                    done[2 + usize::from(wanted.is_ok())] += 1;
                }
                _ => {
                    let vaddr = vbase + random.below(bytes / 8) * 8;
                    assert_eq!(table.query(vaddr), state.query(vaddr));
                }
            }
        }
        assert!(done.iter().all(|times| *times > 100), "every outcome occurred: {:?}", done);
        for (vbase, paddr, size, attr) in &state.0 {
            assert_eq!(table.query(*vbase), Ok((*vbase, *paddr, *size, *attr)));
            table.unmap(*vbase).unwrap();
        }
    }
}
