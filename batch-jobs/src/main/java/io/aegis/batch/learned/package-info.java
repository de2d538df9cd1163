/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What was learned of labels, as jobs use it on rows that neither an LLM nor a person has labelled. Rows that are there already are
 * looked through whenever another model comes into use, or none.
 */
package io.aegis.batch.learned;
