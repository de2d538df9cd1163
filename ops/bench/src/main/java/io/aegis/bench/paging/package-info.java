/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How often somebody would be woken by the product, and for what: made-up series of eight kinds, with and without events. An
 * alarm and those within half an hour of it count once.
 */
package io.aegis.bench.paging;
