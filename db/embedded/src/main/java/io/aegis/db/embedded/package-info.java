/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A MariaDB server in a process of its own, with its data in one folder.
 *
 * <p>The server outlives whoever started it, so that applications restart without it. Whoever comes next finds it by its
 * data folder, takes it over when it answers, and replaces it when it does not. Nothing here ever deletes data.
 */
package io.aegis.db.embedded;
