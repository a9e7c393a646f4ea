// SPDX-License-Identifier: Apache-2.0
use crate::error::check;
use crate::{ffi, Attr, Error, Geometry, Half, Pool};
use core::ffi::c_void;
use core::fmt;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{BitOr, Range};
use core::ptr;

/// What TLBs must forget: the translations of `length` bytes at `ia` by the tables of one space.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalidation {
    /// From here on.
    pub ia: u64,
    /// In bytes.
    pub length: u64,
    /// Of the leaf that was there, in bytes; 0: leaves of any size.
    pub leaf_size: u64,
    /// The space's ASID or VMID.
    pub id: u16,
    /// No table descriptor changed, so cached intermediate steps may stay.
    pub leaf_only: bool,
    /// A global leaf may be among them: what is cached for any id must go.
    pub global: bool,
}

/// How a space tells what TLBs must forget.
///
/// They are called within a call on a space. Whatever they do to its pool or the spaces of that pool gets
/// [`Error::Busy`]. A hook that panics ends the program: C's frames cannot be unwound.
pub trait Hooks: Sync {
    /// Asks for the removal of all that is cached of what it is told; it may return before the removal is complete.
    fn invalidate(&self, what: &Invalidation);

    /// Returns when all invalidation asked for is complete, on every core, and all walks that began before it are over.
    fn sync(&self);
}

impl<H: Hooks + ?Sized> Hooks for &H {
    fn invalidate(&self, what: &Invalidation) {
        (**self).invalidate(what)
    }

    fn sync(&self) {
        (**self).sync()
    }
}

/// Hooks of any type, borrowed: one pointer for C to hand back, and functions that know what it points to.
/// A `&dyn Hooks` is given as `HookTable::new(&reference)`.
#[derive(Clone, Copy)]
pub struct HookTable<'a> {
    raw: ffi::vpt_hooks,
    hooks: PhantomData<&'a (dyn Hooks + 'a)>,
}

/// Panics when it is dropped: a second panic, on the way out of a hook that panicked, ends the program.
struct NoWayOut;

impl Drop for NoWayOut {
    fn drop(&mut self) {
        panic!("a hook of vpt panicked");
    }
}

/// # Safety
/// `context` points to an `H` that may be shared, `what` to something that can be read.
unsafe extern "C" fn invalidate<H: Hooks>(context: *mut c_void, what: *const Invalidation) {
    let no_way_out = NoWayOut;
    // SAFETY: the caller's promise.
    let (hooks, what) = unsafe { (&*context.cast::<H>(), &*what) };
    hooks.invalidate(what);
    core::mem::forget(no_way_out);
}

/// # Safety
/// As that of `invalidate`.
unsafe extern "C" fn sync<H: Hooks>(context: *mut c_void) {
    let no_way_out = NoWayOut;
    // SAFETY: the caller's promise.
    unsafe { &*context.cast::<H>() }.sync();
    core::mem::forget(no_way_out);
}

impl<'a> HookTable<'a> {
    /// The hooks of `hooks`.
    pub fn new<H: Hooks>(hooks: &'a H) -> HookTable<'a> {
        let context = ptr::addr_of!(*hooks) as *mut c_void; // both functions share it again
        HookTable {
            raw: ffi::vpt_hooks { invalidate: Some(invalidate::<H>), sync: Some(sync::<H>), context },
            hooks: PhantomData,
        }
    }
}

impl fmt::Debug for HookTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookTable").finish_non_exhaustive()
    }
}

/// What a space is made from.
#[derive(Clone, Debug)]
pub struct Config<'a> {
    /// The shape of its tables.
    pub geometry: Geometry,
    /// Which input addresses.
    pub half: Half,
    /// The output addresses that leaves may map.
    pub output: Range<u64>,
    /// No leaf is larger, in bytes; 0: the sizes that every CPU with this format has.
    pub leaf_size_max: u64,
    /// The output range may include the pool: for a kernel's own space, or where grants that do not include it lie on
    /// both sides ([`Space::set_grants`]).
    pub output_has_tables: bool,
    /// No leaf may fault for a moment, as that of the caller's own code or stack: what demands break-before-make is
    /// refused, with [`Error::Break`].
    pub never_break: bool,
    /// The MMU lets a table take the place of a live leaf, without break-before-make. Only for AArch64 does it matter:
    /// FEAT_BBM at level 2, where no TLB conflict abort is raised.
    pub resize_live: bool,
    /// ASID or VMID, handed to the hooks.
    pub id: u16,
    /// None for tables that no MMU is using.
    pub hooks: Option<HookTable<'a>>,
}

