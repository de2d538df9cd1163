/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The race of a feedback text: the heuristic against the LLM under one deadline for the whole request. The arbiter decides, has
 * the result stored, and lets a late verdict upgrade the row.
 */
package io.aegis.race;
