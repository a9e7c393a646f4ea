// SPDX-License-Identifier: Apache-2.0
//! Finds the C library: in VPT_LIB_DIR if that is given, else the tree's `make lib` makes it.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::env;

fn var(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo did not set {}", name))
}

/// The directory of a libvpt.a that `make lib` has just made for this target.
fn made(top: &Path) -> PathBuf {
    let out = PathBuf::from(var("OUT_DIR"));
    let machine = match (var("TARGET") == var("HOST"), var("CARGO_CFG_TARGET_ARCH").as_str()) {
        (true, _) => "host",
        (false, "aarch64") => "aarch64",
        (false, "riscv64") => "riscv64",
        (false, "x86_64") => "x86_64",
        (false, "loongarch64") => "loongarch64",
        (false, other) => panic!("libvpt is not made for {}; give VPT_LIB_DIR", other),
    };
    let status = Command::new("make")
        .arg("-C")
        .arg(top)
        .args(["--no-print-directory", "lib"])
        .arg(format!("TARGETS={}", machine))
        .arg(format!("BUILD={}", out.display()))
        .env_remove("MAKEFLAGS")
        .env_remove("MAKELEVEL")
        .status();
    match status {
        Ok(status) if status.success() => out.join(machine),
        Ok(status) => panic!("make lib: {}; or give VPT_LIB_DIR, the directory of libvpt.a", status),
        Err(error) => panic!("make: {}; or give VPT_LIB_DIR, the directory of libvpt.a", error),
    }
}

fn main() {
    println!("cargo:rerun-if-env-changed=VPT_LIB_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    let directory = match env::var_os("VPT_LIB_DIR") {
        Some(given) => PathBuf::from(given),
        None => {
            let top = PathBuf::from(var("CARGO_MANIFEST_DIR")).join("../../..");
            for part in ["src", "include", "Makefile"] {
                println!("cargo:rerun-if-changed={}", top.join(part).display());
            }
            made(&top)
        }
    };
    let archive = directory.join("libvpt.a");
    if !archive.is_file() {
        panic!("VPT_LIB_DIR: there is no {}", archive.display());
    }
    println!("cargo:rerun-if-changed={}", archive.display());
    println!("cargo:rustc-link-search=native={}", directory.display());
    println!("cargo:rustc-link-lib=static=vpt");
}
