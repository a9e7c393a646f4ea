// SPDX-License-Identifier: Apache-2.0
//! Descriptor formats, and the shapes of tables. What each can express is in the library's `docs/formats.md`.
use crate::error::check;
use crate::{ffi, Attr, Error};
use core::fmt;
use core::ptr::addr_of;

/// A descriptor format: one of the statics of this module. A program links those that it names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Format(*const ffi::vpt_format);

// SAFETY: what it points to is constant, for C as well.
unsafe impl Send for Format {}
// SAFETY: as above.
unsafe impl Sync for Format {}

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident = $c:ident;)*) => {
        mod objects {
            use crate::ffi::vpt_format;
            extern "C" {
                $(pub static $c: vpt_format;)*
            }
        }

        $($(#[$doc])*
        #[allow(unused_unsafe)] // compilers from 1.82 on take the address without
        // SAFETY: only the address is taken, of an object that the library has for ever.
        pub static $name: Format = Format(unsafe { addr_of!(objects::$c) });)*

        #[cfg(test)]
        fn names() -> std::vec::Vec<(&'static str, Format, &'static str)> {
            std::vec![$((stringify!($name), $name, stringify!($c)),)*]
        }
    };
}

formats! {
    /// AArch64 stage 1 of the EL1&0 regime, and of EL2&0; 4 KiB granule.
    AARCH64_S1 = vpt_aarch64_s1;
    /// AArch64 stage 1 of the EL2 regime; 4 KiB granule.
    AARCH64_S1_EL2 = vpt_aarch64_s1_el2;
    /// AArch64 stage 2; 4 KiB granule.
    AARCH64_S2 = vpt_aarch64_s2;
    /// AArch64 stage 1 of EL1&0; 16 KiB granule.
    AARCH64_S1_16K = vpt_aarch64_s1_16k;
    /// AArch64 stage 1 of EL2; 16 KiB granule.
    AARCH64_S1_EL2_16K = vpt_aarch64_s1_el2_16k;
    /// AArch64 stage 2; 16 KiB granule.
    AARCH64_S2_16K = vpt_aarch64_s2_16k;
    /// AArch64 stage 1 of EL1&0; 64 KiB granule.
    AARCH64_S1_64K = vpt_aarch64_s1_64k;
    /// AArch64 stage 1 of EL2; 64 KiB granule.
    AARCH64_S1_EL2_64K = vpt_aarch64_s1_el2_64k;
    /// AArch64 stage 2; 64 KiB granule.
    AARCH64_S2_64K = vpt_aarch64_s2_64k;
    /// AArch64 stage 1 of EL1&0; 4 KiB granule with FEAT_LPA2.
    AARCH64_S1_LPA2 = vpt_aarch64_s1_lpa2;
    /// AArch64 stage 1 of EL2; 4 KiB granule with FEAT_LPA2.
    AARCH64_S1_EL2_LPA2 = vpt_aarch64_s1_el2_lpa2;
    /// AArch64 stage 2; 4 KiB granule with FEAT_LPA2.
    AARCH64_S2_LPA2 = vpt_aarch64_s2_lpa2;
    /// AArch64 stage 1 of EL1&0; 16 KiB granule with FEAT_LPA2.
    AARCH64_S1_16K_LPA2 = vpt_aarch64_s1_16k_lpa2;
    /// AArch64 stage 1 of EL2; 16 KiB granule with FEAT_LPA2.
    AARCH64_S1_EL2_16K_LPA2 = vpt_aarch64_s1_el2_16k_lpa2;
    /// AArch64 stage 2; 16 KiB granule with FEAT_LPA2.
    AARCH64_S2_16K_LPA2 = vpt_aarch64_s2_16k_lpa2;
    /// x86-64 paging, 4 and 5 levels.
    X86_64 = vpt_x86_64;
    /// Intel's extended page tables.
    EPT = vpt_ept;
    /// RISC-V Sv39, Sv48, Sv57.
    RISCV = vpt_riscv;
    /// The same with Svpbmt.
    RISCV_SVPBMT = vpt_riscv_svpbmt;
    /// RISC-V G-stage: Sv39x4, Sv48x4, Sv57x4.
    RISCV_G = vpt_riscv_g;
    /// The same with Svpbmt.
    RISCV_G_SVPBMT = vpt_riscv_g_svpbmt;
    /// LoongArch, pages of 4 KiB.
    LOONGARCH_4K = vpt_loongarch_4k;
    /// LoongArch, pages of 16 KiB.
    LOONGARCH_16K = vpt_loongarch_16k;
}

