/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What changed lately, whoever changed it: what live views are told. */
package io.aegis.db.changes;
