/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the command lines of the product have in common. Each has help for itself and each of its subcommands, errors in one line,
 * and the same exit codes.
 */
package io.aegis.command;
