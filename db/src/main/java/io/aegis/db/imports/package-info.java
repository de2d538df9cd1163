/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files of feedback: staged in pieces, worked through, told about. */
package io.aegis.db.imports;