impl Config<'_> {
    /// Lower addresses, every leaf size of the format, tables out of reach, leaves that may fault for a moment, id 0, no
    /// hooks.
    pub fn new(geometry: Geometry, output: Range<u64>) -> Self {
        Config {
            geometry,
            half: Half::Lower,
            output,
            leaf_size_max: 0,
            output_has_tables: false,
            never_break: false,
            resize_live: false,
            id: 0,
            hooks: None,
        }
    }
}

/// Memory types that leaves may have: a sum, for a [`Grant`].
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u32);

impl Types {
    /// [`Attr::NORMAL`].
    pub const NORMAL: Types = Types(1);
    /// [`Attr::NORMAL_NC`].
    pub const NORMAL_NC: Types = Types(2);
    /// [`Attr::DEVICE`].
    pub const DEVICE: Types = Types(4);
    /// All of them.
    pub const ALL: Types = Types(7);

    /// The number that C has for it.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

impl BitOr for Types {
    type Output = Types;
    fn bitor(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }
}

/// Memory that leaves of a space may lead to, and with which attributes: see [`Space::set_grants`].
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Output addresses from here...
    pub first: u64,
    /// ...up to but not including here.
    pub end: u64,
    /// The rights that leaves may give; a memory type among them says nothing.
    pub rights: Attr,
    /// The memory types that they may have.
    pub types: Types,
}

/// What a translation is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Base of the leaf.
    pub ia: u64,
    /// Output address of the input address asked for, offset included.
    pub oa: u64,
    /// Size of the leaf in bytes.
    pub size: u64,
    /// Its attributes.
    pub attr: Attr,
}

/// What an operation on a range did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// After `unmap` and `protect`: the first address of the range that was not mapped, or the address after the range (0
    /// after the last address of all). After `unmap_some`: where to go on. After `map`: the range's start.
    pub ia: u64,
    /// Frames that it took for tables; of `map_check`: that it would take.
    pub frames: u64,
}

/// Why an operation on a range did nothing. `?` makes an [`Error`] of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The cause.
    pub error: Error,
    /// [`Error::Mapped`]: the first address of the range that is mapped. Otherwise the range's start.
    pub ia: u64,
    /// [`Error::NoFrames`]: frames that it needs. Otherwise 0.
    pub frames: u64,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        refusal.error
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error {
            Error::NoFrames => write!(f, "{:#x}: {} (of {})", self.ia, self.error, self.frames),
            _ => write!(f, "{:#x}: {}", self.ia, self.error),
        }
    }
}

/// A run: addresses side by side that are translated alike, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its first address.
    pub ia: u64,
    /// Output address of `ia`, and that of `ia + n` is `oa + n` throughout; 0 for a hole.
    pub oa: u64,
    /// In bytes.
    pub length: u64,
    /// Of its leaves in bytes, or 0 if they differ; 0 for a hole.
    pub leaf_size: u64,
    /// Of all its leaves; none for a hole.
    pub attr: Attr,
    /// It is no hole.
    pub mapped: bool,
}

/// What is mapped in a range, run by run: [`Space::runs`].
#[derive(Clone, Debug)]
pub struct Runs<'s, 'a> {
    space: &'s Space<'a>,
    ia: u64,
    left: u64,
}

impl Iterator for Runs<'_, '_> {
    type Item = Result<Run, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left != 0 {
            let run = match self.space.next_run(self.ia, self.left) {
                Ok(run) => run,
                Err(Error::Busy) => return Some(Err(Error::Busy)),
                Err(_) => break, // where the space ends
            };
            self.ia = self.ia.wrapping_add(run.length);
            self.left = if self.ia == 0 { 0 } else { self.left - run.length }; // 0: after the last address of all
            if run.mapped {
                return Some(Ok(run));
            }
        }
        self.left = 0;
        None
    }
}

