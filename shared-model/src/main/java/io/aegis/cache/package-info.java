/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Memory with a bound on entries. What weighs its entries, such as by how many numbers each holds, counts for itself.
 */
package io.aegis.cache;