impl Format {
    /// log2 of the granule in bytes: 12, 14 or 16.
    pub fn granule_log2(self) -> u32 {
        // SAFETY: the pointer is to one of the library's constant objects, which begin with this member.
        unsafe { (*self.0).granule_log2 }
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Format").field("granule_log2", &self.granule_log2()).finish_non_exhaustive()
    }
}

/// Which input addresses a space translates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Half {
    /// Those below 2^`input_bits`.
    #[default]
    Lower = 0,
    /// The uppermost 2^`input_bits`: AArch64's TTBR1.
    Upper = 1,
    /// Those whose bits from `input_bits` - 1 up are the same: one root for both halves.
    Signed = 2,
}

/// The shape of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// The descriptor format; it says what the granule is.
    pub format: Format,
    /// Levels of lookup from the root to the smallest page: 2 to 5.
    pub levels: u32,
    /// 2^`input_bits` input addresses.
    pub input_bits: u32,
    /// Output addresses are below 2^`output_bits`.
    pub output_bits: u32,
}

/// What a descriptor is to the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The walk ends in a fault.
    Invalid,
    /// The walk goes on in another table.
    Table,
    /// The walk ends: memory.
    Leaf,
}

/// A decoded descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// What it is to the walk.
    pub kind: Kind,
    /// Of a leaf; meaningful if `exact`.
    pub attr: Attr,
    /// Of the next table or of the leaf's base.
    pub oa: u64,
    /// A leaf that this library would write: encoding it again gives the same word.
    pub exact: bool,
}

impl Geometry {
    pub(crate) fn raw(&self) -> ffi::vpt_geometry {
        ffi::vpt_geometry {
            format: self.format.0,
            levels: self.levels,
            input_bits: self.input_bits,
            output_bits: self.output_bits,
        }
    }

    /// Says whether it exists.
    pub fn check(&self) -> Result<(), Error> {
        // SAFETY: the geometry is read during the call; its format is one of the library's.
        check(unsafe { ffi::vpt_check_geometry(&self.raw()) })
    }

    /// Bytes mapped by one entry of a table at `height`; 0 if there is no such geometry or height.
    pub fn entry_size(&self, height: u32) -> u64 {
        // SAFETY: as in `check`; every height is answered.
        unsafe { ffi::vpt_entry_size(&self.raw(), height) }
    }

    /// Number of root tables, side by side in memory; 0 if there is no such geometry.
    pub fn root_tables(&self) -> u32 {
        // SAFETY: as in `check`.
        unsafe { ffi::vpt_root_tables(&self.raw()) }
    }

    /// Decodes entry `index` of a table at `height`; invalid if there is no such geometry or height.
    pub fn decode(&self, height: u32, index: u32, word: u64) -> Descriptor {
        // SAFETY: as in `check`; every height, index and word is answered.
        let found = unsafe { ffi::vpt_decode(&self.raw(), height, index, word) };
        let kind = match found.kind {
            1 => Kind::Table,
            2 => Kind::Leaf,
            _ => Kind::Invalid,
        };
        Descriptor { kind, attr: Attr::from_bits(found.attr), oa: found.oa, exact: found.exact }
    }
}

#[cfg(test)]
extern crate std;

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;
    use std::{format, fs};

    /// Every format of the header is here under its own name, and nothing else.
    #[test]
    fn formats_are_those_of_the_header() {
        let header = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../include/vpt/vpt.h")).unwrap();
        let there: Vec<&str> =
            header.lines().filter_map(|line| line.strip_prefix("extern const struct vpt_format ")?.strip_suffix(';')).collect();
        assert_eq!(there, names().iter().map(|(_, _, c)| *c).collect::<Vec<_>>());
        for (i, (name, format, c)) in names().iter().enumerate() {
            assert_eq!(format!("vpt_{}", name.to_lowercase()), *c);
            assert!([12, 14, 16].contains(&format.granule_log2()));
            assert!(names()[..i].iter().all(|(_, other, _)| other != format), "{}", name);
        }
    }
}
