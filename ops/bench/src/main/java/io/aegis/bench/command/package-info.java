/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The command line of the benchmarks. What is measured, and how, is said by the packages beside this one. */
package io.aegis.bench.command;
