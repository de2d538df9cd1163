/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The ways to the database. */
package io.aegis.batch.database;
