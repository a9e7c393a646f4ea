# SPDX-License-Identifier: Apache-2.0
# `make check`: every suite, then one closing line.

SUITES := check-build check-install check-units check-tool check-oracle check-oracle-x86-64 check-oracle-ept
SUITES += check-oracle-loongarch64
SUITES += check-oracle-aarch64-both check-oracle-npt check-oracle-ept-manual
SUITES += check-oracle-riscv64 check-oracle-riscv64-svpbmt check-oracle-counts
SUITES += check-demo check-live-riscv64 check-live-aarch64 check-live-x86_64 check-live-loongarch64 check-kernels-some
SUITES += check-tlb check-fuzz check-cpp check-rust check-port check-reference

.PHONY: check-build
check: setup-check setup-kernels-some
	$(MAKE) -s libraries
	@tests/check $(SUITES)

check-build: libraries
	@tests/build-checks $(BUILD)
