/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The machine that a figure belongs to, and what the processes of the product use of it. Everything is read from outside, so that
 * measuring costs them next to nothing.
 */
package io.aegis.bench.machine;
