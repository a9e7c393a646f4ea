# SPDX-License-Identifier: Apache-2.0
# `make check-rust`: the Rust bindings, with the library of this tree.

CARGO ?= cargo

.PHONY: check-rust
check-rust: $(BUILD)/host/libvpt.a
	@CARGO=$(CARGO) tests/rust/run $(BUILD)
