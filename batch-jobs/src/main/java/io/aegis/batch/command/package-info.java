/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * {@code ops/aegis jobs}: the operator API from a command line. It also makes the script by which shells complete all of {@code
 * ops/aegis}.
 */
package io.aegis.batch.command;
