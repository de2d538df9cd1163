/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Samples to look at the product with: what state they are in, and how they go. They are told from what people send by tables that
 * name them.
 */
package io.aegis.db.sampledata;
