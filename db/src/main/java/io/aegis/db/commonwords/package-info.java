/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The words that texts share which are different otherwise, such as signatures, as they were learned. Groups are made without them, and whoever
 * erases a text has to know by which keys it may ever have been found.
 */
package io.aegis.db.commonwords;
