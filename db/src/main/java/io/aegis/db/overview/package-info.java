/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What an operator is shown at a glance: counts over time, and what is wrong. */
package io.aegis.db.overview;
