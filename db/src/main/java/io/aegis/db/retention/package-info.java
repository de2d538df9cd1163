/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is removed once it is old. It deletes a bounded number of rows at once. */
package io.aegis.db.retention;
