/* SPDX-License-Identifier: GPL-3.0-or-later */
/** CSV that people open in spreadsheets. A cell that a spreadsheet would take for a formula is written as text. */
package io.aegis.csv;
