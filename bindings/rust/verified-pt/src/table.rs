// SPDX-License-Identifier: Apache-2.0
use crate::memory::PageTableMem;
use crate::utils::{FrameSize, MemAttr, PTArchExec, PagingResult};
use alloc::boxed::Box;
use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use vpt::{Config, Error, Format, Geometry, Granule, Pool, Space};

/// An entry of specifications: a name alone, here.
pub trait GhostPTE {}

/// An entry: the descriptor format of the tables.
pub trait ExecPTE<G: GhostPTE> {
    /// The library's format.
    fn format() -> Format;
}

/// An architecture, or the function that makes it: the page passes `vmsav8_4k_4level_arch` without calling it.
pub trait IntoArch {
    /// The architecture.
    fn into_arch(self) -> PTArchExec;
}

impl IntoArch for PTArchExec {
    fn into_arch(self) -> PTArchExec {
        self
    }
}

impl<F: FnOnce() -> PTArchExec> IntoArch for F {
    fn into_arch(self) -> PTArchExec {
        self()
    }
}

/// Output addresses that stage 2 tables of either shape can hold.
const OUTPUT_BITS: u32 = 48;

/// A page table: maps, unmaps, answers.
///
/// An operation changes exactly the bytes asked for; where it returns `Err(())` nothing has changed. Beyond what
/// verified-pt's page says:
///
/// - Arguments that its specification takes for granted are checked: a misaligned or too large address, a physical
///   address outside the bounds, a size that the architecture lacks are `Err(())`.
/// - `query` returns the attributes that were given to `map`, so those that a stage 2 descriptor cannot hold are `Err(())`:
///   memory that is not `user_accessible`, device memory that is `executable`.
/// - The bounds may include the tables themselves, as they do in the page's example.
/// - When memory for tables is used up, `map` is `Err(())`.
pub struct PageTable<M: PageTableMem, G: GhostPTE, E: ExecPTE<G>> {
    // Taken apart in this order, by hand: the space borrows the pool, the pool the memory.
    space: ManuallyDrop<Space<'static>>,
    pool: *mut Pool<'static>,
    memory: *mut M,
    arch: PTArchExec,
    entry: PhantomData<fn() -> (G, E)>,
}

// SAFETY: pool and memory are owned, and reached through `space`, which is Send; M is dropped on the other thread.
unsafe impl<M: PageTableMem + Send, G: GhostPTE, E: ExecPTE<G>> Send for PageTable<M, G, E> {}
// SAFETY: through a shared reference only `space`, which is Sync, and `arch` are used; M is not.
unsafe impl<M: PageTableMem + Send, G: GhostPTE, E: ExecPTE<G>> Sync for PageTable<M, G, E> {}

impl<M: PageTableMem, G: GhostPTE, E: ExecPTE<G>> PageTable<M, G, E> {
    /// Creates an empty page table, which maps to physical addresses from `pmem_lb` up to but not including `pmem_ub`.
    ///
    /// # Panics
    /// Where [`PageTable::try_new`] returns an error.
    pub fn new(arch: impl IntoArch, pmem_lb: usize, pmem_ub: usize) -> Self {
        match Self::try_new(arch, pmem_lb, pmem_ub) {
            Ok(table) => table,
            Err(error) => panic!("PageTable::new: {}", error),
        }
    }

