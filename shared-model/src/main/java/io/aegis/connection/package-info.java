/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How many connections may be open, and what they may wait for, whatever server of HTTP holds them. What comes over them is not
 * looked at here.
 */
package io.aegis.connection;
