# SPDX-License-Identifier: Apache-2.0
# `make check-install`: the library built with little, installed, found, linked and removed.

.PHONY: check-install
check-install: libraries
	@tests/install/run $(BUILD)
