/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who has a row of feedback open. It is told again every few seconds, and forgotten when it is not. */
package io.aegis.db.presence;
