# SPDX-License-Identifier: Apache-2.0
# `make check-reference`: the headers' HTML is made without a warning, and every function leads to its theorem.

.PHONY: check-reference
check-reference:
	@tests/reference/run $(BUILD)/reference
