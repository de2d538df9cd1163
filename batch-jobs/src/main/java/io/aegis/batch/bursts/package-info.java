/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The job that finds bursts of feedback. What it has learned of the last four weeks stays in memory between its runs. */
package io.aegis.batch.bursts;
