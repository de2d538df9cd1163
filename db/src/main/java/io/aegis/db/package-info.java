/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The way to MariaDB: settings, connections, deadlines, migrations. Everything else in {@code io.aegis.db} is SQL over
 * {@link io.aegis.db.Database}.
 */
package io.aegis.db;
