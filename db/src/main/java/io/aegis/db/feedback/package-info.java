/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Feedback in MariaDB: storing it once, upgrading it, listing it, resolving it. */
package io.aegis.db.feedback;
