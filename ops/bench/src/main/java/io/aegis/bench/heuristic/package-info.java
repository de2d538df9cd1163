/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The cost of the heuristic lane and of sanitising for one text, by JMH. Nothing else of the product runs meanwhile. */
package io.aegis.bench.heuristic;