    /// The same; the error says what is wrong with the bounds or the memory.
    pub fn try_new(arch: impl IntoArch, pmem_lb: usize, pmem_ub: usize) -> Result<Self, Error> {
        let arch = arch.into_arch();
        let memory = Box::into_raw(Box::new(M::new_init(arch.clone())));
        // SAFETY: the box was just made, and is used through `memory` alone. `tables` below stands for the borrow of all
        // of it until `free_memory`, which is called when pool and space are gone.
        let tables = unsafe { &mut *memory }.tables();
        let (words, base, info) = (tables.words, tables.base as u64, tables.info);
        let pool = match Pool::new(words, base, Granule::Size4K, info) {
            Ok(pool) => Box::into_raw(Box::new(pool)),
            Err(error) => {
                // SAFETY: made above, and there is no pool that borrows it.
                unsafe { drop(Box::from_raw(memory)) };
                return Err(error);
            }
        };
        let levels = arch.level_count() as u32;
        let geometry = Geometry { format: E::format(), levels, input_bits: 12 + 9 * levels, output_bits: OUTPUT_BITS };
        let config = Config {
            output_has_tables: true,
            hooks: M::hooks(),
            ..Config::new(geometry, pmem_lb as u64..pmem_ub as u64)
        };
        // SAFETY: the box was just made and is not moved from until `drop`, where the space goes first.
        match Space::new(unsafe { &*pool }, &config) {
            Ok(space) => {
                Ok(PageTable { space: ManuallyDrop::new(space), pool, memory, arch, entry: PhantomData })
            }
            Err(error) => {
                // SAFETY: made above; there is no space that borrows the pool, and the pool, which borrows the memory,
                // goes first.
                unsafe {
                    drop(Box::from_raw(pool));
                    drop(Box::from_raw(memory));
                }
                Err(error)
            }
        }
    }

    /// Physical address of the root table.
    pub fn root(&self) -> usize {
        self.space.root() as usize
    }

    /// The architecture.
    pub fn arch(&self) -> PTArchExec {
        self.arch.clone()
    }

    /// Maps a virtual address to a physical address: one page or block.
    #[allow(clippy::result_unit_err)]
    pub fn map(&mut self, vbase: usize, paddr: usize, size: FrameSize, attr: MemAttr) -> PagingResult {
        let attr = attr.to_stage_2().ok_or(())?;
        self.space.map_frame(vbase as u64, paddr as u64, size.as_usize() as u64, attr).map_err(drop)
    }

    /// Unmaps the page or block whose base is `vbase`.
    #[allow(clippy::result_unit_err)]
    pub fn unmap(&mut self, vbase: usize) -> PagingResult {
        self.space.unmap_frame(vbase as u64, 0).map(drop).map_err(drop)
    }

    /// Given a virtual address, returns the virtual base address, the physical address of that base, the frame size, and
    /// the attributes of the mapping.
    #[allow(clippy::result_unit_err)]
    pub fn query(&self, vaddr: usize) -> PagingResult<(usize, usize, FrameSize, MemAttr)> {
        let leaf = self.space.query(vaddr as u64).map_err(drop)?;
        let offset = vaddr as u64 - leaf.ia;
        let size = FrameSize::of(leaf.size).ok_or(())?;
        Ok((leaf.ia as usize, (leaf.oa - offset) as usize, size, MemAttr::of_stage_2(leaf.attr)))
    }

    /// Gives the page or block that `vaddr` lies in new attributes.
    #[allow(clippy::result_unit_err)]
    pub fn protect(&mut self, vaddr: usize, attr: MemAttr) -> PagingResult {
        let attr = attr.to_stage_2().ok_or(())?;
        let base = self.space.query(vaddr as u64).map_err(drop)?.ia;
        self.space.protect_frame(base, attr, 0).map_err(drop)
    }
}

impl<M: PageTableMem, G: GhostPTE, E: ExecPTE<G>> Drop for PageTable<M, G, E> {
    fn drop(&mut self) {
        // SAFETY: each was made by `try_new` and is not used again; nothing that borrows is left when what it borrows goes.
        unsafe {
            ManuallyDrop::drop(&mut self.space);
            drop(Box::from_raw(self.pool));
            drop(Box::from_raw(self.memory));
        }
    }
}

impl<M: PageTableMem, G: GhostPTE, E: ExecPTE<G>> fmt::Debug for PageTable<M, G, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageTable").field("root", &self.root()).field("arch", &self.arch).finish_non_exhaustive()
    }
}
