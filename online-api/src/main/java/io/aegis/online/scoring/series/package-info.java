/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Series and their samples for people who look at them: lists, and the past with what was expected. They read through the
 * account that only reads.
 */
package io.aegis.online.scoring.series;
