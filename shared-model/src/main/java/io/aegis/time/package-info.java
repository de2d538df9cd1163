/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Times as both applications read and write them: RFC 3339, in UTC with exactly three decimals. Reading takes any offset, within
 * the years that the database holds.
 */
package io.aegis.time;
