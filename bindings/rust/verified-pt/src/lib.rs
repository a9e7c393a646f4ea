// SPDX-License-Identifier: Apache-2.0
//! The interface of [verified-pt](https://github.com/syswonder/verified-pt), on libvpt: a program written for it changes the
//! one line of its `Cargo.toml` that names the dependency.
//!
//! ```toml
//! verified-pt = { path = ".../bindings/rust/verified-pt", features = ["aarch64"] }
//! ```
//!
//! What the page leaves to the program, the memory of tables ([`memory::PageTableMem`]), is asked for in libvpt's terms: a
//! window of words, which the library reads, writes and takes tables from by itself. What differs where the page does not
//! say: see [`PageTable`].
#![no_std]
#![deny(unsafe_op_in_unsafe_fn, missing_docs)]

#[cfg(not(target_pointer_width = "64"))]
compile_error!("addresses are usize, and have 64 bits");

extern crate alloc;

mod table;

pub use table::PageTable;
pub use vpt::Error;

/// The memory that tables are made of.
pub mod memory {
    use crate::utils::PTArchExec;
    pub use vpt::{FrameInfo, HookTable, Hooks, Invalidation};

    /// What a program provides: the memory for the tables of one page table.
    pub trait PageTableMem: Sized + 'static {
        /// Allocates it, for a page table of this shape.
        fn new_init(arch: PTArchExec) -> Self;

        /// The memory. Called once, when the page table is made; it is returned when `self` is dropped, after the tables.
        fn tables(&mut self) -> TableMemory<'_>;

        /// What removes stale translations from TLBs; none, as it is by default, for tables that no MMU uses while they
        /// change, or where the program invalidates by itself after each `unmap` and `protect`.
        fn hooks() -> Option<HookTable<'static>> {
            None
        }
    }

    /// Frames for tables, and notes about them.
    pub struct TableMemory<'m> {
        /// Whole frames of 4 KiB.
        pub words: &'m mut [u64],
        /// The physical address of `words`, a multiple of 4 KiB.
        pub base: usize,
        /// An element for each frame.
        pub info: &'m mut [FrameInfo],
    }
}

/// Sizes, attributes, shapes.
pub mod utils {
    pub use crate::table::{ExecPTE, GhostPTE, IntoArch};
    use vpt::Attr;

    /// What an operation returns.
    pub type PagingResult<T = ()> = Result<T, ()>;

