/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is removed once it is old. */
package io.aegis.db.retention;
