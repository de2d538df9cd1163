/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Test support for every module: waiting, time that stands still, rows, and packaged applications as processes. Only tests may
 * depend on it.
 */
package io.aegis.testing;
