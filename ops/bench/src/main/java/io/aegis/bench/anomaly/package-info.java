/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The cost of one sample for a series detector, by JMH. */
package io.aegis.bench.anomaly;
