/* SPDX-License-Identifier: GPL-3.0-or-later */
/** CSV that people open in spreadsheets. */
package io.aegis.csv;