/// One address space: one set of tables. When it is dropped every frame goes back to the pool.
///
/// Hooks must live as long:
///
/// ```compile_fail,E0597
/// # use vpt::*;
/// # struct Tlb;
/// # impl Hooks for Tlb {
/// #     fn invalidate(&self, _: &Invalidation) {}
/// #     fn sync(&self) {}
/// # }
/// # let (mut window, mut info) = (vec![0u64; 4096], [FrameInfo::NEW; 8]);
/// let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info).unwrap();
/// # let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 39, output_bits: 40 };
/// let space = {
///     let tlb = Tlb;
///     let config = Config { hooks: Some(HookTable::new(&tlb)), ..Config::new(geometry, 0x8000_0000..0xc000_0000) };
///     Space::new(&pool, &config).unwrap()
/// };
/// ```
///
/// A change needs the space for itself:
///
/// ```compile_fail,E0596
/// # use vpt::*;
/// fn f(space: &Space<'_>) {
///     space.unmap(0x1000, 0x1000).unwrap();
/// }
/// ```
pub struct Space<'a> {
    raw: ffi::vpt,
    pool: &'a Pool<'a>,
    root: u64,
    lent: PhantomData<(HookTable<'a>, &'a [Grant])>,
}

// SAFETY: `raw` points to the pool, which is Sync, to hooks, which are Sync as the trait asks, and to grants.
unsafe impl Send for Space<'_> {}
// SAFETY: through a shared reference there are only queries, beside which C allows other queries; Pool::share keeps
// changes of other spaces of the pool away from them.
unsafe impl Sync for Space<'_> {}

