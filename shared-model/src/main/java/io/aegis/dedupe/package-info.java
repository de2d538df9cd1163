/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What makes two submissions the same feedback, and how those that come together or again are joined and counted. The unique key
 * of the database has the last word.
 */
package io.aegis.dedupe;
