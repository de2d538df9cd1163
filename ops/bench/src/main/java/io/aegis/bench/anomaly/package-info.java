/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The cost of one sample for a series detector, by JMH. Nothing else of the product runs meanwhile. */
package io.aegis.bench.anomaly;
