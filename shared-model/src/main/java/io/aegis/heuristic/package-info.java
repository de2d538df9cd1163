/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The heuristic lane: topics, urgency, priority and an adjusted sentiment by rules over whole words, a file of rules for each
 * language that it can read. The one for English, {@code rules.json}, explains the language of rules.
 */
package io.aegis.heuristic;
