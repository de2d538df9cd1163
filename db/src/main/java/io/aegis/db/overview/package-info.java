/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an operator is shown at a glance: counts over time, and what is wrong. Its queries are bounded, so that looking at the
 * product never slows it down.
 */
package io.aegis.db.overview;