impl<'a> Space<'a> {
    /// Makes an empty space: takes its root tables from the pool.
    pub fn new(pool: &'a Pool<'a>, config: &Config<'a>) -> Result<Space<'a>, Error> {
        let none = ffi::vpt_hooks { invalidate: None, sync: None, context: ptr::null_mut() };
        let raw_config = ffi::vpt_config {
            geometry: config.geometry.raw(),
            half: config.half as ffi::vpt_enum,
            pool: pool.raw(),
            output_first: config.output.start,
            output_end: config.output.end,
            leaf_size_max: config.leaf_size_max,
            output_has_tables: config.output_has_tables,
            never_break: config.never_break,
            resize_live: config.resize_live,
            id: config.id,
            hooks: config.hooks.map_or(none, |table| table.raw),
        };
        let entry = pool.enter()?;
        let mut raw = MaybeUninit::uninit();
        // SAFETY: the pool is valid and stays where it is for 'a; `entry` keeps other calls out; the format is one of
        // the library's; the space is written if the status is 0.
        check(unsafe { ffi::vpt_init(raw.as_mut_ptr(), &raw_config) })?;
        // SAFETY: the status was 0, so every member has been written.
        let raw: ffi::vpt = unsafe { raw.assume_init() };
        // SAFETY: the space is valid.
        let root = unsafe { ffi::vpt_root(&raw) };
        drop(entry);
        Ok(Space { raw, pool, root, lent: PhantomData })
    }

    /// Output address of the (first) root table, for the translation table base register. It stays the same.
    pub fn root(&self) -> u64 {
        self.root
    }

    /// Says to what memory leaves may lead, in place of the whole output range: to a byte only if a grant has it and allows
    /// the leaf's rights and memory type. Grants are in the order of their addresses, without overlap; if there are none
    /// nothing may be mapped. What is mapped by then must be granted, or the answer is [`Error::Mapped`] and all is
    /// granted that was. [`Error::Grants`] as well if there are 2^32 or more.
    ///
    /// Afterwards [`Error::Grant`] is what [`Space::map`] and the like say of memory that is not granted.
    ///
    /// The list is the space's until the space is gone, even if others are set before:
    ///
    /// ```compile_fail,E0597
    /// # use vpt::*;
    /// # let (mut window, mut info) = (vec![0u64; 4096], [FrameInfo::NEW; 8]);
    /// let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info).unwrap();
    /// # let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 39, output_bits: 40 };
    /// let mut space = Space::new(&pool, &Config::new(geometry, 0x8000_0000..0xc000_0000)).unwrap();
    /// {
    ///     let grants = vec![Grant { first: 0x8000_0000, end: 0x8000_1000, rights: Attr::READ, types: Types::ALL }];
    ///     space.set_grants(&grants).unwrap();
    /// }
    /// space.map(0, 0x8000_0000, 0x1000, Attr::READ, 0).unwrap();
    /// ```
    pub fn set_grants(&mut self, grants: &'a [Grant]) -> Result<(), Error> {
        let count = u32::try_from(grants.len()).map_err(|_| Error::Grants)?;
        let _entry = self.pool.enter()?;
        // SAFETY: as in `map_frame`. A grant is what C has for one, and the list is there, and as it is, as long as the
        // space; a slice's pointer is never null.
        check(unsafe { ffi::vpt_set_grants(&mut self.raw, grants.as_ptr(), count) })
    }

    /// All of the output range is granted, as at first.
    pub fn grant_all(&mut self) -> Result<(), Error> {
        let _entry = self.pool.enter()?;
        // SAFETY: as in `map_frame`; there may be no list.
        check(unsafe { ffi::vpt_set_grants(&mut self.raw, ptr::null(), 0) })
    }

    /// Maps exactly one leaf: `size` bytes at `ia` to those at `oa`.
    ///
    /// No hook is called. On cores that need a barrier between the store of a descriptor and its use (Arm: DSB, ISB), or
    /// that may remember that nothing was mapped (RISC-V: SFENCE.VMA or HFENCE.GVMA; LoongArch: INVTLB), the caller
    /// executes it, on each that uses the leaf.
    pub fn map_frame(&mut self, ia: u64, oa: u64, size: u64, attr: Attr) -> Result<(), Error> {
        let _entry = self.pool.enter()?;
        // SAFETY: the space is valid and ours alone, its pool lives and stays where it is, `_entry` keeps other calls
        // out of it, and the hooks live. Every argument is answered.
        check(unsafe { ffi::vpt_map_frame(&mut self.raw, ia, oa, size, attr.bits()) })
    }

    /// Removes the one leaf whose base is `ia`, frees the tables that become empty, and says what was mapped. On return
    /// no TLB holds the translation. The leaf has to be of `size` bytes, or of any size if that is 0.
    pub fn unmap_frame(&mut self, ia: u64, size: u64) -> Result<Leaf, Error> {
        let _entry = self.pool.enter()?;
        // SAFETY: as in `map_frame`.
        leaf(unsafe { ffi::vpt_unmap_frame(&mut self.raw, ia, size) })
    }

    /// Gives the one leaf whose base is `ia` new attributes; output address and size stay. On return no TLB holds the
    /// old attributes. The leaf has to be of `size` bytes, or of any size if that is 0.
    pub fn protect_frame(&mut self, ia: u64, attr: Attr, size: u64) -> Result<(), Error> {
        let _entry = self.pool.enter()?;
        // SAFETY: as in `map_frame`.
        check(unsafe { ffi::vpt_protect_frame(&mut self.raw, ia, attr.bits(), size) })
    }

    /// Translates one input address, as the MMU would.
    pub fn query(&self, ia: u64) -> Result<Leaf, Error> {
        let _entry = self.pool.share()?;
        // SAFETY: the space is valid, and while it is shared and `_entry` lives only queries are made.
        leaf(unsafe { ffi::vpt_query(&self.raw, ia) })
    }

    /// Maps the `length` bytes from `ia` on to those from `oa` on, by the largest leaves that are not larger than
    /// `leaf_max` (0: the largest that the space has). All or nothing: nothing of the range may be mapped before.
    ///
    /// No hook is called; see [`Space::map_frame`] for barriers.
    pub fn map(&mut self, ia: u64, oa: u64, length: u64, attr: Attr, leaf_max: u64) -> Result<Outcome, Refusal> {
        let _entry = self.pool.enter().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `map_frame`.
        outcome(unsafe { ffi::vpt_map(&mut self.raw, ia, oa, length, attr.bits(), leaf_max) })
    }

    /// What [`Space::map`] would say now, without doing it.
    pub fn map_check(&self, ia: u64, oa: u64, length: u64, attr: Attr, leaf_max: u64) -> Result<Outcome, Refusal> {
        let _entry = self.pool.share().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `query`: it changes nothing.
        outcome(unsafe { ffi::vpt_map_check(&self.raw, ia, oa, length, attr.bits(), leaf_max) })
    }

    /// Unmaps what is mapped of the `length` bytes from `ia` on; holes are passed over. Leaves that lie partly inside are
    /// split before. Tables that become empty are freed. On return no TLB holds what was unmapped.
    pub fn unmap(&mut self, ia: u64, length: u64) -> Result<Outcome, Refusal> {
        let _entry = self.pool.enter().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `map_frame`.
        outcome(unsafe { ffi::vpt_unmap(&mut self.raw, ia, length) })
    }

    /// As [`Space::unmap`], but returns after `tables` steps, if not 0, each of which takes the leaves of one table at most.
    /// The outcome says where to go on; what is left takes no frame.
    pub fn unmap_some(&mut self, ia: u64, length: u64, tables: u32) -> Result<Outcome, Refusal> {
        let _entry = self.pool.enter().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `map_frame`.
        outcome(unsafe { ffi::vpt_unmap_some(&mut self.raw, ia, length, tables) })
    }

    /// Gives what is mapped of the `length` bytes from `ia` on new attributes; holes are passed over, output addresses
    /// stay. Leaves that lie partly inside are split before. On return no TLB holds the old attributes.
    pub fn protect(&mut self, ia: u64, length: u64, attr: Attr) -> Result<Outcome, Refusal> {
        let _entry = self.pool.enter().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `map_frame`.
        outcome(unsafe { ffi::vpt_protect(&mut self.raw, ia, length, attr.bits()) })
    }

    /// Splits leaves until none larger than `leaf_max` (0: the largest that the space has, so nothing is split) maps any
    /// of the `length` bytes from `ia` on; holes are passed over. Every address is translated as it was.
    pub fn split(&mut self, ia: u64, length: u64, leaf_max: u64) -> Result<Outcome, Refusal> {
        let _entry = self.pool.enter().map_err(|error| Refusal { error, ia, frames: 0 })?;
        // SAFETY: as in `map_frame`.
        outcome(unsafe { ffi::vpt_split(&mut self.raw, ia, length, leaf_max) })
    }

    /// The run that starts at `ia`, a hole too, `length` bytes at most. It ends with the space, or with its lower half
    /// if that is a [`Half::Signed`] one.
    pub fn next_run(&self, ia: u64, length: u64) -> Result<Run, Error> {
        let _entry = self.pool.share()?;
        // SAFETY: as in `query`.
        let run = unsafe { ffi::vpt_next_run(&self.raw, ia, length) };
        let mapped = match check(run.status) {
            Ok(()) => true,
            Err(Error::Unmapped) => false,
            Err(error) => return Err(error),
        };
        let attr = Attr::from_bits(run.attr);
        Ok(Run { ia: run.ia, oa: run.oa, length: run.length, leaf_size: run.leaf_size, attr, mapped })
    }

    /// What is mapped of the `length` bytes from `ia` on, run by run; holes are left out. It ends where the space does,
    /// or its lower half if that is a [`Half::Signed`] one. Another call in the pool gives [`Error::Busy`] in the place of
    /// a run, which the next step may find.
    pub fn runs(&self, ia: u64, length: u64) -> Runs<'_, 'a> {
        Runs { space: self, ia, left: length }
    }

    /// Takes the space apart, as a drop does, but where that would panic the space comes back with [`Error::Busy`].
    pub fn destroy(self) -> Result<(), (Error, Self)> {
        let pool = self.pool;
        match pool.enter() {
            Err(error) => Err((error, self)),
            Ok(_entry) => {
                let mut space = ManuallyDrop::new(self);
                // SAFETY: as in `map_frame`; nothing uses the space after this.
                unsafe { ffi::vpt_destroy(&mut space.raw) };
                Ok(())
            }
        }
    }
}

impl Drop for Space<'_> {
    /// Every frame goes back to the pool, zeroed; what TLBs still hold is invalidated, with one call of each hook.
    ///
    /// # Panics
    /// If another call is in the pool: the frames would stay used for ever.
    fn drop(&mut self) {
        let _entry = match self.pool.enter() {
            Ok(entry) => entry,
            Err(error) => panic!("a space of vpt is dropped: {}", error),
        };
        // SAFETY: as in `map_frame`; nothing uses the space after this.
        unsafe { ffi::vpt_destroy(&mut self.raw) };
    }
}

impl fmt::Debug for Space<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Space").field("root", &self.root).field("id", &self.raw.id).finish_non_exhaustive()
    }
}

fn leaf(result: ffi::vpt_result) -> Result<Leaf, Error> {
    check(result.status)?;
    Ok(Leaf { ia: result.ia, oa: result.oa, size: result.size, attr: Attr::from_bits(result.attr) })
}

fn outcome(outcome: ffi::vpt_outcome) -> Result<Outcome, Refusal> {
    let ffi::vpt_outcome { status, ia, frames } = outcome;
    match check(status) {
        Ok(()) => Ok(Outcome { ia, frames }),
        Err(error) => Err(Refusal { error, ia, frames }),
    }
}
