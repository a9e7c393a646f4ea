# SPDX-License-Identifier: Apache-2.0
# `make prove` and `make mutants`.

prove:
	@scripts/setup prove
	@proof/prove

mutants:
	@scripts/setup prove
	@proof/mutants
