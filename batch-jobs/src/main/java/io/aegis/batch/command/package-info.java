/* SPDX-License-Identifier: GPL-3.0-or-later */
/** {@code ops/aegis jobs}: the operator API from a command line. */
package io.aegis.batch.command;
