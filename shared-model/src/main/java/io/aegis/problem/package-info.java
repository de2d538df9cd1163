/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Problems as clients of both applications get them (RFC 9457): one table of types and titles, and the exception that carries one
 * to the edge. Their texts never hold anything internal.
 */
package io.aegis.problem;
