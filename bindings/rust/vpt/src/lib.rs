// SPDX-License-Identifier: Apache-2.0
//! Address translation tables: build them, change them, read them. Safe bindings of the C library libvpt, whose every
//! operation is proved; what stands here adds types and no logic of its own.
//!
//! A [`Pool`] is the memory that tables are made of, a [`Space`] one set of tables. Words and numbers are those of
//! `vpt/vpt.h`.
//!
//! ```
//! use vpt::{format, Attr, Config, FrameInfo, Geometry, Granule, Pool, Space};
//!
//! let mut window = vec![0u64; 16 * 512]; // 16 frames for tables...
//! let mut info = [FrameInfo::NEW; 16]; // ...and what the library notes about them
//! let pool = Pool::new(&mut window, 0x4000_0000, Granule::Size4K, &mut info)?;
//!
//! let geometry = Geometry { format: format::AARCH64_S2, levels: 3, input_bits: 40, output_bits: 40 };
//! let mut guest = Space::new(&pool, &Config::new(geometry, 0x8000_0000..0xc000_0000))?;
//! guest.map(0x1000, 0x8000_1000, 0x40_0000, Attr::READ | Attr::WRITE, 0)?;
//! assert_eq!(guest.query(0x20_1234)?.oa, 0x8020_1234);
//! guest.unmap(0x20_0000, 0x1000)?;
//! let lengths: Result<Vec<u64>, _> = guest.runs(0, u64::MAX).map(|run| run.map(|run| run.length)).collect();
//! assert_eq!(lengths?, [0x1f_f000, 0x20_0000]);
//! # Ok::<(), vpt::Error>(())
//! ```
//!
//! # What is safe, and what is not
//!
//! No call here can break Rust's memory safety: the pool borrows its memory exclusively, a space borrows its pool, which
//! so stays where it is, and only the library writes tables. C's rule that one call at a time may be in a pool and its
//! spaces is kept by a flag: a second one, from another core or from a hook, gets [`Error::Busy`] and does nothing.
//!
//! What tables *mean* begins where an MMU is made to use them: that is an `unsafe` step of yours, the write of
//! [`Space::root`] to a register. With it you vouch for the addresses you gave (`window_oa`), for hooks that do what
//! [`Hooks`] says, for what you map from then on if the program itself runs behind these tables, and for taking the
//! root out of the register before the space is dropped.
#![no_std]
#![deny(unsafe_op_in_unsafe_fn, missing_docs)]
// Space::destroy gives the space itself back, and nothing may be allocated; older versions of clippy do not know it.
#![allow(unknown_lints, clippy::result_large_err)]

mod error;
#[allow(missing_docs)]
mod ffi;
pub mod format;
mod pool;
mod space;

pub use error::Error;
pub use format::{Descriptor, Format, Geometry, Half, Kind};
pub use pool::{FrameInfo, Granule, Pool};
pub use space::{Config, Grant, HookTable, Hooks, Invalidation, Leaf, Outcome, Refusal, Run, Runs, Space, Types};

use core::fmt;
use core::ops::{BitOr, BitOrAssign};

/// Attributes of a leaf: a sum of rights and one memory type, [`Attr::NORMAL`] if none is named.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Attr(u32);

impl Attr {
    /// Memory type: normal, write-back cacheable. No right.
    pub const NORMAL: Attr = Attr(0);
    /// Loads are allowed.
    pub const READ: Attr = Attr(1);
    /// Stores are allowed.
    pub const WRITE: Attr = Attr(2);
    /// Instruction fetches are allowed.
    pub const EXEC: Attr = Attr(4);
    /// For the less privileged level; EXEC is then for that level alone.
    pub const USER: Attr = Attr(8);
    /// Not tagged with the address space's id in the TLB.
    pub const GLOBAL: Attr = Attr(16);
    /// Memory type: normal, non-cacheable.
    pub const NORMAL_NC: Attr = Attr(32);
    /// Memory type: device, no gathering, no reordering.
    pub const DEVICE: Attr = Attr(64);

    /// The number that C has for it.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whatever the number: what is no attribute is refused where it is used, with [`Error::Attr`].
    pub const fn from_bits(bits: u32) -> Attr {
        Attr(bits)
    }

    /// Has all of these.
    pub const fn contains(self, others: Attr) -> bool {
        self.0 & others.0 == others.0
    }
}

impl BitOr for Attr {
    type Output = Attr;
    fn bitor(self, other: Attr) -> Attr {
        Attr(self.0 | other.0)
    }
}

impl BitOrAssign for Attr {
    fn bitor_assign(&mut self, other: Attr) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Attr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rights = [(Attr::READ, "r"), (Attr::WRITE, "w"), (Attr::EXEC, "x")];
        for (right, letter) in rights {
            f.write_str(if self.contains(right) { letter } else { "-" })?;
        }
        let words = [(8, " user"), (16, " global"), (32, " nc"), (64, " device")];
        for (bit, word) in words {
            if self.0 & bit != 0 {
                f.write_str(word)?;
            }
        }
        match self.0 >> 7 {
            0 => Ok(()),
            _ => write!(f, " {:#x}", self.0),
        }
    }
}

/// What the AArch64 formats expect of the system registers (`vpt/aarch64.h`).
pub mod aarch64 {
    /// `MAIR_ELx` for tables of the stage 1 formats.
    pub const MAIR: u64 = 0x0444FF;

    /// The root's output address as `TTBRn_ELx` and `VTTBR_EL2` hold it: bits 51:48 in bits 5:2.
    pub const fn ttbr(root: u64) -> u64 {
        root & 0xFFFF_FFFF_FFFF | root >> 48 << 2
    }
}

/// What the x86 formats expect of the system registers (`vpt/x86.h`).
pub mod x86 {
    /// `IA32_PAT` for tables of `X86_64`.
    pub const PAT: u64 = 0x0007_0106_0007_0106;
}
