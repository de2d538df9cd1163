/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The cost of the heuristic lane and of sanitising for one text, by JMH. */
package io.aegis.bench.heuristic;
