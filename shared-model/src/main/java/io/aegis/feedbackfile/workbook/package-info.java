/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Workbooks of Excel 2007 and later, read as a stream and bounded by what is made of them. Only what a table needs: names of
 * sheets, texts, numbers and dates; no formulas, no styles, nothing outside the file.
 */
package io.aegis.feedbackfile.workbook;
