/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The running product as its users meet it: files that are imported, jobs that are launched, rows that are read. Benchmarks of what it does with texts share it. */
package io.aegis.bench.product;
