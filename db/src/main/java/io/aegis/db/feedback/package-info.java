/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Feedback in MariaDB: storing it once, upgrading it, listing it, resolving it. A unique hash makes duplicates impossible, and
 * a version keeps two writers apart.
 */
package io.aegis.db.feedback;