    /// Page and block sizes. Which a page table has is said by its architecture.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FrameSize {
        /// 4 KiB
        Size4K,
        /// 16 KiB
        Size16K,
        /// 2 MiB
        Size2M,
        /// 32 MiB
        Size32M,
        /// 1 GiB
        Size1G,
        /// 64 GiB
        Size64G,
        /// 512 GiB
        Size512G,
    }

    impl FrameSize {
        const ALL: [FrameSize; 7] = [
            FrameSize::Size4K,
            FrameSize::Size16K,
            FrameSize::Size2M,
            FrameSize::Size32M,
            FrameSize::Size1G,
            FrameSize::Size64G,
            FrameSize::Size512G,
        ];

        /// In bytes.
        pub const fn as_usize(self) -> usize {
            match self {
                FrameSize::Size4K => 1 << 12,
                FrameSize::Size16K => 1 << 14,
                FrameSize::Size2M => 1 << 21,
                FrameSize::Size32M => 1 << 25,
                FrameSize::Size1G => 1 << 30,
                FrameSize::Size64G => 1 << 36,
                FrameSize::Size512G => 1 << 39,
            }
        }

        pub(crate) fn of(bytes: u64) -> Option<FrameSize> {
            FrameSize::ALL.into_iter().find(|size| size.as_usize() as u64 == bytes)
        }
    }

    /// Attributes of a mapping.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct MemAttr {
        /// Loads are allowed.
        pub readable: bool,
        /// Stores are allowed.
        pub writable: bool,
        /// Instruction fetches are allowed.
        pub executable: bool,
        /// The less privileged level has these rights too. In stage 2 there are no levels: it must be true.
        pub user_accessible: bool,
        /// Device memory.
        pub device: bool,
    }

    impl MemAttr {
        /// All of them.
        pub const fn new(readable: bool, writable: bool, executable: bool, user_accessible: bool, device: bool) -> Self {
            MemAttr { readable, writable, executable, user_accessible, device }
        }

        /// As stage 2 has them; None if it cannot.
        pub(crate) fn to_stage_2(self) -> Option<Attr> {
            let each = [
                (self.readable, Attr::READ),
                (self.writable, Attr::WRITE),
                (self.executable, Attr::EXEC),
                (self.device, Attr::DEVICE),
            ];
            let attr = each.into_iter().filter(|(has, _)| *has).fold(Attr::NORMAL, |sum, (_, attr)| sum | attr);
            self.user_accessible.then_some(attr)
        }

        pub(crate) fn of_stage_2(attr: Attr) -> MemAttr {
            let has = |one| attr.contains(one);
            MemAttr::new(has(Attr::READ), has(Attr::WRITE), has(Attr::EXEC), true, has(Attr::DEVICE))
        }
    }

    impl Default for MemAttr {
        /// Every right, normal memory.
        fn default() -> Self {
            MemAttr::new(true, true, true, true, false)
        }
    }

    /// One level of a page table.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PTArchLevelExec {
        /// Entries of a table.
        pub entry_count: usize,
        /// What an entry maps.
        pub frame_size: FrameSize,
    }

    /// The shape of a page table, from the root down. The `aarch64` module has those that there are.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PTArchExec(pub(crate) &'static [PTArchLevelExec]);

    impl PTArchExec {
        /// Number of levels.
        pub fn level_count(&self) -> usize {
            self.0.len()
        }

        /// Entries of a table at a level; level 0 is the root.
        pub fn entry_count(&self, level: usize) -> usize {
            self.0[level].entry_count
        }

        /// What an entry at a level maps.
        pub fn frame_size(&self, level: usize) -> FrameSize {
            self.0[level].frame_size
        }
    }
}

/// VMSAv8-64, stage 2.
#[cfg(feature = "aarch64")]
pub mod aarch64 {
    use crate::utils::{ExecPTE, FrameSize, GhostPTE, PTArchExec, PTArchLevelExec};
    use crate::PageTable;
    use vpt::{format, Format};

    /// Stands where verified-pt has its entry of specifications.
    pub enum Aarch64GhostPTE {}

    /// A stage 2 descriptor.
    pub enum Aarch64PTE {}

    impl GhostPTE for Aarch64GhostPTE {}

    impl ExecPTE<Aarch64GhostPTE> for Aarch64PTE {
        fn format() -> Format {
            format::AARCH64_S2
        }
    }

    /// A page table of AArch64.
    pub type Aarch64PageTable<M> = PageTable<M, Aarch64GhostPTE, Aarch64PTE>;

    const LEVELS: [PTArchLevelExec; 4] = [
        PTArchLevelExec { entry_count: 512, frame_size: FrameSize::Size512G },
        PTArchLevelExec { entry_count: 512, frame_size: FrameSize::Size1G },
        PTArchLevelExec { entry_count: 512, frame_size: FrameSize::Size2M },
        PTArchLevelExec { entry_count: 512, frame_size: FrameSize::Size4K },
    ];
    static FOUR_LEVELS: &[PTArchLevelExec] = &LEVELS;
    static THREE_LEVELS: &[PTArchLevelExec] = &[LEVELS[1], LEVELS[2], LEVELS[3]];

    /// 4 KiB granule, 48 bits of input address; blocks of 1 GiB and 2 MiB.
    pub fn vmsav8_4k_4level_arch() -> PTArchExec {
        PTArchExec(FOUR_LEVELS)
    }

    /// 4 KiB granule, 39 bits of input address; blocks of 1 GiB and 2 MiB.
    pub fn vmsav8_4k_3level_arch() -> PTArchExec {
        PTArchExec(THREE_LEVELS)
    }
}
