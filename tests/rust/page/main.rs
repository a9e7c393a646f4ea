// SPDX-License-Identifier: Apache-2.0
//! The program of verified-pt's page, its lines as they stand there. `make check-rust` changes one line, in Cargo.toml.
use verified_pt::memory::PageTableMem;

struct YourMemoryType {
    words: Vec<u64>,
    info: Vec<verified_pt::memory::FrameInfo>,
}

impl PageTableMem for YourMemoryType {
    // Implement required methods here
    fn new_init(_: verified_pt::utils::PTArchExec) -> Self {
        YourMemoryType { words: vec![0; 8 * 512], info: vec![verified_pt::memory::FrameInfo::NEW; 8] }
    }

    fn tables(&mut self) -> verified_pt::memory::TableMemory<'_> {
        verified_pt::memory::TableMemory { words: &mut self.words, base: 0x7000_0000, info: &mut self.info }
    }
}

use verified_pt::aarch64::{Aarch64PageTable, vmsav8_4k_4level_arch};

use verified_pt::utils::{FrameSize, MemAttr};

fn main() {
    let mut page_table = Aarch64PageTable::<YourMemoryType>::new(vmsav8_4k_4level_arch, 0x0, 0x80000000);

    // Map a virtual address to a physical address
    page_table.map(0x0, 0x10000000, FrameSize::Size4K, MemAttr::default()).unwrap();

    let (vbase, paddr, size, _) = page_table.query(0x10).unwrap();
    println!("{:#x} {:#x} {:#x}", vbase, paddr, size.as_usize());
    page_table.unmap(vbase).unwrap();
    println!("{:?}", page_table.query(0x10));
}
