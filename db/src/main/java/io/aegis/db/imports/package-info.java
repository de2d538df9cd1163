/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files of feedback: staged in pieces, worked through, told about. The two applications may be on different machines: a file
 * passes from one to the other through these tables.
 */
package io.aegis.db.imports;
