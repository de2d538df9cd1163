/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The reviewers' module: questions about rows on which the lanes disagree, decisions, and the labels that come of them. A
 * decision changes the row, and stands against every later analysis.
 */
package io.aegis.online.reviews;
