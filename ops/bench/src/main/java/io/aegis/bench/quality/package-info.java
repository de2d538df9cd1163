/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How often the heuristic lane is right, measured on labelled texts of public data sets. Figures have floors, below which a run
 * fails.
 */
package io.aegis.bench.quality;
