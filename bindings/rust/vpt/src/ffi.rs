// SPDX-License-Identifier: Apache-2.0
//! `vpt/vpt.h` in Rust's words. A test compares sizes, offsets and numbers with what a C compiler says.
#![allow(non_camel_case_types)]

use core::ffi::c_void;

/// C's `int` and `unsigned`, and the integer that an enumeration is, where libvpt is made for.
pub type c_int = i32;
pub type c_uint = u32;
pub type vpt_enum = u32;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct vpt_frame_info {
    pub stack: u32,
    pub live: u16,
    pub free: u8,
    pub owned: bool,
}

#[repr(C)]
pub struct vpt_pool {
    pub words: *mut u64,
    pub info: *mut vpt_frame_info,
    pub first: i64,
    pub count: i64,
    pub free: i64,
    pub granule_log2: c_int,
}

#[repr(C)]
pub struct vpt_pool_config {
    pub window: *mut u64,
    pub window_oa: u64,
    pub window_bytes: u64,
    pub granule_log2: c_uint,
    pub info: *mut vpt_frame_info,
    pub info_count: u64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct vpt_geometry {
    pub format: *const vpt_format,
    pub levels: c_uint,
    pub input_bits: c_uint,
    pub output_bits: c_uint,
}

pub use crate::space::{Grant as vpt_grant, Invalidation as vpt_invalidation};

pub type Invalidate = unsafe extern "C" fn(*mut c_void, *const vpt_invalidation);
pub type Sync = unsafe extern "C" fn(*mut c_void);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct vpt_hooks {
    pub invalidate: Option<Invalidate>,
    pub sync: Option<Sync>,
    pub context: *mut c_void,
}

#[repr(C)]
pub struct vpt_config {
    pub geometry: vpt_geometry,
    pub half: vpt_enum,
    pub pool: *mut vpt_pool,
    pub output_first: u64,
    pub output_end: u64,
    pub leaf_size_max: u64,
    pub output_has_tables: bool,
    pub never_break: bool,
    pub resize_live: bool,
    pub id: u16,
    pub hooks: vpt_hooks,
}

#[repr(C)]
pub struct vpt {
    pub format: *const vpt_format,
    pub pool: *mut vpt_pool,
    pub root: i64,
    pub root_count: i64,
    pub input_end: i64,
    pub upper_first: u64,
    pub output_first: i64,
    pub output_end: i64,
    pub grants: *const vpt_grant,
    pub grant_count: i64,
    pub leaf_prefix: i64,
    pub leaf_table: i64,
    pub upper_prefix: i64,
    pub upper_table: i64,
    pub height: c_int,
    pub leaf_height: c_int,
    pub never_break: c_int,
    pub resize_live: c_int,
    pub grant_last: i16,
    pub id: u16,
    pub hooks: vpt_hooks,
}

#[repr(C)]
pub struct vpt_result {
    pub status: vpt_enum,
    pub attr: u32,
    pub ia: u64,
    pub oa: u64,
    pub size: u64,
}

#[repr(C)]
pub struct vpt_outcome {
    pub status: vpt_enum,
    pub ia: u64,
    pub frames: u64,
}

#[repr(C)]
pub struct vpt_run {
    pub status: vpt_enum,
    pub attr: u32,
    pub ia: u64,
    pub oa: u64,
    pub length: u64,
    pub leaf_size: u64,
}

#[repr(C)]
pub struct vpt_descriptor {
    pub kind: vpt_enum,
    pub attr: u32,
    pub oa: u64,
    pub exact: bool,
}

/// Only its first members; that it is used by its address alone is why the others are not here.
#[repr(C)]
pub struct vpt_format {
    pub granule_log2: c_uint,
    pub other_half: vpt_enum,
}

extern "C" {
    pub fn vpt_status_text(status: vpt_enum) -> *const u8;
    pub fn vpt_pool_init(pool: *mut vpt_pool, config: *const vpt_pool_config) -> vpt_enum;
    pub fn vpt_pool_init_empty(pool: *mut vpt_pool, config: *const vpt_pool_config) -> vpt_enum;
    pub fn vpt_pool_add(pool: *mut vpt_pool, oa: u64, length: u64) -> vpt_enum;
    pub fn vpt_pool_add_zero(pool: *mut vpt_pool, oa: u64, length: u64) -> vpt_enum;
    pub fn vpt_pool_remove(pool: *mut vpt_pool, frames: *mut u64, count: u64) -> vpt_enum;
    pub fn vpt_pool_free(pool: *const vpt_pool) -> u64;
    pub fn vpt_check_geometry(geometry: *const vpt_geometry) -> vpt_enum;
    pub fn vpt_init(space: *mut vpt, config: *const vpt_config) -> vpt_enum;
    pub fn vpt_destroy(space: *mut vpt);
    pub fn vpt_set_grants(space: *mut vpt, grants: *const vpt_grant, count: u32) -> vpt_enum;
    pub fn vpt_root(space: *const vpt) -> u64;
    pub fn vpt_map_frame(space: *mut vpt, ia: u64, oa: u64, size: u64, attr: u32) -> vpt_enum;
    pub fn vpt_unmap_frame(space: *mut vpt, ia: u64, size: u64) -> vpt_result;
    pub fn vpt_protect_frame(space: *mut vpt, ia: u64, attr: u32, size: u64) -> vpt_enum;
    pub fn vpt_query(space: *const vpt, ia: u64) -> vpt_result;
    pub fn vpt_map(space: *mut vpt, ia: u64, oa: u64, length: u64, attr: u32, leaf_max: u64) -> vpt_outcome;
    pub fn vpt_map_check(space: *const vpt, ia: u64, oa: u64, length: u64, attr: u32, leaf_max: u64) -> vpt_outcome;
    pub fn vpt_unmap(space: *mut vpt, ia: u64, length: u64) -> vpt_outcome;
    pub fn vpt_unmap_some(space: *mut vpt, ia: u64, length: u64, tables: c_uint) -> vpt_outcome;
    pub fn vpt_protect(space: *mut vpt, ia: u64, length: u64, attr: u32) -> vpt_outcome;
    pub fn vpt_split(space: *mut vpt, ia: u64, length: u64, leaf_max: u64) -> vpt_outcome;
    pub fn vpt_next_run(space: *const vpt, ia: u64, length: u64) -> vpt_run;
    pub fn vpt_decode(geometry: *const vpt_geometry, height: c_uint, index: c_uint, word: u64) -> vpt_descriptor;
    pub fn vpt_entry_size(geometry: *const vpt_geometry, height: c_uint) -> u64;
    pub fn vpt_root_tables(geometry: *const vpt_geometry) -> c_uint;
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use core::mem::{size_of, MaybeUninit};
    use core::ptr::addr_of;
    use std::string::{String, ToString};
    use std::vec::Vec;
    use std::{env, format, fs, process::Command, vec};

    /// Size of the struct, and offsets of these members.
    macro_rules! layout {
        ($list:ident, $name:ident, $($member:ident)*) => {
            $list.push((stringify!($name).to_string(), size_of::<$name>() as u64));
            let value = MaybeUninit::<$name>::uninit();
            // SAFETY: addr_of! makes no reference and reads nothing; the pointer is to memory of the struct's size.
            $($list.push((concat!(stringify!($name), ".", stringify!($member)).to_string(), unsafe {
                addr_of!((*value.as_ptr()).$member) as u64 - value.as_ptr() as u64
            }));)*
        };
    }

    fn ours() -> Vec<(String, u64)> {
        let mut list = vec![];
        layout!(list, vpt_frame_info, stack live free owned);
        layout!(list, vpt_pool, words info first count free granule_log2);
        layout!(list, vpt_pool_config, window window_oa window_bytes granule_log2 info info_count);
        layout!(list, vpt_geometry, format levels input_bits output_bits);
        layout!(list, vpt_invalidation, ia length leaf_size id leaf_only global);
        layout!(list, vpt_hooks, invalidate sync context);
        layout!(list, vpt_config, geometry half pool output_first output_end leaf_size_max output_has_tables
                never_break resize_live id hooks);
        layout!(list, vpt_grant, first end rights types);
        layout!(list, vpt, format pool root root_count input_end upper_first output_first output_end grants grant_count
                leaf_prefix leaf_table upper_prefix upper_table height leaf_height never_break resize_live grant_last id
                hooks);
        layout!(list, vpt_result, status attr ia oa size);
        layout!(list, vpt_outcome, status ia frames);
        layout!(list, vpt_run, status attr ia oa length leaf_size);
        layout!(list, vpt_descriptor, kind attr oa exact);
        list
    }

    /// The C compiler prints the same list from the header.
    #[test]
    fn layouts_are_those_of_c() {
        let program = format!("{}/layouts", env!("OUT_DIR"));
        let mut source = String::from("#include <stddef.h>\n#include <stdio.h>\n#include <vpt/vpt.h>\nint main(void)\n{\n");
        for (name, _) in ours() {
            let line = match name.split_once('.') {
                None => format!("  printf(\"{0} %zu\\n\", sizeof(struct {0}));\n", name),
                Some((of, member)) => format!("  printf(\"{} %zu\\n\", offsetof(struct {}, {}));\n", name, of, member),
            };
            source.push_str(&line);
        }
        source.push_str("  return 0;\n}\n");
        fs::write(format!("{}.c", program), source).unwrap();
        let include = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../include");
        let cc = env::var("CC").unwrap_or_else(|_| "cc".to_string());
        let made = Command::new(cc).args(["-std=c11", "-I", include, &format!("{}.c", program), "-o", &program]).status();
        assert!(made.unwrap().success());
        let said = Command::new(&program).output().unwrap();
        let ours: String = ours().iter().map(|(name, value)| format!("{} {}\n", name, value)).collect();
        assert_eq!(String::from_utf8(said.stdout).unwrap(), ours);
    }

    /// And the header has no member that is not in the list: the members of each struct, counted.
    #[test]
    fn no_member_is_missing() {
        let header = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../include/vpt/vpt.h")).unwrap();
        for (name, _) in ours().iter().filter(|(name, _)| !name.contains('.')) {
            let start = header.find(&format!("struct {} {{", name)).unwrap();
            let body = &header[start..start + header[start..].find("\n};").unwrap()];
            let members = body.lines().map(|line| line.split('/').next().unwrap()).filter(|line| line.ends_with([';', ' ']) && line.contains(';'));
            let listed = ours().iter().filter(|(member, _)| member.starts_with(&format!("{}.", name))).count();
            assert_eq!(members.count(), listed, "{}", name);
        }
    }
}
