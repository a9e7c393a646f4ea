// SPDX-License-Identifier: Apache-2.0
use crate::error::check;
use crate::{ffi, Error};
use core::cell::UnsafeCell;
use core::fmt;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicUsize, Ordering};

/// Bookkeeping for one frame of a pool; what is in it is the library's own.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct FrameInfo(#[allow(dead_code)] ffi::vpt_frame_info);

impl FrameInfo {
    /// An element that no pool has used.
    pub const NEW: FrameInfo = FrameInfo(ffi::vpt_frame_info { stack: 0, live: 0, free: 0, owned: false });
}

/// The size of frames and of the smallest pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granule {
    /// 4 KiB.
    Size4K = 12,
    /// 16 KiB.
    Size16K = 14,
    /// 64 KiB.
    Size64K = 16,
}

/// A window of memory from which table frames are taken, by the spaces that share it.
///
/// The window and its bookkeeping are borrowed as long as the pool is there, and the pool as long as one of its spaces:
///
/// ```compile_fail,E0505
/// # use vpt::*;
/// # let (mut window, mut info) = (vec![0u64; 4096], [FrameInfo::NEW; 8]);
/// let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info).unwrap();
/// # let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 39, output_bits: 40 };
/// let space = Space::new(&pool, &Config::new(geometry, 0x8000_0000..0xc000_0000)).unwrap();
/// let elsewhere = pool; // the space says where it was
/// drop(space);
/// ```
///
/// ```compile_fail,E0506
/// # use vpt::*;
/// # let (mut window, mut info) = (vec![0u64; 4096], [FrameInfo::NEW; 8]);
/// let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info).unwrap();
/// window[0] = 1; // only the library writes tables
/// drop(pool);
/// ```
pub struct Pool<'m> {
    raw: UnsafeCell<ffi::vpt_pool>,
    /// Calls that are inside: 0, a number of readers, or EXCLUSIVE.
    inside: AtomicUsize,
    memory: PhantomData<(&'m mut [u64], &'m mut [FrameInfo])>,
}

const EXCLUSIVE: usize = usize::MAX;

// SAFETY: the pointers in `raw` are to memory that the pool has borrowed exclusively; it may be used from any thread.
unsafe impl Send for Pool<'_> {}
// SAFETY: C reads what is in `raw`, or behind it, between `enter` or `share` and the drop of what these return, which let
// in one call that changes or several that read.
unsafe impl Sync for Pool<'_> {}

