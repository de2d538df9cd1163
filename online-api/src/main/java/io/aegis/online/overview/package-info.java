/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the dashboard's first page shows: counts over time, and what is wrong and what to do about it. It combines what the
 * database says of all processes with what this one notices itself.
 */
package io.aegis.online.overview;
