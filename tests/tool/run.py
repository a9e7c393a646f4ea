#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: run.py VPT VPT_WITH_SANITIZERS SHORTEN_LIBRARY MACHINE_KERNEL

Tests the vpt tool: exact output and exit status. Prints a line for each check that fails and
closes with 'N passed, M failed'."""
import bad_images
import bits
import both_stages
import core_images
import formats
import good_images
import granted
import halves
import harness
import kdump_images
import lists
import loongarch_images
import machine_images
import manual
import random_images
import registers_images
import remote_machines
import riscv_images
import translations
import tree_pages
import usage
import x86_images

for module in (good_images, lists, granted, halves, bad_images, random_images, x86_images, loongarch_images,
               riscv_images, core_images, kdump_images, machine_images, remote_machines, formats, bits, translations,
               registers_images, both_stages, tree_pages, usage, manual):
    for name, test in vars(module).items():
        if name.startswith("test_"):
            test()
harness.finish()