impl<'m> Pool<'m> {
    /// Makes a pool of which every frame is free, and zeroes the whole window.
    ///
    /// `window_oa` is the output address of the window, as the MMU addresses the same memory, a multiple of the granule;
    /// `info` has one element per frame. Errors: [`Error::Window`], [`Error::Info`].
    pub fn new(
        window: &'m mut [u64],
        window_oa: u64,
        granule: Granule,
        info: &'m mut [FrameInfo],
    ) -> Result<Pool<'m>, Error> {
        let window_bytes = core::mem::size_of_val(window) as u64;
        // SAFETY: window and info are valid for as many bytes and elements as is said here, and apart, being exclusive
        // borrows.
        unsafe { Pool::made(ffi::vpt_pool_init, window.as_mut_ptr(), window_oa, window_bytes, granule, info) }
    }

    /// Makes a pool that has no frame yet: [`Pool::add`] hands them over. Its window, `bytes` from `window` on, may be all
    /// memory; neither it nor `info` is touched here. Errors as of [`Pool::new`].
    ///
    /// # Safety
    ///
    /// `window` is where `window_oa` is seen, for as long as the pool lives, and every element of `info` is
    /// [`FrameInfo::NEW`], or memory that is zero.
    pub unsafe fn empty(
        window: *mut u64,
        window_oa: u64,
        window_bytes: u64,
        granule: Granule,
        info: &'m mut [FrameInfo],
    ) -> Result<Pool<'m>, Error> {
        // SAFETY: info is borrowed, and zero, by the caller's word; of the window nothing is read or written.
        unsafe { Pool::made(ffi::vpt_pool_init_empty, window, window_oa, window_bytes, granule, info) }
    }

    /// Makes a pool by the function of the library that `init` is.
    ///
    /// # Safety
    ///
    /// What `init` asks of the window and of `info` holds.
    unsafe fn made(
        init: unsafe extern "C" fn(*mut ffi::vpt_pool, *const ffi::vpt_pool_config) -> ffi::vpt_enum,
        window: *mut u64,
        window_oa: u64,
        window_bytes: u64,
        granule: Granule,
        info: &'m mut [FrameInfo],
    ) -> Result<Pool<'m>, Error> {
        let config = ffi::vpt_pool_config {
            window,
            window_oa,
            window_bytes,
            granule_log2: granule as ffi::c_uint,
            info: info.as_mut_ptr().cast(),
            info_count: info.len() as u64,
        };
        let mut raw = MaybeUninit::uninit();
        // SAFETY: the caller's word; FrameInfo is vpt_frame_info (transparent). The pool is written if the status is 0.
        check(unsafe { init(raw.as_mut_ptr(), &config) })?;
        Ok(Pool {
            // SAFETY: the status was 0, so every member has been written.
            raw: UnsafeCell::new(unsafe { raw.assume_init() }),
            inside: AtomicUsize::new(0),
            memory: PhantomData,
        })
    }

    /// Hands over the `length` bytes from output address `oa` on, and zeroes them. Errors: [`Error::FrameAlign`],
    /// [`Error::FrameWindow`], [`Error::FrameFree`], [`Error::FrameUsed`], [`Error::Busy`].
    ///
    /// # Safety
    ///
    /// These frames are memory at their place in the window, and nobody else's until [`Pool::remove`] gives them back.
    pub unsafe fn add(&self, oa: u64, length: u64) -> Result<(), Error> {
        let entry = self.enter()?;
        // SAFETY: the pool is valid, and while `entry` lives nobody else is in it; the frames are its own from now on.
        check(unsafe { ffi::vpt_pool_add(entry.pool.raw.get(), oa, length) })
    }

    /// The same for frames that are zero: they are not touched.
    ///
    /// # Safety
    ///
    /// As of [`Pool::add`], and every byte of these frames is zero.
    pub unsafe fn add_zero(&self, oa: u64, length: u64) -> Result<(), Error> {
        let entry = self.enter()?;
        // SAFETY: as in `add`.
        check(unsafe { ffi::vpt_pool_add_zero(entry.pool.raw.get(), oa, length) })
    }

    /// Takes as many free frames back as `frames` has elements: these are their output addresses. They are zero. If there
    /// are not so many, [`Error::NoFrames`], and nothing has changed.
    pub fn remove(&self, frames: &mut [u64]) -> Result<(), Error> {
        let entry = self.enter()?;
        // SAFETY: the pool is valid, and while `entry` lives nobody else is in it; `frames` is borrowed.
        check(unsafe { ffi::vpt_pool_remove(entry.pool.raw.get(), frames.as_mut_ptr(), frames.len() as u64) })
    }

    /// Number of free frames. [`Error::Busy`] while a call is in the pool.
    pub fn free(&self) -> Result<u64, Error> {
        let entry = self.share()?;
        // SAFETY: the pool is valid, and while `entry` lives no call changes it.
        Ok(unsafe { ffi::vpt_pool_free(entry.pool.raw.get()) })
    }

    /// Where the library finds it; it stays there while it is borrowed.
    pub(crate) fn raw(&self) -> *mut ffi::vpt_pool {
        self.raw.get()
    }

    /// For a call that changes the pool or one of its spaces.
    pub(crate) fn enter(&self) -> Result<Entry<'_>, Error> {
        match self.inside.compare_exchange(0, EXCLUSIVE, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Ok(Entry { pool: self }),
            Err(_) => Err(Error::Busy),
        }
    }

    /// For a call that only reads.
    pub(crate) fn share(&self) -> Result<Entry<'_>, Error> {
        let more = |n: usize| n.checked_add(1).filter(|n| *n != EXCLUSIVE);
        match self.inside.fetch_update(Ordering::Acquire, Ordering::Relaxed, more) {
            Ok(_) => Ok(Entry { pool: self }),
            Err(_) => Err(Error::Busy),
        }
    }
}

impl fmt::Debug for Pool<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("free", &self.free()).finish_non_exhaustive()
    }
}

/// A call that is in the pool, until it is dropped.
pub(crate) struct Entry<'p> {
    pool: &'p Pool<'p>,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        let less = |n: usize| Some(if n == EXCLUSIVE { 0 } else { n - 1 });
        // It cannot fail: `less` always gives a number.
        let _ = self.pool.inside.fetch_update(Ordering::Release, Ordering::Relaxed, less);
    }
}
