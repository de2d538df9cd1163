/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The database's part of the operator's command line. */
package io.aegis.db.command;
